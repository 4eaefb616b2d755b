"""One voice of the span per theme, with the place where it stands: what a reader looks at first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from vocli.insights.picture import PRAISE, voices_with
from vocli.insights.quote import chosen
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.model.page import PageSpan

_COLUMNS = (
    Column("side", Kind.CODE, label="report.columns.side"),
    Column("theme", Kind.TEXT),
    Column("quote_date", Kind.DATE),
    Column("contact_id", Kind.ID),
    Column("quote", Kind.QUOTE),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("source", Kind.TEXT, Place.DETAIL),
    Column("row", Kind.INT, Place.DETAIL),
)


def build(
    facts: Facts,
    page: PageSpan,
    themes: Insight,
    plus: Insight,
    most: tuple[int, int] | None = None,
) -> Insight:
    """Themes with contacts in the span, in the order of their tables; each quote was said in the span.

    most: of how many themes of complaint (critical ones always) and of praise, None for all.
    """
    inside = facts.contacts["contact_id"][[page.own.holds(d) for d in facts.contacts["day"]]]
    voices = facts.voices[facts.voices["contact_id"].isin(inside)]
    praise = voices[voices_with(facts, PRAISE)[voices.index]]
    rows = [
        *_rows(_first(themes, most and most[0]), voices, "theme_id", "minus"),
        *_rows(_first(plus, most and most[1]), praise, "plus_id", "plus"),
    ]
    spoken = any(row["voice_kind"] == "note" for row in rows)
    return Insight(
        name="quotes",
        title=Note("weekly.voices"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=(Note("insights.note_is_summary"),) if spoken else (),
        layout="quotes",
        evidence=tuple((row["contact_id"],) for row in rows),
    )


def _first(insight: Insight, most: int | None) -> pd.DataFrame:
    table = insight.table
    kept = (table.index < (len(table) if most is None else most)) | (table["change"] == "critical")
    return table[kept]


def _rows(
    table: pd.DataFrame, voices: pd.DataFrame, column: str, side: str
) -> Sequence[dict[str, Any]]:
    told = []
    avoid = ("thanks", "delight") if side == "minus" else ("complaint",)
    for theme_id, name in zip(table["theme_id"], table["theme"], strict=True):
        own = voices[voices[column] == theme_id] if theme_id else voices[:0]
        quote = chosen(own, str(name), avoid)
        if quote is None:
            continue
        told.append(
            {
                "side": side,
                "theme": name,
                "quote_date": quote["day"] or None,
                "contact_id": quote["contact_id"],
                "quote": quote["text"],
                "voice_kind": quote["kind"],
                "theme_id": theme_id,
                "source": quote["path"],
                "row": quote["row"],
            }
        )
    return told
