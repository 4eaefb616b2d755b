"""「1-2」のような番号が日付に変わっています(Excelで開いて保存した跡)。

悪い例: 1月2日、2026/1/2(ほかの行は 1-3、2-10)
良い例: 1-2
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import NAMED, found, more
from vocli.model import Block, Finding, Severity, Sheet
from vocli.schema import CONTACT_FIELDS, Dtype

_SKIPPED = (
    "at",
    "text",
    "response",
    "subject",
    *(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.TIME),
)
_CODE = re.compile(r"(?m)^\d{1,3}(?:-\d{1,3}){1,3}$")
_DATE = re.compile(
    r"(?:\d{1,2}月\d{1,2}日|(?:19|20)\d\d/\d{1,2}/\d{1,2}(?: 0:00(?::00)?)?"
    r"|(?:19|20)\d\d-\d\d-\d\d(?:[T ]00:00(?::00)?)?"
    r"|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d)"
)
_SIGNS = ("月", "/", "-")
_CODES = 3  # cells like 1-2 that a column must have beside
_SHARE = 0.5  # of the filled cells that are one or the other: in a column of codes, not of remarks


class CodeAsDate(Plain):
    """Dates among codes, in columns that hold no times and no texts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._codes: dict[str, int] = {}
        self._filled: dict[str, int] = {}
        self._dates: dict[str, tuple[int, list[int]]] = {}

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._codes, self._filled, self._dates = {}, {}, {}
        skipped = {block.sheet.columns.get(key) for key in _SKIPPED}
        for name, cells in block.cells.items():
            text = "" if name in skipped else "\n".join(cells)
            if not any(sign in text for sign in _SIGNS):
                continue
            codes = sum(1 for _ in _CODE.finditer(text)) if "-" in text else 0
            self._codes[name] = self._codes.get(name, 0) + codes
            self._filled[name] = self._filled.get(name, 0) + sum(map(bool, cells))
            values = {cell for cell in set(cells) if len(cell) <= 19 and _DATE.fullmatch(cell)}
            if not values:
                continue
            lines = [int(block.lines[i]) for i, cell in enumerate(cells) if cell in values]
            count, kept = self._dates.get(name, (0, []))
            self._dates[name] = (count + len(lines), (kept + lines)[: NAMED + 1])
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per cell, up to NAMED of a column, then their number."""
        for name, (count, lines) in self._dates.items():
            codes = self._codes.get(name, 0)
            if codes < max(_CODES, count) or codes + count < _SHARE * self._filled[name]:
                continue
            for line in lines[:NAMED]:
                yield found(RULE, sheet.path, line, name)
            if count > NAMED:
                yield more(RULE, sheet.path, lines[NAMED], name, count - NAMED)


RULE = Rule("VOC015", "code_as_date", Severity.ERROR, CodeAsDate, __doc__)
