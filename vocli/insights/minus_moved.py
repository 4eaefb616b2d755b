"""What really changed, what was one day only, and what one company said: from verdicts already given."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note, Place

_REAL = ("surged", "rose", "new", "fell")
_APART = ("one_day", "one_account")
_COLUMNS = (
    Column("change", Kind.CODE),
    Column("side", Kind.CODE, label="report.columns.side"),
    Column("theme", Kind.TEXT),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("facts", Kind.TEXT, Place.BELOW),
    Column("warning", Kind.TEXT, Place.BELOW),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
)


def build(facts: Facts, critical: Insight, ranked: Insight, plus: Insight) -> Insight:
    """Themes whose change is hardly chance, the greatest move first; then bursts and single accounts."""
    sides = (("minus", critical), ("minus", ranked), ("plus", plus))
    every = [
        {**{str(k): v for k, v in row.items()}, "side": side}
        for side, insight in sides
        for row in insight.table.to_dict("records")
    ]
    rows = sorted((row for row in every if _code(row) in (*_REAL, *_APART)), key=_order)
    keys = [c.key for c in _COLUMNS]
    return Insight(
        name="moved",
        title=Note("report.moved"),
        table=pd.DataFrame([{k: r.get(k) for k in keys} for r in rows], columns=keys, dtype=object),
        columns=_COLUMNS,
        notes=_notes(facts, every),
        n_input=len(every),
        n_used=len(rows),
    )


def _code(row: dict[str, Any]) -> str:
    change = row["change"]
    return change.key.removeprefix("codes.") if isinstance(change, Note) else str(change)


def _order(row: dict[str, Any]) -> tuple[int, float, str]:
    shift = abs((row["last_4w"] or 0) - (row["prev_4w"] or 0))
    return int(_code(row) in _APART), -shift, str(row["theme_id"])


def _notes(facts: Facts, every: list[dict[str, Any]]) -> tuple[Note, ...]:
    if facts.period is None:
        return (Note("insights.no_history"),)
    seen = Counter(_code(row) for row in every)
    counts = {"same": seen["same"], "few": seen["few"]}
    return (Note("report.unmoved", counts),) if counts["same"] + counts["few"] else ()
