"""The contacts to learn from: solved and still upset, unsolved and at peace; and themes left unsolved."""

from __future__ import annotations

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.rates import wilson

_SHOWN = 8  # contacts of each list on a screen
_THEMES = 10
_CELLS = (("solved", "unsettled"), ("unsolved", "settled"))

_COLUMNS = (
    Column("date", Kind.DATE),
    Column("contact_id", Kind.ID),
    Column("theme", Kind.TEXT),
    Column("record", Kind.CODE, label="resolution.columns.record"),
    Column("consent", Kind.CODE, label="resolution.columns.consent"),
    Column("problem_words", Kind.QUOTE, Place.BELOW, label="resolution.columns.problem_words"),
    Column("feeling_words", Kind.QUOTE, Place.BELOW, label="resolution.columns.feeling_words"),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("channel", Kind.CODE, Place.DETAIL),
)
_BY_THEME = (
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT, label="resolution.columns.unsolved"),
    Column("told", Kind.INT, label="resolution.columns.told"),
    Column("share", Kind.SHARE, label="resolution.columns.unsolved_share"),
    Column("unsettled", Kind.INT, label="resolution.columns.unsettled"),
    Column("of_theme", Kind.INT, label="resolution.columns.of_theme"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
)


def build(facts: Facts, states: pd.DataFrame) -> list[Insight]:
    """Two lists, the newest contacts first: solved but upset, unsolved but settled."""
    return [_list(facts, states, problem, feeling) for problem, feeling in _CELLS]


def _list(facts: Facts, states: pd.DataFrame, problem: str, feeling: str) -> Insight:
    own = states[(states["problem"] == problem) & (states["feeling"] == feeling)]
    voices = facts.voices.drop_duplicates("voice_id").set_index("voice_id")
    about = facts.contacts.set_index("contact_id")
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows = []
    for state in own.to_dict("records"):
        contact = about.loc[state["contact_id"]]
        words = [
            str(voices.at[state[f"{asked}_voice"], "text"]) for asked in ("problem", "feeling")
        ]
        rows.append(
            {
                "date": contact["day"],
                "contact_id": state["contact_id"],
                "theme": names.get(contact["theme_id"], ""),
                "record": state["record"] or None,
                "consent": state["consent"] or None,
                "problem_words": words[0] if words[0] != words[1] else "",
                "feeling_words": words[1],
                "voice_kind": voices.at[state["feeling_voice"], "kind"],
                "channel": contact["channel"],
            }
        )
    rows.sort(key=lambda row: (row["date"] is None, _newest(row["date"]), row["contact_id"]))
    return Insight(
        name=f"{problem}_{feeling}",
        title=Note(f"resolution.{problem}_{feeling}_title", {"n": len(rows)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        n_input=len(states),
        n_used=len(rows),
        evidence=tuple((str(row["contact_id"]),) for row in rows),
        shown=_SHOWN,
    )


def _newest(day: object) -> int:
    return -day.toordinal() if hasattr(day, "toordinal") else 0


def by_theme(facts: Facts, states: pd.DataFrame) -> Insight:
    """Themes by contacts whose customers say that the problem is not solved, of those who say either."""
    themes = dict(zip(facts.contacts["contact_id"], facts.contacts["theme_id"], strict=True))
    placed = states.assign(theme_id=states["contact_id"].map(themes))
    rows = []
    for theme in facts.themes.to_dict("records"):
        own = placed[placed["theme_id"] == theme["theme_id"]]
        unsolved = own[own["problem"] == "unsolved"]
        told = int((own["problem"] != "unknown").sum())
        if unsolved.empty:
            continue
        low, high = wilson(len(unsolved), told)
        rows.append(
            {
                "theme": theme["name"],
                "contacts": len(unsolved),
                "told": told,
                "share": len(unsolved) / told,
                "unsettled": int((own["feeling"] == "unsettled").sum()),
                "of_theme": len(own),
                "share_low": low,
                "share_high": high,
                "theme_id": theme["theme_id"],
                "evidence": tuple(sorted(unsolved["contact_id"])),
            }
        )
    rows.sort(key=lambda row: (-row["contacts"], -row["share"], row["theme_id"]))
    return Insight(
        name="unsolved_themes",
        title=Note("resolution.themes_title"),
        table=pd.DataFrame(rows, columns=[c.key for c in _BY_THEME], dtype=object),
        columns=_BY_THEME,
        n_input=len(states),
        n_used=sum(row["contacts"] for row in rows),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_THEMES,
    )
