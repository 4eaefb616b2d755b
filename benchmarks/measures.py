"""What the quality benchmarks count: agreement with labels, and pairs that stay together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

UNASSIGNED = ""


def agreement(labels: Sequence[str], themes: Sequence[str]) -> float:
    """Adjusted mutual information of two labellings of the same rows; every row counts.

    Rows in no theme are one bin of their own: leaving them out would reward a method for giving up.
    """
    from sklearn.metrics import adjusted_mutual_info_score

    if len(labels) != len(themes):
        raise ValueError("labels and themes differ in length")
    return float(adjusted_mutual_info_score(list(labels), list(themes)))


def unassigned_share(themes: Sequence[str]) -> float:
    """The share of rows in no theme, 0 to 1."""
    return sum(theme == UNASSIGNED for theme in themes) / max(1, len(themes))


def count_themes(themes: Iterable[str]) -> int:
    """How many themes hold at least one row."""
    return len({theme for theme in themes if theme != UNASSIGNED})


def pairs_kept(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[float, float]:
    """Over the keys of both runs: the share of pairs together in one that are together in the other.

    First `before` looked up in `after`, then the other way. A row in no theme is together with nobody,
    so a pair that falls apart into 未分類 counts as lost. Shares of no pairs at all are 0.
    """
    common = before.keys() & after.keys()
    joint = Counter((before[key], after[key]) for key in common)
    both = sum(_pairs(n) for (a, b), n in joint.items() if UNASSIGNED not in (a, b))
    forth = _pairs_together(before[key] for key in common)
    back = _pairs_together(after[key] for key in common)
    return both / forth if forth else 0.0, both / back if back else 0.0


def _pairs_together(themes: Iterable[str]) -> int:
    return sum(_pairs(n) for theme, n in Counter(themes).items() if theme != UNASSIGNED)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
