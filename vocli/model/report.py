"""What a command hands to a renderer: typed tables, never formatted text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from vocli.errors import ExitCode
from vocli.model.check import Verdict
from vocli.model.records import Finding


class Kind(StrEnum):
    """How `render.cells` turns a value into text."""

    INT = "int"
    SHARE = "share"  # 0..1, shown as a percentage
    SCORE = "score"  # 0..1, two decimals
    NUMBER = "number"  # one decimal
    POINTS = "points"  # one decimal with its sign: a difference, NPS
    SPARK = "spark"  # a tuple of numbers, drawn as a small chart where there are charts
    TEXT = "text"  # a label or a name
    CODE = "code"  # a message key: t(f"codes.{value}")
    QUOTE = "quote"  # a customer's words (masked), marked with their origin
    DATE = "date"
    ID = "id"  # printed exactly as it is


class Place(StrEnum):
    """Where a text table shows a column; CSV, JSON and workbook always carry all of them."""

    ROW = "row"  # in the line
    BELOW = "below"  # on lines of its own under the row, where it has a value
    DETAIL = "detail"  # not on the screen


class Audience(StrEnum):
    """Who may read a result, the narrowest circle first."""

    DESK = "desk"  # the support desk itself
    COMPANY = "company"  # other departments
    OUTSIDE = "outside"  # resellers, the client of a contracted desk, anybody else


@dataclass(frozen=True)
class Reach:
    """For whom a result is made, and what it may therefore show."""

    audience: Audience = Audience.DESK
    company: str = ""  # whose result it is; printed where it is set
    one_company: bool = False  # the question is limited to the contacts of one company
    pseudonyms: bool = False  # there is a key, so that codes of customers may be shown
    personal: bool = False  # masking was switched off


@dataclass(frozen=True)
class Column:
    """One column of a table. `key` is the stable name in JSON and CSV.

    The label is t(f"columns.{key}"), unless the user's own table names it (`label`).
    """

    key: str
    kind: Kind
    place: Place = Place.ROW
    width: int = 0  # display columns on the screen; 0 = as wide as needed
    label: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence that explains a number: t(key, **values).

    `screen_only` marks what makes sense only where the reader types commands or sees a part of the rows.
    """

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    screen_only: bool = False


@dataclass(frozen=True)
class Insight:
    """One answer. `layout` says how text renderers lay it out.

    table: columns as described. pairs: two columns, label key and Note or text.
    trend: a table whose first column is a date, drawn as lines in a workbook. quotes: one quote per row. critical: a table without a heading line that no ranking may hide; a row
    without a rank is marked "!". Lines in `notes` follow the table.
    """

    name: str
    title: Note | None
    table: pd.DataFrame
    columns: tuple[Column, ...]
    notes: tuple[Note, ...] = ()
    n_input: int = 0
    n_used: int = 0
    evidence: tuple[tuple[str, ...], ...] = ()  # voice ids per row
    layout: str = "table"
    shown: int | None = None  # rows on a screen; None = all. CSV, JSON and workbook carry every row
    keys: tuple[str, ...] = ()  # columns that say what a row is about, for --by and --compare
    measure: str = (
        ""  # the column of counts that --compare compares; "" = the insight compares itself
    )
    desk_only: bool = (
        False  # a list of customers: others are told that there is one, and no row of it
    )


@dataclass(frozen=True)
class Run:
    """What was asked, of which files, with what; nothing here differs between two equal runs."""

    command: str
    as_of: str
    options: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]  # (path, sha256)


@dataclass(frozen=True)
class Report:
    """A command's whole result; `exit_code` follows from the findings and the data.

    `insights` in reading order. `data` is the JSON payload beside the tables (inspect's sources, the
    funnel). `detail` is the 明細: one row per voice, for the workbook and the assignments file.
    """

    run: Run
    insights: tuple[Insight, ...]
    findings: tuple[Finding, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    detail: Insight | None = None
    exit_code: ExitCode = ExitCode.OK
    verdict: Verdict | None = None  # of `check`
    sheets: tuple[Insight, ...] = ()  # tables that only the workbook carries
    span: tuple[date, date] | None = None  # the first and the last day of the contacts in scope
