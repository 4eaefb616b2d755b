"""1つの列に2つの尺度が混ざっています。平均も割合も意味を失います。

数字と言葉が混ざる列と、途中で尺度が変わる列(はじめは1から5、あとは0から10)を指摘します。

悪い例: 5、4、満足、ふつう / 前半は1から5だけ、後半は0から10
良い例: 5 とても満足、4 満足
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from vocli.checks.answers import AnswerWalk
from vocli.checks.check import Context, Rule
from vocli.checks.told import told
from vocli.model import Block, Finding, Severity, Sheet
from vocli.stats.answers import Answer, number_in

_SHARE = 0.05  # of the answers are words, or numbers, from which both count
_LEAST = 20
_SMALL = 5  # the higher end of the smaller scale
_RUN = 30  # answers within the smaller scale in a row
_RUN_SHARE = 0.1
_ABOVE = 0.3  # of the other answers that lie above it
_BELOW = 0.05  # of the other answers that do not: else the column is only sorted


class ScoreMixed(AnswerWalk):
    """Columns of numbers and words, and columns whose scale changes on the way. Keeps one byte per row."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._numbers: dict[str, list[NDArray[np.int8]]] = {}
        self._known: dict[str, int] = {}

    def look(self, block: Block) -> Iterable[Finding]:
        """Keep the answers in their order."""
        for field in self.fields:
            column = block.sheet.columns.get(field)
            if column is not None:
                cells = block.cells[column]
                row = (self._short(cell) for cell in cells)
                self._numbers.setdefault(field, []).append(np.fromiter(row, np.int8, len(cells)))
        return super().look(block)

    def close(self, sheet: Sheet) -> Iterable[Finding]:
        """Forget the order of the file."""
        found = list(super().close(sheet))
        self._numbers = {}
        return found

    def judge(self, sheet: Sheet, field: str, answers: list[Answer]) -> Iterator[Finding]:
        """At most one finding per column."""
        column = sheet.columns[field]
        words = [a for a in answers if a.number is None]
        total, spoken = sum(a.count for a in answers), sum(a.count for a in words)
        if total < _LEAST:
            return
        if _SHARE * total <= spoken <= (1 - _SHARE) * total:
            line = min(a.line for a in words)
            yield told(
                RULE, sheet.path, line, column, form="words", header=column, words=spoken,
                numbers=total - spoken,
            )  # fmt: skip
            return
        order = np.concatenate(self._numbers[field])
        if changes_scale(order[order >= 0]):
            yield told(RULE, sheet.path, column=column, header=column)

    def _short(self, cell: str) -> int:
        known = self._known.get(cell)
        if known is None:
            number = number_in(cell) if cell else None
            known = -1 if number is None or not 0 <= number <= 100 else int(number)
            if len(self._known) < 10_000:
                self._known[cell] = known
        return known


def changes_scale(numbers: NDArray[np.int8]) -> bool:
    """True where a long run at the beginning or the end stays within 1-5 while the others use 6-10."""
    high = np.flatnonzero(numbers > _SMALL)
    if not len(high):
        return False
    for run, rest in (
        (numbers[: high[0]], numbers[high[0] :]),
        (numbers[high[-1] + 1 :], numbers[: high[-1] + 1]),
    ):
        if len(run) < max(_RUN, _RUN_SHARE * len(numbers)) or len(rest) < _RUN:
            continue
        above = float((rest > _SMALL).mean())
        if above >= _ABOVE and 1 - above >= _BELOW:
            return True
    return False


RULE = Rule("VOC053", "score_mixed", Severity.ERROR, ScoreMixed, __doc__)
