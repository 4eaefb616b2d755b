"""From raw rows to a table, by layout where one is recognised."""

from __future__ import annotations

from vocli.sources.grid import Grid, Table
from vocli.sources.layout_toml import layouts_of
from vocli.sources.options import Opened
from vocli.sources.recognise import recognise_rows
from vocli.sources.table import build_table
from vocli.sources.tabular import apply_layout, fold_rows


def table_of(grid: Grid, opened: Opened) -> Table:
    """The table of a grid; its layout is "generic" where only header names and cells tell."""
    found = recognise_rows(layouts_of(opened.reading.profiles), grid.rows, opened.path)
    if found is None:
        return build_table(grid, opened.path, opened.names, opened.header_at)
    layout, header = found
    table = build_table(fold_rows(grid, layout.rows, header), opened.path, opened.names, header)
    return apply_layout(layout, table)
