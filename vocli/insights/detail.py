"""The 明細: one row per voice, whose counts add up to the funnel; and the assignments."""

from __future__ import annotations

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note

_COLUMNS = (
    Column("contact_id", Kind.ID),
    Column("occurred_at", Kind.DATE),
    Column("week", Kind.DATE),
    Column("weekday", Kind.CODE),
    Column("hour", Kind.INT),
    Column("channel", Kind.CODE),
    Column("site", Kind.TEXT),
    Column("product", Kind.TEXT),
    Column("category", Kind.TEXT),
    Column("account", Kind.TEXT),
    Column("customer", Kind.ID),
    Column("theme", Kind.TEXT),
    Column("theme_id", Kind.ID),
    Column("main", Kind.INT),
    Column("signal", Kind.CODE),
    Column("text", Kind.QUOTE),
    Column("voice_kind", Kind.CODE),
    Column("voice_id", Kind.ID),
    Column("source", Kind.TEXT),
    Column("row", Kind.INT),
)


def build(facts: Facts) -> Insight:
    """Every voice that says something. Rows with main = 1 count the contacts of the signal once each."""
    live = _in_time(facts)
    about = facts.contacts.set_index("contact_id").loc[live["contact_id"]].reset_index()
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    when = about["occurred_at"]
    table = pd.DataFrame(
        {
            "contact_id": live["contact_id"],
            "occurred_at": when,
            "week": (when.dt.normalize() - pd.to_timedelta(when.dt.day_of_week, unit="D")).dt.date,
            "weekday": [None if pd.isna(d) else str(int(d)) for d in when.dt.day_of_week],
            "hour": when.dt.hour,
            "theme": [
                names.get(i) or _leftover(c)
                for i, c in zip(live["theme_id"], live["considered"], strict=True)
            ],
            "theme_id": live["theme_id"],
            "main": live["main"].astype(int),
            "signal": live["signal"],
            "text": live["text"],
            "voice_kind": live["kind"],
            "voice_id": live["voice_id"],
            "source": [path.replace("\\", "/").rsplit("/", 1)[-1] for path in live["path"]],
            "row": live["row"],
        }
    )
    for key in ("channel", "site", "product", "category", "account", "customer"):
        table[key] = about[key]
    return Insight("detail", None, table[[c.key for c in _COLUMNS]], _COLUMNS)


def _in_time(facts: Facts) -> pd.DataFrame:
    """Voices that say something, oldest contact first, sentences in order."""
    live = facts.voices[facts.voices["set_aside"] == ""]
    when = facts.contacts.set_index("contact_id")["occurred_at"].loc[live["contact_id"]]
    ordered = live.assign(_at=when.to_numpy(), _place=range(len(live)))
    ordered = ordered.sort_values(
        ["_at", "contact_id", "_place"], kind="stable", na_position="last"
    )
    return ordered.drop(columns=["_at", "_place"]).reset_index(drop=True)


def assignments(facts: Facts) -> Insight:
    """Every voice considered: contact_id, voice_id, theme_id, theme_name, score, main."""
    own = facts.voices[facts.voices["considered"]].sort_values("voice_id", kind="stable")
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    table = pd.DataFrame(
        {
            "contact_id": own["contact_id"],
            "voice_id": own["voice_id"],
            "theme_id": own["theme_id"],
            "theme_name": own["theme_id"].map(lambda key: names.get(key, "")),
            "score": own["theme_score"],
            "main": own["main"].astype(int),
        }
    )
    kinds = (Kind.ID, Kind.ID, Kind.ID, Kind.TEXT, Kind.NUMBER, Kind.INT)
    columns = tuple(Column(key, kind) for key, kind in zip(table.columns, kinds, strict=True))
    return Insight("assignments", None, table, columns)


def _leftover(considered: bool) -> Note | str:
    return Note("codes.unassigned") if considered else ""
