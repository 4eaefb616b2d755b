"""One table on a worksheet: formats, widths, filter, print setup. XlsxWriter underneath."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from vocli.messages import t
from vocli.model.report import Column, Kind, Note
from vocli.render import cells
from vocli.render.wrap import wrap
from vocli.text import width

FONT = "游ゴシック"
CELL_LIMIT = 32_767  # UTF-16 units that Excel accepts in one cell
ROW_LIMIT = 1_048_575  # data rows under the heading
NAME_LIMIT = 31
_LETTERS = 26

_RESERVED = frozenset({"history", "履歴"})  # Excel keeps these for itself
_WIDEST = 60
_NARROWEST = 6
_MEASURED = 1_000  # rows that decide a column's width
_NOTE = (60, 120)  # narrowest and widest line of a note
_A4 = 9
_HEADER_LIMIT = 255  # characters that Excel accepts in a header, codes included
_MIDDLE, _RIGHT = 30, 70  # characters of its parts
_AS_IT_IS = frozenset({Kind.TEXT, Kind.ID, Kind.QUOTE})
_MOMENT = "yyyy/mm/dd hh:mm"
_MONTH = "yyyy/mm"
_ASIDE = re.compile(r"[((](?![^))\d]{1,4}[))]$)|  ")  # 推移(週) stays
_COUNTED = re.compile(r"[\s::]*[\d,]+\s*[^\W\d]{0,9}$")
_STAR = '#,##0.0"*"'  # a number that its table marks
_LEAST = datetime(1900, 3, 1)  # Excel takes 1900 for a leap year
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
Typed = datetime | int | float | str | None


class Book:
    """A workbook in the making, with each format made once and sheet names that Excel accepts.

    middle and right are printed at the head of every sheet: the period, and for whom it is.
    """

    def __init__(self, workbook: Any, middle: str = "", right: str = "") -> None:
        self.workbook = workbook
        self._names: set[str] = set()
        self._head = (middle, right)
        self.heading = self.format(bold=True, bottom=1, text_wrap=True, bg_color="#E7E6E6")
        self.title = self.format(bold=True, font_size=14)
        self.bold = self.format(bold=True)
        self.text = self.format(text_wrap=True)
        self.line = self.format()
        self.link = self.format(underline=1)
        self.number = self.format(num_format="#,##0")
        self.kinds = {kind: self.format(**look) for kind, look in _FORMATS.items()}
        self.star = self.format(num_format=_STAR, bold=True)
        self._moment = self.format(num_format=_MOMENT)
        self._month = self.format(num_format=_MONTH)

    def format(self, **look: Any) -> Any:
        """A cell format in the house's font."""
        return self.workbook.add_format({"font_name": FONT, "valign": "top", **look})

    def look(self, column: Column) -> Any:
        """The format of a column's cells."""
        if _has_time(column):
            return self._moment
        return self._month if _is_month(column) else self.kinds[column.kind]

    def sheet(self, name: str, title: str = "") -> Any:
        """A new sheet, printed on A4 landscape, one page wide, with its number at the foot."""
        sheet = self.workbook.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(header(title or name, *self._head))
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


def header(left: str, middle: str, right: str) -> str:
    """The head of a printed page; what does not fit is cut from the left part."""
    rest = "".join(
        f'&{place}&"{FONT}"{_doubled(text[:most])}'
        for place, text, most in (("C", middle, _MIDDLE), ("R", right, _RIGHT))
        if text
    )
    start = f'&L&"{FONT}"'
    room = _HEADER_LIMIT - len(start) - len(rest)
    return start + _doubled(left)[: max(0, room)].rstrip("&") + rest


def _doubled(text: str) -> str:
    return text.replace("&", "&&")  # a lonely & starts a code


def sheet_name(title: str) -> str:
    """A title as a sheet name: no more than 31 characters, none that Excel forbids.

    What is told at length in brackets and counts at the end go: a link to the sheet must last until next week.
    """
    title = _COUNTED.sub("", _ASIDE.split(title)[0]) or title
    kept = "".join(ch for ch in title if ch.isprintable() and ch not in "[]:*?/\\")
    # Excel counts UTF-16 units and refuses an apostrophe at either end.
    while len(kept.encode("utf-16-le")) > 2 * NAME_LIMIT:
        kept = kept[:-1]
    kept = kept.strip(" '") or "Sheet"
    return f"{kept}_" if kept.casefold() in _RESERVED else kept


