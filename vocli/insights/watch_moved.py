"""新しい・増えている: themes whose rise is hardly chance, days that burst, and what the codebook does not hold yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights.quote import representative
from vocli.insights.surges import IN_A_ROW, Surge, judge_sharply
from vocli.insights.tabulate import tabulate
from vocli.insights.watch_burst import burst_note
from vocli.insights.watch_days import in_common, owner_text, owners_of, until, week_of, within
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_ORDER = ("surged", "new", "rose", "one_day", "one_account", "few")
_DRAFT_LEAST = 3  # contacts of a draft below which it is no theme yet
_COLUMNS = (
    Column("change", Kind.CODE, width=12),
    Column("theme", Kind.TEXT),
    Column("this_week", Kind.INT, label="watch.columns.this_week"),
    Column("usual", Kind.NUMBER, label="watch.columns.usual"),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("facts", Kind.TEXT, Place.BELOW),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("owner", Kind.TEXT, Place.BELOW),
    Column("theme_id", Kind.ID, Place.BELOW),
    Column("code", Kind.ID, Place.DETAIL, label="watch.columns.code"),
    Column("weeks_in_a_row", Kind.INT, Place.DETAIL, label="watch.columns.weeks_in_a_row"),
    Column("day", Kind.DATE, Place.DETAIL, label="watch.columns.day"),
    Column("day_contacts", Kind.INT, Place.DETAIL, label="watch.columns.day_contacts"),
    Column("in_week", Kind.INT, Place.DETAIL, label="watch.columns.in_week"),
    Column("contacts", Kind.INT, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
    Column("week_q", Kind.SCORE, Place.DETAIL, label="watch.columns.week_q"),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def judge_themes(facts: Facts, as_of: date | None) -> dict[str, Surge]:
    """Theme -> what became of it up to as_of; critical themes are told of whatever their number."""
    facts = until(facts, as_of)
    ids = facts.themes["theme_id"][~facts.themes["critical"].astype(bool)]
    groups = [facts.contacts[facts.contacts["theme_id"] == theme] for theme in ids]
    found = judge_sharply(groups, facts.period, facts.open_days, as_of, facts.side)
    return dict(zip(ids, found, strict=True))


def moved_table(facts: Facts, as_of: date | None, surges: Mapping[str, Surge]) -> Insight:
    """The sudden first, then what is new, what rose, bursts of a day, and drafts first heard in the last four weeks.

    Critical themes stand in a table of their own. prev_4w and last_4w leave a burst's day out. `evidence`
    are the contacts of a theme.
    """
    facts = until(facts, as_of)
    themes = [
        {str(k): v for k, v in row.items()}
        for row in facts.themes.to_dict("records")
        if not row["critical"]
    ]
    found = [surges[theme["theme_id"]] for theme in themes]
    owners = owners_of(facts)
    rows = []
    for theme, surge in zip(themes, found, strict=True):
        group = facts.contacts[facts.contacts["theme_id"] == theme["theme_id"]]
        if len(group) and _told(facts, theme, group, surge):
            row = _row(facts, group, surge, as_of)
            named = {"theme": theme["name"], "theme_id": theme["theme_id"]}
            rows.append({**row, **named, "owner": owner_text(owners[theme["theme_id"]])})
    rows.sort(key=_place)
    return Insight(
        name="watch_moved",
        title=Note("watch.moved_title"),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=_notes(facts, found, rows),
        n_input=len(themes),
        n_used=len(rows),
        evidence=tuple(row["evidence"] for row in rows),
        keys=("theme",),
        measure="this_week",
    )


def _told(facts: Facts, theme: dict[str, Any], group: pd.DataFrame, surge: Surge) -> bool:
    if surge.code in {"surged", "new", "rose"} or surge.day:
        return True
    if surge.code == "one_account":
        return facts.period is not None and surge.plain.code == "one_account" and _rose(surge)
    return _is_new_draft(facts, theme, group)


def _rose(surge: Surge) -> bool:
    """One account's theme is told only where its rise is hardly chance."""
    return min(surge.q, surge.week_q) < 0.05 and surge.recent > surge.before


