"""One report per department, to be written as workbooks of their own: its themes and their voices, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from vocli.insights import detail, funnel, route
from vocli.insights.route import Department
from vocli.messages import t
from vocli.model import Facts, Finding, Insight, Report
from vocli.pipeline.analysis import analyse
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import report_of


@dataclass(frozen=True)
class Routed:
    """The reports by department, in the order of `route`, and what was odd about the input."""

    books: tuple[tuple[str, Report], ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


def route_books(question: Question, progress: Progress = silent) -> Routed:
    """What `route --split` writes; no book where nothing was found."""
    found = analyse(replace(question, needs=route.NEEDS), progress)
    facts = found.facts
    head = funnel.build(facts, found.records.sources, found.plan)
    rows = detail.build(facts)
    books = []
    for one in route.departments(facts, found.as_of):
        name = one.name or t("watch.no_owner")
        table = replace(route.department_table(one), name="route")
        own = report_of(
            "route", found, (head, table), (("owner", name),), _voices(rows, facts, one)
        )
        books.append((name, own))
    shown = books[0][1].findings if books else found.findings
    return Routed(tuple(books), shown, found.remarks)


def _voices(rows: Insight, facts: Facts, department: Department) -> Insight:
    """The 明細 with the voices of these themes only; praise under the theme that it praises."""
    voices = facts.voices.set_index("voice_id")
    ids = rows.table["voice_id"]
    plus = ids.map(voices["plus_id"])
    praised = plus.isin(department.themes) & _praise(ids, facts)
    kept = rows.table["theme_id"].isin(department.themes) | praised
    names = dict(zip(facts.plus["theme_id"], facts.plus["name"], strict=True))
    table = rows.table.assign(
        theme_id=rows.table["theme_id"].where(~praised, plus),
        theme=rows.table["theme"].where(~praised, plus.map(names)),
    )
    return replace(rows, table=table[kept].reset_index(drop=True))


def _praise(ids: Sequence[str] | pd.Series, facts: Facts) -> pd.Series:
    """True for voices that praise: a complaint about what others praise stands in its own theme."""
    own = facts.voices.loc[
        (facts.voices["plus_id"] != "") & ~facts.voices["considered"], "voice_id"
    ]
    return pd.Series(ids).isin(own)
