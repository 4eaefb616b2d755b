"""Tests whether shares differ between groups."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vocli.stats.rates import benjamini_hochberg

FEW = 20  # of a group, below which it is not judged
_LIMIT = 0.05


def differ(hits: int, n: int, others: int, of: int) -> float:
    """Two-sided p-value that two shares are equal, by the pooled two-proportion z-test.

    1.0 where either group is empty or the shares are both 0 or 1 (nothing to tell apart).
    """
    if not n or not of:
        return 1.0
    pooled = (hits + others) / (n + of)
    variance = pooled * (1 - pooled) * (1 / n + 1 / of)
    if variance == 0:
        return 1.0
    z = (hits / n - others / of) / math.sqrt(variance)
    return math.erfc(abs(z) / math.sqrt(2))


def against_rest(counts: Sequence[tuple[int, int]]) -> list[float]:
    """For each group (hits, n) the p-value against all others together."""
    hits, total = sum(h for h, _ in counts), sum(n for _, n in counts)
    return [differ(h, n, hits - h, total - n) for h, n in counts]


def judge(counts: Sequence[tuple[int, int]]) -> list[tuple[str, float | None]]:
    """For each group (hits, n) a verdict on its share beside all others together, and its q-value.

    higher, lower or no_difference by q < 0.05 (Benjamini & Hochberg over the groups that are judged); few
    below FEW, alone for the only group, both without a q.
    """
    if len(counts) == 1:
        return [("alone", None)]
    p = against_rest(counts)
    enough = [i for i, (_, n) in enumerate(counts) if n >= FEW]
    q = dict(zip(enough, benjamini_hochberg([p[i] for i in enough]), strict=True))
    hits, total = sum(h for h, _ in counts), sum(n for _, n in counts)
    verdicts: list[tuple[str, float | None]] = []
    for i, (own, n) in enumerate(counts):
        if i not in q:
            verdicts.append(("few", None))
        elif q[i] >= _LIMIT:
            verdicts.append(("no_difference", q[i]))
        else:
            verdicts.append(("higher" if own * total > hits * n else "lower", q[i]))
    return verdicts
