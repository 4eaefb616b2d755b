"""Whether a theme's count changed: four weeks against the four before, bursts and single accounts apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from vocli.insights.bursts import DAY_LIMIT, Windows, bursts_of
from vocli.model import Note, Period
from vocli.model.side import SideFacts
from vocli.stats.rates import benjamini_hochberg, dispersion, rate_change

LIMIT = 0.05  # the chance that anything is told where nothing changed
TEST_LIMIT = LIMIT - DAY_LIMIT  # q below which a change is told; with the bursts 5%
FEW = 10  # contacts in both windows together below which no judgement is tried
_BURST_SHARE = 0.4  # of a theme's contacts in the compared weeks on one day
_BURST_LEAST = 5
HELD_SHARE = 0.4  # of a theme's contacts from one account
HELD_LEAST = 5
_WEEK = 7


@dataclass(frozen=True)
class Change:
    """One theme's two windows and the verdict.

    `code` is a render code (rose, fell, same, new, few, no_history, one_day, one_account); `note` is
    set where the verdict names a day.
    """

    before: int
    recent: int
    code: str
    q: float
    before_rate: float  # contacts per open day, or per 1,000 of the denominator
    recent_rate: float
    burst_day: date | None = None
    burst_contacts: int = 0
    account: str = ""
    account_contacts: int = 0

    @property
    def verdict(self) -> str | Note:
        """What the column 増減 shows."""
        if self.code == "one_day" and self.burst_day:
            return Note("codes.one_day", {"day": f"{self.burst_day.month}/{self.burst_day.day}"})
        return self.code


@dataclass(frozen=True)
class Exposure:
    """What the counts of the two windows are divided by, and the same day by day."""

    before: float
    recent: float
    days: Sequence[date]
    weights: Sequence[float]
    scale: int = 1

    def rate(self, count: int, *, earlier: bool) -> float:
        """Contacts per `scale` of the exposure of a window."""
        of = self.before if earlier else self.recent
        return self.scale * count / (of if self.scale > 1 and of else max(of, 1))


def judge(
    themes: Sequence[pd.DataFrame],
    period: Period | None,
    open_days: Sequence[date],
    side: SideFacts | None = None,
) -> list[Change]:
    """A verdict per theme; `themes[i]` are the contacts of theme i (columns day, account).

    The exposure is the open days, each with its weight, or the denominator where the side facts have one
    that covers both windows. p-values by stats.rates.rate_change with the dispersion of all themes' weekly counts, corrected
    over the themes (Benjamini-Hochberg, 4%); a day that is too full for chance (`bursts_of`, 1%) belongs to no trend.
    """
    return judge_together([themes], period, open_days, side)[0]


def judge_together(
    families: Sequence[Sequence[pd.DataFrame]],
    period: Period | None,
    open_days: Sequence[date],
    side: SideFacts | None = None,
) -> list[list[Change]]:
    """The same for several sets of groups that one page tells of: corrected over all, each with its own dispersion."""
    if period is None:
        return [[_unjudged(theme) for theme in themes] for themes in families]
    exposure = exposure_of(period, open_days, side or SideFacts())
    weights = dict(zip(exposure.days, exposure.weights, strict=True))
    windows = Windows(period, period.recent_to, weights)
    groups = sum(len(themes) for themes in families)
    p: list[float] = []
    counts: list[list[tuple[int, int]]] = []
    bursts: list[list[_Burst]] = []
    for themes in families:
        phi = dispersion(*weekly(themes, exposure.days, exposure.weights))
        bursts.append(_bursts(themes, windows, phi, groups))
        own = zip(themes, bursts[-1], strict=True)
        counts.append([_windows(theme, period, burst.day) for theme, burst in own])
        p += [rate_change(*both, exposure.before, exposure.recent, phi) for both in counts[-1]]
    q = iter(benjamini_hochberg(p))
    return [
        [
            _change(theme, (period, exposure), both, next(q), burst)
            for theme, both, burst in zip(*own, strict=True)
        ]
        for own in zip(families, counts, bursts, strict=True)
    ]


@dataclass(frozen=True)
class _Burst:
    """A day that belongs to no trend; `whole` where it makes the theme, so that nothing else is told of it."""

    day: date | None = None
    contacts: int = 0
    whole: bool = False


def _bursts(
    themes: Sequence[pd.DataFrame], windows: Windows, phi: float, groups: int
) -> list[_Burst]:
    """The day that makes the theme, else the recent one that is too full for chance."""
    out = []
    for theme, full in zip(themes, bursts_of(themes, windows, phi, groups), strict=True):
        day, n = burst_day(theme["day"])
        whole = day is not None and day >= windows.period.before_from
        out.append(_Burst(day, n, True) if whole else _Burst(*full))
    return out


def exposure_of(period: Period, open_days: Sequence[date], side: SideFacts) -> Exposure:
    rate = side.rate
    if rate and rate.judged:
        days, values = zip(*rate.values, strict=True)
        return Exposure(rate.before, rate.recent, days, values, rate.scale)
    weights = side.weights or [1.0] * len(open_days)
    return Exposure(period.before_days, period.recent_days, open_days, weights)


def _unjudged(theme: pd.DataFrame) -> Change:
    account, held = _account(theme)
    code = "one_account" if account else "no_history"
    return Change(0, 0, code, 1.0, 0.0, 0.0, None, 0, account, held)


def _change(
    theme: pd.DataFrame,
    judged_by: tuple[Period, Exposure],
    counts: tuple[int, int],
    q: float,
    burst: _Burst,
) -> Change:
    period, exposure = judged_by
    before, recent = _windows(theme, period, None)
    account, held = _account(theme)
    return Change(
        before=before,
        recent=recent,
        code=_code(counts, q, judged_by, burst, account),
        q=round(q, 4),
        before_rate=round(exposure.rate(before, earlier=True), 2),
        recent_rate=round(exposure.rate(recent, earlier=False), 2),
        burst_day=burst.day,
        burst_contacts=burst.contacts,
        account=account,
        account_contacts=held,
    )


def _code(
    counts: tuple[int, int],
    q: float,
    judged_by: tuple[Period, Exposure],
    burst: _Burst,
    account: str,
) -> str:
    before, recent = counts
    _, exposure = judged_by
    if account:
        return "one_account"
    if burst.whole or (burst.day and (before + recent < FEW or q >= TEST_LIMIT)):
        return "one_day"
    if before + recent < FEW:
        return "few"
    if q >= TEST_LIMIT:
        return "same"
    if before == 0:
        return "new"
    risen = exposure.rate(recent, earlier=False) > exposure.rate(before, earlier=True)
    return "rose" if risen else "fell"


def _windows(theme: pd.DataFrame, period: Period, without: date | None) -> tuple[int, int]:
    """Contacts in the earlier and the recent window, those of a burst's day left out on request."""
    days = [d for d in theme["day"] if d is not None and d != without]
    before = sum(period.before_from <= d <= period.before_to for d in days)
    recent = sum(period.recent_from <= d <= period.recent_to for d in days)
    return before, recent


