"""One table as CSV.

A file for people (`for_file`) has a BOM and CRLF so that a double click in Excel reads it rightly, and
texts that a spreadsheet would take for a formula get an apostrophe in front. Standard output has
neither: programs get every text as it is. Ids and numbers are never changed.
"""

from __future__ import annotations

import csv
import io

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model.report import Column, Insight, Kind, Report
from vocli.render import cells
from vocli.render.options import RenderOptions

_FORMULA = ("=", "+", "-", "@", "\t")
_GUARDED = frozenset({Kind.TEXT, Kind.QUOTE, Kind.CODE})


def render_csv(report: Report, options: RenderOptions) -> bytes:
    """The report's main table, all of its columns; VOC-E702 if the report has no table at all."""
    return write_csv(main_insight(report), options)


def main_insight(report: Report) -> Insight:
    """The table named like the command, else the first table, else the first insight."""
    tables = [i for i in report.insights if i.layout != "pairs"]
    ranked = [i for i in tables if i.layout != "critical"]
    named = [i for i in tables if i.name == report.run.command]
    for insight in (*named, *ranked, *tables, *report.insights):
        return insight
    raise VocliError("VOC-E702", t("render.no_table"), hint=t("render.no_table_hint"))


def write_csv(insight: Insight, options: RenderOptions) -> bytes:
    """One insight's table as CSV bytes; also for the 明細 and the assignments file."""
    labels = options.header == "ja"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if options.for_file else "\n")
    writer.writerow([cells.label(c.key) if labels else c.key for c in insight.columns])
    for row in cells.rows(insight):
        fields = [(c, cells.field(row.get(c.key), c, labels=labels)) for c in insight.columns]
        writer.writerow([_guard(c, text) if options.for_file else text for c, text in fields])
    encoding = "utf-8-sig" if options.for_file else "utf-8"
    return out.getvalue().encode(encoding, "replace")


def _guard(column: Column, text: str) -> str:
    return f"'{text}" if column.kind in _GUARDED and text.startswith(_FORMULA) else text
