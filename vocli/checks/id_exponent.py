"""受付番号が 1.2E+11 のような形になっています(Excelで開いて保存した跡)。

悪い例: 1.20261E+11
良い例: 120261105001
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet

_IDS = ("contact_id", "case_id", "customer_id", "account_id")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[Ee]\+\d+")


class IdExponent(Plain):
    """Ids that Excel turned into numbers of limited precision: what is lost cannot be brought back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()
        self._seen: set[tuple[str, str]] = set()  # of turns, each id is told once

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per cell, of a conversation one in all."""
        sheet = block.sheet
        if block.number == 0:
            self._seen.clear()
        for column in dict.fromkeys(sheet.columns[key] for key in _IDS if key in sheet.columns):
            cells = block.cells.get(column, ())
            if "+" not in "".join(cells):
                continue
            lines = []
            for line, cell in zip(block.lines, cells, strict=True):
                if "+" not in cell or not _EXPONENT.fullmatch(cell):
                    continue
                if sheet.by_turn and (column, cell) in self._seen:
                    continue
                self._seen.add((column, cell))
                lines.append(line)
            yield from self._places.at(RULE, sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


RULE = Rule("VOC011", "id_exponent", Severity.ERROR, IdExponent, __doc__)
