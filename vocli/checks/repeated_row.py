"""1字も違わない行が繰り返されています(1件だけ数えました)。

悪い例: K-0001 の同じ行が2つある
良い例: どの行も1度だけある
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.ledger import holds_contacts, register_of
from vocli.checks.places import found
from vocli.model import Block, Finding, Severity, Sheet


class RepeatedRow(Plain):
    """Rows that reading took for one contact, and those that repeat one of an earlier block."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._count, self._first = 0, 0

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        register_of(self.context).add(block)
        if block.number == 0:
            self._count, self._first = 0, 0
        gone = len(block.lines) - len(block.contacts)
        if gone > 0 and holds_contacts(block.sheet):
            kept = set(block.contacts["source_row"].tolist())
            first = next((line for line in block.lines if line not in kept), 0)
            self._count, self._first = self._count + gone, self._first or int(first)
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per file, with the number and the first line."""
        across = register_of(self.context).repetitions(sheet, same=True)
        count = self._count + len(across)
        if count:
            first = min(line for line in (self._first, *(a for a, _ in across[:1])) if line)
            yield found(RULE, sheet.path, first, count=count)


RULE = Rule("VOC019", "repeated_row", Severity.NOTE, RepeatedRow, __doc__)
