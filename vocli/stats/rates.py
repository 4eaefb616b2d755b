"""Intervals of shares, and tests whether a count per day changed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MEDIAN_CHI2 = 0.4549  # median of chi-square with one degree of freedom
_NEARLY = 1e-6  # of a variance ratio above 1 that is rounding


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927); (0, 1) when n is 0."""
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    middle = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def dispersion(weekly: NDArray[np.float64], days: NDArray[np.float64]) -> float:
    """How many times wider than Poisson the weekly counts scatter, at least 1.

    weekly: counts of shape (groups, weeks). days: open days of each week. Neighbouring weeks are
    compared, so that a slow trend does not pass for scatter; the median keeps single bursts out.
    """
    ratios = []
    for counts in weekly:
        for i in range(len(counts) - 1):
            total, exposure = counts[i] + counts[i + 1], days[i] + days[i + 1]
            if total < 5 or days[i] == 0 or days[i + 1] == 0:
                continue
            share = days[i + 1] / exposure
            ratios.append((counts[i + 1] - total * share) ** 2 / (total * share * (1 - share)))
    if len(ratios) < 8:
        return 1.0
    return max(1.0, float(np.median(ratios)) / MEDIAN_CHI2)


def rate_change(
    before: int, recent: int, before_days: float, recent_days: float, phi: float
) -> float:
    """Two-sided p-value that two counts have the same rate per day.

    Given their sum, the recent count is binomial with share recent_days / all days (Przyborowski &
    Wilenski 1940), days being any exposure; its variance is widened by the dispersion `phi`, with a continuity correction.
    """
    total = before + recent
    if total == 0 or before_days <= 0 or recent_days <= 0:
        return 1.0
    share = recent_days / (before_days + recent_days)
    off = max(0.0, abs(recent - total * share) - 0.5)
    z = off / math.sqrt(phi * total * share * (1 - share))
    return math.erfc(z / math.sqrt(2))


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """q-values of p-values (Benjamini & Hochberg 1995), in the order given."""
    n = len(p)
    order = sorted(range(n), key=lambda i: (p[i], i))
    q = [1.0] * n
    lowest = 1.0
    for rank in range(n, 0, -1):
        i = order[rank - 1]
        lowest = min(lowest, p[i] * n / rank)
        q[i] = lowest
    return q


def rate_rise(
    before: int, recent: int, before_days: float, recent_days: float, phi: float
) -> float:
    """One-sided p-value that the recent rate per day is not above the earlier one, exact for small counts.

    Two negative binomial counts with one variance ratio `phi` are, given their sum n, beta-binomial
    (negative hypergeometric) with a = n * share / (phi - 1) and b likewise of the rest; with phi = 1,
    Poisson counts, binomial (Przyborowski & Wilenski 1940). The normal approximation of `rate_change`
    would claim far too much where one window is a small part of both.
    """
    total = before + recent
    if total == 0 or before_days <= 0 or recent_days <= 0:
        return 1.0
    share = recent_days / (before_days + recent_days)
    tail = sum(_probability(k, total, share, phi) for k in range(recent, total + 1))
    return min(1.0, tail)


def share_rise(hits: int, n: int, share: float) -> float:
    """One-sided p-value that n draws hold no more hits than the share says (exact, binomial)."""
    if not 0 < share < 1:
        return 1.0
    return min(1.0, sum(_probability(k, n, share, 1.0) for k in range(hits, n + 1)))


def upper_tail(count: int, mean: float, phi: float) -> float:
    """P(X >= count) of a count with that mean and the variance phi * mean (negative binomial; Poisson at 1)."""
    if count <= 0 or mean <= 0:
        return 1.0 if count <= 0 else 0.0
    below = 0.0
    for k in range(count):
        if phi <= 1 + _NEARLY:
            log = k * math.log(mean) - mean - math.lgamma(k + 1)
        else:
            size = mean / (phi - 1)
            log = math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
            log += -size * math.log(phi) + k * math.log((phi - 1) / phi)
        below += math.exp(log)
    return max(0.0, 1.0 - below)


def _probability(k: int, n: int, share: float, phi: float) -> float:
    """P(X = k) of the beta-binomial of `rate_rise`."""
    choose = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    if phi <= 1 + _NEARLY:
        return math.exp(choose + k * math.log(share) + (n - k) * math.log1p(-share))
    a, b = n * share / (phi - 1), n * (1 - share) / (phi - 1)
    return math.exp(choose + _log_beta(k + a, n - k + b) - _log_beta(a, b))


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
