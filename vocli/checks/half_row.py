"""最後の行が途中で切れています(書き込みの途中)。

悪い例: K-0857,2026/11/1(ここでファイルが終わる)
良い例: K-0857,2026/11/14 17:48,届きません(改行で終わる)
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.broken_rows import BrokenRows
from vocli.checks.check import Rule
from vocli.checks.places import found
from vocli.model import Finding, Severity, Sheet


class HalfRow(BrokenRows):
    """A last row without line end and with too few cells, with an open quote or half an object."""

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding at most."""
        for one in self.parted()[1][:1]:
            yield found(RULE, sheet.path, one.row)


RULE = Rule("VOC027", "half_row", Severity.ERROR, HalfRow, __doc__, covers=("VOC-F105",))
