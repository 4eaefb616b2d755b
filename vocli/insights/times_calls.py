"""When calls come and when they are lost: the grids of the telephone system's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from vocli.insights.times_grid import Event, any_busy, cells, columns, grid, slots_of
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.model.side import CallCount, Traffic
from vocli.stats.rates import wilson

_PHONE = "phone"
_HIDDEN = ("per_business_day", "days")  # of the lost calls: their share says more in the same room
_LOST = (
    Column("share", Kind.SHARE, label="times.columns.lost_share"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
)


def build(facts: Facts, closed: frozenset[date]) -> tuple[Insight, ...]:
    """着信 and 放棄 per open day, weekday by hour, within the days of the contacts; () without such a table.

    A day on which nothing was offered was no open day. Without intervals in the table only the days' sums.
    """
    traffic = facts.tables.traffic
    days = [day for day in facts.contacts["day"] if day is not None]
    if traffic is None or not days:
        return ()
    counts = _inside(traffic, min(days), max(days))
    if not counts:
        return ()
    opened = {count.day for count in counts if count.offered}
    offered = _insight("offered", counts, lambda count: count.offered, (opened, closed))
    if any(count.abandoned is None for count in counts):
        return (offered,)
    lost = _insight("abandoned", counts, lambda count: count.abandoned or 0, (opened, closed))
    return (offered, _with_share(lost, offered))


def _inside(traffic: Traffic, first: date, last: date) -> list[CallCount]:
    """The telephone's counts of the period: per interval where the table has them for every day."""
    told = {count.day for count in traffic.slots}
    whole = told == {count.day for count in traffic.counts}
    counts = traffic.slots if whole else traffic.counts
    return [c for c in counts if c.channel == _PHONE and first <= c.day <= last]


def _insight(
    name: str,
    counts: Sequence[CallCount],
    number: Callable[[CallCount], int],
    days: tuple[set[date], frozenset[date]],
) -> Insight:
    opened, closed = days
    events = [Event(c.day, c.hour, number(c)) for c in counts if c.day in opened]
    rows = grid(events, opened, closed)
    slots = slots_of(events)
    notes = [Note("times.busy")] if any_busy(rows, slots) else []
    notes += [] if slots else [Note("times.no_slots")]
    return Insight(
        name=f"times_{name}",
        title=Note(f"times.title_{name}", {"n": sum(e.n for e in events)}),
        table=cells(rows, slots, name),
        columns=columns(slots, name),
        notes=tuple(notes),
        n_input=sum(e.n for e in events),
        n_used=sum(e.n for e in events),
        keys=("weekday",),
    )


def _with_share(lost: Insight, offered: Insight) -> Insight:
    """The lost calls of each row as a share of those offered."""
    table = lost.table.copy()
    pairs = list(zip(table["abandoned"], offered.table["offered"], strict=True))
    bounds = [wilson(hits, n) for hits, n in pairs]
    table["share"] = [hits / n if n else None for hits, n in pairs]
    table["share_low"] = [
        low if n else None for (low, _), (_, n) in zip(bounds, pairs, strict=True)
    ]
    table["share_high"] = [up if n else None for (_, up), (_, n) in zip(bounds, pairs, strict=True)]
    own = [replace(c, place=Place.DETAIL) if c.key in _HIDDEN else c for c in lost.columns]
    return replace(lost, table=table, columns=(*own, *_LOST))
