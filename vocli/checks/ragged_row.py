"""列の数が見出しと違う行、または引用符やJSONの形が壊れた行があります。

悪い例: K-0001,2026/11/05 10:00(見出しは3列)
良い例: K-0001,2026/11/05 10:00,届きません
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vocli.checks.broken_rows import BrokenRows
from vocli.checks.check import Rule
from vocli.checks.places import found
from vocli.model import Finding, Severity, Sheet


class RaggedRow(BrokenRows):
    """Rows with too few or too many cells: what stands behind the gap is in the wrong column."""

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per row, as reading names them."""
        for one in self.parted()[0]:
            yield replace(found(RULE, sheet.path, one.row, what=one.message), column=one.column)


RULE = Rule(
    "VOC003",
    "ragged_row",
    Severity.ERROR,
    RaggedRow,
    __doc__,
    covers=("VOC-F103", "VOC-F104", "VOC-F113", "VOC-F115"),
)
