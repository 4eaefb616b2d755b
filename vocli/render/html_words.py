"""Values of a table as escaped HTML; a note that names a cell of the page becomes a link to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vocli.messages import t
from vocli.model.report import Column, Kind, Note
from vocli.render import cells
from vocli.render.charts import draw_line

if TYPE_CHECKING:
    from markupsafe import Markup

CITED = "cell"  # the value of a note that holds (insight, row from 0, column)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Cell = tuple[str, int, str]


def anchor(cell: Cell) -> str:
    """The id of a cell in the page."""
    name, row, column = cell
    return f"{name}-{row + 1}-{column}"


@dataclass(frozen=True)
class Words:
    """Speaks notes and values; `places` are the cells that the page shows and may be linked to."""

    places: frozenset[Cell] = field(default_factory=frozenset)

    def say(self, note: Note | str | None) -> Markup:
        """A note as a sentence, what it is given escaped, cells linked."""
        from markupsafe import Markup, escape

        if not isinstance(note, Note):
            return escape(_visible(note or ""))
        values = {name: self._spoken(value) for name, value in note.values.items()}
        text = escape(t(note.key))
        said = Markup(text).format(**values) if values else text
        cell = note.values.get(CITED)
        if isinstance(cell, tuple) and cell in self.places:
            return Markup('<a href="#{}">{}</a>').format(anchor(cell), said)
        return said

    def show(self, value: object, column: Column, row: Mapping[str, Any]) -> Markup:
        """What a cell shows; numbers as everywhere, a series as a line."""
        from markupsafe import Markup, escape

        if cells.is_missing(value):
            return Markup("")
        if isinstance(value, Note):
            return self.say(value)
        if column.kind is Kind.SPARK and isinstance(value, tuple | list):
            return draw_line([float(item) for item in value]) if value else Markup("")
        if isinstance(value, tuple | list):
            spoken = self._spoken(value)
            return spoken if isinstance(spoken, Markup) else escape(spoken)
        return escape(_visible(cells.show(value, column, row)))

    def _spoken(self, value: Any) -> Any:
        from markupsafe import escape

        if isinstance(value, Note):
            return self.say(value)
        if isinstance(value, list | tuple):
            return escape(t("render.comma")).join(escape(self._spoken(item)) for item in value)
        if cells.is_missing(value):
            return ""
        return _visible(value) if isinstance(value, str) else value


def _visible(text: str) -> str:
    return _CONTROL.sub("", cells.clean(text))
