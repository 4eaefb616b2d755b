"""声の本文が空の行が多くあります。本文の列が書き出されていないか、別の列に入っています。

割合が5%を超えたときだけ指摘します(しきい値 share)。アンケートの自由記述は、空でもふつうなので見ません。

悪い例: 855件のうち120件の申出内容が空
良い例: 855件のうち3件の申出内容が空
"""

from __future__ import annotations

from collections.abc import Iterator

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.told import percent, told
from vocli.model import Block, Finding, Severity, Sheet

_SHARE = 0.05
_LEAST = 3


class TextEmpty(Plain):
    """Share of rows without text, per file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows = self._empty = 0
        self._first: int | None = None

    def look(self, block: Block) -> tuple[()]:
        """Count blank cells of the text column; in conversations a blank turn counts as a row."""
        column = block.sheet.columns.get("text")
        if column is None or block.sheet.voice_kind == "survey":
            return ()
        cells = list(block.cells[column])
        blank = cells.count("")
        if blank and self._first is None:
            self._first = int(block.lines[cells.index("")])
        self._rows += len(cells)
        self._empty += blank
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """At most one finding per file, at its first empty row."""
        rows, empty, first = self._rows, self._empty, self._first
        self._rows = self._empty = 0
        self._first = None
        share = self.context.threshold(RULE.key, "share", _SHARE)
        if empty >= _LEAST and empty > share * rows:
            column = sheet.columns["text"]
            yield told(
                RULE, sheet.path, first, column, header=column, empty=empty, rows=rows,
                share=percent(empty / rows),
            )  # fmt: skip


RULE = Rule(
    "VOC060", "text_empty", Severity.ERROR, TextEmpty, __doc__, thresholds={"share": _SHARE}
)
