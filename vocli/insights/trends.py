"""How contacts, complaints, praise and the leading themes went, week by week and month by month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from vocli.insights.detail_days import monday
from vocli.insights.picture import FEW, carries
from vocli.messages import t
from vocli.model import Column, Facts, Insight, Kind, Note

THEMES = 5  # that have a column of their own
_FRIDAY = 4
_COUNTS = ("contacts", "complaint", "thanks", "delight")


def build(facts: Facts, ranked: Insight) -> tuple[Insight, Insight]:
    """Per week (from Monday) and per month, empty ones as well: contacts, with what kind of voice, about what.

    ranked: the table of themes, whose first rows with a `theme_id` get a column each; its contacts are
    those that count for the theme there. Undated contacts are in none.
    """
    return (
        _trend(facts, ranked, "week", monday),
        _trend(facts, ranked, "month", lambda day: day.replace(day=1)),
    )


def _trend(facts: Facts, ranked: Insight, span: str, first: Callable[[date], date]) -> Insight:
    dated = facts.contacts[facts.contacts["day"].notna()]
    starts = pd.Series([first(day) for day in dated["day"]], index=dated.index, dtype=object)
    themes = _leading(ranked)
    marks = _marks(dated, [theme_id for theme_id, _ in themes])
    opened = [first(day) for day in facts.open_days if isinstance(day, date)]
    rows = [
        _row(start, marks[starts == start], span, opened.count(start))
        for start in _every(starts, first)
    ]
    columns = [c for c in _columns(span, themes) if c.key != "few" or any(r["few"] for r in rows)]
    return Insight(
        name=f"trend_{span}",
        title=Note(f"workbook.trend_{span}"),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=tuple(columns),
        notes=_notes(facts, span, rows),
        n_input=len(facts.contacts),
        n_used=len(dated),
        layout="trend",
    )


def _leading(ranked: Insight) -> list[tuple[str, str]]:
    """Id and name of the first themes of the table; none where it holds no themes."""
    if "theme_id" not in ranked.table:
        return []
    first = ranked.table.head(THEMES)
    return [(str(i), str(n)) for i, n in zip(first["theme_id"], first["theme"], strict=True)]


def _marks(dated: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Per contact and column of counts whether it counts there."""
    told = {
        "contacts": pd.Series(True, index=dated.index),
        "complaint": dated["considered"].astype(bool),
        "thanks": carries(dated, ("thanks", "delight")),
        "delight": carries(dated, ("delight",)),
    }
    told |= {f"theme_{n}": dated["theme_id"] == key for n, key in enumerate(themes, 1)}
    return pd.DataFrame(told, index=dated.index)


def _row(start: date, own: pd.DataFrame, span: str, opened: int) -> dict[str, object]:
    counts = {str(key): int(n) for key, n in own.sum().items()}
    n = len(own)
    return {
        span: start,
        **counts,
        "share": counts["complaint"] / n if n else None,
        "few": t("codes.few") if n < FEW else "",
        "per_business_day": n / opened if opened else None,
    }


def _columns(span: str, themes: list[tuple[str, str]]) -> tuple[Column, ...]:
    own = [Column(f"theme_{n}", Kind.INT, label=name) for n, (_, name) in enumerate(themes, 1)]
    return (
        Column(span, Kind.DATE),
        Column("contacts", Kind.INT),
        Column("per_business_day", Kind.NUMBER),
        Column("complaint", Kind.INT, label="report.columns.complaint"),
        Column("share", Kind.SHARE, label="report.columns.share"),
        Column("few", Kind.TEXT, label="workbook.columns.few"),
        Column("thanks", Kind.INT, label="report.columns.thanks"),
        Column("delight", Kind.INT, label="report.columns.delight"),
        *own,
    )


def _every(starts: pd.Series, first: Callable[[date], date]) -> list[date]:
    """The first day of every span from the first contact to the last."""
    if starts.empty:
        return []
    days = pd.date_range(min(starts), max(starts), freq="D")
    return sorted({first(day.date()) for day in days})


def _notes(facts: Facts, span: str, rows: list[dict[str, object]]) -> tuple[Note, ...]:
    """What a reader may take for a move that is none: cut spans, small ones, contacts without a day."""
    days = [day for day in facts.contacts["day"] if day is not None]
    if not days:
        return (Note("workbook.undated_all"),)
    notes = []
    begins, ends = min(days), max(days)
    if begins.weekday() > 0 if span == "week" else begins.day > 1:
        notes.append(Note(f"workbook.begins_{span}", {"day": _short(begins)}))
    if ends.weekday() < _FRIDAY if span == "week" else not _last_of_month(ends):
        notes.append(Note(f"workbook.ends_{span}", {"day": _short(ends)}))
    if any(row["few"] for row in rows):
        notes.append(Note("report.few", {"n": FEW}))
    undated = len(facts.contacts) - len(days)
    if undated:
        notes.append(Note("workbook.undated", {"n": undated}))
    return (*notes, Note("workbook.main_theme"))


def _last_of_month(day: date) -> bool:
    return bool(pd.Timestamp(day).is_month_end)


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"
