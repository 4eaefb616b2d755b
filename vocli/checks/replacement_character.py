"""失われた文字の跡(U+FFFD、〓)がセルに残っています。

悪い例: 〓田様から入電
良い例: 吉田様から入電
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.mojibake import is_header_garbled, is_mojibake
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet

_LOST = "\ufffd"
_GETA = "\u3013"
_LETTER = r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]"
# Rows of this sign also frame the lines of a signature: only beside a letter does it stand for one.
_IN_WORD = re.compile(
    rf"(?<!{_GETA}){_GETA}{{1,3}}(?={_LETTER})|(?<={_LETTER}){_GETA}{{1,3}}(?!{_GETA})"
)


class ReplacementCharacter(Plain):
    """Signs that programs write in the place of characters that they cannot."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per cell; what reading could not decode is told by VOC006, garbled cells by VOC008."""
        if is_header_garbled(block.sheet):
            return
        undecoded = {one.row for one in block.findings if one.code == "VOC-F101"}
        for column, cells in block.cells.items():
            text = "\n".join(cells)
            if _LOST not in text and _GETA not in text:
                continue
            lines = [block.lines[i] for i in _positions(cells) if block.lines[i] not in undecoded]
            yield from self._places.at(RULE, block.sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


def _positions(cells: Sequence[str]) -> list[int]:
    return [
        i
        for i, cell in enumerate(cells)
        if (_LOST in cell and not is_mojibake(cell)) or (_GETA in cell and _is_lost(cell))
    ]


def _is_lost(cell: str) -> bool:
    """True if the sign stands for a letter in some line that it does not frame."""
    return any(
        _IN_WORD.search(line)
        for line in cell.split("\n")
        if not (line.strip().startswith(_GETA) and line.strip().endswith(_GETA))
    )


RULE = Rule("VOC007", "replacement_character", Severity.WARNING, ReplacementCharacter, __doc__)
