"""One question answered: what it needs is made, its insight built, its table split or compared as asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vocli.errors import VocliError
from vocli.insights import funnel
from vocli.insights.questions import load_question
from vocli.messages import current, t
from vocli.model import Asked, Facts, Needs, Report
from vocli.pipeline.analysis import analyse, count, mark
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.report import command_files, report_of
from vocli.schema.names import common_names


def answer(
    name: str, question: Question, options: Mapping[str, Any], progress: Progress = silent
) -> tuple[Report, tuple[str, ...]]:
    """The report of the question `name`, and remarks for the person at the terminal.

    options: the command's own options by name; `by` and `compare` are those of every question.
    VOC-E310 where the export lacks what the question cannot do without.
    """
    module = load_question(name)
    needs = needs_of(name)
    question = replace(question, needs=needs, by=str(options.get("by", "")))
    walk = analyse if needs.themes else mark if needs.voices else count
    found = walk(question, progress)
    demand(found.facts, needs, name)
    asked = Asked(
        by=question.by,
        options={k: v for k, v in options.items() if k not in {"by", "compare"}},
        files=command_files(question.patterns),
        as_of=found.as_of,
    )
    insights = module.build(found.facts, asked)
    head = funnel.build(found.facts, found.records.sources, found.plan, themed=needs.themes)
    told = tuple((key, str(value)) for key, value in sorted(options.items()) if value)
    return report_of(name, found, (head, *insights), told), found.remarks


def needs_of(name: str) -> Needs:
    """What the question `name` reads."""
    needs: Needs = load_question(name).NEEDS
    return needs


def demand(facts: Facts, needs: Needs, name: str) -> None:
    """VOC-E310 with the missing columns and their usual names, where the question needs some that are empty.

    An export without contacts lacks nothing: its answer is empty.
    """
    missing = lacking(facts, needs)
    if not missing:
        return
    fields = t("render.comma").join(t(f"columns.{group[0]}") for group in missing)
    names = t("render.comma").join(
        n for group in missing for n in common_names(group[0], current())
    )
    raise VocliError(
        "VOC-E310",
        t("pipeline.lacking", question=t(f"cli.commands.{name}"), fields=fields),
        hint=t("pipeline.lacking_hint", names=names, field=missing[0][0]),
    )


def lacking(facts: Facts, needs: Needs) -> tuple[tuple[str, ...], ...]:
    """The groups of columns of which no contact has a value."""
    if facts.contacts.empty:
        return ()
    return tuple(
        group for group in needs.columns if not any(_filled(facts, field) for field in group)
    )


def _filled(facts: Facts, field: str) -> bool:
    if field not in facts.contacts:
        return False
    cells = facts.contacts[field]
    return bool((cells.notna() & (cells.astype(str) != "")).any())
