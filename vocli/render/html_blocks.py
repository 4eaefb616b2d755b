"""One insight as a block of the page: its rows, its drawing, its notes, all of them escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vocli.messages import has, t
from vocli.model.report import Column, Insight, Kind, Note, Place, Report
from vocli.render import cells
from vocli.render.charts import draw_bars, draw_columns, draw_divided
from vocli.render.grid import is_right
from vocli.render.html_words import Cell, Words, anchor
from vocli.render.table import MARK
from vocli.text import width

if TYPE_CHECKING:
    from markupsafe import Markup

_BRACKETS = re.compile(r"\([^()]*\)$")
_LONG = 40  # display columns of a text that gets more room
_ROWS = 12  # of a table that shows fewer rows on a screen
_NAMES = frozenset({Kind.TEXT, Kind.CODE, Kind.DATE, Kind.ID})


@dataclass(frozen=True)
class Data:
    """One cell: its id ("" for one that nothing points to), what it shows, how it stands."""

    id: str
    text: Markup
    heading: bool = False
    look: str = ""  # class of the cell


@dataclass(frozen=True)
class Row:
    """The cells of one row, and what stands below them: facts as (label, text) and quotes."""

    cells: tuple[Data, ...]
    facts: tuple[tuple[str, Data], ...] = ()
    quotes: tuple[Data, ...] = ()


@dataclass(frozen=True)
class Block:
    """What the template draws for one insight."""

    name: str
    title: Markup
    layout: str
    heads: tuple[tuple[str, str], ...] = ()  # label, class
    rows: tuple[Row, ...] = ()
    drawing: Markup | None = None
    legend: tuple[tuple[str, str], ...] = ()  # class of the swatch, words
    notes: tuple[Markup, ...] = ()
    hidden: int = 0  # rows that the page does not show

    @property
    def short(self) -> str:
        """The title without what stands in brackets, for the list of contents."""
        return _BRACKETS.sub("", self.title.striptags()).strip()

    @property
    def labelled(self) -> bool:
        """Whether any line of pairs has a label."""
        return any(row.cells[0].text for row in self.rows)

    def texts(self) -> Iterator[str]:
        """Everything that is read in the block."""
        yield str(self.title)
        yield from (label for label, _ in self.heads)
        yield from map(str, self.notes)
        for row in self.rows:
            yield from (str(data.text) for data in (*row.cells, *row.quotes))
            for label, data in row.facts:
                yield from (label, str(data.text))


@dataclass(frozen=True)
class _Maker:
    """Makes the parts of one insight's block."""

    insight: Insight
    words: Words
    looks: Mapping[str, str]  # class of a column

    def data(self, column: Column, row: Mapping[str, Any], number: int, *, head: bool) -> Data:
        """One cell."""
        text = self.words.show(row.get(column.key), column, row)
        if self.insight.layout == "critical" and column.key == "rank" and not text:
            text = self.words.say(MARK)
        cell = (self.insight.name, number, column.key)
        id_ = anchor(cell) if cell in self.words.places else ""
        return Data(id_, text, head, self.looks.get(column.key, ""))

    def row(self, row: Mapping[str, Any], number: int) -> Row:
        """One row with its lines below."""
        shown, under = _in_row(self.insight), _below(self.insight)
        head = next((c.key for c in shown if c.kind in _NAMES), "")
        own = tuple(self.data(c, row, number, head=c.key == head) for c in shown)
        more = [(c, self.data(c, row, number, head=False)) for c in under]
        filled = [(c, d) for c, d in more if d.text]
        quotes = tuple(d for c, d in filled if c.kind is Kind.QUOTE)
        facts = tuple((_fact(c, row), d) for c, d in filled if c.kind is not Kind.QUOTE)
        return Row(own, facts, quotes)


def make_blocks(report: Report, words: Words) -> list[Block]:
    """The blocks of a report in reading order; a head without a title gets one."""
    blocks: list[Block] = []
    for number, insight in enumerate(report.insights):
        block = _block(insight, words, number)
        if insight.name == "funnel":
            block = _with_flow(block, report.data.get("funnel"))
        if any(block.name == other.name for other in blocks):
            block = replace(block, name=f"part{number + 1}")
        blocks.append(block)
    return blocks


def visible_cells(insights: Iterable[Insight]) -> Iterator[Cell]:
    """The cells that a page shows: what may be pointed to."""
    for insight in insights:
        columns = shown_columns(insight)
        for number in range(len(_rows(insight))):
            yield from ((insight.name, number, column.key) for column in columns)


def shown_columns(insight: Insight) -> list[Column]:
    """The columns that a page shows of a table."""
    return [*_in_row(insight), *_below(insight)]


def _block(insight: Insight, words: Words, number: int) -> Block:
    rows = _rows(insight)
    own = f"html.titles.{insight.name}"
    title = words.say(insight.title) or words.say(t(own) if has(own) else "")
    notes = tuple(words.say(note) for note in insight.notes if not note.screen_only)
    if insight.layout == "pairs":
        return Block(_id(insight, number), title, "pairs", rows=_pairs(insight, words), notes=notes)
    looks = {c.key: _look(c, rows) for c in insight.columns}
    maker = _Maker(insight, words, looks)
    drawing, legend = _drawing(insight, rows)
    return Block(
        name=_id(insight, number),
        title=title,
        layout="quotes" if insight.layout == "quotes" else "table",
        heads=tuple((cells.heading(c), looks[c.key]) for c in _in_row(insight)),
        rows=tuple(maker.row(row, n) for n, row in enumerate(rows)),
        drawing=drawing,
        legend=legend,
        notes=notes,
        hidden=len(insight.table) - len(rows),
    )


