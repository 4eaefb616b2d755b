"""At most five sentences in front of the page. Every one is made of cells of its tables, and names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from vocli.messages import has
from vocli.model import Column, Insight, Kind, Note

MOST = 5


@dataclass(frozen=True)
class Cell:
    """One cell of a table of the page; rows count from 0."""

    insight: str
    row: int
    column: str


@dataclass(frozen=True)
class Conclusion:
    """A sentence: its message, the cells that its words and numbers are taken from, those it names.

    ValueError for a sentence that names no cell, or one that says nothing.
    """

    key: str
    cells: Mapping[str, Cell]
    cited: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a sentence that nobody could look up."""
        if not self.cited or not all(name in self.cells for name in self.cited):
            raise ValueError(f"{self.key}: a conclusion without a cell")


@dataclass(frozen=True)
class Pages:
    """The tables of the page by name, and the number under which each is printed."""

    tables: Mapping[str, Insight]
    numbers: Mapping[str, int]

    def value(self, cell: Cell) -> Any:
        """What stands in a cell; ValueError where the page has no such cell or nothing in it."""
        insight = self.tables.get(cell.insight)
        inside = insight is not None and any(c.key == cell.column for c in insight.columns)
        if insight is None or not inside or not 0 <= cell.row < len(insight.table):
            raise ValueError(f"no cell {cell}")
        value = insight.table[cell.column].iloc[cell.row]
        if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
            raise ValueError(f"an empty cell {cell}")
        column = next(c for c in insight.columns if c.key == cell.column)
        return _label(value, cell.column) if column.kind is Kind.CODE else value

    def cite(self, cell: Cell) -> Note:
        """表2 1行目 直近4週; a page with links leads there."""
        insight = self.tables[cell.insight]
        column = next(c for c in insight.columns if c.key == cell.column)
        values: dict[str, Any] = {
            "table": self.numbers[cell.insight],
            "row": cell.row + 1,
            "cell": (cell.insight, cell.row, cell.column),
        }
        if insight.layout == "pairs":
            return Note("report.cite_line", values)
        label = column.label if "." in column.label else f"columns.{column.key}"
        return Note("report.cite", {**values, "column": Note(label)})


def _label(value: object, column: str) -> object:
    """The label of a code as a note; a code without one, as the name of a theme, is its own label."""
    keys = (f"codes.{column}.{value}", f"codes.{value}")
    found = next((key for key in keys if isinstance(value, str) and has(key)), None)
    return Note(found) if found else value


def records_of(tables: Mapping[str, Insight], name: str) -> list[dict[str, Any]]:
    """The rows of a table of the page; none where the page has no such table."""
    insight = tables.get(name)
    if insight is None:
        return []
    return [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]


def build(pages: Pages, conclusions: Sequence[Conclusion]) -> Insight:
    """Number and sentence of each conclusion; ValueError where one speaks of a cell that is not there."""
    rows = [(str(n), _said(pages, one)) for n, one in enumerate(conclusions, 1)]
    return Insight(
        name="conclusions",
        title=Note("report.conclusions"),
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=3), Column("value", Kind.TEXT)),
        notes=() if rows else (Note("report.say.nothing"),),
        layout="pairs",
    )


def payload(pages: Pages, conclusions: Sequence[Conclusion]) -> list[dict[str, Any]]:
    """The same for programs: each sentence with the cells it was made of and their values."""
    return [
        {
            "sentence": Note(one.key, _values(pages, one)),
            "cells": [
                {
                    "insight": cell.insight,
                    "row": cell.row,
                    "column": cell.column,
                    "value": pages.value(cell),
                }
                for cell in one.cells.values()
            ],
        }
        for one in conclusions
    ]


def _said(pages: Pages, one: Conclusion) -> Note:
    sentence = Note(one.key, _values(pages, one))
    cites = [Note("report.cited", {"cite": pages.cite(one.cells[name])}) for name in one.cited]
    return Note("report.sentence", {"sentence": sentence, "cites": _joined(cites)})


def _values(pages: Pages, one: Conclusion) -> dict[str, Any]:
    return {name: pages.value(cell) for name, cell in one.cells.items()}


def _joined(notes: Sequence[Note]) -> Note:
    """Notes one behind the other, without a sign between them."""
    first, *rest = notes
    for note in rest:
        first = Note("report.joined", {"first": first, "second": note})
    return first
