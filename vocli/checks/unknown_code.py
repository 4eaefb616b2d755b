"""コード表(codes.csv など)にない値があります。

悪い例: 区分「配走」(コード表は 配送、料金、解約)
良い例: 区分「配送」
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import told
from vocli.model import Block, Finding, Severity, Sheet

_LONGEST = 20  # characters of a code; longer values may be a customer's words
_MOST = 1000  # distinct values kept of a column


class UnknownCode(Plain):
    """Values of the columns that the code list names, by header or by field."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._values: dict[tuple[str, str], tuple[int, int]] = {}  # (column, value) -> n, line

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._values = {}
        for name, allowed in self.context.codes.items():
            column = name if name in block.cells else block.sheet.columns.get(name, "")
            cells = block.cells.get(column, ())
            if not set(cells) <= allowed | {""}:
                self._count(column, cells, block.lines, allowed)
        return ()

    def _count(
        self, column: str, cells: Sequence[str], lines: Sequence[int], allowed: frozenset[str]
    ) -> None:
        for i, value in enumerate(cells):
            key = (column, value)
            if not value or value in allowed:
                continue
            if key in self._values or len(self._values) < _MOST:
                count, first = self._values.get(key, (0, int(lines[i])))
                self._values[key] = (count + 1, first)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per value, with a guess where a code is nearly the same."""
        named = {sheet.columns.get(name, name): codes for name, codes in self.context.codes.items()}
        named |= self.context.codes
        ordered = sorted(self._values.items(), key=lambda item: (item[1][1], item[0]))
        for (column, value), (count, line) in ordered:
            if len(value) > _LONGEST:
                yield told(RULE, sheet.path, line, column, form="long", name=column, count=count)
                continue
            near = get_close_matches(value, sorted(named[column]), n=1, cutoff=0.5)
            form = "near" if near else ""
            yield told(
                RULE,
                sheet.path,
                line,
                column,
                form=form,
                name=column,
                value=value,
                count=count,
                near=near[0] if near else "",
            )


RULE = Rule("VOC030", "unknown_code", Severity.WARNING, UnknownCode, __doc__)
