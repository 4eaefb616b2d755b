"""One table on a worksheet: formats, widths, filter, print setup. XlsxWriter underneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from vocli.messages import t
from vocli.model.report import Column, Kind, Note
from vocli.render import cells
from vocli.text import width

FONT = "游ゴシック"
CELL_LIMIT = 32_767  # UTF-16 units that Excel accepts in one cell
ROW_LIMIT = 1_048_575  # data rows under the heading
NAME_LIMIT = 31

_RESERVED = frozenset({"history", "履歴"})  # Excel keeps these for itself
_WIDEST = 60
_NARROWEST = 6
_MEASURED = 1_000  # rows that decide a column's width
_A4 = 9
_AS_IT_IS = frozenset({Kind.TEXT, Kind.ID, Kind.QUOTE})
_MOMENT = "yyyy/mm/dd hh:mm"
_FORMATS: dict[Kind, dict[str, Any]] = {
    Kind.INT: {"num_format": "#,##0"},
    Kind.SHARE: {"num_format": "0.0%"},
    Kind.SCORE: {"num_format": "0.00"},
    Kind.NUMBER: {"num_format": "#,##0.0"},
    Kind.POINTS: {"num_format": "+0.0;-0.0;0.0"},
    Kind.SPARK: {},
    Kind.TEXT: {"text_wrap": True},
    Kind.CODE: {},
    Kind.QUOTE: {"text_wrap": True},
    Kind.DATE: {"num_format": "yyyy/mm/dd"},
    Kind.ID: {"num_format": "@"},
}


class Book:
    """A workbook in the making, with each format made once and sheet names that Excel accepts."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._names: set[str] = set()
        self.heading = self.format(bold=True, bottom=1, text_wrap=True, bg_color="#E7E6E6")
        self.title = self.format(bold=True, font_size=14)
        self.bold = self.format(bold=True)
        self.text = self.format(text_wrap=True)
        self.number = self.format(num_format="#,##0")
        self.moment = self.format(num_format=_MOMENT)
        self.kinds = {kind: self.format(**look) for kind, look in _FORMATS.items()}

    def format(self, **look: Any) -> Any:
        """A cell format in the house's font."""
        return self._workbook.add_format({"font_name": FONT, "valign": "top", **look})

    def sheet(self, title: str) -> Any:
        """A new sheet, printed on A4 landscape, one page wide, with its number at the foot."""
        sheet = self._workbook.add_worksheet(self._free_name(title))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&C&"{FONT}"&P / &N')
        return sheet

    def _free_name(self, title: str) -> str:
        base = sheet_name(title)
        name, n = base, 1
        while name.casefold() in self._names:
            n += 1
            mark = f"({n})"
            name = base[: NAME_LIMIT - len(mark)] + mark
        self._names.add(name.casefold())
        return name


def sheet_name(title: str) -> str:
    """A title as a sheet name: no more than 31 characters, none that Excel forbids."""
    kept = "".join(ch for ch in title if ch.isprintable() and ch not in "[]:*?/\\")
    # Excel counts UTF-16 units and refuses an apostrophe at either end.
    while len(kept.encode("utf-16-le")) > 2 * NAME_LIMIT:
        kept = kept[:-1]
    kept = kept.strip(" '") or "Sheet"
    return f"{kept}_" if kept.casefold() in _RESERVED else kept


def write_table(
    book: Book, sheet: Any, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]
) -> int:
    """Heading in row 1, one row per row, filter and frozen panes; returns the next free row."""
    sheet.write_row(0, 0, [cells.heading(c) for c in columns], book.heading)
    for i, column in enumerate(columns):
        _write_column(book, sheet, i, column, rows)
    sheet.freeze_panes(1, min(2, len(columns)))
    sheet.repeat_rows(0)
    if rows and columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # ids are meant to be text
    return len(rows) + 1


def write_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """A text, never taken for a formula, a number or a link."""
    if text:
        sheet.write_string(row, column, shorten(text), look)


def shorten(text: str) -> str:
    """At most 32,767 UTF-16 units; where something was cut, the end says so."""
    if len(text) <= CELL_LIMIT // 2 or _units(text) <= CELL_LIMIT:
        return text
    mark = t("render.cut")
    raw = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - _units(mark))]
    return raw.decode("utf-16-le", "ignore") + mark


def _write_column(
    book: Book, sheet: Any, i: int, column: Column, rows: Sequence[Mapping[str, Any]]
) -> None:
    look = book.moment if _has_time(column) else book.kinds[column.kind]
    sheet.set_column(i, i, _column_width(column, rows), look)
    for n, row in enumerate(rows, start=1):
        value = _typed(row.get(column.key), column)
        if isinstance(value, datetime):
            sheet.write_datetime(n, i, value, look)
        elif isinstance(value, str):
            write_text(sheet, n, i, value, look)
        elif value is not None:
            sheet.write_number(n, i, value, look)


def _typed(value: object, column: Column) -> datetime | int | float | str | None:
    """A real date, a real number or a text; a quote without brackets, its origin has a column."""
    if isinstance(value, str) and column.kind in _AS_IT_IS:
        return cells.clean(value)
    if cells.is_missing(value):
        return None
    if column.kind is Kind.DATE:
        return cells.moment(value) or cells.show(value, column)
    if column.kind in cells.NUMERIC and not isinstance(value, str | Note):
        number: int | float | None = cells.plain(value, column.kind)
        return number
    return cells.show(value, column)


def _column_width(column: Column, rows: Sequence[Mapping[str, Any]]) -> int:
    if column.kind is Kind.DATE:
        seen = [16 if _has_time(column) else 10]
    else:
        seen = [_longest_line(cells.show(r.get(column.key), column)) for r in rows[:_MEASURED]]
    # Two more for the filter's button.
    return max(_NARROWEST, min(_WIDEST, max([width(cells.heading(column)) + 2, *seen]) + 1))


def _longest_line(text: str) -> int:
    return max(map(width, text.split("\n")))


def _has_time(column: Column) -> bool:
    return column.kind is Kind.DATE and column.key.endswith("_at")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
