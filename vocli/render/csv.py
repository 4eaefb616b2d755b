"""One table as CSV.

A file for people (`for_file`) has a BOM and CRLF so that a double click in Excel reads it rightly.
Texts that a spreadsheet would take for a formula get an apostrophe in front wherever the CSV goes, for
what is printed today is opened tomorrow; numbers never do, and JSON has every text as it is.
"""

from __future__ import annotations

import csv
import io
import re

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model.report import Column, Insight, Report
from vocli.render import cells
from vocli.render.options import RenderOptions

# Signs that start a formula, in full width as well (some spreadsheets fold them), and control characters
# that are skipped in front of one.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")


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
    writer.writerow([disarm(cells.heading(c) if labels else c.key) for c in insight.columns])
    for row in cells.rows(insight):
        writer.writerow([_field(row.get(c.key), c, labels) for c in insight.columns])
    encoding = "utf-8-sig" if options.for_file else "utf-8"
    return out.getvalue().encode(encoding, "replace")


def disarm(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would run it; a plain number stays one."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _field(value: object, column: Column, labels: bool) -> str:
    return disarm(cells.field(value, column, labels=labels))
