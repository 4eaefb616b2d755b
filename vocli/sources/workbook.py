"""XLSX, XLS, XLSB and ODS through calamine: every cell as the text that a CSV would hold."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.grid import Grid, Table
from vocli.sources.header import count_known
from vocli.sources.options import Opened
from vocli.sources.table import build_table

# A datetime is a date too, so that it comes first.
_FORMS: tuple[tuple[type[date] | type[time], str], ...] = (
    (datetime, "%Y-%m-%d %H:%M:%S"),
    (date, "%Y-%m-%d"),
    (time, "%H:%M:%S"),
)


def read_tables(opened: Opened) -> list[Table]:
    """The tables of a workbook (first version)."""
    return [build_table(read_workbook(opened.data, opened.path), opened.path, opened.names)]


def read_workbook(data: bytes, path: str) -> Grid:
    """The rows of the visible sheet with a header that has most rows.

    Raises VOC-E107 (password), VOC-E108 (damaged).
    """
    sheets = _sheets(data, path)
    if not sheets:
        raise VocliError("VOC-E104", t("sources.empty"), where=path, hint=t("sources.empty_hint"))
    best = max(range(len(sheets)), key=lambda i: (*_worth(sheets[i][1]), -i))
    title, rows = sheets[best]
    others = [name for i, (name, cells) in enumerate(sheets) if i != best and cells]
    findings: tuple[Finding, ...] = ()
    if others:
        message = t("sources.other_sheets", sheet=title, others=t("sources.comma").join(others))
        findings = (Finding("VOC-F107", Severity.NOTE, message, path),)
    return Grid("xlsx", rows, list(range(1, len(rows) + 1)), title=title, findings=findings)


def _worth(rows: list[list[str]]) -> tuple[bool, int]:
    headed = any(sum(1 for cell in row if cell) >= 2 or count_known(row) for row in rows[:30])
    return headed, sum(1 for row in rows if any(row))


def _sheets(data: bytes, path: str) -> list[tuple[str, list[list[str]]]]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(io.BytesIO(data))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return [
            (name, _text_rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            for name in visible
        ]
    except calamine.PasswordError:
        raise VocliError(
            "VOC-E107", t("sources.password"), where=path, hint=t("sources.password_hint")
        ) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as bad:  # a panic inside calamine is no Exception
        raise VocliError(
            "VOC-E108", t("sources.workbook"), where=path, hint=t("sources.workbook_hint")
        ) from bad


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
