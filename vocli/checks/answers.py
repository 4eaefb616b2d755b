"""Answers to score questions: the numbers in cells such as 「5 とても満足」 and 「５点」, cell by distinct cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from vocli.checks.check import Context, Plain
from vocli.model import Block, Finding, Sheet
from vocli.text import nfkc

SCORES = ("nps", "csat", "ces", "ease")
_MOST_CELLS = 5_000  # distinct cells of a column; above, it holds no answers
_NUMBER = re.compile(r"(?<![\d.])[-\u2212]?\d+(?:\.\d+)?")
_STARS = re.compile("[\u2605\u2606]{1,10}")
_UNANSWERED = re.compile(
    r"[-\u2010-\u2015_/.*]*|n/?a|null|none|nan|#n/a|[未無]回答|回答なし|回答しない|なし|空白|対象外|該当なし"
    r"|(?:分|わ)から(?:ない|ず)|スキップ|skip|no answer|unanswered",
    re.IGNORECASE,
)
_SCALES = ((1.0, 5.0), (1.0, 7.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
_STRAY = 0.05  # of the answers may lie outside the scale
_FEW = 10  # answers from which one may lie outside


@dataclass(frozen=True)
class Answer:
    """A distinct cell: how often it stands in the column, its first line, the number in it (None for words)."""

    cell: str
    count: int
    line: int
    number: float | None

    @property
    def labelled(self) -> bool:
        """True where more stands in the cell than a number and a unit."""
        return bool(_NUMBER.sub("", nfkc(self.cell)).strip(" 点.:()"))


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


def number_in(cell: str) -> float | None:
    """The first number in a cell, or its number of full stars; None for words and for no answer."""
    text = nfkc(cell).replace("\u2212", "-")
    found = _NUMBER.search(text)
    if found:
        sign = found.group().startswith("-") and found.start() == 0
        return float(found.group()) if sign else float(found.group().lstrip("-"))
    stars = _STARS.search(cell)
    return float(stars.group().count("\u2605")) if stars else None


def is_answer(cell: str) -> bool:
    """False for a blank and for what stands for no answer."""
    return not _UNANSWERED.fullmatch(nfkc(cell).strip())


def find_scale(field: str, answers: Iterable[Answer]) -> tuple[float, float] | None:
    """The scale of a column: 0-10 for NPS, else the first usual scale that holds all but stray numbers.

    Numbers outside with a label of their own (「7 とても満足」) are no strays. None where no scale fits.
    """
    if field == "nps":
        return 0.0, 10.0
    numbers = [a for a in answers if a.number is not None]
    total = sum(a.count for a in numbers)
    for low, high in _SCALES:
        outside = [a for a in numbers if not low <= (a.number or 0.0) <= high]
        stray = max(1.0 if total >= _FEW else 0.0, _STRAY * total)
        if sum(a.count for a in outside) <= stray and not any(a.labelled for a in outside):
            return low, high
    return None


def plain_number(number: float) -> str:
    """3 for 3.0, 3.5 for 3.5."""
    return f"{number:g}"


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
