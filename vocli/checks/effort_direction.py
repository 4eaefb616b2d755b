"""満足度と努力度が同じ向きに動いています。どちらかの向きが取り違えられているおそれがあります。

手間がかかるほど満足は下がるのがふつうです。両方に答えた30件以上で、順位の相関がはっきり正のときに指摘します。

悪い例: 満足度 5 の人の努力度も 5、満足度 1 の人の努力度も 1
良い例: 満足度 5 の人の努力度は 1
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.model import Block, Finding, Severity, Sheet
from vocli.stats.answers import is_answer, number_in
from vocli.stats.scores import clearly_positive, rank_correlation

_LEAST = 30


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
        r, n = rank_correlation(numbers_of(pairs))
        least = int(self.context.threshold(RULE.key, "answers", _LEAST))
        if clearly_positive(r, n, least):
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


def numbers_of(pairs: Counter[tuple[str, str]]) -> dict[tuple[float, float], int]:
    """The pairs of cells as pairs of numbers, where both hold an answer."""
    found: Counter[tuple[float, float]] = Counter()
    for (a, b), n in pairs.items():
        one, other = (number_in(c) if is_answer(c) else None for c in (a, b))
        if one is not None and other is not None:
            found[one, other] += n
    return found


RULE = Rule(
    "VOC055",
    "effort_direction",
    Severity.WARNING,
    EffortDirection,
    __doc__,
    thresholds={"answers": _LEAST},
)
