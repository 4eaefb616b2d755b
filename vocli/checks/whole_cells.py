"""Cells that hold nothing but what Excel wrote instead of a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Sheet


class WholeCells(Plain):
    """One finding per cell that `form` matches as a whole; every such cell begins with `sign`."""

    rule: Rule
    sign: str
    form: re.Pattern[str]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()

    def look(self, block: Block) -> Iterator[Finding]:
        """Columns without the sign cost one search."""
        for column, cells in block.cells.items():
            if self.sign not in "\n".join(cells):
                continue
            values = {cell for cell in set(cells) if cell[:1] == self.sign}
            bad = {cell for cell in values if self.form.fullmatch(cell)}
            if bad:
                lines = [block.lines[i] for i, cell in enumerate(cells) if cell in bad]
                yield from self._places.at(self.rule, block.sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(self.rule, sheet)
