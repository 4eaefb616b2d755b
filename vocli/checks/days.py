"""Contacts per channel, day and hour, and the days on which none came though some should have."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from vocli.checks.check import Context, Plain
from vocli.model import Block
from vocli.stats.calendar import is_holiday, known_days

WEEK = 7
TAIL = (
    14  # days behind a channel's last contact that still count as missing; above, the channel ended
)
_REFERENCES = 4  # same weekdays that a day is held against
_REACH = 8  # weeks in which they are sought
_PAIR = 5  # contacts in two days together from which their difference says something
_PAIRS = 8
_UNKNOWN_PHI = 1.5  # how wide days of support desks scatter where the data cannot tell
_NEW_YEAR = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
_CHANCE = 0.02  # of a false alarm in one channel


@dataclass(frozen=True)
class Gap:
    """Open days in a row without any contact; `mean` is what the same weekdays beside them had."""

    days: tuple[date, ...]
    mean: float
    chance: float  # of such a gap, under the counts of the reference days
    settled: bool = True  # four weeks lie before it


class DayWalk(Plain):
    """A check that counts contacts: `hours[channel][hour since 1970]`; `paths[channel][path]`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.hours: dict[str, Counter[int]] = {}
        self.paths: dict[str, Counter[str]] = {}
        self._last = ("", "")

    def look(self, block: Block) -> tuple[()]:
        """Count the block's contacts; a conversation that goes on from the block before is not counted twice."""
        contacts = block.contacts
        if not len(contacts):
            return ()
        times = contacts["occurred_at"]
        known = times.notna().to_numpy()
        if block.sheet.by_turn:
            ids = contacts["contact_id"].to_numpy(dtype=object)
            if self._last[0] == block.sheet.path:
                known &= ids != self._last[1]
            self._last = (block.sheet.path, str(ids[-1]))
        plain = times.dt.tz_localize(None) if times.dt.tz is not None else times
        hours = plain.to_numpy()[known].astype("datetime64[h]").astype(np.int64)
        channels = contacts["channel"].to_numpy(dtype=object)[known]
        for channel in sorted(set(channels.tolist())):
            own = hours[channels == channel]
            values, counts = np.unique(own, return_counts=True)
            tally = self.hours.setdefault(channel, Counter())
            tally.update(dict(zip(values.tolist(), counts.tolist(), strict=True)))
            self.paths.setdefault(channel, Counter())[block.sheet.path] += len(own)
        return ()

    def days(self) -> dict[str, Counter[date]]:
        """Contacts per day of every channel, up to the day the check is made for."""
        out = {}
        for channel, hours in sorted(self.hours.items()):
            days = by_day(hours)
            own = Counter({day: n for day, n in days.items() if day <= self.context.as_of})
            if own:
                out[channel] = own
        return out

    def end(self) -> date | None:
        """The last day with a contact in any channel."""
        return max((max(days) for days in self.days().values()), default=None)

    def path(self, channel: str) -> str:
        """The file that holds most contacts of a channel."""
        return min(self.paths[channel].items(), key=lambda item: (-item[1], item[0]))[0]

    def gaps(self, channel: str, days: Mapping[date, int]) -> list[Gap]:
        """The gaps of a channel up to the last day of all of them."""
        end = self.end()
        return find_gaps(days, end, self.states(channel)) if end else []

    def states(self, channel: str) -> Mapping[date, bool]:
        """What the table of open days says of a channel; empty without one."""
        calendar = self.context.side.calendar
        return calendar.days.get(channel, calendar.days.get("", {})) if calendar else {}


def by_day(hours: Mapping[int, int]) -> Counter[date]:
    """Hours since 1970 -> contacts, as day -> contacts."""
    start = date(1970, 1, 1)
    days: Counter[date] = Counter()
    for hour, n in hours.items():
        days[start + timedelta(hour // 24)] += n
    return days


def closed_by_custom(day: date) -> bool:
    """National holidays and the days around New Year on which few desks answer."""
    return is_holiday(day) or (day.month, day.day) in _NEW_YEAR


def find_gaps(
    days: Mapping[date, int], end: date, states: Mapping[date, bool] | None = None
) -> list[Gap]:
    """Gaps that chance does not explain, oldest first.

    A day is open as `stats.calendar.known_days` says. The counts of a gap's reference days (four same
    weekdays, before it where there are enough) and the gap's own zeros are compared as shares of one sum:
    Dirichlet-multinomial, which is Poisson's binomial widened by the scatter of the days.
    """
    if not days:
        return []
    stop = end if (end - max(days)).days <= TAIL else max(days)
    given = states or {}
    candidates = known_days(given, days, min(days), stop)
    opened = [d for d in candidates if d in days or given.get(d, not closed_by_custom(d))]
    phi = scatter(days)
    found = [_gap(run, days, phi) for run in _runs(opened, days)]
    limit = _CHANCE / max(1, len(opened))
    return [gap for gap in found if gap.chance < limit]


def scatter(days: Mapping[date, int]) -> float:
    """How many times wider than Poisson days scatter: same weekdays of neighbouring weeks, at least 1."""
    ratios = []
    for day in sorted(days):
        other = days.get(day + timedelta(WEEK), 0)
        if other and days[day] + other >= _PAIR:
            ratios.append((days[day] - other) ** 2 / (days[day] + other))
    return max(1.0, math.fsum(ratios) / len(ratios)) if len(ratios) >= _PAIRS else _UNKNOWN_PHI


def chance_of_none(total: int, blocks: int, empty: int, phi: float) -> float:
    """The chance that `empty` more blocks stay at zero when `blocks` alike held `total` contacts.

    Each count is negative binomial with variance phi * mean; given their sum they are Dirichlet-multinomial.
    """
    if not total or not blocks:
        return 1.0
    share = blocks / (blocks + empty)
    if phi <= 1.0 + 1e-9:
        return share**total
    size = total / (blocks + empty) / (phi - 1)  # of one block
    kept, every = blocks * size, (blocks + empty) * size
    return math.exp(math.fsum(math.log((kept + j) / (every + j)) for j in range(total)))


def _runs(opened: Iterable[date], days: Mapping[date, int]) -> list[list[date]]:
    runs: list[list[date]] = []
    inside = False
    for day in opened:
        if day in days:
            inside = False
        elif inside:
            runs[-1].append(day)
        else:
            runs.append([day])
            inside = True
    return runs


def _gap(run: list[date], days: Mapping[date, int], phi: float) -> Gap:
    before, behind = (_references(run[: 2 * WEEK], days, step) for step in (-WEEK, WEEK))
    # A desk that is only beginning must look open from both sides.
    weeks = len(before) / len({day.weekday() for day in run})
    sides = [before] if weeks >= _REFERENCES or not behind else [before or behind, behind]
    chances = [
        chance_of_none(sum(days[day] for day in side), len(side), len(run), phi) for side in sides
    ]
    used = sides[0]
    mean = sum(days[day] for day in used) / len(used) if used else 0.0
    return Gap(tuple(run), mean, max(chances), weeks >= _REFERENCES)


def _references(run: list[date], days: Mapping[date, int], step: int) -> set[date]:
    """Up to four same weekdays of every day of a gap, before it (step -7) or behind it (step 7)."""
    found: set[date] = set()
    for day in run:
        others = (day + timedelta(step * i) for i in range(1, _REACH + 1))
        found |= set([other for other in others if other in days][:_REFERENCES])
    return found
