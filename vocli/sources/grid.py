"""What the steps of reading hand on: raw rows, then a table with a header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vocli.model import Finding


@dataclass(frozen=True)
class Grid:
    """Rows of text cells as they stand in a file, and where each begins (line or sheet row, from 1)."""

    reader: str
    rows: list[list[str]]
    lines: list[int]
    encoding: str = ""
    newline: str = ""
    delimiter: str = ","
    open_end: bool = False  # the last line has no line break behind it
    guarded: bool = True  # some cell may carry Excel's guard: ="0012", '0012
    title: str = ""  # name of the sheet
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row and column, last ones, from 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Table:
    """A header and its columns, all of one length; `rest` holds cells beyond the header.

    `fixed` are columns whose field the container or the layout names (a field of the schema, or
    `at`, `kind`, `sender`, `_turn` for turns). `groups` tells which rows are turns of one conversation
    where no column does. `layout` is the key of the layout that was recognised and `why` the names that
    gave it away; `missing` are (field, usual column) that it expects in vain; `channel` and `voice_kind` are what it says of the whole file.
    """

    header: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    lines: Sequence[int]
    header_row: int
    rows_read: int
    grid: Grid
    rest: dict[int, str] = field(default_factory=dict)
    preamble: str = ""
    skipped: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    groups: Sequence[str] = ()
    layout: str = "generic"
    layout_title: str = ""
    why: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    agents: tuple[str, ...] = ()  # the company's people, as a profile names them
    channel: str = ""
    voice_kind: str = ""
    blocked: tuple[str, ...] = ()  # fields that no other column may feed
    textless: bool = False  # a list that is made to be joined to other files
    settled: bool = False  # the layout names every field; no other column is looked at

    def column(self, name: str) -> Sequence[str]:
        """The cells under a header."""
        return self.columns[self.header.index(name)]
