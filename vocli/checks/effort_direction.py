"""満足度と努力度が同じ向きに動いています。どちらかの向きが取り違えられているおそれがあります。

手間がかかるほど満足は下がるのがふつうです。両方に答えた30件以上で、順位の相関がはっきり正のときに指摘します。

悪い例: 満足度 5 の人の努力度も 5、満足度 1 の人の努力度も 1
良い例: 満足度 5 の人の努力度は 1
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from vocli.checks.answers import is_answer, number_in
from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.model import Block, Finding, Severity, Sheet

_LEAST = 30
_CLEAR = 0.2
_Z = 3.29  # two-sided 0.1%


class EffortDirection(Plain):
    """Rank correlation of satisfaction and effort in one file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pairs: Counter[tuple[str, str]] = Counter()

    def look(self, block: Block) -> tuple[()]:
        """Count pairs of cells."""
        csat, ces = (block.sheet.columns.get(field) for field in ("csat", "ces"))
        if csat is not None and ces is not None:
            self._pairs.update(zip(block.cells[csat], block.cells[ces], strict=True))
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per file."""
        pairs, self._pairs = self._pairs, Counter()
        r, n = rank_correlation(pairs)
        # Fisher's transformation; ties make it a little generous, the clear minimum makes up for it.
        clear = r >= _CLEAR and math.atanh(min(r, 0.999)) * math.sqrt(max(1, n - 3)) > _Z
        if n >= self.context.threshold(RULE.key, "answers", _LEAST) and clear:
            column = sheet.columns["ces"]
            yield told(
                RULE,
                sheet.path,
                None,
                column,
                csat=sheet.columns["csat"],
                ces=column,
                r=f"{r:.2f}",
                n=n,
            )


def rank_correlation(pairs: Counter[tuple[str, str]]) -> tuple[float, int]:
    """(Spearman's rank correlation of the numbers in the cells, number of pairs); 0 without variation."""
    known = [
        (number_in(a), number_in(b), n)
        for (a, b), n in sorted(pairs.items())
        if is_answer(a) and is_answer(b)
    ]
    rows = [(a, b, n) for a, b, n in known if a is not None and b is not None]
    count = sum(n for _, _, n in rows)
    if not rows:
        return 0.0, 0
    weights = np.array([n for _, _, n in rows])
    x, y = (_ranks(np.array([row[i] for row in rows]), weights) for i in (0, 1))
    x, y = x - np.average(x, weights=weights), y - np.average(y, weights=weights)
    spread = math.sqrt(float((weights * x * x).sum() * (weights * y * y).sum()))
    return (float((weights * x * y).sum()) / spread if spread else 0.0), count


def _ranks(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Mid-ranks of values that stand `weights` times each."""
    totals = pd.Series(weights).groupby(values).sum().sort_index()
    middle = totals.cumsum() - (totals - 1) / 2
    return middle.loc[values].to_numpy(dtype=float)


RULE = Rule(
    "VOC055",
    "effort_direction",
    Severity.WARNING,
    EffortDirection,
    __doc__,
    thresholds={"answers": _LEAST},
)
