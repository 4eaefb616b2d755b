"""A codebook held against exports for the checks: its own sentences, and how many complaints it covers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from vocli.errors import VocliError
from vocli.model import Codebook, Tried
from vocli.pipeline.analysis import analyse
from vocli.pipeline.codebook_trials import try_examples
from vocli.pipeline.question import Progress, Question, silent

SAMPLE = 20_000  # contacts that coverage is counted on
EXAMPLES, COVERAGE = "codebook_examples", "codebook_coverage"


def try_codebook(
    question: Question, wanted: Collection[str], progress: Progress = silent
) -> Tried | None:
    """What the checks `wanted` (their keys) must know of the question's codebook; None without one.

    Sentences are not tried against a lock of other definitions: that it is stale says enough.
    """
    book = question.codebook
    if book is None:
        return None
    tried = Tried(book)
    if EXAMPLES in wanted and not book.stale:
        failed = tuple(trial for trial in try_examples(book, question) if not trial.passed)
        tried = replace(tried, failed=failed)
    return _cover(tried, book, question, progress) if COVERAGE in wanted else tried


def _cover(tried: Tried, book: Codebook, question: Question, progress: Progress) -> Tried:
    """With the complaints of a sample of the contacts, and those of them that lie in a theme."""
    scope = replace(question.scope, at_most=SAMPLE)
    try:
        facts = analyse(
            replace(question, signal="complaint", codebook=book, scope=scope), progress
        ).facts
    except VocliError:
        return tried  # files that cannot be read: the walk of the checks tells of them
    told = facts.funnel
    outside = told.out_of_period + told.filtered + told.outbound + told.out_of_scope
    return replace(
        tried,
        complaints=told.with_signal,
        covered=told.in_theme,
        sampled=told.in_scope,
        contacts=told.read - outside,
    )
