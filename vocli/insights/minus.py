"""The themes of what is wrong, as the overview shows them: lines of weeks beside the counts, quotes apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.insights.quote import representative
from vocli.insights.themes import Ranking
from vocli.insights.themes import build as rank_themes
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_APART = frozenset({"quote", "quote_date", "theme_id"})  # shown among the voices
_VOICES = (
    Column("side", Kind.CODE, label="report.columns.side"),
    Column("theme", Kind.TEXT),
    Column("quote_date", Kind.DATE),
    Column("quote", Kind.QUOTE),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
)
_TREND = Column("trend", Kind.SPARK, Place.DETAIL, label="report.columns.trend")


def build(facts: Facts, files: str) -> tuple[Insight, Insight]:
    """The critical block with its quotes, and the ranking whose quotes stand in a block of their own."""
    critical, ranked = rank_themes(facts, Ranking(), files)
    columns = tuple(
        replace(c, place=Place.DETAIL) if c.key in _APART else c for c in ranked.columns
    )
    notes = tuple(_elsewhere(note, files) for note in ranked.notes)
    title = Note("report.themes", {"signal": Note(f"insights.of_{facts.signal}")})
    shown = replace(ranked, title=title, columns=columns, notes=(*notes, *_overlap(facts)))
    return with_trend(critical, facts, "theme_id"), with_trend(shown, facts, "theme_id")


def _elsewhere(note: Note, files: str) -> Note:
    """The rest of the themes is shown by another command."""
    if note.key != "insights.rest":
        return note
    return Note("report.rest", {**note.values, "files": files}, note.screen_only)


def with_trend(insight: Insight, facts: Facts, column: str) -> Insight:
    """The table with contacts per week as a series; `column` of contacts holds the theme's id."""
    days = [day for day in facts.contacts["day"] if day is not None]
    known = facts.contacts[["day", column]].itertuples(index=False)
    counts = Counter((theme, _monday(day)) for day, theme in known if day is not None)
    weeks = _weeks(days)
    series = [tuple(counts[(theme, week)] for week in weeks) for theme in insight.table["theme_id"]]
    table = insight.table.assign(trend=pd.Series(series, index=insight.table.index, dtype=object))
    columns = tuple(c for c in insight.columns if c.key != "trend")
    return replace(insight, table=table, columns=(*columns, _TREND))


def voices(facts: Facts, ranked: Insight, plus: Insight) -> Insight:
    """One representative quote per theme of both sides, in the order of their tables."""
    minus = [_quote(facts, row) for row in _shown(ranked)]
    praise = [{**row, "side": "plus"} for row in _shown(plus)]
    keys = [c.key for c in _VOICES]
    rows = [{key: row[key] for key in keys} for row in (*minus, *praise) if row["quote"]]
    spoken = any(row["voice_kind"] == "note" for row in rows)
    return Insight(
        name="quotes",
        title=Note("report.quotes"),
        table=pd.DataFrame(rows, columns=keys, dtype=object),
        columns=_VOICES,
        notes=(Note("insights.note_is_summary"),) if spoken else (),
        layout="quotes",
    )


def _shown(insight: Insight) -> list[dict[str, Any]]:
    rows = insight.table.head(insight.shown or len(insight.table)).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in rows]


def _quote(facts: Facts, row: dict[str, Any]) -> dict[str, Any]:
    """The row with its quote and the day of it: the ranking shows only the words."""
    own = facts.voices[facts.voices["theme_id"] == row["theme_id"]]
    quote = representative(own, str(row["theme"]), ("thanks", "delight"))
    told = {"quote": quote["text"], "quote_date": quote["day"] or None, "voice_kind": quote["kind"]}
    return {**row, **told, "side": "minus"}


def _overlap(facts: Facts) -> tuple[Note, ...]:
    """A contact has one main theme here; say so where some spoke of several."""
    own = facts.voices[facts.voices["considered"] & (facts.voices["theme_id"] != "")]
    several = int((own.groupby("contact_id")["theme_id"].nunique() > 1).sum()) if len(own) else 0
    return (Note("report.main_theme", {"n": several}),) if several else ()


def _weeks(days: Sequence[date]) -> list[date]:
    if not days:
        return []
    first, last = _monday(min(days)), _monday(max(days))
    return [first + timedelta(7 * n) for n in range((last - first).days // 7 + 1)]


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
