"""A sharper look than four weeks against four: the newest week against its usual, days that burst, rows of rises.

Both judgements share one family of corrected tests, so that a desk where nothing changes is hardly ever alarmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from vocli.insights.changes import FEW, LIMIT, Change, exposure_of, judge, weekly
from vocli.model import Period
from vocli.model.side import SideFacts
from vocli.stats.rates import benjamini_hochberg, dispersion, rate_change, rate_rise, upper_tail

LEAST = 5  # contacts of a week, or of a day, below which no surge and no burst is told
IN_A_ROW = 4  # weeks of rise after rise that are told in words
_JUMP = (
    1.5  # this week against the mean of the two before; less is a rise that was already under way
)
# Together 5%: the chance that a desk where nothing happened is told of anything at all.
_DAY_LIMIT = 0.01  # that any day of any theme is called a burst
_TEST_LIMIT = LIMIT - _DAY_LIMIT  # q below which a change is told
# Weights of the two tests, 1 on average: four weeks are what a change is judged on, a sudden week is the exception.
_MAIN, _SIDE = 1.6, 0.4
_NEAR = 2  # weeks
_BEFORE = 7  # weeks that a week's usual is taken from
_WEEK = 7


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


@dataclass(frozen=True)
class _Windows:
    """The days of all windows, and what is open in each."""

    period: Period
    last: date  # as_of
    weights: Mapping[date, float]

    @property
    def monday(self) -> date:
        """The first day of the newest week."""
        return self.period.recent_to - timedelta(_WEEK - 1)

    def exposure(self, start: date, end: date, without: date | None = None) -> float:
        """The exposure from `start` to `end`, both included, without one day."""
        end = min(end, self.last)
        return sum(w for d, w in self.weights.items() if start <= d <= end and d != without)


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
    plain = judge(themes, period, open_days, side)
    if period is None or as_of is None:
        return [_unjudged(change) for change in plain]
    side = side or SideFacts()
    exposure = exposure_of(period, open_days, side)
    windows = _Windows(period, as_of, dict(zip(exposure.days, exposure.weights, strict=True)))
    phi = dispersion(*weekly(themes, exposure.days, exposure.weights))
    bursts = _bursts(themes, windows, phi)
    counts = [_count(theme, windows, day) for theme, (day, _) in zip(themes, bursts, strict=True)]
    p = [_whole(n, windows, day, phi) / _MAIN for n, (day, _) in zip(counts, bursts, strict=True)]
    p += [_sharp(n, windows, day, phi) / _SIDE for n, (day, _) in zip(counts, bursts, strict=True)]
    q = benjamini_hochberg([min(1.0, one) for one in p])
    half = len(themes)
    return [
        _surge(plain[i], counts[i], (q[i], q[half + i]), bursts[i], windows) for i in range(half)
    ]


@dataclass(frozen=True)
class _Counts:
    before: int
    recent: int
    weeks: tuple[int, ...]  # eight, oldest first, the last one the newest


def _count(theme: pd.DataFrame, windows: _Windows, without: date | None) -> _Counts:
    """Contacts of the windows, those of a burst's day left out."""
    period = windows.period
    weeks = [0] * (_BEFORE + 1)
    for day in theme["day"]:
        if day is not None and day != without and period.before_from <= day <= windows.last:
            weeks[(day - period.before_from).days // _WEEK] += 1
    return _Counts(sum(weeks[:4]), sum(weeks[4:]), tuple(weeks))


def _whole(n: _Counts, windows: _Windows, without: date | None, phi: float) -> float:
    """p of four weeks against four."""
    period = windows.period
    before = windows.exposure(period.before_from, period.before_to, without)
    recent = windows.exposure(period.recent_from, windows.last, without)
    return rate_change(n.before, n.recent, before, recent, phi)


def _sharp(n: _Counts, windows: _Windows, without: date | None, phi: float) -> float:
    """p of this week against the seven before."""
    usual = windows.exposure(windows.period.before_from, windows.monday - timedelta(1), without)
    week = windows.exposure(windows.monday, windows.last, without)
    return rate_rise(sum(n.weeks[:-1]), n.weeks[-1], usual, week, phi)


def _surge(
    plain: Change,
    n: _Counts,
    q: tuple[float, float],
    burst: tuple[date | None, int],
    windows: _Windows,
) -> Surge:
    start = windows.period.before_from
    days = [
        windows.exposure(start + timedelta(_WEEK * i), start + timedelta(_WEEK * i + 6), burst[0])
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
    if q[1] < _TEST_LIMIT and n.weeks[-1] >= LEAST and jump:
        return "surged" if sum(n.weeks[:-1]) else "new"
    if n.before + n.recent < FEW:
        return "few"
    if q[0] >= _TEST_LIMIT:
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


def _bursts(
    themes: Sequence[pd.DataFrame], windows: _Windows, phi: float
) -> list[tuple[date | None, int]]:
    """Per theme the day of the last four weeks that is too full for chance, and its contacts."""
    period = windows.period
    days = [d for d in windows.weights if period.before_from <= d <= windows.last]
    judged = [d for d in days if d >= period.recent_from]
    weekday = _weekdays(themes, windows, days)
    limit = _DAY_LIMIT / max(1, len(judged) * len(themes))
    out: list[tuple[date | None, int]] = []
    for theme in themes:
        counts = Counter(theme["day"])
        held = {d: counts[d] for d in days}
        top = max(judged, key=lambda d: (held[d], -d.toordinal()), default=None)
        if top is None or held[top] < LEAST:
            out.append((None, 0))
            continue
        rest = {d: weekday[d.weekday()] * windows.weights[d] for d in days if d != top}
        # Half a contact is added: a day among days without any is rare, but not impossible.
        rate = (sum(held.values()) - held[top] + 0.5) / (sum(rest.values()) or 1.0)
        usual = rate * weekday[top.weekday()] * windows.weights[top]
        out.append((top, held[top]) if upper_tail(held[top], usual, phi) < limit else (None, 0))
    return out


def _weekdays(
    themes: Sequence[pd.DataFrame], windows: _Windows, days: Sequence[date]
) -> list[float]:
    """How full each weekday is against the mean day, by all themes together: a Monday is no burst.

    By the median of the dates of a weekday, so that one burst does not make a usual day of its weekday.
    """
    every: dict[date, int] = dict.fromkeys(days, 0)
    for theme in themes:
        for day in theme["day"]:
            if day in every:
                every[day] += 1
    mean = sum(every.values()) / (sum(windows.weights[d] for d in days) or 1.0)
    out = []
    for weekday in range(_WEEK):
        own = [every[d] / windows.weights[d] for d in days if d.weekday() == weekday]
        out.append(max(float(np.median(own)) / mean, 0.1) if own and mean else 1.0)
    return out


def _unjudged(change: Change) -> Surge:
    code = "one_account" if change.account else "no_history"
    return Surge(code, 0, 0.0, 1.0, 1.0, 0, change)
