"""One question answered: what it needs is made, its insight built, its table split or compared as asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

from vocli.errors import VocliError
from vocli.insights import funnel
from vocli.insights.comparing import as_earlier, between, compare, compares_itself
from vocli.insights.grouping import Split, labels_of, split
from vocli.insights.questions import load_question
from vocli.messages import current, t
from vocli.model import Asked, Facts, Insight, Needs, Note, Report
from vocli.pipeline.analysis import Analysis, analyse, count, mark
from vocli.pipeline.dimension import keys_of, needs_with, resolve
from vocli.pipeline.followed_up import add_repeats
from vocli.pipeline.labels import AGENT_LEAST, label_of_day
from vocli.pipeline.lookup import settle_options
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.questions_asked import add_questions
from vocli.pipeline.report import command_files, report_of
from vocli.pipeline.roster import without_used
from vocli.pipeline.windows import check_compare, windows, without_history
from vocli.schema.names import common_names

# Columns of the facts that stand for a field of the export under another name.
_FIELDS = {"customer": "customer_id", "account": "account_id", "agent": "agent_id"}
# What is made before a question looks at parts of the contacts, some of it with tokenizer and encoder.
_PREPARED: dict[str, Callable[[Analysis, Mapping[str, Any]], Analysis]] = {
    "faq": add_questions,
    "followup": add_repeats,
}


def answer(
    name: str, question: Question, options: Mapping[str, Any], progress: Progress = silent
) -> tuple[Report, tuple[str, ...]]:
    """The report of the question `name`, and remarks for the person at the terminal.

    options: the command's own options by name; `by` and `compare` are those of every question.
    VOC-E204, E205 and E207 for what --by or --compare cannot mean, VOC-E313 for a side table that was not given, VOC-E310 where the export lacks what the
    question cannot do without.
    """
    by, against = str(options.get("by", "")), str(options.get("compare", ""))
    check_compare(against)
    options = settle_options(options, question)
    needs = needs_with(needs_of(name, options), by)
    question = replace(question, needs=needs, by=by, compare=against)
    demand_tables(question, needs, name)
    if needs.listed:
        question = replace(question, side=without_used(question.side))
    walk = analyse if needs.themes else mark if needs.voices else count
    found = walk(question, progress)
    if name in _PREPARED:
        found = _PREPARED[name](found, options)
    demand(found.facts, needs, name)
    asked = Asked(
        by=by,
        options={k: v for k, v in options.items() if k not in {"by", "compare"}},
        files=command_files(question.patterns),
        as_of=found.as_of,
        audience=question.reach.audience,
    )
    insights = tuple(map(_told_more, _insights(load_question(name), found, asked)))
    head = funnel.build(found.facts, found.records.sources, found.plan, themed=needs.themes)
    if against:  # the head's sentence about changes speaks of other windows
        head = replace(head, table=head.table[head.table["label"] != "insights.label_change"])
    told = tuple((key, str(value)) for key, value in sorted(options.items()) if value)
    return report_of(name, found, (head, *insights), told), found.remarks


def _insights(module: ModuleType, found: Analysis, asked: Asked) -> tuple[Insight, ...]:
    """The insights of a question, split and compared as asked."""
    asked, by = _split(module, found, asked)
    if not found.question.compare:
        return (
            split(module.build, found.facts, asked, by) if by else module.build(found.facts, asked)
        )
    now, before, window = windows(found.facts, found.question, found.records.contacts)
    if before is None or window is None:
        alone = split(module.build, now, asked, by) if by else module.build(now, asked)
        return _noted(alone, without_history(found.question, found.records.contacts))
    asked = replace(asked, earlier=before, window=window)
    labels = labels_of(found.facts.contacts) if by else []
    if by and by.least:
        labels = [x for x in labels if min(_many(now, x), _many(before, x)) >= by.least]
    recent = split(module.build, now, asked, by, labels) if by else module.build(now, asked)
    if not recent or compares_itself(recent):
        return recent
    plain = replace(asked, earlier=None, window=None)
    earlier = split(module.build, before, plain, by, labels) if by else module.build(before, plain)
    if not recent[0].measure:
        note = between(window, (len(now.contacts), len(before.contacts)))
        return (*_noted(recent, note), as_earlier(earlier[0], window))
    return (compare(recent[0], earlier[0], (now, before), window), *recent[1:])


def _told_more(insight: Insight) -> Insight:
    """The insight with the number of the rows that a screen does not show, where there are any."""
    hidden = len(insight.table) - (len(insight.table) if insight.shown is None else insight.shown)
    if hidden <= 0:
        return insight
    note = Note("pipeline.more_rows", {"n": hidden}, screen_only=True)
    return replace(insight, notes=(note, *insight.notes))


def _split(module: ModuleType, found: Analysis, asked: Asked) -> tuple[Asked, Split | None]:
    """How the tables are split; not at all by what the question's own table shows (`SHOWS`)."""
    shows: frozenset[str] = getattr(module, "SHOWS", frozenset())
    if not asked.by or shows.issuperset(keys_of(asked.by)):
        return replace(asked, by=""), None
    dimensions = resolve(asked.by, found.records.sources, found.question.policy)
    calendar = found.question.side.calendar
    return asked, Split(
        headings=tuple(one.heading for one in dimensions),
        least=AGENT_LEAST if any(one.key == "agent" for one in dimensions) else 0,
        guarded=len(dimensions) > 1 and all(one.personal for one in dimensions),
        days=tuple(label_of_day(d.key, calendar.days if calendar else {}) for d in dimensions),
    )


def _many(facts: Facts, label: str) -> int:
    return int((facts.contacts["by"] == label).sum())


def _noted(insights: tuple[Insight, ...], note: Note) -> tuple[Insight, ...]:
    main = insights[0]
    return (replace(main, notes=(*main.notes, note)), *insights[1:])


def needs_of(name: str, options: Mapping[str, Any] | None = None) -> Needs:
    """What the question `name` reads; some read more under some options (`needs_under`)."""
    module = load_question(name)
    needs: Needs = module.NEEDS
    return module.needs_under(options) if options and hasattr(module, "needs_under") else needs


def shows_codes(name: str, by: str) -> bool:
    """True where the answer to the question `name`, split by `by`, shows codes of customers or agents."""
    return needs_with(needs_of(name), by).codes


def demand(facts: Facts, needs: Needs, name: str) -> None:
    """VOC-E310 with the missing columns and their usual names, where the question needs some that are empty.

    An export without contacts lacks nothing: its answer is empty.
    """
    missing = lacking(facts, needs)
    if not missing:
        return
    asked = [_FIELDS.get(group[0], group[0]) for group in missing]
    fields = t("render.comma").join(t(f"columns.{group[0]}") for group in missing)
    names = t("render.comma").join(n for key in asked for n in common_names(key, current()))
    raise VocliError(
        "VOC-E310",
        t("pipeline.lacking", question=t(f"cli.commands.{name}"), fields=fields),
        hint=t("pipeline.lacking_hint", names=names, field=asked[0]),
    )


def demand_tables(question: Question, needs: Needs, name: str) -> None:
    """VOC-E313 with the option that gives the first missing side table, before anything is read."""
    for table in needs.tables:
        if getattr(question.side, table) is None:
            text = t("pipeline.no_table", question=t(f"cli.commands.{name}"), option=f"--{table}")
            hint = t("pipeline.no_table_hint", option=f"--{table}", what=t(f"side.options.{table}"))
            raise VocliError("VOC-E313", text, hint=hint)


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
