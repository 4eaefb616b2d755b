"""同じ受付番号の行が2つ以上あり、内容が違います。

悪い例: K-0001 の行が2つあり、申出内容が違う
良い例: 受付番号がどの行も違う(1字も違わない繰り返しは VOC019 が数える)
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.ledger import register_of
from vocli.checks.places import NAMED, found, more
from vocli.model import Block, Finding, Severity, Sheet


class DuplicateId(Plain):
    """Two contacts under one number: only one of them can be found again by it."""

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        register_of(self.context).add(block)
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per row, up to NAMED, then their number."""
        pairs = register_of(self.context).repetitions(sheet, same=False)
        column = sheet.columns.get("contact_id", "")
        for line, first in pairs[:NAMED]:
            yield found(RULE, sheet.path, line, column, first=first)
        if len(pairs) > NAMED:
            yield more(RULE, sheet.path, pairs[NAMED][0], column, len(pairs) - NAMED)


RULE = Rule("VOC012", "duplicate_id", Severity.ERROR, DuplicateId, __doc__)
