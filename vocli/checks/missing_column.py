"""あるはずの列がありません(形式がいつも持つ列、または基準のときに読めていた項目)。

悪い例: 基準では「受付日時」を日時として読んでいたのに、今回のファイルに日時の列がない
良い例: 基準と同じ項目がすべて読める
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vocli.checks.baseline import file_name
from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.model import Block, Finding, Severity, Sheet

_LACKING = ("VOC-F118", "VOC-F125")  # reading misses a column of a layout
_LOOSE = ("json", "ndjson")  # keys come and go with the records
_ALWAYS = ("contact_id", "occurred_at", "speaker", "text")  # what every record has


def known_file(baseline: Mapping[str, Any] | None, path: str) -> Mapping[str, Any] | None:
    """What the baseline says of a file of this name; None for a file that it does not know."""
    files: Mapping[str, Any] = (baseline or {}).get("files", {})
    known: Mapping[str, Any] | None = files.get(path) or files.get(file_name(path))
    return known


class MissingColumn(Plain):
    """Columns that the layout expects and fields that the baseline knows, each told once per file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._told: set[str] = set()

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per column."""
        sheet = block.sheet
        if block.number == 0:
            self._told.clear()
        columns = dict.fromkeys(column for _, column in sheet.missing)
        for finding in block.findings:
            if finding.code in _LACKING and finding.column:
                columns[finding.column] = None
        for column in columns:
            if column not in self._told:
                self._told.add(column)
                yield found(RULE, sheet.path, sheet.header_row or None, column)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per field that the file of the baseline had."""
        known = known_file(self.context.baseline, sheet.path)
        for field, column in (known or {}).get("columns", {}).items():
            optional = sheet.reader in _LOOSE and field not in _ALWAYS
            if field not in sheet.columns and column not in self._told and not optional:
                yield found(RULE, sheet.path, sheet.header_row or None, column)


RULE = Rule(
    "VOC001",
    "missing_column",
    Severity.ERROR,
    MissingColumn,
    __doc__,
    covers=("VOC-F118", "VOC-F125"),
)
