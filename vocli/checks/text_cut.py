"""本文が255字や32,767字で切れています。システムかExcelの上限で、後ろが失われました。

ちょうどその長さの本文が、まわりの長さより目立って多いとき、または最も長い本文が文の途中で終わるときに
指摘します。254、256、500、512、1000、1024、2000、4000字は、最も長い本文が3件以上その長さのときだけです。

悪い例: 最も長い本文12件が、どれもちょうど255字
良い例: いろいろな長さのうち1件がたまたま255字
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.model import Block, Finding, Severity, Sheet

_FIELDS = ("text", "response", "subject")
_LIMITS = (255, 32_767)
_OTHERS = (254, 256, 500, 512, 1_000, 1_024, 2_000, 4_000)
_ENDS = "。．.!?！？」』)）】>〉》"
_OTHER_COUNT = 3
_NEAR = 5  # lengths on either side that show how many texts of one length are usual
_TIMES = 5


class TextCut(Plain):
    """Lengths of the texts of a column; keeps a counter of lengths."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lengths: dict[str, Counter[int]] = {}
        self._open: Counter[tuple[str, int]] = Counter()  # texts that end within a sentence
        self._lines: dict[tuple[str, int], int] = {}

    def look(self, block: Block) -> tuple[()]:
        """Count lengths."""
        for field in _FIELDS:
            column = block.sheet.columns.get(field)
            if column is None:
                continue
            cells = block.cells[column]
            counts = Counter(map(len, cells))
            self._lengths.setdefault(field, Counter()).update(counts)
            if any(length in counts for length in (*_LIMITS, *_OTHERS)):
                self._mark(field, block, column)
        return ()

    def _mark(self, field: str, block: Block, column: str) -> None:
        for line, cell in zip(block.lines, block.cells[column], strict=True):
            if len(cell) in _LIMITS or len(cell) in _OTHERS:
                key = (field, len(cell))
                self._lines.setdefault(key, int(line))
                self._open[key] += cell[-1] not in _ENDS

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per column and length, at the first such line."""
        lengths, lines, unfinished = self._lengths, self._lines, self._open
        self._lengths, self._lines, self._open = {}, {}, Counter()
        for field, length in sorted(lines, key=lambda key: (lines[key], key)):
            if is_cut(lengths[field], length, unfinished[field, length]):
                column = sheet.columns[field]
                yield told(
                    RULE, sheet.path, lines[field, length], column, header=column,
                    count=lengths[field][length], length=f"{length:,}",
                )  # fmt: skip


def is_cut(lengths: Counter[int], length: int, unfinished: int) -> bool:
    """True where so many texts of exactly `length` characters, `unfinished` of them mid-sentence, are no chance."""
    count, longest = lengths[length], max(lengths)
    if length in _OTHERS:
        return longest == length and count >= _OTHER_COUNT
    if longest == length and (count > 1 or unfinished):
        return True
    near = sum(lengths[length + i] for i in range(-_NEAR, _NEAR + 1) if i) / (2 * _NEAR)
    return count > 1 and count > _TIMES * (1 + near)


RULE = Rule("VOC066", "text_cut", Severity.ERROR, TextCut, __doc__)
