"""応対のある日の、ふだん何件もある時間帯が空いています。書き出しが途中で切れた跡です。

同じ曜日の同じ時間と比べ、3時間以上続き、偶然とは言えないときだけ指摘します。

悪い例: 1時間に5件ほどある電話が、11/10は12時から17時まで0件
良い例: 昼休みの12時台はいつも0件
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from vocli.checks.check import Rule
from vocli.checks.days import DayWalk, chance_of_none, closed_by_custom, scatter
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Finding, Severity

_HOURS = 24
_LEAST_RUN = 3
_LEAST_MEAN = 2.0  # contacts in an hour that usually has several
_LEAST_DAYS = 4  # other dates of the weekday
_CHANCE = 0.02
_START = date(1970, 1, 1)


class HoursMissing(DayWalk):
    """Hours in a row without a contact on days that have some."""

    def finish(self) -> Iterator[Finding]:
        """One finding per run of hours."""
        every = self.days()
        for channel, hours in sorted(self.hours.items()):
            days = every.get(channel, Counter())
            for day, first, stop, mean in missing_hours(hours, days):
                yield told(
                    RULE,
                    self.path(channel),
                    channel=t(f"codes.channel.{channel}"),
                    day=f"{day:%m/%d}",
                    first=first,
                    stop=stop,
                    mean=f"{mean:.1f}",
                )


def missing_hours(
    hours: Mapping[int, int], days: Mapping[date, int]
) -> list[tuple[date, int, int, float]]:
    """(day, first hour, hour behind the last, usual contacts per hour), oldest first."""
    phi = scatter(days)
    found = []
    usual = [day for day in sorted(days) if not closed_by_custom(day)]
    for day in usual:
        others = [d for d in usual if d != day and d.weekday() == day.weekday()]
        near = sorted(others, key=lambda d: (abs((d - day).days), d))[: 2 * _LEAST_DAYS]
        if len(near) < _LEAST_DAYS:
            continue
        found += _day(day, near, hours, (phi, _CHANCE / len(usual)))
    return found


def _day(
    day: date, near: list[date], hours: Mapping[int, int], limits: tuple[float, float]
) -> list[tuple[date, int, int, float]]:
    phi, most = limits
    totals = [sum(hours.get(_hour(other, h), 0) for other in near) for h in range(_HOURS)]
    bare = [
        totals[h] >= _LEAST_MEAN * len(near) and not hours.get(_hour(day, h), 0)
        for h in range(_HOURS)
    ]
    found = []
    first = 0
    while first < _HOURS:
        stop = first
        while stop < _HOURS and bare[stop]:
            stop += 1
        total = sum(totals[first:stop])
        if stop - first >= _LEAST_RUN and chance_of_none(total, len(near), 1, phi) < most:
            found.append((day, first, stop, total / len(near) / (stop - first)))
        first = max(stop, first + 1)
    return found


def _hour(day: date, hour: int) -> int:
    return (day - _START) // timedelta(days=1) * _HOURS + hour


RULE = Rule("VOC043", "hours_missing", Severity.WARNING, HoursMissing, __doc__)
