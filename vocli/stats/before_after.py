"""Did something change a count? Before and after, against counts that nothing was done about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtr, ndtri, stdtrit

LEVEL = 0.95
# p below which a count is told to have moved before the action: a caution, so sooner than a claim.
_LIMIT = 0.1
_APART = 0.05  # and p of weeks that differ by more than chance
# p of the controls' spread below which they are taken to drift apart: above it their spread is mere chance, which
# the counts' own variance holds already.
_DRIFT = 0.35
_WORTH = 0.7  # a fall of 30%: what must be detectable for "no difference" to mean anything
_Z_POWER = 0.8416  # 80% power
_HALF = 0.5  # added to every count of a logarithm (Haldane 1956), so that 0 has one
_LEAST_CONTROL = 10  # contacts in both windows; smaller controls are taken together


@dataclass(frozen=True)
class Windows:
    """A count before and after, each with its exposure (any unit, the same for both)."""

    before: int
    after: int
    before_exposure: float
    after_exposure: float

    def ratio(self, phi: float) -> tuple[float, float]:
        """The logarithm of after : before per exposure, and its variance (Poisson times `phi`)."""
        after, before = self.after + _HALF, self.before + _HALF
        log = math.log(after / before) - math.log(self.after_exposure / self.before_exposure)
        return log, phi * (1 / after + 1 / before)


@dataclass(frozen=True)
class Effect:
    """What remains of a change when the controls' change is taken out.

    effect, low, high: relative change (-0.3 = 30% fewer) and its 95% interval. controls: the controls' own
    relative change. verdict: fell, rose, same, undecided. reach: the smallest fall that 80% of such comparisons
    would find, as a positive share. scatter: how far controls drift apart beyond chance, as a share.
    """

    effect: float
    low: float
    high: float
    controls: float
    verdict: str
    reach: float
    scatter: float


@dataclass(frozen=True)
class _Common:
    """The controls' common log ratio, its variance, what each drifts by, and the degrees of freedom of that."""

    middle: float
    variance: float
    drift: float  # variance between controls (tau squared)
    freedom: int


def compare(own: Windows, controls: Sequence[Windows], phi: float) -> Effect:
    """The change of `own` against that of the controls: difference in differences on the log scale.

    What the controls drift apart beyond chance (Paule & Mandel 1982) is what the theme itself may have
    drifted by, and widens the interval; their common change is a weighted median, so that a control with a story
    of its own does not pass for everybody's. The interval is a score interval of the share
    of contacts that came after (Wilson 1927) with the variance times `phi`, carried over to the ratio. Where the drift
    matters, Student's t with Satterthwaite's degrees of freedom takes the place of the normal law. ValueError
    without a control.
    """
    common = _pool(controls, phi)
    expected = own.after_exposure / own.before_exposure * math.exp(common.middle)
    n = own.before + own.after
    share = (own.after + _HALF) / (n + 2 * _HALF)
    information = max(n, 1) * share * (1 - share)
    more = common.variance + common.drift
    wide = phi + more * information
    z = _quantile(phi / information + more, common)
    low, high = _score_interval(own.after, own.before, wide, z)
    ratio = (own.after + _HALF) / (own.before + _HALF) / expected
    low, high = _odds(low) / expected, _odds(high) / expected
    error = _error_unchanged(n, expected, phi, more)
    reach = math.exp(-(z + _Z_POWER) * error)
    return Effect(
        effect=min(max(ratio, low), high) - 1,
        low=low - 1,
        high=high - 1,
        controls=math.exp(common.middle) - 1,
        verdict=_verdict(low, high, reach),
        reach=1 - reach,
        scatter=math.exp(math.sqrt(common.drift)) - 1,
    )


def power(own: Windows, controls: Sequence[Windows], phi: float, ratio: float) -> float:
    """The share of such comparisons that would find a change by `ratio` (0.7 = 30% fewer), given no change so far."""
    common = _pool(controls, phi)
    expected = own.after_exposure / own.before_exposure * math.exp(common.middle)
    more = common.variance + common.drift
    # What is expected of the counts if the change is there: fewer of them, hence more error.
    after = own.before * expected * ratio
    error = math.sqrt(phi / max(own.before, _HALF) + phi / max(after, _HALF) + more)
    z = _quantile(error * error, common)
    return float(ndtr(abs(math.log(ratio)) / error - z))


