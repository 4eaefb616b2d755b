"""When contacts come: weekday by hour, per open day; holidays apart, and calls where a table tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights import times_calls
from vocli.insights.changes import FEW, LIMIT, weekly
from vocli.insights.comparing import between
from vocli.insights.times_grid import (
    Event,
    Row,
    any_busy,
    cells,
    columns,
    grid,
    holidays_in,
    slots_of,
)
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note
from vocli.model.side import Calendar
from vocli.stats.rates import benjamini_hochberg, dispersion, rate_change

NEEDS = Needs(columns=(("occurred_at",),), voices=False)
SHOWS = frozenset({"weekday", "hour"})  # dimensions that the table has without --by
_WEEK = 7
_COMPARED = (
    Column("earlier", Kind.INT, label="comparing.columns.earlier"),
    Column("earlier_days", Kind.INT, label="times.columns.earlier_days"),
    Column("change", Kind.CODE),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per weekday and one of the holidays: contacts per open day in every hour, their sum and days.

    Evidence are the contacts. With --compare a row also tells its contacts of the earlier window and how
    they changed per open day of that weekday. With --traffic the same grid of calls and of lost calls.
    """
    rows = _rows(facts)
    slots = slots_of(_events(facts))
    table, shown = cells(rows, slots), columns(slots)
    notes = [Note("times.busy")] if any_busy(rows, slots) else []
    if asked.earlier and asked.window:
        table = table.assign(**_compared(facts, asked.earlier))
        shown = (*shown, *_COMPARED)
        both = (len(facts.contacts), len(asked.earlier.contacts))
        notes.append(between(asked.window, both))
    undated = int(facts.contacts["day"].isna().sum())
    notes += [Note("times.undated", {"n": undated})] if undated else []
    calls = times_calls.build(facts, closed_days(facts))
    if not calls:
        notes.append(Note("times.no_traffic", {"files": asked.files}, True))
    main = Insight(
        name="times",
        title=_title(facts, rows),
        table=table,
        columns=shown,
        notes=tuple(notes),
        n_input=len(facts.contacts),
        n_used=len(facts.contacts) - undated,
        evidence=tuple(row.ids for row in rows),
        keys=("weekday",),
    )
    return (main, *calls)


def closed_days(facts: Facts) -> frozenset[date]:
    """The days that the desk's own calendar calls closed for every channel."""
    calendar: Calendar | None = facts.tables.calendar
    if calendar is None:
        return frozenset()
    own = list(calendar.days.values())
    shut = [{day for day, is_open in days.items() if not is_open} for days in own]
    return frozenset(set.intersection(*shut)) if shut else frozenset()


def _rows(facts: Facts) -> list[Row]:
    opened = [day for day in facts.open_days if isinstance(day, date)]
    return grid(_events(facts), opened, closed_days(facts))


def _events(facts: Facts) -> list[Event]:
    dated = facts.contacts[facts.contacts["day"].notna()]
    hours = dated["occurred_at"].dt.hour
    return [
        Event(day, int(hour), contact_id=str(contact))
        for day, hour, contact in zip(dated["day"], hours, dated["contact_id"], strict=True)
    ]


def _title(facts: Facts, rows: Sequence[Row]) -> Note:
    days = [day for day in facts.contacts["day"] if day is not None]
    if not days:
        return Note("times.title_empty")
    first, last = min(days), max(days)
    weeks = ((last - first).days + 1 + first.weekday() + _WEEK - 1) // _WEEK
    free = holidays_in(rows)
    name = "times.title_holidays" if free else "times.title"
    return Note(name, {"weeks": weeks, "holidays": free})


def _compared(facts: Facts, earlier: Facts) -> Mapping[str, Any]:
    """Per row of `facts`: contacts and days of the earlier window, and the verdict."""
    now, before = _rows(facts), {row.kind: row for row in _rows(earlier)}
    frames = [_days(earlier), _days(facts)]
    opened = [d for own in (earlier, facts) for d in own.open_days if isinstance(d, date)]
    spread = dispersion(*weekly([pd.concat(frames)], opened))
    pairs = [(before.get(row.kind), row) for row in now]
    p = [
        rate_change(old.total, row.total, old.days, row.days, spread) if old else 1.0
        for old, row in pairs
    ]
    q = benjamini_hochberg(p)
    return {
        "earlier": [old.total if old else 0 for old, _ in pairs],
        "earlier_days": [old.days if old else 0 for old, _ in pairs],
        "change": [_verdict(*pair, q[i]) for i, pair in enumerate(pairs)],
    }


def _verdict(old: Row | None, row: Row, q: float) -> str | None:
    if old is None or not old.days or not row.days:
        return None
    if old.total + row.total < FEW:
        return "few"
    if q >= LIMIT:
        return "same"
    return "rose" if row.total * old.days > old.total * row.days else "fell"


def _days(facts: Facts) -> pd.DataFrame:
    return pd.DataFrame({"day": facts.contacts["day"].dropna()})
