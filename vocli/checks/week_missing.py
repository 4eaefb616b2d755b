"""期間の途中の1週間がまるごとありません。週ごとの書き出しが1回抜けています。

悪い例: 毎週80件ほどの電話が、10/05の週だけ0件
良い例: 応対の少ない窓口で、たまたま0件の週がある
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from vocli.checks.check import Rule
from vocli.checks.days import WEEK, DayWalk, chance_of_none, closed_by_custom, scatter
from vocli.checks.told import told
from vocli.messages import t
from vocli.model import Finding, Severity

_REFERENCES = 4
_CHANCE = 0.02
_LEAVE = 3  # closed days from Monday to Friday with which many desks close the whole week


class WeekMissing(DayWalk):
    """Weeks, Monday to Sunday, without a contact between weeks that have some."""

    def finish(self) -> Iterator[Finding]:
        """One finding per run of weeks."""
        for channel, days in self.days().items():
            for first, last, mean in missing_weeks(days, self.states(channel)):
                yield told(
                    RULE,
                    self.path(channel),
                    channel=t(f"codes.channel.{channel}"),
                    first=f"{first:%m/%d}",
                    last=f"{last + timedelta(WEEK - 1):%m/%d}",
                    mean=f"{mean:.1f}",
                )


def missing_weeks(
    days: Mapping[date, int], states: Mapping[date, bool]
) -> list[tuple[date, date, float]]:
    """(first Monday, last Monday, mean of the reference weeks) of weeks missing beyond chance, oldest first."""
    counts: dict[date, int] = {}
    for day, n in days.items():
        monday = day - timedelta(day.weekday())
        counts[monday] = counts.get(monday, 0) + n
    first, last = min(counts), max(counts)
    every = [first + timedelta(WEEK * i) for i in range((last - first).days // WEEK + 1)]
    phi = scatter(days)
    found = []
    for run in _runs(every, counts):
        used = _references(run, counts)
        total = sum(counts[monday] for monday in used)
        chance = chance_of_none(total, len(used), len(run), phi)
        if chance < _CHANCE / len(every) and not all(_on_leave(week, states) for week in run):
            found.append((run[0], run[-1], total / len(used)))
    return found


def _runs(every: list[date], counts: Mapping[date, int]) -> list[list[date]]:
    runs: list[list[date]] = []
    for monday in every:
        if monday in counts:
            continue
        if runs and runs[-1][-1] == monday - timedelta(WEEK):
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return runs


def _on_leave(monday: date, states: Mapping[date, bool]) -> bool:
    """True for a week that may be closed as a whole: New Year, three holidays, or so says the table of open days."""
    week = [monday + timedelta(i) for i in range(WEEK)]
    closed = [day for day in week[:5] if not states.get(day, not closed_by_custom(day))]
    return len(closed) >= _LEAVE


def _references(run: list[date], counts: Mapping[date, int]) -> list[date]:
    before = sorted((m for m in counts if m < run[0]), reverse=True)[:_REFERENCES]
    behind = sorted(m for m in counts if m > run[-1])
    return [*before, *behind[: _REFERENCES - len(before)]]


RULE = Rule("VOC044", "week_missing", Severity.ERROR, WeekMissing, __doc__)