def moving_before(
    counts: Sequence[int], exposure: Sequence[float], phi: float, *, up: bool = False
) -> bool:
    """True where the count was already falling (`up`: rising) before anything was done.

    counts, exposure: per week of the window before, the oldest first. Either the later half is lower than the
    earlier one (one-sided binomial test, p < 0.1), or the weeks differ by more than chance (chi-square, p < 0.05)
    and the peak lies before the last week: what has peaked comes down by itself.
    """
    y = np.asarray(counts, dtype=np.float64)
    e = np.asarray(exposure, dtype=np.float64)
    y, e = y[e > 0], e[e > 0]
    if len(y) < 2 or y.sum() == 0:
        return False
    sign = 1.0 if up else -1.0
    half = len(y) // 2
    total, share = y.sum(), e[half:].sum() / e.sum()
    z = sign * (y[half:].sum() - total * share) / math.sqrt(phi * total * share * (1 - share))
    if ndtr(-z) < _LIMIT:
        return True
    expected = total * e / e.sum()
    apart = float(((y - expected) ** 2 / expected).sum()) / phi
    rates = sign * y / e
    turned = float(rates[-1]) > float(rates[:-1].min())
    return bool(chdtrc(len(y) - 1, apart) < _APART) and turned


def _pool(controls: Sequence[Windows], phi: float) -> _Common:
    """The controls' common log ratio; small ones are added up first."""
    whole = _joined(controls)
    if not whole:
        raise ValueError("no control")
    # Sums of floats depend on their order: the controls' own must not.
    pairs: NDArray[np.float64] = np.array(sorted(c.ratio(phi) for c in whole))
    log, variance = pairs[:, 0], pairs[:, 1]
    freedom = len(whole) - 1
    shown = freedom > 0 and float(chdtrc(freedom, _apart(log, variance, 0.0))) < _DRIFT
    drift = _drift(log, variance) if shown else 0.0
    weight = 1 / (variance + drift)
    loss = math.pi / 2 if len(whole) > 2 else 1.0  # of a median against a mean; of two they are one
    return _Common(_median(log, weight), loss / float(weight.sum()), drift, freedom)


def _apart(log: NDArray[np.float64], variance: NDArray[np.float64], drift: float) -> float:
    """The weighted sum of squares around the common mean (Cochran's Q with the drift in the weights)."""
    weight = 1 / (variance + drift)
    middle = (weight * log).sum() / weight.sum()
    return float((weight * (log - middle) ** 2).sum())


def _drift(log: NDArray[np.float64], variance: NDArray[np.float64]) -> float:
    """The variance between controls at which their sum of squares is what it should be (Paule & Mandel 1982)."""
    freedom = len(log) - 1
    low, high = 0.0, float(((log - log.mean()) ** 2).sum())  # Q at the upper end is below 1
    if _apart(log, variance, low) <= freedom:
        return 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _apart(log, variance, middle) > freedom else (low, middle)
    return (low + high) / 2


def _median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """The weighted median of values in rising order, between two of them where it falls between."""
    weights = weights / weights.sum()
    return float(np.interp(0.5, np.cumsum(weights) - weights / 2, values))


def _joined(controls: Sequence[Windows]) -> list[Windows]:
    usable = [c for c in controls if c.before_exposure > 0 and c.after_exposure > 0]
    large = [c for c in usable if c.before + c.after >= _LEAST_CONTROL]
    small = [c for c in usable if c.before + c.after < _LEAST_CONTROL]
    if not small:
        return large
    rest = Windows(
        sum(c.before for c in small),
        sum(c.after for c in small),
        math.fsum(c.before_exposure for c in small),
        math.fsum(c.after_exposure for c in small),
    )
    return [*large, rest] if rest.before + rest.after >= _LEAST_CONTROL or not large else large


def _quantile(variance: float, common: _Common) -> float:
    """The two-sided 95% quantile: normal, or Student's t where the drift is a large part of the variance."""
    upper = (1 + LEVEL) / 2
    if not common.drift or not common.freedom:
        return float(ndtri(upper))
    freedom = common.freedom * (variance / common.drift) ** 2
    return float(stdtrit(freedom, upper))


def _score_interval(hits: int, others: int, wide: float, z: float) -> tuple[float, float]:
    """The interval of a share (Wilson 1927) whose variance is `wide` times the binomial one.

    Both ends are those of half a contact further out: counts jump, and a claim must not hang on that.
    """
    if hits + others == 0:
        return 0.0, 1.0
    low = _score_end(hits - _HALF, hits + others, wide, -z)
    return low, _score_end(hits + _HALF, hits + others, wide, z)


def _score_end(hits: float, total: int, wide: float, z: float) -> float:
    n, share = total / wide, min(max(hits / total, 0.0), 1.0)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return min(max((share + z * z / (2 * n) + spread) / (1 + z * z / n), 0.0), 1.0)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _error_unchanged(n: int, expected: float, phi: float, more: float) -> float:
    """The standard error of the log ratio if nothing had changed."""
    share = expected / (1 + expected)
    return math.sqrt(phi / (max(n, 1) * share * (1 - share)) + more)


def _verdict(low: float, high: float, reach: float) -> str:
    """What may be said: a change, none worth a third, or that the counts do not tell."""
    if high < 1:
        return "fell"
    if low > 1:
        return "rose"
    return "same" if reach >= _WORTH else "undecided"
