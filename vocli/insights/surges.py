"""A sharper look than four weeks against four: the newest week against its usual, days that burst, rows of rises.

Both judgements share one family of corrected tests, so that a desk where nothing changes is hardly ever alarmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from vocli.insights.bursts import LEAST, WEEK, Windows, bursts_of
from vocli.insights.changes import FEW, TEST_LIMIT, Change, exposure_of, judge_together, weekly
from vocli.model import Note, Period
from vocli.model.side import SideFacts
from vocli.stats.rates import benjamini_hochberg, dispersion, rate_change, rate_rise

IN_A_ROW = 4  # weeks of rise after rise that are told in words
_JUMP = (
    1.5  # this week against the mean of the two before; less is a rise that was already under way
)
# Weights of the two tests, 1 on average: four weeks are what a change is judged on, a sudden week is the exception.
_MAIN, _SIDE = 1.6, 0.4
_NEAR = 2  # weeks
_BEFORE = 7  # weeks that a week's usual is taken from
_MOVED = frozenset({"surged", "rose", "new", "one_day", "one_account"})


@dataclass(frozen=True)
class Surge:
    """One theme's newest week beside its usual, and the verdict that covers both windows.

    `code` is a render code: surged, rose, fell, same, new, few, no_history, one_day, one_account. `usual` is
    contacts per week of the same number of open days, by the seven weeks before. `weeks_in_a_row`: for how
    many weeks up to this one the rate rose each time. `day`: a burst's day in the last four weeks, with its
    contacts in `day_contacts`; it stands outside of every window. `plain` is what four weeks against four say.
    """

    code: str
    week: int
    usual: float
    q: float  # of the four weeks
    week_q: float
    weeks_in_a_row: int
    plain: Change
    day: date | None = None
    day_contacts: int = 0
    before: int = 0  # the two windows of four weeks, without the burst's day
    recent: int = 0

    @property
    def verdict(self) -> str | Note:
        """What the column 増減 shows."""
        if self.code == "one_day" and self.day:
            return Note("codes.one_day", {"day": f"{self.day.month}/{self.day.day}"})
        return self.code

    @property
    def change(self) -> Change:
        """The verdict beside four weeks against four, where one column tells of both tests.

        A day or an account that holds most of a theme stays the verdict unless the theme moved beside it.
        """
        if self.code not in _MOVED and self.plain.code in {"one_day", "one_account"}:
            return self.plain
        q = self.q if self.code not in {"surged", "new"} else min(self.q, self.week_q)
        n = self.day_contacts
        return replace(self.plain, code=self.code, q=q, burst_day=self.day, burst_contacts=n)


def judge_sharply(
    themes: Sequence[pd.DataFrame],
    period: Period | None,
    open_days: Sequence[date],
    as_of: date | None,
    side: SideFacts | None = None,
) -> list[Surge]:
    """A verdict per theme; `themes[i]` are the contacts of theme i (columns day, account).

    Two tests a theme, four weeks against four (stats.rates.rate_change) and this week against the seven before
    (stats.rates.rate_rise), corrected together (Benjamini-Hochberg, 4%, weighted after Genovese, Roeder &
    Wasserman 2006: four fifths belong to the four weeks). A day counts as a burst where it holds five contacts or
    more that the theme's usual day would hold with a chance of 1% over all themes and days of the last four weeks
    (stats.rates.upper_tail); its contacts belong to no trend. A week counts as a surge if it also is half as much
    again as the two before: a rise that goes on is one, but not a sudden one.
    """
    return judge_sharply_together([themes], period, open_days, as_of, side)[0]


def judge_sharply_together(
    families: Sequence[Sequence[pd.DataFrame]],
    period: Period | None,
    open_days: Sequence[date],
    as_of: date | None,
    side: SideFacts | None = None,
) -> list[list[Surge]]:
    """The same for several sets of groups that one page tells of: corrected over all, each with its own dispersion."""
    plain = judge_together(families, period, open_days, side)
    if period is None or as_of is None:
        return [[_unjudged(change) for change in own] for own in plain]
    exposure = exposure_of(period, open_days, side or SideFacts())
    windows = Windows(period, as_of, dict(zip(exposure.days, exposure.weights, strict=True)))
    groups = sum(len(themes) for themes in families)
    measured = [_measure(themes, windows, groups) for themes in families]
    main = [one.p / _MAIN for own in measured for one in own]
    side_p = [one.week_p / _SIDE for own in measured for one in own]
    q = benjamini_hochberg([min(1.0, p) for p in (*main, *side_p)])
    pairs = iter(zip(q[:groups], q[groups:], strict=True))
    return [
        [
            _surge(change, one.counts, next(pairs), one.burst, windows)
            for change, one in zip(*own, strict=True)
        ]
        for own in zip(plain, measured, strict=True)
    ]


@dataclass(frozen=True)
class _Measured:
    """One theme before the correction: its counts, the p-values of the two tests, its burst."""

    counts: _Counts
    p: float
    week_p: float
    burst: tuple[date | None, int]


def _measure(themes: Sequence[pd.DataFrame], windows: Windows, groups: int) -> list[_Measured]:
    """`groups`: how many are judged together, so that a burst is a chance of 1% over all of them."""
    phi = dispersion(*weekly(themes, [*windows.weights], [*windows.weights.values()]))
    out = []
    for theme, burst in zip(themes, bursts_of(themes, windows, phi, groups), strict=True):
        n = _count(theme, windows, burst[0])
        p = _whole(n, windows, burst[0], phi)
        out.append(_Measured(n, p, _sharp(n, windows, burst[0], phi), burst))
    return out


@dataclass(frozen=True)
class _Counts:
    before: int
    recent: int
    weeks: tuple[int, ...]  # eight, oldest first, the last one the newest


def _count(theme: pd.DataFrame, windows: Windows, without: date | None) -> _Counts:
    """Contacts of the windows, those of a burst's day left out."""
    period = windows.period
    weeks = [0] * (_BEFORE + 1)
    for day in theme["day"]:
        if day is not None and day != without and period.before_from <= day <= windows.last:
            weeks[(day - period.before_from).days // WEEK] += 1
    return _Counts(sum(weeks[:4]), sum(weeks[4:]), tuple(weeks))


def _whole(n: _Counts, windows: Windows, without: date | None, phi: float) -> float:
    """p of four weeks against four."""
    period = windows.period
    before = windows.exposure(period.before_from, period.before_to, without)
    recent = windows.exposure(period.recent_from, windows.last, without)
    return rate_change(n.before, n.recent, before, recent, phi)


def _sharp(n: _Counts, windows: Windows, without: date | None, phi: float) -> float:
    """p of this week against the seven before."""
    usual = windows.exposure(windows.period.before_from, windows.monday - timedelta(1), without)
    week = windows.exposure(windows.monday, windows.last, without)
    return rate_rise(sum(n.weeks[:-1]), n.weeks[-1], usual, week, phi)


def _surge(
    plain: Change,
    n: _Counts,
    q: tuple[float, float],
    burst: tuple[date | None, int],
    windows: Windows,
) -> Surge:
    start = windows.period.before_from
    days = [
        windows.exposure(start + timedelta(WEEK * i), start + timedelta(WEEK * i + 6), burst[0])
        for i in range(_BEFORE + 1)
    ]
    rates = [count / own if own else None for count, own in zip(n.weeks, days, strict=True)]
    earlier = sum(days[:-1])
    return Surge(
        code=_code(plain, n, q, burst[0], rates),
        week=n.weeks[-1],
        usual=round(sum(n.weeks[:-1]) / earlier * days[-1], 1) if earlier else 0.0,
        q=round(q[0], 4),
        week_q=round(q[1], 4),
        weeks_in_a_row=_in_a_row(rates),
        plain=plain,
        day=burst[0],
        day_contacts=burst[1],
        before=n.before,
        recent=n.recent,
    )


def _code(
    plain: Change,
    n: _Counts,
    q: tuple[float, float],
    burst: date | None,
    rates: Sequence[float | None],
) -> str:
    moved = _moved(n, q, rates)
    if plain.account and moved in {"surged", "rose", "new"}:
        return "one_account"
    if moved in {"same", "few"} and burst:
        return "one_day"
    return moved


def _moved(n: _Counts, q: tuple[float, float], rates: Sequence[float | None]) -> str:
    """What the two tests say, the sudden before the slow."""
    near = [rate for rate in rates[-1 - _NEAR : -1] if rate is not None]
    jump = bool(near) and (rates[-1] or 0.0) >= _JUMP * sum(near) / len(near)
    if q[1] < TEST_LIMIT and n.weeks[-1] >= LEAST and jump:
        return "surged" if sum(n.weeks[:-1]) else "new"
    if n.before + n.recent < FEW:
        return "few"
    if q[0] >= TEST_LIMIT:
        return "same"
    if not n.before:
        return "new"
    before = [r for r in rates[:4] if r is not None]
    recent = [r for r in rates[4:] if r is not None]
    return "rose" if _mean(recent) > _mean(before) else "fell"


def _mean(rates: Sequence[float]) -> float:
    return sum(rates) / len(rates) if rates else 0.0


def _in_a_row(rates: Sequence[float | None]) -> int:
    """How many weeks up to the newest each had a higher rate than the week before it."""
    known = [rate for rate in rates if rate is not None]
    n = 0
    for later, earlier in zip(known[::-1], known[-2::-1], strict=False):
        if later <= earlier:
            break
        n += 1
    return n


def _unjudged(change: Change) -> Surge:
    code = "one_account" if change.account else "no_history"
    return Surge(code, 0, 0.0, 1.0, 1.0, 0, change)
