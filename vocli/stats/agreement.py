"""How well a human's verdicts and a program's agree, on a sample drawn by strata."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964


@dataclass(frozen=True)
class Stratum:
    """Voices that were drawn with one chance: `size` of them exist; of the drawn ones `n` were judged.

    `said` tells whether the program claims the signal for all of them. yes: judged to carry it.
    """

    size: int
    said: bool
    n: int
    yes: int


@dataclass(frozen=True)
class Estimate:
    """A share with its 95% interval; value None where nothing could be estimated."""

    value: float | None
    low: float = 0.0
    high: float = 1.0


def precision(strata: Sequence[Stratum]) -> Estimate:
    """Of the voices that are claimed, the share that a human would confirm (stratified estimate)."""
    return _share([s for s in strata if s.said])


def recall(strata: Sequence[Stratum]) -> Estimate:
    """Of the voices that a human would mark, the share that is claimed.

    A ratio of two stratified totals; its variance by linearisation (Cochran 1977, section 6.11), computed
    with (yes + 0.5) / (n + 1) so that a stratum in which nothing was found still widens the interval.
    """
    judged = [s for s in strata if s.n]
    total = sum(s.size * s.yes / s.n for s in judged)
    if not total or any(s.size and not s.n for s in strata):
        return Estimate(None)
    hit = sum(s.size * s.yes / s.n for s in judged if s.said)
    value = hit / total
    variance = 0.0
    for s in judged:
        share = (s.yes + 0.5) / (s.n + 1)
        weight = (1 - value) if s.said else -value
        variance += (s.size * weight) ** 2 * share * (1 - share) / s.n * _rest(s)
    smooth = sum(s.size * (s.yes + 0.5) / (s.n + 1) for s in judged)
    spread = _Z * math.sqrt(variance) / max(total, min(smooth, total) or 1.0)
    return Estimate(value, max(0.0, value - spread), min(1.0, value + spread))


def _share(strata: Sequence[Stratum]) -> Estimate:
    judged = [s for s in strata if s.n]
    size = sum(s.size for s in judged)
    if not size:
        return Estimate(None)
    value = sum(s.size * s.yes / s.n for s in judged) / size
    variance = 0.0
    for s in judged:
        share = (s.yes + 0.5) / (s.n + 1)
        variance += (s.size / size) ** 2 * share * (1 - share) / s.n * _rest(s)
    spread = _Z * math.sqrt(variance)
    return Estimate(value, max(0.0, value - spread), min(1.0, value + spread))


def _rest(stratum: Stratum) -> float:
    """The part of the stratum that was not drawn: what was seen whole has no uncertainty."""
    return max(0.0, 1 - stratum.n / stratum.size) if stratum.size else 0.0


def kappa(one: Sequence[bool], two: Sequence[bool], weights: Sequence[float]) -> Estimate:
    """Cohen's kappa (1960) of two series of verdicts, each pair with its weight.

    The interval uses the asymptotic variance p(1-p) / (n (1-pe)^2) with the effective number of pairs
    n = (sum w)^2 / sum w^2 (Kish 1965). None where both always say the same one thing.
    """
    total = sum(weights)
    if not total:
        return Estimate(None)
    both = list(zip(one, two, weights, strict=True))
    same = sum(w for a, b, w in both if a == b) / total
    first = sum(w for a, _, w in both if a) / total
    second = sum(w for _, b, w in both if b) / total
    chance = first * second + (1 - first) * (1 - second)
    if chance >= 1:
        return Estimate(None)
    value = (same - chance) / (1 - chance)
    n = total**2 / sum(w * w for w in weights)
    spread = _Z * math.sqrt(same * (1 - same) / n) / (1 - chance)
    return Estimate(value, max(-1.0, value - spread), min(1.0, value + spread))
