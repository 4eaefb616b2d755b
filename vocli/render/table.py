"""The terminal's text: fixed width, one width per character, nothing cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vocli.messages import t
from vocli.model.report import Column, Insight, Kind, Place, Report
from vocli.render import cells
from vocli.render.ambiguous import settle
from vocli.render.below import below
from vocli.render.findings import draw_findings
from vocli.render.grid import Grid, lay_out
from vocli.render.options import RenderOptions
from vocli.render.wrap import flow, wrap
from vocli.text import pad, width

LABEL = 11  # display columns of the labels of a `pairs` insight
INDENT = 3
MARK = "!"  # in place of the rank, for what no ranking may hide


def render_table(report: Report, options: RenderOptions) -> bytes:
    """UTF-8 text of at most `options.width` columns per line, insights separated by an empty line."""
    grids = _grids(report.insights, options.width)
    blocks = [_Page(options, grids.get(i)).block(x) for i, x in enumerate(report.insights)]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return (text + "\n").encode("utf-8", "replace") if text else b""


class _Page:
    """Draws one insight; knows the line width, the colours and the grid that the insight shares."""

    def __init__(self, options: RenderOptions, grid: Grid | None) -> None:
        self._limit = options.width
        self._color = options.color
        self._grid = grid

    def block(self, insight: Insight) -> list[str]:
        """The insight's lines: title, body, notes."""
        title = wrap(settle(cells.say(insight.title)), self._limit) if insight.title else []
        body = self._body(insight)
        notes = [ln for n in insight.notes for ln in wrap(settle(cells.say(n)), self._limit)]
        if self._grid and notes and not insight.table.empty:
            notes = [self._ruler(), *notes]
        return [self._bold(line) for line in title] + body + notes

    def _body(self, insight: Insight) -> list[str]:
        if insight.layout == "pairs":
            return self._pairs(insight)
        if insight.layout == "findings":
            drawn = draw_findings(insight, self._limit)
            return [self._bold(line) if bold else line for line, bold in drawn]
        if insight.table.empty:
            return [t("render.nothing")]
        if insight.layout == "quotes":
            return self._quotes(insight)
        return self._table(insight)

    def _pairs(self, insight: Insight) -> list[str]:
        lines = [(settle(name), settle(value)) for name, value in cells.pairs(insight)]
        wanted = insight.columns[0].width if insight.columns else 0
        at = max([wanted or LABEL, *(width(name) + 1 for name, _ in lines)])
        out = []
        for name, value in lines:
            head, *rest = wrap(value, self._limit - at)
            out.append((pad(name, at) + head).rstrip())
            out.extend(" " * at + line for line in rest)
        return out

    def _table(self, insight: Insight) -> list[str]:
        assert self._grid is not None
        critical = insight.layout == "critical"
        out = [] if critical else self._grid.heading()
        out.append(self._ruler())
        for row in cells.shown_rows(insight):
            drawn = self._grid.lines(row_cells(insight, self._grid.columns, row))
            out.extend(self._bold(line) for line in drawn) if critical else out.extend(drawn)
            out.extend(self._below(insight, row, self._grid.spilled))
        return out

    def _quotes(self, insight: Insight) -> list[str]:
        head = [c for c in insight.columns if c.place is Place.ROW and c.kind is not Kind.QUOTE]
        words = tuple(c for c in insight.columns if c.place is Place.ROW and c.kind is Kind.QUOTE)
        out: list[str] = []
        for row in cells.shown_rows(insight):
            pieces = [settle(cells.show(row.get(c.key), c, row)) for c in head]
            out.extend(flow(pieces, self._limit))
            out.extend(self._below(insight, row, words))
        return out

    def _below(self, insight: Insight, row: Mapping[str, Any], more: Sequence[Column]) -> list[str]:
        columns = [*more, *(c for c in insight.columns if c.place is Place.BELOW)]
        lines = below(columns, row, self._limit - INDENT)
        return [" " * INDENT + self._dim_ids(line, ids) for line, ids in lines]

    def _ruler(self) -> str:
        return "-" * self._limit

    def _bold(self, line: str) -> str:
        return f"\x1b[1m{line}\x1b[0m" if self._color and line else line

    def _dim_ids(self, line: str, ids: str) -> str:
        if not (self._color and ids and line.endswith(ids)):
            return line
        return f"{line[: -len(ids)]}\x1b[2m{ids}\x1b[0m"


def row_cells(insight: Insight, columns: Sequence[Column], row: Mapping[str, Any]) -> list[str]:
    """The texts of one row, in the order of `columns`."""
    out = [settle(cells.show(row.get(c.key), c, row)) for c in columns]
    if insight.layout == "critical":
        return [
            MARK if c.key == "rank" and not text else text
            for c, text in zip(columns, out, strict=True)
        ]
    return out


def _grids(insights: Sequence[Insight], limit: int) -> dict[int, Grid]:
    """One grid per set of columns: tables that show the same columns stand exactly below each other."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, insight in enumerate(insights):
        if insight.layout in {"table", "critical"}:
            groups.setdefault(tuple(c.key for c in _row_columns(insight)), []).append(i)
    out = {}
    for members in groups.values():
        columns = _widest([_row_columns(insights[i]) for i in members])
        texts = [
            row_cells(insights[i], columns, row)
            for i in members
            for row in cells.shown_rows(insights[i])
        ]
        out.update(dict.fromkeys(members, lay_out(columns, texts, limit)))
    return out


def _widest(sets: Sequence[Sequence[Column]]) -> list[Column]:
    return [max(same, key=lambda c: c.width) for same in zip(*sets, strict=True)]


def _row_columns(insight: Insight) -> list[Column]:
    return [c for c in insight.columns if c.place is Place.ROW]
