"""The cover of a workbook: what was asked of which files, the sheets, the counts step by step, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from vocli.messages import has, t
from vocli.model.report import Insight, Note, Report
from vocli.render import cells
from vocli.render.book_plan import PAGES, SUMMARY, numbers_of, title_of
from vocli.render.sheet import ROW_LIMIT, Book, write_text

_FINDINGS = 50  # that the cover names; the rest is counted
_WIDTHS = (24, 90)
Line = tuple[str, Any]


@dataclass(frozen=True)
class Listed:
    """A sheet of the book: its name, and what is on it."""

    name: str
    about: str
    insight: Insight | None = None


def write_cover(book: Book, page: Any, report: Report, sheets: Sequence[Listed]) -> None:
    """The first sheet, written when the names of all others are known."""
    for i, wide in enumerate(_WIDTHS):
        page.set_column(i, i, wide, book.text)
    write_text(page, 0, 0, t("render.cover.title", command=report.run.command), book.title)
    row = 2
    for heading, lines in _blocks(report, sheets):
        if not lines:
            continue
        write_text(page, row, 0, t(f"render.cover.{heading}"), book.bold)
        for name, value in lines:
            row += 1
            _line(book, page, row, (name, value), linked=heading == "sheets")
        row += 2


def _line(book: Book, page: Any, row: int, line: Line, *, linked: bool) -> None:
    name, value = line
    if linked:
        page.write_url(row, 0, inside(name), book.link, name)
    else:
        write_text(page, row, 0, name, book.text)
    if isinstance(value, int | float):
        page.write_number(row, 1, value, book.number)
    else:
        write_text(page, row, 1, value, book.text)


def inside(sheet: str, cell: str = "A1") -> str:
    """The address of a cell of this book."""
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!{cell}"


def _blocks(report: Report, sheets: Sequence[Listed]) -> list[tuple[str, list[Line]]]:
    run = report.run
    # The folder is this machine's business; equal files give equal workbooks wherever they lie.
    sources: list[Line] = [(PurePath(path).name, f"sha256 {sha[:12]}") for path, sha in run.sources]
    conditions = [(t("render.cover.as_of"), run.as_of), *map(_option, run.options)]
    return [
        ("conditions", conditions),
        ("sheets", [(one.name, one.about) for one in sheets]),
        ("sources", sources),
        ("funnel", _funnel(report.data.get("funnel"))),
        ("summary", _told(report)),
        ("notes", _notes(report, sheets)),
        ("versions", list(run.versions)),
    ]


def _told(report: Report) -> list[Line]:
    """Labels and sentences; what the overview concludes from its tables has a sheet of its own."""
    apart = SUMMARY if report.run.command in PAGES else ()
    lines: list[Line] = []
    for insight in report.insights:
        if insight.layout != "pairs" or insight.name in apart:
            continue
        values = insight.table.iloc[:, 1]
        title = title_of(insight)
        for (name, text), value in zip(cells.pairs(insight), values, strict=True):
            if not _screen_only(value):
                lines.append((name or title, text))
                title = ""
    return lines


def _notes(report: Report, sheets: Sequence[Listed]) -> list[Line]:
    """What was odd about the input, then the sentences that explain numbers, each with its sheet."""
    found = [f.message for f in report.findings]
    lines: list[Line] = [("", text) for text in dict.fromkeys(found[:_FINDINGS])]
    if len(found) > _FINDINGS:
        lines.append(("", t("render.cover.more", n=len(found) - _FINDINGS)))
    names = {one.insight.name: one.name for one in sheets if one.insight is not None}
    seen: set[str] = set()
    for insight in (*report.insights, *report.sheets):
        for text in (cells.say(note) for note in insight.notes if not note.screen_only):
            if text not in seen:
                lines.append((names.get(insight.name, ""), text))
                seen.add(text)
    parts = sum(one.insight is report.detail for one in sheets if report.detail is not None)
    if parts > 1:
        lines.append(("", t("render.cover.split", sheets=parts, rows=ROW_LIMIT)))
    return lines


def about(insight: Insight, numbers: Mapping[str, str]) -> str:
    """What the cover says of a table: its title, and the number under which the page has it."""
    number = numbers.get(insight.name, "")
    title = title_of(insight)
    return t("render.cover.about", title=title, number=number) if number else title


def numbers(report: Report) -> dict[str, str]:
    """The number of every table of the page."""
    return numbers_of(report.insights)


def _screen_only(value: object) -> bool:
    return isinstance(value, Note) and value.screen_only


def _option(option: tuple[str, str]) -> Line:
    name, value = option
    return _named(f"render.option.{name}", name), cells.code(value, name)


def _funnel(funnel: object) -> list[Line]:
    if not isinstance(funnel, Mapping):
        return []
    counts = [(str(key), value) for key, value in funnel.items() if isinstance(value, int)]
    return [(_named(f"render.funnel.{key}", key), value) for key, value in counts]


def _named(key: str, otherwise: str) -> str:
    return t(key) if has(key) else otherwise
