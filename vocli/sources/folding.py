"""Rows of a grid before it is a table: header rows folded into one, records of several rows put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vocli.sources.grid import Grid
from vocli.sources.layout import RowForm
from vocli.sources.synonyms import normalise


def fold_rows(grid: Grid, form: RowForm, header: int) -> Grid:
    """A grid with one header row and one row per record, under the row form of a layout."""
    rows, lines = grid.rows, grid.lines
    if form.header_rows > 1:
        head = rows[header : header + form.header_rows]
        names = _joined_names(head, form) if form.names < 0 else _named(head, form)
        rows = [*rows[:header], names, *rows[header + form.header_rows :]]
        lines = [*lines[: header + 1], *lines[header + form.header_rows :]]
    if form.mark:
        rows, lines = _fold_records(rows, lines, form, header)
    return grid if rows is grid.rows else replace(grid, rows=rows, lines=lines)


def _joined_names(head: Sequence[Sequence[str]], form: RowForm) -> list[str]:
    width = max(len(row) for row in head)
    above = ""
    out = []
    for i in range(width):
        cells = [row[i].strip() if i < len(row) else "" for row in head]
        above = cells[0] or above
        parts = [above, *(cell for cell in cells[1:] if cell and not _PLACEHOLDER.fullmatch(cell))]
        out.append(form.join.join(dict.fromkeys(part for part in parts if part)))
    return out


# What stands below a question that has only one cell.
_PLACEHOLDER = re.compile(r"response|open-ended response|回答|自由回答", re.IGNORECASE)


def _named(head: Sequence[Sequence[str]], form: RowForm) -> list[str]:
    """The first row's names; for questions what stands in the row of names."""
    first, chosen = head[0], head[form.names]
    return [
        (chosen[i].strip() if i < len(chosen) and re.search(form.question, name) else "") or name
        for i, name in enumerate(first)
    ]


def _fold_records(
    rows: list[list[str]], lines: list[int], form: RowForm, header: int
) -> tuple[list[list[str]], list[int]]:
    """Rows that begin no record belong to the one above; what they add to a cell comes on a new line."""
    begins = _beginnings(rows[header + 1 :], rows[header], form)
    out, places = list(rows[: header + 1]), list(lines[: header + 1])
    parts: list[list[str]] = []  # of every cell of the record in hand, what each of its rows added
    for row, line, new in zip(rows[header + 1 :], lines[header + 1 :], begins, strict=True):
        if new or len(out) == header + 1 or not any(row):
            out.append(list(row))
            places.append(line)
            parts = [[cell] for cell in row]
            continue
        record = out[-1]
        for i, cell in enumerate(row[: len(record)]):
            if cell and cell not in parts[i]:
                parts[i].append(cell)
                record[i] = "\n".join(filter(None, parts[i]))
    return out, places


def _beginnings(rows: Sequence[Sequence[str]], names: Sequence[str], form: RowForm) -> list[bool]:
    """Whether each row begins a record: by the mark, and where its column is gone, by a new id."""
    column, mark = form.mark or ("", "")
    at = _index_of(names, column.split("|"))
    if at is not None:
        return [at < len(row) and row[at].strip() == mark for row in rows]
    at = _index_of(names, form.ids)
    if at is None:
        return [True] * len(rows)
    out, last = [], ""
    for row in rows:
        own = row[at].strip() if at < len(row) else ""
        out.append(bool(own) and own != last)
        last = own or last
    return out


def _index_of(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    folded = [normalise(one) for one in wanted]
    return next((i for i, name in enumerate(names) if name and normalise(name) in folded), None)
