"""How many times a rate after an event is that before it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vocli.stats.rates import wilson

LEAST = 20  # events on both sides together below which nothing is said
LEAST_DAYS = 10  # open days on either side
_WIDEST = 4.0  # high over low, beyond which an interval says nothing


@dataclass(frozen=True)
class Ratio:
    """Rate after over rate before with its 95% interval. verdict: fell, rose, same or few."""

    value: float | None
    low: float | None
    high: float | None
    verdict: str


def rate_ratio(
    before: int, after: int, before_days: float, after_days: float, phi: float = 1.0
) -> Ratio:
    """The ratio of two rates per open day; `few` where events or days are too few, or the interval too wide.

    Given their sum, the later count is binomial; its share's interval (Wilson 1927), widened by the dispersion
    `phi`, is turned into one of the ratio.
    """
    total = before + after
    if total < LEAST or min(before_days, after_days) < LEAST_DAYS or not before:
        return Ratio(None, None, None, "few")
    low, high = wilson(after, total, 1.959964 * math.sqrt(phi))
    scale = before_days / after_days
    value = after / before * scale
    if high >= 1.0 or low <= 0.0:
        return Ratio(value, None, None, "few")
    low, high = low / (1 - low) * scale, high / (1 - high) * scale
    if high < 1:
        return Ratio(value, low, high, "fell")
    if low > 1:
        return Ratio(value, low, high, "rose")
    return Ratio(value, low, high, "few" if high > _WIDEST * low else "same")
