"""A grid of weekdays and hours: what came per open day, holidays in a row of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.messages import t
from vocli.model import Column, Kind
from vocli.stats.calendar import is_holiday

_HOLIDAY = "holiday"
_MOST_SLOTS = 10  # columns of hours; a desk that is open longer gets wider ones
_WIDTHS = (1, 2, 3, 4)  # hours of a column
_BUSY = 1.5  # times the mean
_LEAST = 10  # in a cell that is called busy
MARK = "*"  # behind a column's key: the column that says which of its cells are marked
Slot = tuple[int, ...]


@dataclass(frozen=True)
class Event:
    """Something that came on a day in an hour (None = not told), `n` times."""

    day: date
    hour: int | None
    n: int = 1
    contact_id: str = ""


@dataclass(frozen=True)
class Row:
    """One weekday, or the holidays: what came in which hour, on how many days."""

    kind: str  # "0" (Monday) to "6", or "holiday"
    hours: Counter[int]
    total: int
    days: int
    ids: tuple[str, ...]

    def count(self, slot: Slot) -> int:
        """What came in the hours of a slot."""
        return sum(self.hours[hour] for hour in slot)

    def mean(self, count: int) -> float | None:
        """A count per day."""
        return count / self.days if self.days else None


def grid(events: Sequence[Event], open_days: Iterable[date], closed: frozenset[date]) -> list[Row]:
    """The rows of the open weekdays, then that of the holidays, where there are any.

    Holidays and days of `closed` belong to no weekday; they count where their weekday is an open one.
    """
    days = sorted({*open_days, *(e.day for e in events)})
    kinds = {day: kind_of(day, closed) for day in days}
    usual = Counter(kind for kind in kinds.values() if kind != _HOLIDAY)
    rows = [_row(str(n), events, kinds, usual[str(n)]) for n in range(7) if usual[str(n)]]
    free = _holidays(days, closed, {int(kind) for kind in usual})
    came = any(kinds[e.day] == _HOLIDAY for e in events)
    return [*rows, _row(_HOLIDAY, events, kinds, len(free))] if free or came else rows


def kind_of(day: date, closed: frozenset[date]) -> str:
    """The row of a day."""
    return _HOLIDAY if is_holiday(day) or day in closed else str(day.weekday())


def slots_of(events: Iterable[Event]) -> tuple[Slot, ...]:
    """The hours between the first and the last that is told, in columns of one to four hours."""
    hours = {e.hour for e in events if e.hour is not None}
    if not hours:
        return ()
    first, last = min(hours), max(hours)
    wide = next((w for w in _WIDTHS if (last - first) // w < _MOST_SLOTS), _WIDTHS[-1])
    starts = range(first - first % wide, last + 1, wide)
    return tuple(tuple(range(start, min(start + wide, 24))) for start in starts)


def cells(rows: Sequence[Row], slots: Sequence[Slot], count: str = "contacts") -> pd.DataFrame:
    """The rows as a table; beside a column of hours with busy cells one named `<key>*` that says which."""
    mean = _mean(rows, slots)
    marked = [slot for slot in slots if any(_is_busy(row, slot, mean) for row in rows)]
    table = [
        {
            "weekday": "closed" if row.kind == _HOLIDAY and not row.total else row.kind,
            **{_key(slot): row.mean(row.count(slot)) if row.total else None for slot in slots},
            **{_key(slot) + MARK: _is_busy(row, slot, mean) for slot in marked},
            "per_business_day": row.mean(row.total) if row.total else None,
            count: row.total,
            "days": row.days,
        }
        for row in rows
    ]
    names = [c.key for c in columns(slots, count)] + [_key(slot) + MARK for slot in marked]
    return pd.DataFrame(table, columns=names, dtype=object)


def columns(slots: Sequence[Slot], count: str = "contacts") -> tuple[Column, ...]:
    """The columns of `cells`; `count` is the key of what is counted."""
    last = len(slots) - 1
    return (
        Column("weekday", Kind.CODE),
        *(Column(_key(s), Kind.NUMBER, label=_label(s, i == last)) for i, s in enumerate(slots)),
        Column("per_business_day", Kind.NUMBER, label="times.columns.mean"),
        Column(count, Kind.INT, label=f"times.columns.{count}"),
        Column("days", Kind.INT, label="times.columns.days"),
    )


def any_busy(rows: Sequence[Row], slots: Sequence[Slot]) -> bool:
    """True if a cell is called busy."""
    mean = _mean(rows, slots)
    return any(_is_busy(row, slot, mean) for row in rows for slot in slots)


def holidays_in(rows: Sequence[Row]) -> int:
    """How many days are in the row of the holidays."""
    return sum(row.days for row in rows if row.kind == _HOLIDAY)


def _row(kind: str, events: Sequence[Event], kinds: dict[date, str], days: int) -> Row:
    own = [e for e in events if kinds[e.day] == kind]
    hours: Counter[int] = Counter()
    for event in own:
        if event.hour is not None:
            hours[event.hour] += event.n
    ids = tuple(e.contact_id for e in own if e.contact_id)
    return Row(kind, hours, sum(e.n for e in own), days, ids)


def _holidays(days: Sequence[date], closed: frozenset[date], usual: set[int]) -> list[date]:
    if not days:
        return []
    span = [days[0] + timedelta(i) for i in range((days[-1] - days[0]).days + 1)]
    seen = set(days)
    return [
        day
        for day in span
        if kind_of(day, closed) == _HOLIDAY and (day.weekday() in usual or day in seen)
    ]


def _mean(rows: Sequence[Row], slots: Sequence[Slot]) -> float:
    """What comes in one column of one open day on the average of all weekdays."""
    own = [row for row in rows if row.kind != _HOLIDAY]
    cells = sum(row.days for row in own) * len(slots)
    return sum(row.count(slot) for row in own for slot in slots) / cells if cells else 0.0


def _is_busy(row: Row, slot: Slot, mean: float) -> bool:
    count = row.count(slot)
    return count >= _LEAST and count >= _BUSY * mean * row.days > 0


def _key(slot: Slot) -> str:
    return f"h{slot[0]}"


def _label(slot: Slot, last: bool) -> str:
    text = f"{slot[0]}" if len(slot) == 1 else f"{slot[0]}-{slot[-1]}"
    return t("times.columns.last_hour", hour=text) if last else text
