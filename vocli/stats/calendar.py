"""Japanese national holidays and the open days of a desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))  # month, which Monday
_SUNDAY = 6
_FOREIGN_DAYS = 3  # closed days with a contact below which a channel keeps to the calendar
_OPEN_SHARE = 0.5  # a weekday is open when at least half of its dates have a contact


@cache
def national_holidays(year: int) -> frozenset[date]:
    """The holidays of a year from 2022 on, by the law on national holidays (国民の祝日に関する法律).

    Equinoxes by the usual approximation (valid 1980-2099); moved holidays of single years (2019-2021)
    are not covered.
    """
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {_nth_monday(year, month, nth) for month, nth in _MONDAYS}
    days |= {date(year, 3, _equinox(year, 20.8431)), date(year, 9, _equinox(year, 23.2488))}
    for day in sorted(days):  # a holiday on a Sunday moves to the next day that is none
        if day.weekday() == _SUNDAY:
            moved = day + timedelta(1)
            while moved in days:
                moved += timedelta(1)
            days.add(moved)
    between = {day + timedelta(1) for day in days if day + timedelta(2) in days}
    return frozenset(days | {day for day in between if day.weekday() != _SUNDAY})


def is_holiday(day: date) -> bool:
    """True on a national holiday."""
    return day in national_holidays(day.year)


def open_days(contact_days: Iterable[date], start: date, end: date) -> list[date]:
    """The days from `start` to `end` on which the desk was open, as far as its contacts tell.

    A day with a contact was open. A day without one counts as open when its weekday usually has
    contacts and it is no national holiday.
    """
    seen = set(contact_days)
    if not seen:
        return []
    usual = _usual_weekdays(seen)
    days = (start + timedelta(i) for i in range((end - start).days + 1))
    return [d for d in days if d in seen or (d.weekday() in usual and not is_holiday(d))]


def known_days(
    states: Mapping[date, bool], contact_days: Iterable[date], start: date, end: date
) -> list[date]:
    """The open days from `start` to `end` by a calendar; a day that it does not hold is guessed by `open_days`."""
    guessed = set(open_days(contact_days, start, end))
    days = (start + timedelta(i) for i in range((end - start).days + 1))
    return [day for day in days if states.get(day, day in guessed)]


def follows(states: Mapping[date, bool], contact_days: Collection[date]) -> bool:
    """True unless contacts came on at least half, and three, of the calendar's closed days within their span.

    Who answers on every other closed day is not closed on them: the calendar is somebody else's.
    """
    if not contact_days:
        return True
    first, last = min(contact_days), max(contact_days)
    closed = [day for day, is_open in states.items() if not is_open and first <= day <= last]
    at_work = sum(day in contact_days for day in closed)
    return at_work < max(_FOREIGN_DAYS, _OPEN_SHARE * len(closed))


def weigh_days(
    days: Mapping[str, Collection[date]], shares: Mapping[str, float]
) -> dict[date, float]:
    """The weight of every day on which anybody was open: the shares of the channels that were, added up.

    With one channel every open day weighs 1; days of a channel without a share weigh nothing.
    """
    every = sorted({day for own in days.values() for day in own})
    total = sum(shares.get(channel, 0.0) for channel in sorted(days))
    if not total:
        return {}
    sets = {channel: set(own) for channel, own in sorted(days.items())}
    weights = {
        day: sum(shares.get(channel, 0.0) for channel, own in sets.items() if day in own) / total
        for day in every
    }
    return {day: round(weight, 9) for day, weight in weights.items() if weight}


def _usual_weekdays(seen: set[date]) -> set[int]:
    first, last = min(seen), max(seen)
    every = [first + timedelta(i) for i in range((last - first).days + 1)]
    usual = set()
    for weekday in range(7):
        dates = [d for d in every if d.weekday() == weekday and not is_holiday(d)]
        if dates and sum(d in seen for d in dates) >= _OPEN_SHARE * len(dates):
            usual.add(weekday)
    return usual


def _nth_monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((7 - first.weekday()) % 7 + 7 * (nth - 1))


def _equinox(year: int, base: float) -> int:
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)
