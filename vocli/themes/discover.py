"""Find themes in a sample of voices: neighbour graphs, consensus communities, profiles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.model import Profile
from vocli.themes.communities import agreement, consensus, renumber, runs_of
from vocli.themes.graph import same_contact, term_matrix, term_neighbours, union, vector_neighbours
from vocli.themes.profile import describe

MAX_THEMES = 25  # what a lead can act on
MIN_VOICES = 40  # fewer distinct voices carry no themes: the caller ranks phrases instead
LEVELS = (0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0)
_TRIAL_RUNS = 5
_TOLERANCE = 0.93  # a finer level is taken while it is nearly as stable as the best


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


def discover(
    terms: Sequence[Sequence[str]],
    vectors: NDArray[np.int8] | None,
    idf: dict[str, float],
    together: Sequence[tuple[int, int]] = (),
) -> Discovery:
    """Themes of distinct voices that lie in content-hash order; empty below MIN_VOICES rows.

    `terms[i]` and `vectors[i]` belong to the same voice; `together` are pairs of rows said in one
    contact. Without vectors the term graph works alone.
    """
    if len(terms) < MIN_VOICES:
        return Discovery((), 0.0, 0.0)
    matrix, vocabulary = term_matrix(terms, idf)
    graph = union(build_graph(matrix, vectors), same_contact(together, matrix.shape[0]))
    level, labels = choose_level(graph, _smallest(len(terms)), most_themes(len(terms)))
    stability = agreement(labels)
    merged = consensus(graph, labels, level)
    kept = drop_small(merged, _smallest(len(terms)))
    return Discovery(describe(matrix, vocabulary, vectors, kept), level, round(stability, 3))


def build_graph(matrix: sparse.csr_matrix, vectors: NDArray[np.int8] | None) -> sparse.csr_matrix:
    """The union of the term graph and, where there are vectors, the vector graph."""
    if vectors is None:
        return union(term_neighbours(matrix))
    return union(term_neighbours(matrix), vector_neighbours(vectors))


def choose_level(
    graph: sparse.csr_matrix, smallest: int, most: int
) -> tuple[float, NDArray[np.int64]]:
    """The finest level with at most `most` themes that is nearly as stable as the best; and its runs."""
    trials = {level: runs_of(graph, level, _TRIAL_RUNS) for level in LEVELS}
    sizes = {level: _themes(labels[0], smallest) for level, labels in trials.items()}
    allowed = [level for level in LEVELS if sizes[level] <= most] or [LEVELS[0]]
    stable = {level: agreement(trials[level]) for level in allowed}
    bar = max(stable.values()) * _TOLERANCE
    level = max(level for level in allowed if stable[level] >= bar)
    return level, runs_of(graph, level)


def most_themes(rows: int) -> int:
    """How many themes `rows` distinct voices can carry: half the square root, at most MAX_THEMES."""
    return min(MAX_THEMES, max(5, round(math.sqrt(rows) / 2)))


def drop_small(labels: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Communities below `smallest` rows, and the smallest beyond MAX_THEMES, become -1; rest renumbered."""
    counts = np.bincount(labels)
    order = np.lexsort((np.arange(len(counts)), -counts))[:MAX_THEMES]
    kept = np.zeros(len(counts), dtype=bool)
    kept[order] = counts[order] >= smallest
    chosen = np.where(kept[labels], labels, -1)
    inside = chosen >= 0
    chosen[inside] = renumber(chosen[inside])
    return chosen


def _smallest(rows: int) -> int:
    """Rows that make a theme: three, or half a per cent of a large sample."""
    return max(3, round(rows * 0.005))


def _themes(labels: NDArray[np.int64], smallest: int) -> int:
    return int((np.bincount(labels) >= smallest).sum())
