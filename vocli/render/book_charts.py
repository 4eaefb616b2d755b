"""Lines beside a trend, and shades in a grid of hours: what a glance can read, also printed in grey."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from vocli.messages import t
from vocli.model.report import Column, Insight, Kind
from vocli.render import cells
from vocli.render.sheet import FONT, Book

_HOUR = re.compile(r"h\d{1,2}")
_SIZE = {"width": 640, "height": 300}
_ROWS = 16  # that a chart of this height covers
_LEAST = 2  # points of a line
_SHADES = ("#FFFFFF", "#9DB2D3")  # one hue, light enough for black figures
# Told apart without colours: by the dashes and marks.
_LINES = (
    ("#1F2A44", "solid", "circle"),
    ("#1F2A44", "dash", "square"),
    ("#44546A", "round_dot", "triangle"),
    ("#44546A", "long_dash", "diamond"),
    ("#7F7F7F", "solid", "x"),
    ("#7F7F7F", "dash_dot", "star"),
)
_THEME = re.compile(r"theme_\d+")
_PLAIN = ("contacts", "complaint", "thanks")


def draw_trend(book: Book, sheet: Any, insight: Insight) -> None:
    """One chart of what came and how it was meant, one of the themes, to the right of the table."""
    keys = [c.key for c in insight.columns]
    if len(insight.table) < _LEAST or not keys:
        return
    themes = [key for key in keys if _THEME.fullmatch(key)]
    groups = (("counts", [k for k in _PLAIN if k in keys]), ("themes", themes))
    row = 0
    for name, group in groups:
        if group:
            chart = _lines(book, sheet, insight, group)
            chart.set_title({"name": t(f"render.chart.{name}"), "name_font": _font(11)})
            names = [cells.heading(c) for c in insight.columns if c.key in group]
            told = {"description": t("render.comma").join(names), "object_position": 2}
            sheet.insert_chart(row, len(keys) + 1, chart, told)
            row += _ROWS


def shade_hours(sheet: Any, columns: Sequence[Column], rows: int) -> None:
    """The more, the darker, in a run of columns of hours."""
    hours = [i for i, c in enumerate(columns) if c.kind is Kind.NUMBER and _HOUR.fullmatch(c.key)]
    if not hours or not rows:
        return
    low, high = _SHADES
    look = {"type": "2_color_scale", "min_color": low, "max_color": high}
    sheet.conditional_format(1, hours[0], rows, hours[-1], look)


def _lines(book: Book, sheet: Any, insight: Insight, group: Sequence[str]) -> Any:
    chart = book.workbook.add_chart({"type": "line"})
    name, last = sheet.get_name(), len(insight.table)
    keys = [c.key for c in insight.columns]
    for n, key in enumerate(group):
        i = keys.index(key)
        colour, dash, mark = _LINES[n % len(_LINES)]
        chart.add_series(
            {
                "name": [name, 0, i],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, i, last, i],
                "line": {"color": colour, "dash_type": dash, "width": 1.75},
                "marker": {
                    "type": mark,
                    "size": 6,
                    "border": {"color": colour},
                    "fill": {"color": "#FFFFFF"},
                },
            }
        )
    form = "yyyy/m" if insight.columns[0].key == "month" else "m/d"
    chart.set_x_axis({"num_format": form, "text_axis": True, "num_font": _font(9)})
    grid = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}}
    chart.set_y_axis(
        {"min": 0, "num_format": "#,##0", "num_font": _font(9), "major_gridlines": grid}
    )
    chart.set_legend({"position": "bottom", "font": _font(9)})
    chart.set_size(_SIZE)
    chart.set_chartarea({"border": {"color": "#BFBFBF"}})
    chart.show_blanks_as("gap")
    return chart


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False}
