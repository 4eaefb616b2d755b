"""Find themes in a sample of voices: neighbour graphs, consensus communities, profiles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.model import Profile
from vocli.themes.communities import agreement, consensus, renumber, runs_of
from vocli.themes.graph import (
    neighbours_for,
    same_contact,
    term_matrix,
    term_neighbours,
    union,
    vector_neighbours,
)
from vocli.themes.profile import describe

MAX_THEMES = 25  # what a lead can act on
MIN_VOICES = 40  # fewer distinct voices carry no themes: the caller ranks phrases instead
_STEPS = (1.0, 0.8, 1.25)  # levels that are compared, as multiples of the usual one
_TRIAL_RUNS = 4
_CLEARLY = (
    0.12  # another level is taken only if its runs agree that much better: no flipping by chance
)


@dataclass(frozen=True)
class Discovery:
    """Profiles in no particular order, and how they were found (for --explain)."""

    profiles: tuple[Profile, ...]
    resolution: float
    stability: float  # agreement of the runs at that level


def inverse_frequency(terms: Sequence[Sequence[str]]) -> dict[str, float]:
    """idf of every term that stands in at least two rows: log((1 + n) / (1 + df)) + 1, smoothed."""
    counts = Counter(term for row in terms for term in set(row))
    n = len(terms)
    return {
        term: round(math.log((1 + n) / (1 + df)) + 1, 6)
        for term, df in sorted(counts.items())
        if df >= 2 and df <= max(2, 0.5 * n)
    }


@dataclass(frozen=True)
class Groups:
    """Which voices belong together, -1 for none, and how that was found: the costly part of a discovery."""

    labels: NDArray[np.int64]
    resolution: float
    stability: float


def discover(
    terms: Sequence[Sequence[str]],
    vectors: NDArray[np.int8] | None,
    idf: dict[str, float],
    together: Sequence[tuple[int, int]] = (),
    group: Grouping | None = None,
) -> Discovery:
    """Themes of distinct voices that lie in content-hash order; empty below MIN_VOICES rows.

    `terms[i]` and `vectors[i]` belong to the same voice; `together` are pairs of rows said in one
    contact. Without vectors the term graph works alone. group: `group_voices`, or what remembers it.
    """
    if len(terms) < MIN_VOICES:
        return Discovery((), 0.0, 0.0)
    found = (group or group_voices)(terms, vectors, idf, together)
    profiles = describe(*term_matrix(terms, idf), vectors, found.labels)
    return Discovery(profiles, found.resolution, found.stability)


Grouping = Callable[
    [
        Sequence[Sequence[str]],
        NDArray[np.int8] | None,
        dict[str, float],
        Sequence[tuple[int, int]],
    ],
    Groups,
]


def group_voices(
    terms: Sequence[Sequence[str]],
    vectors: NDArray[np.int8] | None,
    idf: dict[str, float],
    together: Sequence[tuple[int, int]],
) -> Groups:
    """Consensus communities of the neighbour graphs, the small ones dropped."""
    matrix, _ = term_matrix(terms, idf)
    graph = union(build_graph(matrix, vectors), same_contact(together, matrix.shape[0]))
    level, labels = choose_level(graph)
    stability = agreement(labels)
    merged = consensus(graph, labels, level)
    kept = drop_small(merged, _smallest(len(terms)), most_themes(len(terms)))
    return Groups(kept, level, round(stability, 3))


def build_graph(matrix: sparse.csr_matrix, vectors: NDArray[np.int8] | None) -> sparse.csr_matrix:
    """The union of the term graph and, where there are vectors, the vector graph."""
    neighbours = neighbours_for(matrix.shape[0])
    if vectors is None:
        return union(term_neighbours(matrix, neighbours))
    return union(term_neighbours(matrix, neighbours), vector_neighbours(vectors, neighbours))


def choose_level(graph: sparse.csr_matrix) -> tuple[float, NDArray[np.int64]]:
    """The usual level, or a neighbouring one whose runs agree clearly better; and its runs.

    A level that hung on a count of themes would flip when a few rows come or go.
    """
    usual = usual_level(graph.shape[0])
    levels = [round(usual * step, 3) for step in _STEPS]
    found = runs_of(graph, usual)
    stable = {usual: agreement(found[:_TRIAL_RUNS])}
    for level in levels[1:]:
        stable[level] = agreement(runs_of(graph, level, _TRIAL_RUNS))
    best = max(levels, key=lambda level: (stable[level], level == usual))
    if stable[best] >= stable[usual] + _CLEARLY:
        return best, runs_of(graph, best)
    return usual, found


def usual_level(rows: int) -> float:
    """Resolution for `rows` distinct voices: 0.85 at 500 and 0.26 more for every factor e, within 0.75 and 1.6.

    More voices carry finer themes; a smooth rule keeps next week's export at the same level.
    """
    return round(min(1.6, max(0.75, 0.85 + 0.26 * math.log(max(rows, 1) / 500))), 3)


def most_themes(rows: int) -> int:
    """How many themes `rows` distinct voices can carry: 0.6 x the square root, at most MAX_THEMES."""
    return min(MAX_THEMES, max(5, round(0.6 * math.sqrt(rows))))


def drop_small(labels: NDArray[np.int64], smallest: int, most: int) -> NDArray[np.int64]:
    """Communities below `smallest` rows, and the smallest beyond `most`, become -1; rest renumbered."""
    counts = np.bincount(labels)
    order = np.lexsort((np.arange(len(counts)), -counts))[:most]
    kept = np.zeros(len(counts), dtype=bool)
    kept[order] = counts[order] >= smallest
    chosen = np.where(kept[labels], labels, -1)
    inside = chosen >= 0
    chosen[inside] = renumber(chosen[inside])
    return chosen


def _smallest(rows: int) -> int:
    """Rows that make a theme: three, or half a per cent of a large sample."""
    return max(3, round(rows * 0.005))
