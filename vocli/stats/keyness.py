"""How much a word belongs to one group of contacts: log-likelihood, its p-value, and how many times."""

from __future__ import annotations

import math


def log_likelihood(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """G2 of the table (with and without the word) x (group and others), with Williams' correction.

    G2 = 2 * sum of observed * ln(observed / expected) over the four cells (Dunning 1993, "Accurate methods
    for the statistics of surprise and coincidence"); the correction (Williams 1976) keeps it from claiming
    too much where counts are small. 0 where the table says nothing.
    """
    table = ((hits, n - hits), (other_hits, other_n - other_hits))
    rows = (n, other_n)
    columns = (hits + other_hits, n + other_n - hits - other_hits)
    total = n + other_n
    if min(*rows, *columns) <= 0:
        return 0.0
    g2 = 2 * sum(
        seen * math.log(seen * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, seen in enumerate(row)
        if seen
    )
    spread = [total * sum(1 / size for size in sizes) - 1 for sizes in (rows, columns)]
    return max(0.0, g2 / (1 + spread[0] * spread[1] / (6 * total)))


def p_value(g2: float) -> float:
    """Probability of at least this G2 where the word belongs to neither: chi-square with one degree of freedom."""
    return math.erfc(math.sqrt(max(0.0, g2) / 2))


def times_as_often(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """The share in the group divided by that of the others, half a contact added to each count.

    Its logarithm to base 2 is the log ratio (Hardie 2014), the effect size beside G2. 1 without contacts.
    """
    if n <= 0 or other_n <= 0:
        return 1.0
    return ((hits + 0.5) / (n + 1)) / ((other_hits + 0.5) / (other_n + 1))
