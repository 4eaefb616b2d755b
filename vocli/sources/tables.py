"""From raw rows to a table, by layout where one is recognised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.folding import fold_rows
from vocli.sources.grid import Grid, Table
from vocli.sources.layout import Layout
from vocli.sources.layout_toml import layouts_of
from vocli.sources.options import Opened
from vocli.sources.recognise import find_near, recognise_rows
from vocli.sources.table import build_table
from vocli.sources.tabular import apply_layout


def table_of(grid: Grid, opened: Opened) -> Table:
    """The table of a grid; its layout is "generic" where only header names and cells tell."""
    found = recognise_rows(layouts_of(opened.reading.profiles), grid.rows, opened.path)
    if found is None:
        table = build_table(grid, opened.path, opened.names, opened.header_at)
        return replace(table, findings=(*table.findings, *_near(grid, opened)))
    layout, header = found
    layout = _with_zone(layout, grid.rows[: header + layout.rows.header_rows])
    table = build_table(fold_rows(grid, layout.rows, header), opened.path, opened.names, header)
    return apply_layout(layout, table)


def _near(grid: Grid, opened: Opened) -> list[Finding]:
    """A finding where the file looks like an export of a known format of which one column is gone."""
    near = find_near(layouts_of(opened.reading.profiles), grid.rows, opened.path)
    if near is None:
        return []
    layout, column = near
    message = t("sources.table_near", layout=layout.title, column=column)
    hint = t("sources.layout_near_hint")
    return [Finding("VOC-F125", Severity.WARNING, message, opened.path, column=column, hint=hint)]


def _with_zone(layout: Layout, above: Sequence[Sequence[str]]) -> Layout:
    """The layout with the zone that the rows above the data name."""
    if not layout.zone_in:
        return layout
    text = "\n".join("\t".join(row) for row in above)
    found = re.search(layout.zone_in, text)
    return replace(layout, zone=found[1]) if found else layout


def join_sheets(sheets: Sequence[tuple[str, list[list[str]]]], opened: Opened) -> Grid | None:
    """The main sheet of a layout that spreads over several, the others' cells added; None without one."""
    named = dict(sheets)
    for layout in layouts_of(opened.reading.profiles):
        main = named.get(layout.rows.sheet) if layout.rows.sheet else None
        if not main or recognise_rows([layout], main, opened.path) is None:
            continue
        rows = [list(row) for row in main]
        for title, own_id, by in layout.rows.merge:
            _add_sheet(rows, named.get(title, []), own_id, by)
        return Grid("xlsx", rows, list(range(1, len(rows) + 1)), title=layout.rows.sheet)
    return None


def _add_sheet(rows: list[list[str]], other: list[list[str]], own_id: str, by: str) -> None:
    """Put the other sheet's columns behind those of the main one, by id; names that exist stay the main one's."""
    if not other or own_id not in other[0] or by not in rows[0]:
        return
    place, key = rows[0].index(by), other[0].index(own_id)
    new = [i for i, name in enumerate(other[0]) if i != key and name and name not in rows[0]]
    width = len(rows[0])
    known = {row[key]: row for row in other[1:] if key < len(row) and row[key]}
    rows[0].extend(other[0][i] for i in new)
    for row in rows[1:]:
        row.extend([""] * (width - len(row)))
        found = known.get(row[place], [])
        row.extend(found[i] if i < len(found) else "" for i in new)
