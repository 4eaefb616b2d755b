"""What the checks on exported data get: one file's rows, block by block, before anything is masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from vocli.errors import ExitCode
from vocli.model.records import Finding, Severity


@dataclass(frozen=True)
class Sheet:
    """What is settled about one file (or one sheet of a workbook)."""

    path: str
    sha256: str
    reader: str  # csv, xlsx, json, ndjson, ...
    layout: str  # key of the layout, "generic" without one
    encoding: str  # "" for workbooks
    header: tuple[str, ...]  # as it stands in the file, blanks named, repeated names numbered
    header_row: int
    columns: Mapping[str, str]  # field of the schema -> header
    voice_kind: str  # note, verbatim, survey, asr
    by_turn: bool  # every row is a turn of a conversation
    missing: tuple[tuple[str, str], ...] = ()  # (field, column) that the layout expects in vain
    repeated: tuple[str, ...] = ()  # names that stand more than once in the header row

    @property
    def source_id(self) -> str:
        """What the contacts of this file carry in `source_id`."""
        return self.sha256[:12]


@dataclass(frozen=True)
class Block:
    """Some rows of a file in file order; `lines` are their physical lines or sheet rows.

    `cells` holds every column by its header, one text per row, exactly as in the file but without white
    space around it and without Excel's guards. `contacts` and `turns` are the rows as records of the
    schema (a row that repeats another exactly is no second contact). `findings` are reading's own.
    """

    sheet: Sheet
    number: int  # 0 for the first block of a file
    lines: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    contacts: pd.DataFrame
    turns: pd.DataFrame
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True)
class Checked:
    """A check that was run."""

    code: str
    key: str
    severity: Severity
    title: str


@dataclass(frozen=True)
class Defect:
    """A check that broke: the kind of error and its place in the code, never its text."""

    code: str
    kind: str
    place: str


@dataclass(frozen=True)
class Verdict:
    """What checking found: the findings in file order, and the counts of all, also of those cut off.

    `letters` maps (path, header) to the column's letter in Excel. `baseline` is the day on which the one
    compared with was made, "" without any. `encodings` are those of the files, each once. `unread` files
    could not be read at all.
    """

    findings: tuple[Finding, ...]
    errors: int
    warnings: int
    notes: int
    files: tuple[str, ...]
    rows: int
    checks: tuple[Checked, ...]
    fail_on: str
    baseline: str = ""
    defects: tuple[Defect, ...] = ()
    letters: Mapping[tuple[str, str], str] = field(default_factory=dict)
    encodings: tuple[str, ...] = ()
    unread: int = 0

    @property
    def cut(self) -> int:
        """Findings that are counted but not listed."""
        return self.errors + self.warnings + self.notes - len(self.findings)

    @property
    def exit_code(self) -> ExitCode:
        """4 where a check broke, 2 with an unread file, 1 for findings at or above `fail_on`, else 0."""
        bad = {"error": self.errors, "warning": self.errors + self.warnings}.get(self.fail_on, 0)
        if self.defects:
            return ExitCode.DEFECT
        if self.unread:
            return ExitCode.FAILED
        return ExitCode.FINDINGS if bad else ExitCode.OK
