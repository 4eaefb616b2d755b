"""Days that are too full for chance, by a theme's usual day and how full each weekday is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from vocli.model import Period
from vocli.stats.rates import upper_tail

LEAST = 5  # contacts of a day, or of a week, below which no burst and no surge is told
DAY_LIMIT = 0.01  # the chance that any day of any theme is called a burst where nothing happened
WEEK = 7


@dataclass(frozen=True)
class Windows:
    """The days of all windows, and what is open in each."""

    period: Period
    last: date  # as_of
    weights: Mapping[date, float]

    @property
    def monday(self) -> date:
        """The first day of the newest week."""
        return self.period.recent_to - timedelta(WEEK - 1)

    def exposure(self, start: date, end: date, without: date | None = None) -> float:
        """The exposure from `start` to `end`, both included, without one day."""
        end = min(end, self.last)
        return sum(w for d, w in self.weights.items() if start <= d <= end and d != without)


def bursts_of(
    themes: Sequence[pd.DataFrame], windows: Windows, phi: float, groups: int
) -> list[tuple[date | None, int]]:
    """Per theme the day of the last four weeks that is too full for chance, and its contacts; (None, 0) without one.

    phi: dispersion of the themes' counts. groups: how many are judged together, over which the chance is DAY_LIMIT.
    """
    period = windows.period
    days = [d for d, w in windows.weights.items() if w and period.before_from <= d <= windows.last]
    judged = [d for d in days if d >= period.recent_from]
    weekday = _weekdays(themes, windows, days)
    limit = DAY_LIMIT / max(1, len(judged) * groups)
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
    themes: Sequence[pd.DataFrame], windows: Windows, days: Sequence[date]
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
    for weekday in range(WEEK):
        own = [every[d] / windows.weights[d] for d in days if d.weekday() == weekday]
        out.append(max(float(np.median(own)) / mean, 0.1) if own and mean else 1.0)
    return out
