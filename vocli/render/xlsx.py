"""The workbook: cover, one sheet per table, 明細 with one row per voice, and what the words mean."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from vocli.messages import has, t
from vocli.model.report import Column, Insight, Report
from vocli.render import cells, sheet
from vocli.render.book_charts import draw_trend, shade_hours
from vocli.render.book_cover import Listed, about, inside, numbers, write_cover
from vocli.render.book_plan import name_of, summary_of, tables_of, title_of
from vocli.render.book_rows import Rows, fill_sheets
from vocli.render.book_summary import first_row, write_summary
from vocli.render.options import RenderOptions
from vocli.render.sheet import (
    FONT,
    Book,
    frame_table,
    letter,
    table_width,
    write_notes,
    write_table,
    write_text,
)

_UNDATED = datetime(2000, 1, 1)


def render_xlsx(report: Report, options: RenderOptions) -> bytes:
    """Bytes of an XLSX file; the only date inside is the report's `as_of`."""
    import xlsxwriter

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": 11},
        },
    )
    workbook.set_properties({"created": cells.moment(report.run.as_of) or _UNDATED})
    rows = _fill(Book(workbook, *_heads(report, options.label)), report)
    workbook.close()
    return fill_sheets(out.getvalue(), rows)


def _fill(book: Book, report: Report) -> dict[int, Rows]:
    """Make every sheet; returns what is still to be put into those of the 明細."""
    cover = book.sheet(t("render.sheet.cover"))
    parts = summary_of(report)
    summary = book.sheet(t("render.sheet.summary")) if parts else None
    listed = [Listed(summary.get_name(), t("render.cover.about_summary"))] if summary else []
    places = {part.name: (summary, part, first_row(parts, part.name)) for part in parts}
    numbered = numbers(report)
    tables = tables_of(report)
    for insight in tables:
        page = _insight_sheet(book, insight)
        places[insight.name] = (page, insight, 1)
        listed.append(Listed(page.get_name(), about(insight, numbered), insight))
    if summary:
        write_summary(book, summary, parts, lambda cell: _find(places, cell))
    rows, sheets = _detail_sheets(book, report.detail)
    listed += sheets
    columns = _columns([*parts, *tables, *([report.detail] if report.detail else [])])
    words = _terms(book, columns, report.run.command)
    listed.append(Listed(words.get_name(), t("render.cover.about_terms")))
    write_cover(book, cover, report, listed)
    return rows


def _heads(report: Report, label: str) -> tuple[str, str]:
    """What every page prints at its head: the period, and for whom it is."""
    period = report.span
    middle = ""
    if period:
        first, last = (f"{day:%Y/%m/%d}" for day in period)
        middle = t("render.head.period", first=first, last=last)
    asked = dict(report.run.options)
    audience = asked.get("audience", "")
    name = cells.code(audience, "audience")
    right = [label, t("render.head.audience", name=name) if audience else ""]
    return middle, " ".join(filter(None, [*right, asked.get("company", "")]))


def _insight_sheet(book: Book, insight: Insight) -> Any:
    title = title_of(insight) or insight.name
    page = book.sheet(name_of(insight), title)
    row = write_table(book, page, insight.columns, insight.table)
    shade_hours(page, insight.columns, len(insight.table))
    if insight.layout == "trend":
        draw_trend(book, page, insight)
    notes = [cells.say(note) for note in insight.notes if not note.screen_only]
    told = [title, *notes] if title != name_of(insight) else notes
    write_notes(book, page, row + 1, told, table_width(insight.columns, insight.table))
    return page


def _detail_sheets(book: Book, detail: Insight | None) -> tuple[dict[int, Rows], list[Listed]]:
    """The sheets of the 明細, without their rows, and the rows; continued where a sheet is full."""
    if detail is None:
        return {}, []
    listed, rows = [], {}
    for i in range(0, max(1, len(detail.table)), sheet.ROW_LIMIT):
        part = detail.table.iloc[i : i + sheet.ROW_LIMIT]
        page = book.sheet(t("render.sheet.detail"))
        frame_table(book, page, detail.columns, part)
        rows[len(book.workbook.worksheets())] = Rows(detail.columns, part)
        listed.append(Listed(page.get_name(), t("render.cover.about_detail"), detail))
    return rows, listed


def _find(
    places: dict[str, tuple[Any, Insight, int]], cell: tuple[str, int, str]
) -> tuple[str, str] | None:
    """Sheet and cell in words, and where a link to them leads; None for a cell that no sheet has."""
    name, row, key = cell
    if name not in places:
        return None
    page, insight, first = places[name]
    keys = [c.key for c in insight.columns]
    if key not in keys or not 0 <= row < len(insight.table):
        return None
    address = f"{letter(keys.index(key))}{first + row + 1}"
    return f"{page.get_name()} {address}", inside(page.get_name(), address)


def _columns(insights: Sequence[Insight]) -> list[Column]:
    """Every column of the book once, in the order of appearance."""
    known: dict[str, Column] = {}
    for column in (c for insight in insights for c in insight.columns):
        known.setdefault(column.key, column)
    return list(known.values())


def _terms(book: Book, columns: Iterable[Column], command: str) -> Any:
    """The meaning of every column that the workbook has."""
    page = book.sheet(t("render.sheet.terms"))
    page.set_column(0, 0, 24, book.text)
    page.set_column(1, 1, 90, book.text)
    page.write_row(0, 0, [t("render.term"), t("render.meaning")], book.heading)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    told = [(c, _meaning(c.key, command)) for c in columns]
    for n, (column, meaning) in enumerate((pair for pair in told if pair[1]), start=1):
        write_text(page, n, 0, cells.heading(column), book.text)
        write_text(page, n, 1, meaning, book.text)
    return page


def _meaning(key: str, command: str) -> str:
    """What a column means on the pages of a command; "" for one that its heading tells well enough."""
    known = (f"{room}.terms.{key}" for room in (command, "render", "workbook"))
    return next((t(name) for name in known if has(name)), "")
