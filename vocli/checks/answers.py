"""Answers to score questions, cell by distinct cell, and the walk over their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from vocli.checks.check import Context, Plain
from vocli.model import Block, Finding, Sheet
from vocli.stats.answers import Answer, is_answer, number_in

SCORES = ("nps", "csat", "ces", "ease")
_MOST_CELLS = 5_000  # distinct cells of a column; above, it holds no answers


class AnswerWalk(Plain):
    """A check on the distinct cells of score columns; `judge` is called at the end of a file, per column."""

    fields: tuple[str, ...] = SCORES

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._seen: dict[str, dict[str, list[int]]] = {}

    def look(self, block: Block) -> Iterable[Finding]:
        """Tally the cells."""
        for field in self.fields:
            column = block.sheet.columns.get(field)
            if column is not None:
                _tally(self._seen.setdefault(field, {}), block, column)
        return ()

    def close(self, sheet: Sheet) -> Iterable[Finding]:
        """The findings of `judge`, column by column."""
        seen, self._seen = self._seen, {}
        found: list[Finding] = []
        for field in self.fields:
            answers = _answers(seen.get(field, {}))
            if answers:
                found += self.judge(sheet, field, answers)
        return found

    def judge(self, sheet: Sheet, field: str, answers: list[Answer]) -> Iterable[Finding]:
        """What the answers of one column show."""
        del sheet, field, answers
        return ()


def _tally(seen: dict[str, list[int]], block: Block, column: str) -> None:
    if len(seen) > _MOST_CELLS:
        return
    codes, cells = pd.factorize(np.asarray(block.cells[column], dtype=object))
    counts = np.bincount(codes, minlength=len(cells)).tolist()
    first = np.full(len(cells), len(codes), dtype=np.int64)
    np.minimum.at(first, codes, np.arange(len(codes)))
    for cell, n, at in zip(cells.tolist(), counts, first.tolist(), strict=True):
        known = seen.setdefault(cell, [0, int(block.lines[at])])
        known[0] += n


def _answers(seen: Mapping[str, list[int]]) -> list[Answer]:
    if len(seen) > _MOST_CELLS:
        return []
    found = [
        Answer(cell, n, line, number_in(cell))
        for cell, (n, line) in seen.items()
        if is_answer(cell)
    ]
    return sorted(found, key=lambda a: (a.line, a.cell))
