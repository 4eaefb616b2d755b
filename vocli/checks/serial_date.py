"""日時の列に、Excelの通し番号(46329.5 など)が混ざっています。

悪い例: 46329.5(ほかの行は 2026/11/05 10:00)
良い例: 2026/11/04 12:00
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import NAMED, found, more
from vocli.model import Block, Finding, Severity, Sheet
from vocli.schema import CONTACT_FIELDS, Dtype

_TIMES = ("at", *(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.TIME))
_SERIAL = re.compile(r"(?m)^[2-7]\d{4}(?:\.\d+)?$")


class SerialDate(Plain):
    """Numbers among dates; a column of nothing but numbers is read as such and is no finding."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._serials: dict[str, tuple[int, list[int]]] = {}
        self._filled: dict[str, int] = {}

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._serials, self._filled = {}, {}
        columns = block.sheet.columns
        for name in dict.fromkeys(columns[key] for key in _TIMES if key in columns):
            cells = block.cells.get(name, ())
            self._filled[name] = self._filled.get(name, 0) + sum(map(bool, cells))
            if not _SERIAL.search("\n".join(cells)):
                continue
            lines = [int(block.lines[i]) for i, c in enumerate(cells) if _SERIAL.fullmatch(c)]
            count, kept = self._serials.get(name, (0, []))
            self._serials[name] = (count + len(lines), (kept + lines)[: NAMED + 1])
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per cell, up to NAMED of a column, then their number."""
        for name, (count, lines) in self._serials.items():
            if count == self._filled[name]:
                continue
            for line in lines[:NAMED]:
                yield found(RULE, sheet.path, line, name)
            if count > NAMED:
                yield more(RULE, sheet.path, lines[NAMED], name, count - NAMED)


RULE = Rule("VOC018", "serial_date", Severity.WARNING, SerialDate, __doc__)
