"""XLSX, XLS, XLSB and ODS through calamine: every cell as the text that a CSV would hold."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.bookxml import check_book
from vocli.sources.grid import Grid, Table
from vocli.sources.header import Merge, count_known
from vocli.sources.options import Opened
from vocli.sources.synonyms import normalise
from vocli.sources.tables import join_sheets, table_of

# A datetime is a date too, so that it comes first.
_FORMS: tuple[tuple[type[date] | type[time], str], ...] = (
    (datetime, "%Y-%m-%d %H:%M:%S"),
    (date, "%Y-%m-%d"),
    (time, "%H:%M:%S"),
)
# Excel protects "read-only recommended" books with this word and opens them without asking.
_UNASKED = "VelvetSweatshop"
# The stream in which a protected XLSX lies; calamine does not find it in every layout of the file.
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class _Sheet:
    title: str
    rows: list[list[str]]
    merged: tuple[Merge, ...]


@dataclass(frozen=True)
class _Book:
    sheets: list[_Sheet]  # visible ones
    hidden: list[str]
    formulas: int  # cells with a formula and no value


def read_tables(opened: Opened) -> list[Table]:
    """The tables of a workbook: the visible sheet with most rows, and those with the very same header.

    Raises VOC-E107 (password), VOC-E108 (damaged), VOC-E121 (too large), VOC-E125 (a package is missing),
    VOC-E126 (wrong password).
    """
    book = _open(opened.data, opened.path, opened.reading.passwords)
    sheets = book.sheets
    joined = join_sheets([(sheet.title, sheet.rows) for sheet in sheets], opened)
    if joined is not None:
        table = table_of(joined, opened)
        found = _hidden(book, opened.path) + _formulas(book.formulas, opened.path)
        return [replace(table, findings=(*found, *table.findings))]
    best = _best(sheets, opened.path)
    tables = {best: table_of(_grid(sheets[best]), opened)}
    for i, sheet in enumerate(sheets):
        if i != best and _worth(sheet.rows)[0]:
            named = replace(opened, path=f"{opened.path}[{sheet.title}]")
            table = table_of(_grid(sheet), named)
            if _names(table) == _names(tables[best]) and table.lines:
                tables[i] = table
    if len(tables) > 1:
        place = f"{opened.path}[{sheets[best].title}]"
        own = tuple(replace(finding, path=place) for finding in tables[best].findings)
        tables[best] = replace(tables[best], findings=own)
    found = _account(book, [*tables], opened.path) + _formulas(book.formulas, opened.path)
    tables[best] = replace(tables[best], findings=(*found, *tables[best].findings))
    return [tables[i] for i in sorted(tables)]


def read_workbook(data: bytes, path: str, passwords: Sequence[str] = ()) -> Grid:
    """The rows of the visible sheet with a header that has most rows; the others are named.

    Raises as `read_tables` does.
    """
    book = _open(data, path, passwords)
    best = _best(book.sheets, path)
    return replace(_grid(book.sheets[best]), findings=_account(book, [best], path))


def _grid(sheet: _Sheet) -> Grid:
    lines = list(range(1, len(sheet.rows) + 1))
    return Grid("xlsx", sheet.rows, lines, title=sheet.title, merged=sheet.merged)


def _names(table: Table) -> list[str]:
    return sorted(normalise(name) for name in table.header)


def _best(sheets: Sequence[_Sheet], path: str) -> int:
    if not sheets:
        raise VocliError("VOC-E104", t("sources.empty"), where=path, hint=t("sources.empty_hint"))
    return max(range(len(sheets)), key=lambda i: (*_worth(sheets[i].rows), -i))


def _worth(rows: list[list[str]]) -> tuple[bool, int]:
    headed = any(sum(1 for cell in row if cell) >= 2 or count_known(row) for row in rows[:30])
    return headed, sum(1 for row in rows if any(row))


def _account(book: _Book, read: Sequence[int], path: str) -> tuple[Finding, ...]:
    """Notes about the sheets that were not read."""
    comma, sheets = t("sources.comma"), book.sheets
    others = [s.title for i, s in enumerate(sheets) if i not in read and _worth(s.rows)[1] > 0]
    out = []
    if others:
        titles = comma.join(sheets[i].title for i in sorted(read))
        message = t("sources.other_sheets", sheet=titles, others=comma.join(others))
        out.append(Finding("VOC-F107", Severity.NOTE, message, path))
    return (*out, *_hidden(book, path))


def _hidden(book: _Book, path: str) -> tuple[Finding, ...]:
    if not book.hidden:
        return ()
    message = t("sources.hidden_sheets", names=t("sources.comma").join(book.hidden))
    return (Finding("VOC-F156", Severity.NOTE, message, path),)


def _formulas(count: int, path: str) -> tuple[Finding, ...]:
    if not count:
        return ()
    message, hint = t("sources.empty_formulas", count=count), t("sources.empty_formulas_hint")
    return (Finding("VOC-F158", Severity.WARNING, message, path, hint=hint),)


def _open(data: bytes, path: str, passwords: Sequence[str]) -> _Book:
    import python_calamine as calamine

    if data.startswith(_OLE) and _LOCKED in data:
        return _read(_decrypt(data, path, passwords), path)
    try:
        return _read(data, path)
    except calamine.PasswordError:
        plain = _decrypt(data, path, passwords)
    return _read(plain, path)


def _read(data: bytes, path: str) -> _Book:
    import python_calamine as calamine

    formulas = check_book(data, path)
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        listed = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
        visible = [s.name for s in listed if s.visible == calamine.SheetVisibleEnum.Visible]
        sheets = [_sheet(book.get_sheet_by_name(name)) for name in visible]
    except (KeyboardInterrupt, SystemExit, calamine.PasswordError):
        raise
    except BaseException as bad:  # a panic inside calamine is no Exception
        raise VocliError(
            "VOC-E108", t("sources.workbook"), where=path, hint=t("sources.workbook_hint")
        ) from bad
    return _Book(sheets, [s.name for s in listed if s.name not in visible], formulas)


def _sheet(sheet: Any) -> _Sheet:
    rows = _text_rows(sheet.to_python(skip_empty_area=False))
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return _Sheet(sheet.name, rows, merged)


def _decrypt(data: bytes, path: str, passwords: Sequence[str]) -> bytes:
    locked = VocliError(
        "VOC-E107", t("sources.password"), where=path, hint=t("sources.password_hint")
    )
    try:
        import msoffcrypto
    except ImportError:
        if not passwords:
            raise locked from None
        raise VocliError(
            "VOC-E125", t("sources.book_extra"), where=path, hint=t("sources.book_extra_hint")
        ) from None
    for password in (*passwords, _UNASKED):
        out = io.BytesIO()
        try:
            book = msoffcrypto.OfficeFile(io.BytesIO(data))
            book.load_key(password=password)
            book.decrypt(out)
        except Exception:  # each kind of book has errors of its own; the next word is tried
            continue
        return out.getvalue()
    if not passwords:
        raise locked
    raise VocliError(
        "VOC-E126", t("sources.book_password"), where=path, hint=t("sources.give_password")
    )


def _text_rows(rows: list[list[Any]]) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else cell_text(cell) for cell in row] for row in rows]


def cell_text(value: object) -> str:
    """A cell's value as text: 2.0 is "2", a date is YYYY-MM-DD HH:MM:SS, a span is H:MM:SS."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return value.strftime(form)
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if value is None else str(value)
