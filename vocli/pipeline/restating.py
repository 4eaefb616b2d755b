"""The same contacts counted by several codebooks: one reading, one placing for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vocli.insights import restated
from vocli.model import Codebook, Facts, Insight, Needs, Source, Tools
from vocli.pipeline.analysis import read_all
from vocli.pipeline.apply import apply
from vocli.pipeline.beside import join_side
from vocli.pipeline.instruments import build_tools, crewed
from vocli.pipeline.planning import book_plan
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.scope import Scoped, limit
from vocli.pipeline.survey import mark_voices


@dataclass(frozen=True)
class Heard:
    """The voices of the files, cut and marked, before any theme."""

    scoped: Scoped
    prepared: Prepared
    tools: Tools
    sources: tuple[Source, ...]


def hear(question: Question, book: Codebook, progress: Progress = silent) -> Heard:
    """The voices of the question's files, templates as the codebook knows them."""
    assert book.lock
    asked = replace(question, codebook=None, needs=Needs(plus=True))
    records, _ = read_all(asked, progress)
    records = join_side(records, asked.side).records
    scoped = limit(records, asked.scope)
    tools, _ = build_tools(asked)
    with crewed(tools, asked.jobs, len(scoped.turns)) as working:
        prepared, _ = mark_voices(scoped, asked, working, progress, book.lock.repeated)
    return Heard(scoped, prepared, tools, tuple(records.sources))


def count_by(heard: Heard, book: Codebook) -> Facts:
    """The facts under a codebook, without drafts: what it does not hold is in no theme."""
    assert book.lock
    plan = book_plan(book, "complaint")
    plan = replace(plan, plus=book_plan(book, "plus"))
    return apply(heard.scoped, heard.prepared, plan, heard.sources, None)


def restate(heard: Heard, books: Sequence[Codebook]) -> tuple[Insight, Insight]:
    """What the change from the first codebook to the second does to the contacts of the files."""
    before, after = books
    return restated.build(count_by(heard, before), count_by(heard, after), before, after)
