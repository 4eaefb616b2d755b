"""Tests whether shares differ between groups."""

from __future__ import annotations

import math
from collections.abc import Sequence


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
