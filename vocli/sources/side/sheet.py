"""A side table's bytes to named columns: container, header row, what each column means, dates and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.contacts import decide_order
from vocli.sources.dates import order_of, parse_times
from vocli.sources.delimited import read_delimited
from vocli.sources.grid import Grid, Table
from vocli.sources.synonyms import normalise, spellings
from vocli.sources.table import build_table
from vocli.sources.values import number_of
from vocli.sources.workbook import read_workbook
from vocli.text import nfkc

_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEARCHED = 60  # rows that the header is looked for in
_NOTHING = frozenset(
    {"", "-", "--", "なし", "無し", "該当なし", "未登録", "不明", "n/a", "null", "none"}
)
_COUNTED = re.compile(r"[(（]?\d{1,2}[)）]?$")


@dataclass(frozen=True)
class Sheet:
    """A side table whose columns are known: `columns[key]` are the headers that hold the key."""

    path: str
    table: Table
    columns: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...] = ()

    def has(self, key: str) -> bool:
        """True if the table has a column for the key."""
        return bool(self.columns.get(key))

    def cells(self, key: str) -> Sequence[str]:
        """The cells of the key's only column, trimmed; empty texts where there is none."""
        if not self.has(key):
            return [""] * len(self.table.lines)
        return [cell.strip() for cell in self.table.column(self.columns[key][0])]

    def name(self, key: str) -> str:
        """The header of the key's only column."""
        return self.columns[key][0]


@cache
def header_names(kind: str) -> dict[str, tuple[str, ...]]:
    """Column key -> its header names as they are documented, in order of preference."""
    text = files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    return {key: tuple(names) for key, names in tomllib.loads(text)[kind].items()}


def same_header(one: str, other: str) -> bool:
    """True if two headers are one name, whatever width, case, spaces and a number behind them."""
    return not _forms(one).isdisjoint(_forms(other))


def kind_of_header(header: str) -> str:
    """The kind of identifier that a column of an export holds, by its header; "" for none."""
    forms = _forms(header)
    kinds = header_names("identity")
    return next((k for k, names in kinds.items() if forms & {*map(normalise, names)}), "")


def open_grid(data: bytes, path: str) -> Grid:
    """The rows of a side table. Raises VOC-E132 for an empty file, and what reading exports raises."""
    if data.strip(b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"):
        grid = read_workbook(data, path) if data.startswith(_BOOKS) else read_delimited(data, path)
        if any(any(cell.strip() for cell in row) for row in grid.rows):
            return grid
    raise VocliError("VOC-E132", t("side.empty"), where=path, hint=t("side.empty_hint"))


def open_sheet(
    data: bytes, path: str, kind: str, required: Sequence[str], several: Collection[str] = ()
) -> Sheet:
    """The side table `kind` in a file.

    Keys of `several` may have more than one column. Raises VOC-E132 (empty, or a required column is
    missing) and VOC-E133 (two columns for one key).
    """
    names = {key: tuple(map(normalise, known)) for key, known in header_names(kind).items()}
    known = {name for own in names.values() for name in own}
    grid = open_grid(data, path)
    table = build_table(grid, path, _header_cells(grid, known))
    columns, unknown = _assign(table.header, names)
    missing = [key for key in required if key not in columns]
    if missing:
        raise _missing(missing, kind, table, path)
    for key, found in columns.items():
        if len(found) > 1 and key not in several:
            raise VocliError(
                "VOC-E133",
                t("side.two_columns", columns=t("side.comma").join(found), key=_first(kind, key)),
                where=place(path, table.header_row),
                hint=t("side.two_columns_hint"),
            )
    findings = list(table.findings)
    if unknown:
        text = t("side.unknown_columns", columns=t("side.comma").join(unknown))
        findings.append(Finding("VOC-F131", Severity.NOTE, text, path))
    return Sheet(path, table, columns, tuple(findings))


def read_days(sheet: Sheet, key: str, order: str) -> list[date | None]:
    """The days of a date column, None for an empty cell. Raises VOC-E134 for what is no date."""
    cells = sheet.cells(key)
    own = order_of(cells)
    times = parse_times(
        cells, decide_order(cells, sheet.name(key), order, sheet.path) if own == "?" else own
    )
    if times.unread:
        raise bad_cell(sheet, key, times.first_unread, "side.no_date")
    return [
        None if missing else stamp.date()
        for stamp, missing in zip(times.values, times.values.isna(), strict=True)
    ]


def read_counts(sheet: Sheet, key: str) -> list[float]:
    """The numbers of a column, 0 for an empty cell. Raises VOC-E134 for anything else."""
    out = []
    for i, cell in enumerate(sheet.cells(key)):
        value = 0.0 if is_nothing(cell) else number_of(cell)
        if not value >= 0:  # NaN as well
            raise bad_cell(sheet, key, i, "side.no_number")
        out.append(value)
    return out


def is_nothing(cell: str) -> bool:
    """True for a cell that says there is nothing: empty, a dash, 不明, なし."""
    return nfkc(cell).strip().casefold() in _NOTHING


def bad_cell(sheet: Sheet, key: str, i: int, message: str) -> VocliError:
    """VOC-E134: the cell of row `i` cannot be read; its value is not repeated."""
    row = int(sheet.table.lines[i])
    return VocliError(
        "VOC-E134",
        t(message, column=sheet.name(key)),
        where=place(sheet.path, row),
        hint=t(f"{message}_hint"),
    )


def place(path: str, row: int) -> str:
    """A file and a row of it."""
    return t("side.place", path=path, row=row)


def _header_cells(grid: Grid, known: Collection[str]) -> tuple[str, ...]:
    """The known cells of the row that holds most known names: how the header is told from title lines."""
    best: tuple[str, ...] = ()
    for row in grid.rows[:_SEARCHED]:
        found = tuple(
            cell.strip() for cell in row if cell.strip() and not _forms(cell).isdisjoint(known)
        )
        if len(found) > len(best):
            best = found
    return best


def _forms(header: str) -> set[str]:
    """A header's normalised spellings, also without a number behind it: 電話番号2, 電話番号(2)."""
    forms = set(spellings(header))
    return forms | {_COUNTED.sub("", form) for form in forms if _COUNTED.search(form)}


def _assign(
    header: Sequence[str], names: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """(key -> headers, headers that mean nothing); a name of two keys goes to the first that is free."""
    columns: dict[str, list[str]] = {}
    unknown: list[str] = []
    for name in header:
        forms = _forms(name)
        keys = [key for key, own in names.items() if forms & {*own}]
        if keys:
            key = next((k for k in keys if k not in columns), keys[0])
            columns.setdefault(key, []).append(name)
        else:
            unknown.append(name)
    return {key: tuple(found) for key, found in columns.items()}, unknown


def _missing(keys: Sequence[str], kind: str, table: Table, path: str) -> VocliError:
    wanted = t("side.comma").join(_first(kind, key) for key in keys)
    others = [name for key in keys for name in header_names(kind)[key][1:4]]
    return VocliError(
        "VOC-E132",
        t("side.missing_columns", columns=wanted),
        where=path,
        hint=t(
            "side.missing_columns_hint",
            names=t("side.comma").join(others),
            header=t("side.comma").join(table.header),
        ),
    )


def _first(kind: str, key: str) -> str:
    return header_names(kind)[key][0]
