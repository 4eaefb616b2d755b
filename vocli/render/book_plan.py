"""Which sheets a workbook has, in which order, and what each is called."""

from __future__ import annotations

from collections.abc import Sequence

from vocli.messages import has, t
from vocli.model.report import Insight, Note, Report
from vocli.render import cells

SUMMARY = ("conclusions", "whole")  # share one sheet, sentences above figures
# The sheets of the overview before and behind all others; its weeks are in the trend.
_FIRST = (
    "critical",
    "themes",
    "phrases",
    "plus_themes",
    "trend_week",
    "trend_month",
    "by_product",
    "by_site",
    "times",
    "metrics",
)
_LAST = ("act_list",)
_SAME = {"weeks": "trend_week"}  # a table of the page -> the fuller one of the workbook
PAGES = ("report", "weekly", "monthly")  # pages whose sentences and figures share a sheet


def summary_of(report: Report) -> tuple[Insight, ...]:
    """What the sheet まとめ holds: of the overview its sentences and overall figures, else nothing."""
    if report.run.command not in PAGES:
        return ()
    return tuple(i for name in SUMMARY for i in report.insights if i.name == name)


def tables_of(report: Report) -> list[Insight]:
    """The tables that have a sheet of their own, in the order of the sheets."""
    own = [i for i in (*report.insights, *report.sheets) if i.layout != "pairs"]
    if report.run.command not in PAGES:
        return own
    names = {i.name for i in own}
    own = [i for i in own if i.name not in SUMMARY and _SAME.get(i.name) not in names]
    return sorted(own, key=lambda insight: _place(insight.name))  # others keep their order


def _place(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name)
    return len(_FIRST) + (1 + _LAST.index(name) if name in _LAST else 0)


def title_of(insight: Insight) -> str:
    """The title without the number that it has on the page."""
    title = insight.title
    if title and title.key == "report.numbered":
        title = title.values["title"]
    return cells.say(title) if isinstance(title, Note) else str(title or "")


def name_of(insight: Insight) -> str:
    """What the sheet of a table is called: its own name, else the title up to a bracket."""
    known = f"render.sheet.{insight.name}"
    title = title_of(insight) or insight.name
    return t(known) if has(known) else title.partition("(")[0].partition("（")[0]


def numbers_of(insights: Sequence[Insight]) -> dict[str, str]:
    """The number in front of each title, 表2, as the page has it; none where it has none."""
    told = {}
    for insight in insights:
        if insight.title and insight.title.key == "report.numbered":
            plain = {**insight.title.values, "title": ""}
            told[insight.name] = cells.say(Note("report.numbered", plain)).strip()
    return told
