"""日時として読めない値があります。

悪い例: 2026/11/32 10:00
良い例: 2026/11/30 10:00
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet
from vocli.schema import CONTACT_FIELDS, Dtype

_TIMES = tuple(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.TIME)


class UnreadTime(Plain):
    """Cells of a time that reading left empty; cells of # are told by VOC016 and
    VOC017, a row cut off by VOC027.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per cell; of turns the first in a block, as reading names it."""
        half = next((one.row for one in block.findings if one.code == "VOC-F105"), None)
        for one in block.findings:
            if one.code != "VOC-F106" or one.row is None or one.column is None:
                continue
            lines = [one.row]
            fields = [key for key in _TIMES if block.sheet.columns.get(key) == one.column]
            if fields and not block.sheet.by_turn:
                lines = _unread(block, fields[0], one.column) or lines
            cells = dict(zip(block.lines, block.cells.get(one.column, ()), strict=False))
            lines = [n for n in lines if n != half and not cells.get(n, "").startswith("#")]
            yield from self._places.at(RULE, block.sheet, one.column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


def _unread(block: Block, field: str, column: str) -> list[int]:
    """The lines of contacts without this time whose cell holds something."""
    empty = block.contacts[field].isna().to_numpy()
    lines = block.contacts["source_row"].to_numpy()[empty].astype(np.int64)
    at = np.searchsorted(np.asarray(block.lines), lines)
    cells = block.cells[column]
    return [int(line) for line, i in zip(lines, at, strict=True) if cells[i]]


RULE = Rule("VOC020", "unread_time", Severity.ERROR, UnreadTime, __doc__, covers=("VOC-F106",))