def _id(insight: Insight, number: int) -> str:
    """A name that is an id: the insight's own, with its place where that is no plain name."""
    return insight.name if insight.name.isidentifier() else f"part{number + 1}"


def _pairs(insight: Insight, words: Words) -> tuple[Row, ...]:
    """Label and sentence of each line; what only a person at the terminal can use is left out."""
    names = list(insight.table.columns[:2])
    value = names[1] if len(names) > 1 else "value"
    out = []
    rows = zip(cells.pairs(insight), insight.table[names].itertuples(index=False), strict=True)
    for number, ((label, text), raw) in enumerate(rows):
        note = raw[1]
        if isinstance(note, Note) and note.screen_only:
            continue
        cell = (insight.name, number, value)
        id_ = anchor(cell) if cell in words.places else ""
        said = words.say(note) if isinstance(note, Note) else words.say(text)
        out.append(Row((Data("", words.say(label), heading=True), Data(id_, said))))
    return tuple(out)


def _rows(insight: Insight) -> list[dict[str, Any]]:
    rows = cells.rows(insight)
    if insight.shown is None or len(rows) <= max(insight.shown, _ROWS):
        return rows
    return rows[: insight.shown]


def _in_row(insight: Insight) -> list[Column]:
    """Columns of the table: those of the screen, and series, for here they can be drawn."""
    if insight.layout == "pairs":
        return list(insight.columns[:2])
    row = [c for c in insight.columns if c.place is Place.ROW]
    return row + [c for c in insight.columns if c.kind is Kind.SPARK and c not in row]


def _below(insight: Insight) -> list[Column]:
    return [c for c in insight.columns if c.place is Place.BELOW and c.kind is not Kind.SPARK]


def _look(column: Column, rows: Sequence[Mapping[str, Any]]) -> str:
    """How a column stands: numbers to the right, codes on one line, texts with the room they need."""
    if is_right(column):
        return "right"
    if column.kind is Kind.QUOTE:
        return "quote"
    if column.kind is not Kind.TEXT:
        return "short"
    widest = max((width(cells.show(row.get(column.key), column, row)) for row in rows), default=0)
    return "long" if widest > _LONG else "words"


def _fact(column: Column, row: Mapping[str, Any]) -> str:
    """The label of a fact; a sentence stands alone."""
    alone = isinstance(row.get(column.key), Note) or has(f"html.alone.{column.key}")
    return "" if alone else cells.heading(column)


_Drawn = tuple["Markup | None", tuple[tuple[str, str], ...]]


def _drawing(insight: Insight, rows: list[dict[str, Any]]) -> _Drawn:
    """The drawing that belongs to a table of this name, and what its colours mean."""
    draw = _DRAWINGS.get(insight.name)
    return draw(rows) if draw and rows else (None, ())


def _weeks(rows: list[dict[str, Any]]) -> _Drawn:
    labels = [
        cells.day(row["week"] if "week" in row else row["begins"]).lstrip("0").replace("/0", "/")
        for row in rows
    ]
    totals = [float(row["contacts"]) for row in rows]
    if "complaint" not in rows[0]:
        return draw_columns(labels, totals), ()
    parts = [float(row["complaint"]) for row in rows]
    legend = (("bar", t("html.legend.contacts")), ("part", t("html.legend.complaint")))
    return draw_columns(labels, totals, parts), legend


# The column that a bar stands for: contacts, of a periodic page those of its own span.
_COUNTS = ("contacts", "this_week", "this_month")


def _counted(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[float]]:
    """The rows of themes, without 未分類 and sums, and what each counts."""
    key = next(key for key in _COUNTS if key in rows[0])
    own = [row for row in rows if row.get("theme_id") is not None and row[key]]
    return own, [float(row[key]) for row in own]


def _themes(rows: list[dict[str, Any]]) -> _Drawn:
    own, counts = _counted(rows)
    return (draw_bars([cells.clean(row["theme"]) for row in own], counts) if own else None), ()


def _plus(rows: list[dict[str, Any]]) -> _Drawn:
    own, counts = _counted(rows)
    if not own:
        return None, ()
    names = [cells.clean(row["theme"]) for row in own]
    delight = [float(row["delight"] or 0) for row in own]
    legend = (("bar", t("html.legend.praise")), ("part", t("html.legend.delight")))
    return draw_bars(names, counts, delight), legend


# Insight -> its drawing. Everything else is a table alone.
_DRAWINGS: dict[str, Callable[[list[dict[str, Any]]], _Drawn]] = {
    "weeks": _weeks,
    "by_week": _weeks,
    "months": _weeks,
    "themes": _themes,
    "plus_themes": _plus,
}


def _with_flow(block: Block, funnel: object) -> Block:
    """The head with one bar: what was left out, and what the rest says as far as it was asked."""
    if not isinstance(funnel, Mapping) or not funnel.get("read") or "in_scope" not in funnel:
        return block
    counts = {**_said(funnel), "left_out": int(funnel["read"]) - int(funnel["in_scope"])}
    told = [(name, t(f"html.flow.{name}"), float(n)) for name, n in counts.items() if n > 0]
    legend = tuple((name, f"{label} {n:,.0f}") for name, label, n in told)
    return replace(block, drawing=draw_divided(told), legend=legend)


def _said(funnel: Mapping[str, Any]) -> dict[str, int]:
    """The contacts in scope by what they say; undivided where no voice was read, or none grouped."""
    scope, spoken = int(funnel["in_scope"]), int(funnel.get("with_signal", 0))
    grouped = int(funnel.get("in_theme", 0))
    if not spoken:
        return {"in_scope": scope}
    split = {"in_theme": grouped, "unassigned": spoken - grouped} if grouped else {"with": spoken}
    return {**split, "without": scope - spoken}
