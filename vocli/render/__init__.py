"""From a report of typed tables to the bytes of one output format."""

from __future__ import annotations

from collections.abc import Callable

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model.report import Report
from vocli.render.cells import say
from vocli.render.csv import render_csv, write_csv
from vocli.render.github import render_github
from vocli.render.html import render_html
from vocli.render.json import render_error, render_json
from vocli.render.junit import render_junit
from vocli.render.markdown import render_markdown
from vocli.render.options import RenderOptions
from vocli.render.sarif import render_sarif
from vocli.render.table import render_table
from vocli.render.wrap import wrap
from vocli.render.xlsx import render_xlsx

__all__ = [
    "CHECK_RENDERERS",
    "CHECK_SUFFIXES",
    "RENDERERS",
    "SUFFIXES",
    "RenderOptions",
    "Renderer",
    "render",
    "render_error",
    "say",
    "wrap",
    "write_csv",
]

Renderer = Callable[[Report, RenderOptions], bytes]

RENDERERS: dict[str, Renderer] = {
    "table": render_table,
    "markdown": render_markdown,
    "csv": render_csv,
    "json": render_json,
    "xlsx": render_xlsx,
    "html": render_html,
}

# What only the verdict of a check can be written as.
CHECK_RENDERERS: dict[str, Renderer] = {
    "junit": render_junit,
    "sarif": render_sarif,
    "github": render_github,
}

# Which format the name of an output file asks for.
SUFFIXES: dict[str, str] = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
}
CHECK_SUFFIXES: dict[str, str] = {".xml": "junit", ".sarif": "sarif"}


def render(report: Report, fmt: str, options: RenderOptions) -> bytes:
    """The report in one of RENDERERS or, of a check, CHECK_RENDERERS; equal reports and options give equal bytes.

    Raises VOC-E701 for a format that does not exist, VOC-E702 for CSV of a report without a table.
    """
    renderer = (RENDERERS | CHECK_RENDERERS).get(fmt)
    if renderer is None:
        raise VocliError(
            "VOC-E701",
            t("render.unknown_format", name=fmt),
            hint=t("render.known_formats", names=", ".join(RENDERERS)),
        )
    return renderer(report, options)
