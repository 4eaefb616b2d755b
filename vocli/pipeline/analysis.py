"""One run from files to facts: the corridor that every analysing command walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from vocli.insights import harassment
from vocli.insights.audience import withhold
from vocli.messages import t
from vocli.model import Codebook, Facts, Finding, Insight, Needs, Plan, Records, Severity, Tools
from vocli.pipeline.apply import apply
from vocli.pipeline.beside import Joined, join_side, without_tables
from vocli.pipeline.concealing import conceal_headers, conceal_labels
from vocli.pipeline.dimension import add_dimension
from vocli.pipeline.exposure import add_side
from vocli.pipeline.instruments import build_tools, crewed, memory_trouble
from vocli.pipeline.planning import plan_plus_themes
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Progress, Question, silent, watching
from vocli.pipeline.scope import Scoped, limit
from vocli.pipeline.survey import survey, survey_nothing, survey_signals
from vocli.pipeline.windows import widen
from vocli.pipeline.wording import add_words
from vocli.signals import FURTHER
from vocli.sources import expand, read

FirstWalk = Callable[[Scoped, Question, Tools, Progress], tuple[Plan, Prepared]]


@dataclass(frozen=True)
class Analysis:
    """Everything that a report is made from."""

    question: Question
    records: Records
    plan: Plan
    prepared: Prepared
    facts: Facts
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]  # for the person at the terminal: what had to be replaced
    restricted: Insight | None = None  # suspected harassment, for a file of its own

    @property
    def as_of(self) -> date | None:
        """The day that the result stands for: as asked, else the newest contact's."""
        days = [day for day in self.facts.contacts["day"] if day is not None]
        return self.question.as_of or max(days, default=None)


def read_all(
    question: Question, progress: Progress = silent
) -> tuple[Records, tuple[Finding, ...]]:
    """The records of all files, and what was skipped or odd about them."""
    paths, skipped = expand(question.patterns)
    watch = watching(progress)
    records = read(without_tables(paths, question.side), question.reading, watch)
    return records, (*skipped, *records.findings, *question.side.findings)


def analyse(question: Question, progress: Progress = silent) -> Analysis:
    """Voices with their signals and themes."""
    return _walk(question, progress, survey)


def mark(question: Question, progress: Progress = silent) -> Analysis:
    """Voices with their signals, without themes."""
    return _walk(question, progress, survey_signals)


def mark_all(question: Question, progress: Progress = silent) -> Analysis:
    """Voices with every signal there is, without themes."""
    return mark(replace(question, needs=Needs(signals=FURTHER)), progress)


def count(question: Question, progress: Progress = silent) -> Analysis:
    """Contacts alone, their voices unread."""
    return _walk(replace(question, use_encoder=False), progress, survey_nothing)


def _walk(question: Question, progress: Progress, first_walk: FirstWalk) -> Analysis:
    """Read, limit, survey, apply; a history is read in place of files."""
    if question.history:
        from vocli.pipeline.recalling import walk_history

        return walk_history(question, progress, first_walk is survey)
    records, findings = read_all(question, progress)
    joined = join_side(records, question.side)
    records = joined.records
    asked, question = question, widen(question, records.contacts)
    scoped = limit(records, question.scope)
    tools, remarks = build_tools(question)
    scoped = conceal_labels(scoped, tools.tokenizer, question)
    shown = conceal_headers(records.sources, tools.tokenizer, question)
    records = replace(records, sources=shown)
    with crewed(tools, question.jobs, len(scoped.turns)) as working:
        plan, prepared = first_walk(scoped, question, working, progress)
        if question.needs.plus:
            plus = plan_plus_themes(prepared, question.codebook, working, plan.repeated)
            plan = replace(plan, plus=plus)
    remarks = (*remarks, *memory_trouble(tools))
    read = Walked(asked, question, records, joined, scoped, tools)
    return conclude(read, plan, prepared, findings, remarks)


@dataclass(frozen=True)
class Walked:
    """What both ways of reading leave behind for the second walk."""

    asked: Question  # as it was put
    question: Question  # with the days that a comparison takes in
    records: Records
    joined: Joined
    scoped: Scoped
    tools: Tools


def conclude(
    read: Walked,
    plan: Plan,
    prepared: Prepared,
    findings: tuple[Finding, ...],
    remarks: tuple[str, ...],
) -> Analysis:
    """The second walk: facts, what the question reads beyond them, and what its reach may see."""
    question, scoped, joined, tools = read.question, read.scoped, read.joined, read.tools
    sources = read.records.sources
    facts = apply(scoped, prepared, plan, sources, question.as_of, question.key or b"")
    facts = add_words(facts, scoped, prepared, tools, question)
    facts = add_dimension(facts, scoped, sources, question, tools.tokenizer)
    facts, told = add_side(facts, joined, question)
    facts = replace(facts, tables=question.side)
    restricted = harassment.build(facts)
    facts = withhold(harassment.silence(facts), question.reach)
    findings = (*findings, *joined.findings, *told, *_sampled(plan), *_stale(question.codebook))
    return Analysis(read.asked, read.records, plan, prepared, facts, findings, remarks, restricted)


def _stale(book: Codebook | None) -> tuple[Finding, ...]:
    """A warning that definitions were changed and not built: what is counted follows the old ones."""
    if book is None or not book.stale:
        return ()
    text, hint = t("codebook.stale"), t("codebook.stale_hint", path=book.path)
    return (Finding("VOC-F160", Severity.WARNING, text, book.path, hint=hint),)


def _sampled(plan: Plan) -> tuple[Finding, ...]:
    """A note that themes were found in a sample; every voice was placed all the same."""
    if plan.distinct_voices <= plan.sampled_voices:
        return ()
    text = t("pipeline.sampled", sample=plan.sampled_voices, voices=plan.distinct_voices)
    return (Finding("VOC-N201", Severity.NOTE, text),)
