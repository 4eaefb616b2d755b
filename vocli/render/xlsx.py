"""The workbook: cover, one sheet per table, 明細 with one row per voice, and what the words mean."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from vocli.messages import has, t
from vocli.model.report import Insight, Note, Report
from vocli.render import cells, sheet
from vocli.render.options import RenderOptions
from vocli.render.sheet import FONT, Book, write_table, write_text

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
    book = Book(workbook)
    tables = [i for i in report.insights if i.layout != "pairs"]
    parts = _parts(report.detail)
    _cover(book, report, split=len(parts))
    for insight in tables:
        _insight_sheet(book, insight)
    for part in parts:
        write_table(book, book.sheet(t("render.sheet.detail")), report.detail.columns, part)  # type: ignore[union-attr]
    _terms(book, [*tables, *([report.detail] if report.detail else [])])
    workbook.close()
    return out.getvalue()


def _parts(detail: Insight | None) -> list[list[dict[str, Any]]]:
    """The rows of the 明細, cut where a sheet is full; one empty part for an empty table."""
    if detail is None:
        return []
    rows = cells.rows(detail)
    return [rows[i : i + sheet.ROW_LIMIT] for i in range(0, max(1, len(rows)), sheet.ROW_LIMIT)]


def _cover(book: Book, report: Report, split: int) -> None:
    page = book.sheet(t("render.sheet.cover"))
    page.set_column(0, 0, 24, book.text)
    page.set_column(1, 1, 90, book.text)
    write_text(page, 0, 0, t("render.cover.title", command=report.run.command), book.title)
    row = 2
    for heading, lines in _cover_blocks(report, split):
        if not lines:
            continue
        write_text(page, row, 0, t(f"render.cover.{heading}"), book.bold)
        for name, value in lines:
            row += 1
            write_text(page, row, 0, name, book.text)
            if isinstance(value, int | float):
                page.write_number(row, 1, value, book.number)
            else:
                write_text(page, row, 1, value, book.text)
        row += 2


def _cover_blocks(report: Report, split: int) -> list[tuple[str, list[tuple[str, Any]]]]:
    run = report.run
    pairs = [
        pair
        for i in report.insights
        if i.layout == "pairs"
        for pair, value in zip(cells.pairs(i), i.table.iloc[:, 1], strict=True)
        if not _screen_only(value)
    ]
    notes = [cells.say(note) for i in report.insights for note in i.notes if not _screen_only(note)]
    notes += [f.message for f in report.findings]
    if split > 1:
        notes.append(t("render.cover.split", sheets=split, rows=sheet.ROW_LIMIT))
    # The folder is this machine's business; equal files give equal workbooks wherever they lie.
    sources = [(PurePath(path).name, f"sha256 {sha[:12]}") for path, sha in run.sources]
    return [
        ("conditions", [(t("render.cover.as_of"), run.as_of), *map(_option, run.options)]),
        ("sources", sources),
        ("funnel", _funnel(report.data.get("funnel"))),
        ("summary", pairs),
        ("notes", [("", text) for text in dict.fromkeys(notes)]),
        ("versions", list(run.versions)),
    ]


def _screen_only(value: object) -> bool:
    return isinstance(value, Note) and value.screen_only


def _option(option: tuple[str, str]) -> tuple[str, str]:
    name, value = option
    return _named(f"render.option.{name}", name), cells.code(value, name)


def _funnel(funnel: object) -> list[tuple[str, Any]]:
    if not isinstance(funnel, Mapping):
        return []
    counts = [(str(key), value) for key, value in funnel.items() if isinstance(value, int)]
    return [(_named(f"render.funnel.{key}", key), value) for key, value in counts]


def _insight_sheet(book: Book, insight: Insight) -> None:
    title = cells.say(insight.title) or insight.name
    name = _named(f"render.sheet.{insight.name}", title.partition("(")[0].partition("(")[0])
    page = book.sheet(name)
    row = write_table(book, page, insight.columns, cells.rows(insight))
    page.set_header(f'&L&"{FONT}"{_header_text(title)}')
    plain = book.format()
    notes = [note for note in insight.notes if not note.screen_only]
    for n, note in enumerate(notes, start=row + 1):
        write_text(page, n, 0, cells.say(note), plain)


def _terms(book: Book, insights: Iterable[Insight]) -> None:
    """The meaning of every column that the workbook has, in the order of appearance."""
    keys = dict.fromkeys(c.key for insight in insights for c in insight.columns)
    page = book.sheet(t("render.sheet.terms"))
    page.set_column(0, 0, 24, book.text)
    page.set_column(1, 1, 90, book.text)
    page.write_row(0, 0, [t("render.term"), t("render.meaning")], book.heading)
    page.freeze_panes(1, 0)
    known = [key for key in keys if has(f"render.terms.{key}")]
    for n, key in enumerate(known, start=1):
        write_text(page, n, 0, cells.label(key), book.text)
        write_text(page, n, 1, t(f"render.terms.{key}"), book.text)


def _named(key: str, otherwise: str) -> str:
    return t(key) if has(key) else otherwise


def _header_text(title: str) -> str:
    # & starts a code in headers; Excel allows 255 characters in all.
    return title.replace("&", "&&")[:150]
