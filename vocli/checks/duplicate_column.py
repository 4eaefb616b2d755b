"""同じ名前の列が2つ以上あります。

悪い例: 受付番号,申出内容,申出内容
良い例: 受付番号,申出内容,対応内容
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Plain, Rule
from vocli.checks.places import found
from vocli.model import Finding, Severity, Sheet


class DuplicateColumn(Plain):
    """Names that the header row holds twice: reading numbers them, but takes the first as the field."""

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per name."""
        for name in sheet.repeated:
            yield found(RULE, sheet.path, sheet.header_row, name)


RULE = Rule("VOC002", "duplicate_column", Severity.WARNING, DuplicateColumn, __doc__)
