"""A codebook looked over: its definitions, its examples, and what it makes of the files."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from vocli.errors import ExitCode
from vocli.insights import codebook as tables
from vocli.messages import t
from vocli.model import Codebook, Finding, Report, Severity
from vocli.pipeline.codebook_trials import run_of, try_examples
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.restating import count_by, hear
from vocli.themes import lint_counts, lint_definitions, lint_trials

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def lint_report(book: Codebook, question: Question, progress: Progress = silent) -> Report:
    """Every finding in the order of the file; the exit code says whether one is more than a note.

    book: with the lock that its definitions make; `stale` says whether the lock on disk is an older one.
    """
    findings = [*_stale(book), *lint_definitions(book)]
    findings += lint_trials(book, try_examples(book, question))
    if question.patterns:
        findings += _counted(book, question, progress)
    ranked = sorted(findings, key=lambda one: (one.row or 0, _ORDER.index(one.severity), one.code))
    wrong = any(one.severity is not Severity.NOTE for one in findings)
    return Report(
        run=run_of("codebook lint", book, question),
        insights=(tables.found(ranked, len(book.living())),),
        findings=tuple(ranked),
        exit_code=ExitCode.FINDINGS if wrong else ExitCode.OK,
    )


def _stale(book: Codebook) -> tuple[Finding, ...]:
    if not book.stale:
        return ()
    text, hint = t("codebook.lint.stale"), t("codebook.stale_hint", path=book.path)
    return (Finding("VOC-F160", Severity.WARNING, text, book.path, hint=hint),)


def _counted(book: Codebook, question: Question, progress: Progress) -> list[Finding]:
    """What the files say of the themes."""
    heard = hear(question, book, progress)
    facts = count_by(heard, book)
    counts = Counter(facts.contacts["theme_id"]) + Counter(facts.contacts["plus_id"])
    said = frozenset(term for row in heard.prepared.terms for term in row)
    spelled = {
        seat.theme_id: seat.terms
        for seat in (book.lock.seats if book.lock else ())
        if not seat.until
    }
    # A term that people write is said when the tokenizer's cut of it is.
    themes = tuple(
        replace(theme, terms=spelled.get(theme.theme_id, theme.terms)) for theme in book.themes
    )
    total = facts.funnel.with_signal
    return list(lint_counts(replace(book, themes=themes), dict(counts), total, said))