def write_table(book: Book, sheet: Any, columns: Sequence[Column], table: pd.DataFrame) -> int:
    """Heading in row 1, one row per row, filter and frozen panes; returns the next free row."""
    frame_table(book, sheet, columns, table)
    for i, column in enumerate(columns):
        write_column(book, sheet, (1, i), column, table.get(column.key, ()))
        _mark_stars(book, sheet, i, column, table)
    return len(table) + 1


def frame_table(book: Book, sheet: Any, columns: Sequence[Column], table: pd.DataFrame) -> None:
    """All of a table but its rows: heading, widths and formats of the columns, filter, frozen panes."""
    write_heading(book, sheet, 0, columns)
    for i, column in enumerate(columns):
        sheet.set_column(i, i, _column_width(column, table), book.look(column))
    sheet.freeze_panes(1, min(2, len(columns)))
    sheet.repeat_rows(0)
    if len(table) and columns:
        sheet.autofilter(0, 0, len(table), len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # ids are meant to be text


def write_heading(book: Book, sheet: Any, row: int, columns: Sequence[Column]) -> None:
    """The headings of the columns, side by side."""
    sheet.write_row(row, 0, [cells.heading(c) for c in columns], book.heading)


def write_column(
    book: Book, sheet: Any, place: tuple[int, int], column: Column, values: Iterable[object]
) -> None:
    """Values below each other from `place` (row, column), each as what it is; nothing for a missing one."""
    look, (first, i) = book.look(column), place
    for n, value in enumerate(values, start=first):
        typed = typed_value(value, column)
        if isinstance(typed, str):
            write_text(sheet, n, i, typed, look)
        elif isinstance(typed, datetime):
            sheet.write_datetime(n, i, typed, look)
        elif typed is not None:
            sheet.write_number(n, i, typed, look)


def write_notes(book: Book, sheet: Any, row: int, notes: Iterable[str], columns: int) -> None:
    """Sentences below a table, broken into rows of about its width in display columns."""
    room = max(_NOTE[0], min(_NOTE[1], columns))
    for line in (line for note in notes for line in wrap(note, room)):
        write_text(sheet, row, 0, line, book.line)
        row += 1


def table_width(columns: Sequence[Column], table: pd.DataFrame) -> int:
    """Display columns of a table on its sheet."""
    return sum(_column_width(c, table) for c in columns)


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


def _mark_stars(book: Book, sheet: Any, i: int, column: Column, table: pd.DataFrame) -> None:
    """Numbers that the table marks (`<key>*`) get a star behind them and stay numbers."""
    if f"{column.key}*" not in table:
        return
    pairs = zip(table[column.key], table[f"{column.key}*"], strict=True)
    for n, (value, marked) in enumerate(pairs, start=1):
        if marked is True and not cells.is_missing(value):
            sheet.write_number(n, i, value, book.star)


def typed_value(value: object, column: Column) -> Typed:
    """A real date, a real number or a text; a quote without brackets, its origin has a column."""
    if isinstance(value, str) and column.kind in _AS_IT_IS:
        return shorten(cells.clean(value))
    if cells.is_missing(value):
        return None
    if column.kind is Kind.DATE:
        moment = cells.moment(value)
        return moment if moment and moment >= _LEAST else cells.show(value, column)
    if column.kind in cells.NUMERIC and not isinstance(value, str | Note):
        number: int | float | None = cells.plain(value, column.kind)
        return number
    return shorten(cells.show(value, column))


def letter(column: int) -> str:
    """A, B, ... Z, AA for 0, 1, ... 25, 26."""
    more, last = divmod(column, _LETTERS)
    return (letter(more - 1) if more else "") + chr(ord("A") + last)


def _column_width(column: Column, table: pd.DataFrame) -> int:
    if column.kind is Kind.DATE:
        seen = [16 if _has_time(column) else 10]
    else:
        values = table[column.key].head(_MEASURED) if column.key in table else ()
        seen = [_longest_line(cells.show(value, column)) for value in values]
    # Two more for the filter's button.
    return max(_NARROWEST, min(_WIDEST, max([width(cells.heading(column)) + 2, *seen]) + 1))


def _longest_line(text: str) -> int:
    return max(map(width, text.split("\n")))


def _has_time(column: Column) -> bool:
    timed = column.key.endswith("_at") or column.key == "callback_due"
    return column.kind is Kind.DATE and timed


def _is_month(column: Column) -> bool:
    return column.kind is Kind.DATE and column.key == "month"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
