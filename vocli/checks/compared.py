"""Contacts of a channel against the baseline's rate per open day, tested against chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vocli.checks.days import DayWalk, find_gaps, scatter
from vocli.stats.calendar import open_days
from vocli.stats.rates import benjamini_hochberg, rate_change

_Q = 0.01
_WEEKDAYS = 7


@dataclass(frozen=True)
class Moved:
    """A channel whose rate moved: contacts on `days` complete open days, and what the baseline lets expect."""

    channel: str
    contacts: int
    days: int
    expected: float
    q: float

    @property
    def change(self) -> float:
        """Relative change, -0.5 for half."""
        return self.contacts / self.expected - 1


class VolumeWalk(DayWalk):
    """Counts contacts and holds every channel against the baseline."""

    def moved(self) -> list[Moved]:
        """Channels whose rate differs from the baseline's, corrected for their number."""
        known = (self.context.baseline or {}).get("channels", {})
        if not known:
            return []
        end = self.end()
        tried = [
            (one, p)
            for channel, days in self.days().items()
            if channel in known
            for one, p in self._compare(channel, days, end, known[channel])
        ]
        q = benjamini_hochberg([p for _, p in tried])
        every = [
            Moved(one.channel, one.contacts, one.days, one.expected, value)
            for (one, _), value in zip(tried, q, strict=True)
        ]
        return [one for one in every if one.q < _Q]

    def _compare(
        self, channel: str, days: Mapping[date, int], end: date | None, known: Mapping[str, Any]
    ) -> list[tuple[Moved, float]]:
        base = parse_days(known.get("days", {}))
        whole = complete_days(days, end, self.context.as_of)
        if not base or not whole:
            return []
        fresh = [day for day in whole if day > max(base)] or whole
        usual = weekday_rates(base)
        lost = {day for gap in self.gaps(channel, days) for day in gap.days}
        told = [day for day in fresh if day.weekday() in usual and day not in lost]
        expected = sum(usual[day.weekday()] for day in told)
        if not expected:
            return []
        n = sum(days.get(day, 0) for day in told)
        before = sum(base.values())
        phi = max(scatter(base), scatter(days))
        p = rate_change(before, n, before, expected, phi)
        return [(Moved(channel, n, len(told), expected, 1.0), p)]


def parse_days(days: Mapping[str, int]) -> dict[date, int]:
    """The baseline's days, as dates."""
    return {date.fromisoformat(day): int(n) for day, n in days.items()}


def weekday_rates(days: Mapping[date, int]) -> dict[int, float]:
    """Contacts per open day of every weekday that was open, without days that are missing in the baseline."""
    lost = {day for gap in find_gaps(days, max(days)) for day in gap.days}
    opened = [day for day in open_days(days, min(days), max(days)) if day not in lost]
    rates = {}
    for weekday in range(_WEEKDAYS):
        own = [days.get(day, 0) for day in opened if day.weekday() == weekday]
        if own:
            rates[weekday] = sum(own) / len(own)
    return rates


def complete_days(days: Mapping[date, int], end: date | None, as_of: date) -> list[date]:
    """The open days of a channel before the last day of the export, which may have been cut while it went on."""
    if end is None:
        return []
    stop = min(end - timedelta(1), as_of - timedelta(1), max(days))
    return open_days(days, min(days), stop) if stop >= min(days) else []
