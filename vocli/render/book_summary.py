"""まとめ: the sentences of the overview, each with links to its cells, above the overall figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from vocli.messages import t
from vocli.model.report import Insight, Note
from vocli.render import cells
from vocli.render.book_plan import title_of
from vocli.render.sheet import Book, write_column, write_heading, write_text
from vocli.text import width

_WIDTHS = (16, *(12,) * 8, 26, 26)
_SENTENCE = (1, 8)  # first and last column of a sentence
_LINE = 19  # points
# Cell of a table (name, row from 0, column's key) -> what a link says, and where it leads; None without one.
Find = Callable[[tuple[str, int, str]], tuple[str, str] | None]


def write_summary(book: Book, page: Any, parts: Sequence[Insight], find: Find) -> None:
    """Sentences, then tables below each other; widths are those of the figures."""
    for i, wide in enumerate(_WIDTHS):
        page.set_column(i, i, wide, book.line)
    row = 0
    for insight in parts:
        write_text(page, row, 0, title_of(insight), book.title)
        if insight.layout == "pairs":
            row = _sentences(book, page, row + 1, (insight, find))
        else:
            row = _figures(book, page, row + 1, insight)
        row += 1


def first_row(parts: Sequence[Insight], name: str) -> int:
    """The row (from 0) in which the first line of a table of まとめ stands."""
    row = 0
    for insight in parts:
        head = 1 if insight.layout == "pairs" else 2
        if insight.name == name:
            return row + head
        row += head + len(insight.table) + len(_told(insight)) + 1
    raise KeyError(name)


def _sentences(book: Book, page: Any, row: int, told: tuple[Insight, Find]) -> int:
    insight, find = told
    first, last = _SENTENCE
    wide = sum(_WIDTHS[first : last + 1]) - 4
    values = insight.table.iloc[:, 1]
    for (label, text), value in zip(cells.pairs(insight), values, strict=True):
        links = [found for cell in _cells(value) if (found := find(cell))]
        said = _bare(value) if links else text
        page.write_string(row, 0, label, book.line)
        page.merge_range(row, first, row, last, said, book.text)
        page.set_row(row, _LINE * max(1, math.ceil(width(said) / wide)))
        for i, (name, target) in enumerate(links[: len(_WIDTHS) - last - 1], start=last + 1):
            page.write_url(row, i, target, book.link, t("render.cover.see", place=name))
        row += 1
    return _below(book, page, row, insight)


def _figures(book: Book, page: Any, row: int, insight: Insight) -> int:
    write_heading(book, page, row, insight.columns)
    for i, column in enumerate(insight.columns):
        write_column(book, page, (row + 1, i), column, insight.table[column.key])
    return _below(book, page, row + 1 + len(insight.table), insight)


def _below(book: Book, page: Any, row: int, insight: Insight) -> int:
    notes = _told(insight)
    for n, note in enumerate(notes):
        write_text(page, row + n, 0, note, book.line)
    return row + len(notes)


def _told(insight: Insight) -> list[str]:
    return [cells.say(note) for note in insight.notes if not note.screen_only]


def _bare(value: object) -> str:
    """The sentence without the places that it names."""
    sentence = value.values.get("sentence") if isinstance(value, Note) else None
    return cells.say(sentence) if isinstance(sentence, Note) else cells.say(value)  # type: ignore[arg-type]


def _cells(value: object) -> list[tuple[str, int, str]]:
    """The cells that a sentence names, in order."""
    if not isinstance(value, Note):
        return []
    own = value.values.get("cell")
    found = [own] if isinstance(own, tuple) else []
    return [*found, *(cell for inner in value.values.values() for cell in _cells(inner))]
