"""NPS, means and shares with their intervals, and tests whether two of them differ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vocli.stats.rates import wilson

Z = 1.959964
PROMOTER, PASSIVE = 9, 7  # the lowest answer of either
Kind = Literal["mean", "share", "nps"]


@dataclass(frozen=True)
class Sample:
    """A mean of n values with their variance (of one value, n - 1 below); a share is a mean of 0 and 1.

    `hits` is what a share counts. NPS is the mean of 100, 0 and -100.
    """

    kind: Kind
    n: int
    mean: float
    variance: float
    hits: int = 0


@dataclass(frozen=True)
class Promoters:
    """How many answers of 0 to 10 are 9 or 10, 7 or 8, and 6 or less."""

    promoters: int
    passives: int
    detractors: int


def count_promoters(answers: Sequence[float]) -> Promoters:
    """The three groups of NPS answers (Reichheld 2003)."""
    up = sum(a >= PROMOTER for a in answers)
    middle = sum(PASSIVE <= a < PROMOTER for a in answers)
    return Promoters(up, middle, len(answers) - up - middle)


def nps(groups: Promoters) -> Sample:
    """Promoters minus detractors in points, with the variance of the trinomial."""
    n = groups.promoters + groups.passives + groups.detractors
    if not n:
        return Sample("nps", 0, math.nan, math.nan)
    up, down = groups.promoters / n, groups.detractors / n
    variance = (up + down - (up - down) ** 2) * n / (n - 1) if n > 1 else math.nan
    return Sample("nps", n, 100 * (up - down), 10_000 * variance)


def mean(values: Sequence[float]) -> Sample:
    """The mean of values."""
    n = len(values)
    if not n:
        return Sample("mean", 0, math.nan, math.nan)
    middle = math.fsum(values) / n
    spread = math.fsum((v - middle) ** 2 for v in values)
    return Sample("mean", n, middle, spread / (n - 1) if n > 1 else math.nan)


def share(hits: int, n: int) -> Sample:
    """`hits` of n."""
    if not n:
        return Sample("share", 0, math.nan, math.nan)
    rate = hits / n
    return Sample("share", n, rate, rate * (1 - rate), hits)


def share_of_days(days: Sequence[tuple[int, int]]) -> Sample:
    """The share of (hits, n) per day, with the variance between days: what happens on a day happens to all of it.

    A ratio of two sums (Cochran, Sampling Techniques, 1977, ch. 6), its days counted as values.
    """
    n, whole = len(days), sum(total for _, total in days)
    if not whole:
        return Sample("mean", 0, math.nan, math.nan)
    rate = sum(hits for hits, _ in days) / whole
    if n == 1:
        return Sample("mean", 1, rate, math.nan)
    squares = math.fsum((hits - rate * total) ** 2 for hits, total in days)
    return Sample("mean", n, rate, squares * n * n / (whole * whole * (n - 1)))


def without(whole: Sample, part: Sample) -> Sample:
    """What is left of the whole when a part of it is taken away."""
    n = whole.n - part.n
    if n <= 0:
        return Sample(whole.kind, 0, math.nan, math.nan)
    if whole.kind == "share":
        return share(whole.hits - part.hits, n)
    middle = (whole.n * whole.mean - part.n * part.mean) / n
    if n == 1:
        return Sample(whole.kind, n, middle, math.nan)
    squares = _squares(whole) - _squares(part) - n * middle * middle
    return Sample(whole.kind, n, middle, max(0.0, squares) / (n - 1))


def interval(sample: Sample) -> tuple[float, float] | None:
    """The 95% interval: Wilson's for shares, Student's for means, Wald's for NPS; None without variance."""
    if sample.n == 0 or not math.isfinite(sample.variance):
        return None
    if sample.kind == "share":
        return wilson(sample.hits, sample.n)
    error = math.sqrt(sample.variance / sample.n)
    if sample.kind == "nps":
        return max(-100.0, sample.mean - Z * error), min(100.0, sample.mean + Z * error)
    from scipy.special import stdtrit

    half = float(stdtrit(sample.n - 1, 0.975)) * error
    return sample.mean - half, sample.mean + half