def burst_day(days: Iterable[date | None]) -> tuple[date | None, int]:
    """The day that holds a large part of a theme's contacts, and how many; `days` are those of all of them."""
    counts = Counter(day for day in days if day is not None)
    n = counts.total()
    if n < _BURST_LEAST:
        return None, 0
    top = max(counts.values())
    day = min(day for day, held in counts.items() if held == top)
    others = len(counts) - 1
    usual = (n - top) / others if others else 0.0
    if top >= _BURST_LEAST and top >= _BURST_SHARE * n and top >= 4 * usual:
        return day, top
    return None, 0


def _account(theme: pd.DataFrame) -> tuple[str, int]:
    """The account that holds a large part of a theme, and its contacts."""
    named = theme.loc[theme["account"] != "", "account"]
    if named.empty:
        return "", 0
    counts = named.value_counts()
    top = int(counts.max())
    account = min(str(a) for a, n in counts.items() if n == top)
    if top >= HELD_LEAST and top >= HELD_SHARE * len(theme):
        return account, top
    return "", 0


def capped(contacts: int, held: int) -> int:
    """The contacts of a theme when its one large company counts only up to the share that is called 偏り.

    So that `held` is HELD_SHARE of the result at most: rest / (1 - HELD_SHARE), rounded down.
    """
    rest = contacts - held
    return min(contacts, int(rest / (1 - HELD_SHARE) + 1e-9))


def weekly(
    themes: Sequence[pd.DataFrame],
    open_days: Sequence[date],
    weights: Sequence[float] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Contacts per theme and week (Monday to Sunday), and the exposure of each week."""
    weights = weights or [1.0] * len(open_days)
    if not open_days:
        return np.zeros((0, 0)), np.zeros(0)
    first = min(open_days) - timedelta(min(open_days).weekday())
    weeks = (max(open_days) - first).days // _WEEK + 1
    nth = [(day - first).days // _WEEK for day in open_days]
    days = np.bincount(nth, weights=weights, minlength=weeks)
    rows = [
        np.bincount(
            [
                (d - first).days // _WEEK
                for d in theme["day"]
                if d is not None and first <= d <= max(open_days)
            ],
            minlength=weeks,
        )
        for theme in themes
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), weeks), days.astype(np.float64)
