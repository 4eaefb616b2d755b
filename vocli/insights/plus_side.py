"""What went well, theme by theme, with delight apart from thanks."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.changes import Change, judge
from vocli.insights.picture import PRAISE, carries, voices_with
from vocli.insights.quote import representative
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.rates import wilson

COLUMNS = (
    Column("rank", Kind.INT, width=2),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("delight", Kind.INT, label="report.columns.delight"),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("change", Kind.CODE, width=10),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("share", Kind.SHARE, Place.DETAIL),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
    Column("quote", Kind.QUOTE, Place.DETAIL),
    Column("quote_date", Kind.DATE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("trend", Kind.SPARK, Place.DETAIL, label="report.columns.trend"),
)


def build(facts: Facts) -> Insight:
    """One row per theme of praise, the most contacts first; share is of the contacts that praise."""
    praised = carries(facts.contacts, PRAISE)
    themes = [dict(row) for row in facts.plus.to_dict("records")]
    groups = [_group(facts, str(theme["theme_id"]), praised) for theme in themes]
    changes = judge(groups, facts.period, facts.open_days, facts.side)
    base = int(praised.sum())
    rows = [
        _row(facts, theme, group, (change, base))
        for theme, group, change in zip(themes, groups, changes, strict=True)
        if len(group)
    ]
    rows.sort(key=lambda row: (-row["contacts"], row["theme_id"]))
    for rank, row in enumerate(rows, 1):
        row["rank"] = rank
    placed = sum(row["contacts"] for row in rows)
    return Insight(
        name="plus_themes",
        title=Note("report.plus_themes", {"n": base}),
        table=pd.DataFrame(rows, columns=[c.key for c in COLUMNS], dtype=object),
        columns=COLUMNS,
        notes=_notes(base - placed),
        n_input=base,
        n_used=placed,
        evidence=tuple(row["evidence"] for row in rows),
        shown=min(6, len(rows)) if len(rows) > 7 else None,
    )


def _group(facts: Facts, theme_id: str, praised: pd.Series) -> pd.DataFrame:
    return facts.contacts[(facts.contacts["plus_id"] == theme_id) & praised]


def _row(
    facts: Facts, theme: dict[Any, Any], group: pd.DataFrame, judged: tuple[Change, int]
) -> dict[str, Any]:
    change, base = judged
    own = facts.voices["plus_id"] == theme["theme_id"]
    praise = facts.voices[own & voices_with(facts, PRAISE)]
    praise = praise[praise["contact_id"].isin(group["contact_id"])]
    quote = representative(praise, str(theme["name"]), ("complaint",))
    low, high = wilson(len(group), base)
    dated = facts.period is not None
    return {
        "rank": None,
        "theme": theme["name"],
        "contacts": len(group),
        "delight": int(carries(facts.contacts, ("delight",))[group.index].sum()),
        "prev_4w": change.before if dated else None,
        "last_4w": change.recent if dated else None,
        "change": change.verdict,
        "theme_id": theme["theme_id"],
        "share": len(group) / base if base else None,
        "share_low": low,
        "share_high": high,
        "q": change.q if dated else None,
        "quote": quote["text"],
        "quote_date": quote["day"] or None,
        "voice_kind": quote["kind"],
        "trend": (),
        "evidence": tuple(praise["voice_id"]),
    }


def _notes(unplaced: int) -> tuple[Note, ...]:
    return (Note("report.plus_unplaced", {"n": unplaced}),) if unplaced > 0 else ()