def needed(sample: Sample, width: float, least: int) -> int:
    """How many more values would make the interval narrower than `width`; 0 if it is, and n >= least."""
    bounds = interval(sample)
    if bounds is None:
        return max(0, least - sample.n)
    ratio = (bounds[1] - bounds[0]) / width
    wanted = sample.n if ratio < 1 else math.ceil(sample.n * ratio**2)
    return max(wanted, least) - sample.n if ratio >= 1 or sample.n < least else 0


def difference(first: Sample, second: Sample) -> float:
    """Two-sided p-value that both have the same mean; 1 where it cannot be told.

    Shares by the pooled test of two proportions, NPS by the pooled variance of the trinomial, means by Welch
    (1947).
    """
    if min(first.n, second.n) == 0 or not math.isfinite(first.variance + second.variance):
        return 1.0
    gap = abs(first.mean - second.mean)
    if first.kind == "mean":
        error = math.sqrt(first.variance / first.n + second.variance / second.n)
    else:
        error = math.sqrt(_together(first, second) * (1 / first.n + 1 / second.n))
    if error == 0:
        return 1.0 if gap == 0 else 0.0
    if first.kind == "mean":
        return _welch(first, second, gap / error)
    return math.erfc(gap / error / math.sqrt(2))


def rank_correlation(pairs: Mapping[tuple[float, float], int]) -> tuple[float, int]:
    """(Spearman's rank correlation of pairs that stand so many times each, their number); 0 without variation."""
    rows = sorted(pairs.items())
    count = sum(n for _, n in rows)
    if not rows:
        return 0.0, 0
    weights = np.array([n for _, n in rows], dtype=np.float64)
    x, y = (_ranks(np.array([pair[i] for pair, _ in rows]), weights) for i in (0, 1))
    x, y = x - np.average(x, weights=weights), y - np.average(y, weights=weights)
    spread = math.sqrt(float((weights * x * x).sum() * (weights * y * y).sum()))
    return (float((weights * x * y).sum()) / spread if spread else 0.0), count


def clearly_positive(r: float, n: int, least: int, strength: float = 0.2) -> bool:
    """True for a rank correlation that is neither small nor chance (Fisher's transformation, two-sided 0.1%)."""
    if n < least or r < strength:
        return False
    return math.atanh(min(r, 0.999)) * math.sqrt(max(1, n - 3)) > 3.29


def quantile(values: Sequence[float], q: float) -> float:
    """The value below which a part q lies, between neighbours in a straight line."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), q))


def _together(first: Sample, second: Sample) -> float:
    """The variance of one value where both come from one population."""
    n = first.n + second.n
    if first.kind == "share":
        pooled = (first.hits + second.hits) / n
        return pooled * (1 - pooled)
    middle = (first.n * first.mean + second.n * second.mean) / n
    return (_squares(first) + _squares(second) - n * middle * middle) / n


def _squares(sample: Sample) -> float:
    if sample.n == 0:
        return 0.0
    own = (sample.n - 1) * sample.variance if sample.n > 1 else 0.0
    return own + sample.n * sample.mean * sample.mean


def _welch(first: Sample, second: Sample, t: float) -> float:
    from scipy.special import stdtr

    a, b = first.variance / first.n, second.variance / second.n
    below = (a * a / (first.n - 1) if a else 0.0) + (b * b / (second.n - 1) if b else 0.0)
    return 2 * float(stdtr((a + b) ** 2 / below, -t))


def _ranks(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mid-ranks of values that stand `weights` times each."""
    known, at = np.unique(values, return_inverse=True)
    totals = np.bincount(at, weights=weights, minlength=len(known))
    middle = np.cumsum(totals) - (totals - 1) / 2
    ranks: NDArray[np.float64] = middle[at]
    return ranks
