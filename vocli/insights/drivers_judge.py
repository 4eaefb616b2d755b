"""How much each factor moves the score, and what may be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from vocli.insights.drivers_factors import BROAD, UNASSIGNED, Factor, Study
from vocli.insights.drivers_scores import Outcome
from vocli.stats.effects import (
    LEAST,
    LEVEL,
    Chosen,
    Effect,
    answers_needed,
    choose,
    detectable,
    regress,
    without,
)
from vocli.stats.rates import benjamini_hochberg

_ANSWERS_PER_COLUMN = 10


@dataclass(frozen=True)
class Judged:
    """One factor and its effect; None where it was not tested, `reason` says why.

    reason: few (fewer than 10 answers with it, or without it), overlap (says the same as `other`),
    crowded (more factors than the answers can tell apart).
    verdict: raises, lowers, same or undecided.
    """

    factor: Factor
    answers: int  # with the factor
    rest: int
    effect: Effect | None = None
    reason: str = ""
    other: str = ""
    q: float | None = None
    reach: float | None = None  # the difference that would have been found
    needed: int = 0  # answers in all that it would take
    verdict: str = "undecided"


def estimate(study: Study) -> list[Judged]:
    """Every factor with its effect, verdicts still open.

    Three regressions, each adjusted for channel and month. The broad kinds of voice beside one another.
    The narrow ones, most of which are said in a complaint, beside one another and the broad: what each adds.
    Themes beside one another and the broad kinds other than complaint: a theme is compared with contacts
    without a complaint.
    """
    judged = [_counted(factor) for factor in study.factors if factor.hits.any()]
    tested = [j for j in judged if not j.reason]
    broad = [j for j in tested if j.factor.key in BROAD]
    narrow = [j for j in tested if j.factor.kind == "signal" and j.factor.key not in BROAD]
    themes = [j for j in tested if j.factor.kind == "theme"]
    first = [j.factor for j in broad]
    others = [factor for factor in first if factor.key != "complaint"]
    done = [
        *_fit(study, broad, [], []),
        *_fit(study, narrow, first, []),
        *_fit(study, themes, [], [*_small_themes(study, themes), *others]),
    ]
    by_key = {(j.factor.kind, j.factor.key): j for j in done}
    return [by_key.get((j.factor.kind, j.factor.key), j) for j in judged]


def decide(judged: Sequence[Judged], size: float, answers: Sequence[int]) -> list[Judged]:
    """The verdicts of all that was tested together: claims are those that survive Benjamini-Hochberg at 5%.

    What is not claimed is `same` where a difference of `size` would have been found, else undecided.
    answers: in the study of each factor.
    """
    tested = [i for i, j in enumerate(judged) if j.effect is not None]
    q = benjamini_hochberg([j.effect.p for j in judged if j.effect is not None])
    values = dict(zip(tested, q, strict=True))
    return [
        _decide(j, values[i], (size, answers[i], len(tested))) if i in values else j
        for i, j in enumerate(judged)
    ]


def in_order(judged: Sequence[Judged], outcome: Outcome) -> list[Judged]:
    """What makes the score worse first, then what makes it better, then the rest; each the strongest first."""

    def rank(j: Judged) -> tuple[int, float, int, str, str]:
        claimed = j.verdict in {"raises", "lowers"}
        worse = claimed and (j.verdict == "raises") == outcome.low_is_good
        group = 0 if worse else 1 if claimed else 2 if j.verdict == "same" else 3
        strength = abs(j.effect.estimate) if j.effect and claimed else 0.0
        return group, -round(strength, 9), -j.answers, j.factor.kind, j.factor.key

    return sorted(judged, key=rank)


def quadrant(j: Judged, study: Study, outcome: Outcome) -> str:
    """The field of the CS portfolio; "" where importance cannot be judged.

    Important: the difference is beyond chance and at least half of what a lead acts on. Satisfied: the
    mean of those with the factor is better than the mean of all.
    """
    if j.effect is None or j.verdict == "undecided":
        return ""
    important = j.verdict != "same" and abs(j.effect.estimate) >= outcome.size / 2
    gap = float(study.score[j.factor.hits].mean() - study.score.mean())
    satisfied = gap <= 0 if outcome.low_is_good else gap >= 0
    if important:
        return "focus_keep" if satisfied else "focus_improve"
    return "keep" if satisfied else "improve"


def impact(j: Judged, study: Study) -> float:
    """How far the mean of all would lie elsewhere without the contacts that carry the factor."""
    return without(study.score, j.factor.hits)


def _counted(factor: Factor) -> Judged:
    answers = int(factor.hits.sum())
    rest = len(factor.hits) - answers
    return Judged(factor, answers, rest, reason="few" if min(answers, rest) < LEAST else "")


def _small_themes(study: Study, tested: Sequence[Judged]) -> list[Factor]:
    """All contacts in a theme that is not tested, as one: they are no contacts without a complaint."""
    own = {j.factor.key for j in tested}
    small = [f.hits for f in study.factors if f.kind == "theme" and f.key not in own]
    if not small:
        return []
    hits = np.logical_or.reduce(small)
    return [Factor("", "theme", UNASSIGNED, hits, np.zeros(0, dtype=bool))] if hits.any() else []


def _fit(
    study: Study, judged: Sequence[Judged], before: Sequence[Factor], behind: Sequence[Factor]
) -> list[Judged]:
    """The factors with their effects, held against one another and the factors that stand beside them.

    Of two that say the same the first is kept: those `before`, then the judged ones, the most frequent
    first, then those `behind`.
    """
    if not judged:
        return []
    ordered = sorted(judged, key=lambda j: (-j.answers, j.factor.key))
    held = [*before, *(j.factor for j in ordered), *behind]
    columns = np.column_stack([f.hits for f in held]).astype(np.float64)
    chosen = choose(columns, study.adjust, len(study.score) // _ANSWERS_PER_COLUMN)
    kept = list(chosen.kept)
    effects = regress(study.score, columns[:, kept], study.adjust, study.people) if kept else []
    found = dict(zip(kept, effects, strict=True))
    return [
        replace(j, effect=found[i]) if i in found else _untested(j, i, chosen, held)
        for i, j in enumerate(ordered, len(before))
    ]


def _untested(j: Judged, i: int, chosen: Chosen, held: Sequence[Factor]) -> Judged:
    if i in chosen.crowded:
        return replace(j, reason="crowded")
    other = chosen.overlapping[i]
    return replace(j, reason="overlap", other=held[other].name if other >= 0 else "")


def _decide(j: Judged, q: float, scope: tuple[float, int, int]) -> Judged:
    if j.effect is None:
        return j
    size, answers, tests = scope
    reach = detectable(j.effect, tests)
    if q <= LEVEL:
        verdict = "raises" if j.effect.estimate > 0 else "lowers"
    else:
        verdict = "same" if reach <= size else "undecided"
    needed = answers_needed(answers, reach, size) if verdict == "undecided" else 0
    return replace(j, q=q, reach=reach, needed=needed, verdict=verdict)
