"""The overview: everything that one page says, made in one walk over the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pandas as pd

from vocli.errors import VocliError
from vocli.insights import (
    act,
    conclusions,
    data_state,
    detail,
    funnel,
    minus,
    minus_moved,
    phrases,
    picture,
    plus_side,
)
from vocli.insights.conclusions import Pages
from vocli.insights.conclusions_chosen import choose
from vocli.insights.questions import load_question
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place, Report
from vocli.pipeline.analysis import Analysis, analyse
from vocli.pipeline.asking import lacking
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import command_files, report_of
from vocli.pipeline.workbook import sheets_of

# Questions that the page takes over, and where: behind what changed, and as the measures.
WHY: tuple[str, ...] = ("drivers", "expectations")
MEASURES: tuple[str, ...] = ("metrics",)
_ACT = "escalation"  # whose record says which requests for a superior were met
_SIGNALS = ("leak", "unresolved", "churn_threat", "escalation_request")
_OWN = Needs(themes=True, plus=True, signals=_SIGNALS)
_ROWS = 8  # of a question that the page takes over
_VOICE = frozenset({"quote", "quote_date"})


def overview_report(
    question: Question, progress: Progress = silent
) -> tuple[Report, tuple[str, ...]]:
    """The report of one page, and remarks for the person at the terminal.

    A question that lacks its columns becomes a note; nothing but the reading itself can fail.
    """
    found = analyse(replace(question, needs=page_needs()), progress)
    tables = _tables(found)
    titled, numbers = numbered(tables)
    by_name = {insight.name: insight for insight in titled}
    pages = Pages(by_name, numbers)
    chosen = choose(by_name)
    head = funnel.build(found.facts, found.records.sources, found.plan)
    whole, weeks, *rest = titled
    # What was found stands on the first page, right under the whole picture.
    insights = (head, whole, conclusions.build(pages, chosen), weeks, *rest)
    report = report_of("report", found, insights, (), detail.build(found.facts))
    data = {**report.data, "conclusions": conclusions.payload(pages, chosen)}
    sheets = sheets_of(found, by_name.get("themes", whole))
    return replace(report, data=data, sheets=sheets), found.remarks


def page_needs() -> Needs:
    """What the page and all its questions read, so that one walk makes it."""
    needs = [
        _OWN,
        *(load_question(name).NEEDS for name in (*WHY, *MEASURES, _ACT)),
    ]
    return merge_needs(needs)


def merge_needs(needs: Sequence[Needs]) -> Needs:
    """All that several questions read; what is missing is told, not demanded."""
    merged = {f.name: _merged([getattr(own, f.name) for own in needs]) for f in fields(Needs)}
    return Needs(**{**merged, "columns": (), "tables": ()})


def _merged(wishes: Sequence[Any]) -> Any:
    """Everything that is listed, in order, or whether any of them wants it."""
    if isinstance(wishes[0], bool):
        return any(wishes)
    return tuple(dict.fromkeys(item for own in wishes for item in own))


def _tables(found: Analysis) -> list[Insight]:
    """The tables of the page in reading order."""
    facts = found.facts
    critical, ranked = minus.build(facts, command_files(found.question.patterns))
    plus = minus.with_trend(plus_side.build(facts), facts, "plus_id")
    return [
        picture.build(facts),
        picture.by_week(facts),
        critical,
        _grouped(found, ranked),
        plus,
        minus_moved.build(facts, critical, ranked, plus),
        *(table for name in WHY for table in _answers(name, found)),
        *(table for name in MEASURES for table in _answers(name, found)),
        minus.voices(facts, ranked, plus),
        *act.build(facts, found.question.reach.audience),
        data_state.build(facts, found.findings, found.as_of),
    ]


def _grouped(found: Analysis, ranked: Insight) -> Insight:
    """The ranking, or frequent wordings where there are too few voices for themes."""
    few = found.facts.funnel.with_signal and not any(not p.critical for p in found.plan.profiles)
    return phrases.build(found.facts, found.prepared.terms) if few else ranked


def _answers(name: str, found: Analysis) -> list[Insight]:
    """The tables that answer a question; where it cannot be answered, a block that says why."""
    module = load_question(name)
    facts: Facts = found.facts
    missing = lacking(facts, module.NEEDS)
    if missing:
        fields = [_group(group) for group in missing]
        return [_unanswered(name, Note("report.lacking", {"fields": fields}))]
    asked = Asked(files=command_files(found.question.patterns), as_of=found.as_of)
    try:
        built: tuple[Insight, ...] = module.build(facts, asked)
    except VocliError as error:  # what a command of its own would end with is a note here
        return [_unanswered(name, Note("report.refused", {"what": error.what}))]
    more = Note("report.more", {"command": name, "files": asked.files}, screen_only=True)
    return [_condensed(table, name, more) for table in built[:1]]


def _condensed(table: Insight, name: str, more: Note) -> Insight:
    """The main table of a question as a part of the page: its first rows, its voices left to theirs.

    What it tells a person at the terminal speaks of another command; `more` says which.
    """
    columns = tuple(
        replace(c, place=Place.DETAIL) if c.key in _VOICE and c.place is Place.BELOW else c
        for c in table.columns
    )
    shown = table.shown
    if name in WHY and len(table.table) > _ROWS + 1:
        shown = min(shown or _ROWS, _ROWS)
    title = Note("report.why", {"title": table.title or table.name}) if name in WHY else table.title
    notes = (*(note for note in table.notes if not note.screen_only), more)
    return replace(table, title=title, columns=columns, notes=notes, shown=shown)


def _group(fields: tuple[str, ...]) -> Note:
    """A column that is missing, or several of which one would do."""
    names = [Note(f"columns.{field}") for field in fields]
    return names[0] if len(names) == 1 else Note("report.any_of", {"fields": names})


def _unanswered(name: str, why: Note) -> Insight:
    """A block without a table, so that the page has the same shape every time."""
    return Insight(
        name=name,
        title=Note(f"report.questions.{name}"),
        table=pd.DataFrame([("", why)], columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=1), Column("value", Kind.TEXT)),
        layout="pairs",
    )


def numbered(tables: Sequence[Insight]) -> tuple[list[Insight], dict[str, int]]:
    """The tables with 表1, 表2 before their titles, and which number each has."""
    numbers = {table.name: n for n, table in enumerate(tables, 1)}
    titled: list[Insight] = []
    for table in tables:
        values: dict[str, Any] = {"n": numbers[table.name], "title": table.title or table.name}
        titled.append(replace(table, title=Note("report.numbered", values)))
    return titled, numbers