def _is_new_draft(facts: Facts, theme: dict[str, Any], group: pd.DataFrame) -> bool:
    """A draft beside a codebook that was first heard within the last four weeks."""
    status = facts.themes["status"] if "status" in facts.themes else pd.Series(dtype=object)
    if facts.period is None or theme.get("status") != "draft" or (status == "draft").all():
        return False
    first = min((d for d in group["day"] if d is not None), default=None)
    return first is not None and first >= facts.period.recent_from and len(group) >= _DRAFT_LEAST


def _row(facts: Facts, group: pd.DataFrame, surge: Surge, as_of: date | None) -> dict[str, Any]:
    week = week_of(as_of)
    voices = facts.voices[facts.voices["contact_id"].isin(group["contact_id"])]
    voices = voices[voices["theme_id"] == group["theme_id"].iloc[0]]
    quote = _newest(voices, group, week)
    in_week = bool(surge.day and week and week[0] <= surge.day <= week[1])
    return {
        "change": surge.verdict,
        "code": surge.code,
        "this_week": int(within(group["day"], week).sum()),
        "usual": surge.usual,
        "prev_4w": surge.before,
        "last_4w": surge.recent,
        "facts": _facts(facts, group, surge) or None,
        "quote": quote["text"],
        "voice_kind": quote["kind"],
        "weeks_in_a_row": surge.weeks_in_a_row,
        "day": surge.day,
        "day_contacts": surge.day_contacts or None,
        "in_week": int(in_week),
        "contacts": len(group),
        "q": surge.q,
        "week_q": surge.week_q,
        "evidence": tuple(sorted(group["contact_id"])),
    }


def _newest(
    voices: pd.DataFrame, group: pd.DataFrame, week: tuple[date, date] | None
) -> dict[str, str]:
    now = group.loc[within(group["day"], week), "contact_id"]
    quote = representative(voices[voices["contact_id"].isin(now)], "", ("thanks", "delight"))
    return quote if quote["text"] else representative(voices, "", ("thanks", "delight"))


def _facts(facts: Facts, group: pd.DataFrame, surge: Surge) -> tuple[Note, ...]:
    """What is added in words."""
    out = []
    if surge.weeks_in_a_row >= IN_A_ROW:
        out.append(Note("watch.in_a_row", {"n": surge.weeks_in_a_row}))
    if surge.day:
        out.append(burst_note(group, surge.day))
    if surge.code == "few":
        first = min(d for d in group["day"] if d is not None)
        out.append(Note("watch.new_draft", {"day": f"{first.month}/{first.day}", "n": len(group)}))
    if surge.plain.account:
        held = {"n": len(group), "held": surge.plain.account_contacts}
        out.append(Note("insights.one_account", held))
    return (*out, *(in_common(facts, group) if surge.code == "few" else ()))


def _place(row: dict[str, Any]) -> tuple[int, float, str]:
    code = row["code"] if row["code"] in _ORDER else "one_day"
    return _ORDER.index(code), -abs(row["last_4w"] - row["prev_4w"]), row["theme_id"]


def _notes(facts: Facts, found: Sequence[Surge], rows: list[dict[str, Any]]) -> tuple[Note, ...]:
    if facts.period is None:
        return (Note("insights.no_history"),)
    seen = Counter(surge.code for surge in found)
    notes = [Note("watch.means", {"of": len(found)})] if rows else [Note("watch.none_moved")]
    if any(row["day"] for row in rows):
        notes.append(Note("watch.without_day"))
    if seen["fell"]:
        notes.append(Note("watch.fell", {"n": seen["fell"]}))
    return (*notes, Note("report.unmoved", {"same": seen["same"], "few": seen["few"]}))
