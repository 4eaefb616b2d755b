"""What the checks on exported data get: one file's rows, block by block, before anything is masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from vocli.model.records import Finding


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
