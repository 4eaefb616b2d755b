"""合計や件数の行が、応対の1件として読まれています。

悪い例: 合計,,ご確認ください,120(最後の行)
良い例: 合計,,,120(読み取りのときに除かれる)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.model import Block, Finding, Severity, Sheet
from vocli.schema import CONTACT_FIELDS, Dtype

# Words that name no contact wherever they stand alone in the column of ids.
_TOTALS = frozenset(
    [
        "合計",
        "総合計",
        "総計",
        "小計",
        "総件数",
        "合計件数",
        "total",
        "Total",
        "TOTAL",
        "subtotal",
        "Subtotal",
        "SUBTOTAL",
    ]
)
_LAST = re.compile(
    r"(?:総?合計|総計|小計|総?件数|合計件数|(?:grand )?total|subtotal)(?:\s*[(:（：].*)?|以上",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERS = tuple(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.NUMBER and f.mapped)
_LEAST = 3  # rows that a sum is made of


class FooterRow(Plain):
    """Totals by their word in the column of ids, or by a last row that sums the numbers above."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reset()

    def _reset(self) -> None:
        self._sums: dict[str, float] = dict.fromkeys(_NUMBERS, 0.0)
        self._parts: dict[str, int] = dict.fromkeys(_NUMBERS, 0)  # cells above zero
        self._last: tuple[int, list[str], dict[str, float], str] | None = None
        self._told: set[int] = set()

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per row with the word for a total where its id should be."""
        if block.number == 0:
            self._reset()
        sheet = block.sheet
        if not len(block.lines) or sheet.by_turn:
            return
        for column in _named(sheet):
            cells = block.cells.get(column, ())
            if not _TOTALS.isdisjoint(cells):
                for i, cell in enumerate(cells):
                    if cell in _TOTALS and block.lines[i] not in self._told:
                        self._told.add(block.lines[i])
                        yield found(RULE, sheet.path, block.lines[i], column)
        self._add(block)

    def _add(self, block: Block) -> None:
        sheet, contacts = block.sheet, block.contacts
        numbers = [key for key in _NUMBERS if key in sheet.columns]
        for key in numbers:
            values = contacts[key].to_numpy()
            self._sums[key] += float(np.nansum(values))
            self._parts[key] += int(np.count_nonzero(values > 0))
        text = block.cells.get(sheet.columns.get("text", ""), ())
        firsts = [block.cells[name][-1] for name in _named(sheet) if name in block.cells]
        if len(contacts) and contacts["source_row"].iloc[-1] == block.lines[-1]:
            own = {key: float(contacts[key].iloc[-1]) for key in numbers}
            if contacts["occurred_at"].notna().iloc[-1]:
                own = {}  # a contact has a time, a total has none
            self._last = (block.lines[-1], firsts, own, text[-1] if len(text) else "")

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding if the last row is a total in disguise."""
        if self._last is None or self._last[0] in self._told:
            return
        line, firsts, own, text = self._last
        if any(_LAST.fullmatch(cell) for cell in firsts) or (not text and self._is_sum(own)):
            yield found(RULE, sheet.path, line, next(iter(_named(sheet)), None))

    def _is_sum(self, own: dict[str, float]) -> bool:
        """True if every number of the last row is what the rows above it make together."""
        above = [
            (value, self._sums[key] - value, self._parts[key] - 1)
            for key, value in own.items()
            if not pd.isna(value) and value > 0
        ]
        return any(parts >= _LEAST for _, _, parts in above) and all(
            abs(value - total) < 1e-6 * max(1.0, total) for value, total, _ in above
        )


def _named(sheet: Sheet) -> tuple[str, ...]:
    """The columns where a total names itself: that of the ids and the first one."""
    names = [sheet.columns[key] for key in ("contact_id",) if key in sheet.columns]
    return tuple(dict.fromkeys([*names, *sheet.header[:1]]))


RULE = Rule("VOC004", "footer_row", Severity.WARNING, FooterRow, __doc__)
