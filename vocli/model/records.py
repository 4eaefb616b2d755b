"""What reading yields: contacts, turns, and an account of every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd


class Severity(StrEnum):
    """How bad a finding is; `error` and `warning` end the run with 1, `note` never does."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """Something in the input that a person should know. Never holds a customer's words."""

    code: str
    severity: Severity
    message: str
    path: str = ""
    row: int | None = None  # physical line (text files) or sheet row, from 1
    column: str | None = None
    contact_id: str | None = None
    hint: str = ""


@dataclass(frozen=True)
class ColumnUse:
    """Which column of an export feeds which field of the schema, and why."""

    field: str  # a key of schema.CONTACT_FIELDS or schema.TURN_FIELDS
    column: str  # the header exactly as in the file
    reason: (
        str  # "given" (--map), "layout", "synonym" (header known), "values" (cells look like it)
    )
    filled: int  # rows with a value
    mean_length: float = 0.0  # characters, over filled rows


@dataclass(frozen=True)
class Source:
    """One file that was read."""

    path: str  # as the user named it
    sha256: str
    reader: str  # csv, xlsx, json, ndjson
    layout: str  # name of the layout, "generic" when the header synonyms decided
    encoding: str  # "" for workbooks
    newline: str  # "CRLF", "LF", "CR", "" for workbooks and JSON
    header_row: int  # physical line or sheet row of the header, from 1; 0 for JSON
    rows_read: int  # data rows seen, totals and duplicates included
    contacts: int
    turns: int
    columns: tuple[ColumnUse, ...]
    unused: tuple[str, ...]  # headers that feed nothing; their cells are kept in `extra`
    voice_kind: str  # note, verbatim, survey, asr: whose words the text column holds
    note_share: float  # share of texts that look like an operator's note
    speakers: tuple[tuple[str, int], ...] = ()  # (role, turns), by role name
    skipped: tuple[tuple[str, int], ...] = ()  # (reason, rows): total, duplicate, blank, broken
    zone_assumed: bool = False  # the times carried no zone and were taken as Asia/Tokyo
    layout_title: str = ""  # as people know it; "" for a file that no layout fits
    why: tuple[str, ...] = ()  # header names or paths by which the layout was recognised


@dataclass(frozen=True)
class FirstLook:
    """What `inspect` tells of a file beyond its account; `texts` are what customers say first."""

    begin: pd.Timestamp | None
    end: pd.Timestamp | None
    outbound: int
    out_of_scope: int
    texts: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()  # of the contacts of these texts: every unmapped column as JSON


@dataclass(frozen=True)
class Records:
    """Contacts and turns of all sources, one frame each; columns are schema.CONTACT_FIELDS / TURN_FIELDS.

    Text cells are str, "" when empty. Times are datetime64[ns, Asia/Tokyo] or NaT, numbers float or NaN.
    Row order means nothing: the pipeline orders by content hash.
    """

    contacts: pd.DataFrame
    turns: pd.DataFrame
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...] = field(default=())
