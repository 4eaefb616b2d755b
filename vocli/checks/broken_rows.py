"""Rows that reading could not take as they stand: which of them is the half-written last one."""

from __future__ import annotations

from collections.abc import Sequence

from vocli.checks.check import Context, Plain
from vocli.model import Block, Finding

_SHORT, _LONG, _HALF = "VOC-F103", "VOC-F104", "VOC-F105"
_JSON, _QUOTE = "VOC-F113", "VOC-F115"
_CODES = (_SHORT, _LONG, _HALF, _JSON, _QUOTE)


class BrokenRows(Plain):
    """Gathers reading's findings on broken rows of the file in hand."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._broken: list[Finding] = []
        self._last = 0

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet: only the end of the file tells which row is the last."""
        if block.number == 0:
            self._broken, self._last = [], 0
        self._broken.extend(one for one in block.findings if one.code in _CODES)
        if len(block.lines):
            self._last = int(block.lines[-1])
        return ()

    def parted(self) -> tuple[list[Finding], list[Finding]]:
        """(ragged rows, the half-written last row) of the file."""
        half = [one for one in self._broken if _is_half(one, self._last, self._broken)]
        return [one for one in self._broken if one not in half], half


def _is_half(finding: Finding, last: int, broken: Sequence[Finding]) -> bool:
    if finding.code == _HALF:
        return True
    if finding.row is None or finding.row < last:
        return False
    if finding.code == _SHORT:
        # An export that leaves out empty cells at the end has many short rows.
        return sum(1 for one in broken if one.code == _SHORT) == 1
    return finding.code in (_JSON, _QUOTE)
