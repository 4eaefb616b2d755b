"""What is wrong with the definitions of a codebook, as far as they themselves tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from vocli.messages import t
from vocli.model import Codebook, Finding, Seat, Severity, Status, Theme, Trial

ALIKE = 0.8  # of 1: two definitions that are that alike take voices from each other
BROAD = 1 / 3  # of all complaints: a theme above says no more than that people complain
_LEAST = 40  # contacts below which no theme is called too broad


def lint_definitions(book: Codebook) -> Iterator[Finding]:
    """Overlaps, empty definitions, contradictions, missing owners: each with its line."""
    for theme in book.living():
        if not (theme.terms or theme.must or theme.examples or theme.critical):
            yield _finding(book, theme, "VOC-F162", Severity.ERROR, "empty")
        if not theme.owners:
            yield _finding(book, theme, "VOC-F165", Severity.NOTE, "no_owner")
        both = sum(text in theme.examples for text in theme.counter_examples)
        if both:
            yield _finding(book, theme, "VOC-F167", Severity.ERROR, "both", n=both)
    yield from _shared(book)
    yield from _alike(book)
    yield from _lineage(book)


def lint_trials(book: Codebook, trials: Sequence[Trial]) -> Iterator[Finding]:
    """Themes whose own examples lie mostly in another theme."""
    for theme in book.living():
        own = [trial for trial in trials if trial.theme_id == theme.theme_id and trial.example]
        lost = [trial.placed for trial in own if trial.placed not in ("", theme.theme_id)]
        other = max(sorted(set(lost)), key=lost.count, default="")
        if other and 2 * lost.count(other) > len(own):
            values = {"other": other, "n": lost.count(other), "all": len(own)}
            yield _finding(book, theme, "VOC-F164", Severity.WARNING, "shadowed", **values)


def lint_counts(
    book: Codebook, counts: dict[str, int], total: int, said: frozenset[str]
) -> Iterator[Finding]:
    """Themes without a contact, themes that hold too much, terms in no voice.

    counts: contacts by theme. total: contacts with a complaint. said: every term of every voice.
    """
    for theme in book.living():
        n = counts.get(theme.theme_id, 0)
        if not n and theme.status is not Status.WATCH:
            yield _finding(book, theme, "VOC-F162", Severity.WARNING, "dead")
        if total >= _LEAST and n > BROAD * total:
            share = round(100 * n / total)
            yield _finding(book, theme, "VOC-F163", Severity.WARNING, "broad", share=share, n=n)
        unsaid = [term for term, _ in theme.terms if term not in said]
        if unsaid:
            terms = t("render.comma").join(unsaid)
            yield _finding(book, theme, "VOC-F166", Severity.NOTE, "unsaid", terms=terms)


def _shared(book: Codebook) -> Iterator[Finding]:
    """One sentence as an example of two themes."""
    for one, other in combinations(book.living(), 2):
        if n := len({*one.examples} & {*other.examples}):
            values = {"other": other.theme_id, "line": other.line, "n": n}
            yield _finding(book, one, "VOC-F167", Severity.ERROR, "twice", **values)


def _alike(book: Codebook) -> Iterator[Finding]:
    standing = {
        seat.theme_id: seat for seat in (book.lock.seats if book.lock else ()) if not seat.until
    }
    for one, other in combinations(book.living(), 2):
        a, b = standing.get(one.theme_id), standing.get(other.theme_id)
        if a is None or b is None or a.side is not b.side or a.critical or b.critical:
            continue
        likeness = _likeness(a, b)
        if likeness >= ALIKE:
            values = {"other": other.theme_id, "line": other.line, "likeness": f"{likeness:.2f}"}
            yield _finding(book, one, "VOC-F161", Severity.WARNING, "overlap", **values)


def _likeness(a: Seat, b: Seat) -> float:
    """How alike two definitions are, weighed as a voice is: a third terms, two thirds direction."""
    other = dict(b.terms)
    terms = sum(weight * other.get(term, 0.0) for term, weight in a.terms)
    if a.centroid is None or b.centroid is None:
        return float(terms)
    return float((terms + 2 * np.dot(a.centroid, b.centroid)) / 3)


def _lineage(book: Codebook) -> Iterator[Finding]:
    """Origins that do not exist, or that live on although they were merged away."""
    for theme in book.themes:
        for origin in (*theme.merged_from, *filter(None, [theme.split_from])):
            if book.theme(origin) is None:
                yield _finding(
                    book, theme, "VOC-F168", Severity.WARNING, "no_origin", origin=origin
                )


def _finding(
    book: Codebook, theme: Theme, code: str, severity: Severity, key: str, **values: object
) -> Finding:
    told = {"id": theme.theme_id, "name": theme.name, **values}
    return Finding(
        code,
        severity,
        t(f"codebook.lint.{key}", **told),
        path=book.path,
        row=theme.line or None,
        hint=t(f"codebook.lint.{key}_hint", **told),
    )
