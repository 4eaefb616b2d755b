"""How alike two sentences are by their words and their vectors, and groups of sentences that are alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Rows = tuple[sparse.csr_matrix, NDArray[np.int8] | None]
_DIGITS = 6  # kept of a likeness, so that no processor's last digit decides


def likeness(one: Rows, other: Rows) -> NDArray[np.float64]:
    """Shape (rows of one, rows of other), 0 to 1: the mean of the cosines of words and of vectors.

    Each side holds unit TF-IDF rows and the sentences' vectors; by the words alone where either has no vectors.
    """
    words = np.asarray((one[0] @ other[0].T).todense(), dtype=np.float64)
    if one[1] is not None and other[1] is not None:
        words = (words + meaning(one[1], other[1])) / 2
    bounded: NDArray[np.float64] = np.clip(words, 0.0, 1.0)
    return np.asarray(np.round(bounded, _DIGITS), dtype=np.float64)


def meaning(one: NDArray[np.int8], other: NDArray[np.int8]) -> NDArray[np.float64]:
    """Shape (rows of one, rows of other): the cosines of sentence vectors."""
    return np.asarray(np.round(_unit(one) @ _unit(other).T, _DIGITS), dtype=np.float64)


def nearest(one: Rows, other: Rows, least: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For every row of `one` the row of `other` that it means (-1 = none), and how alike the two are.

    Of the rows that are alike enough (`least`) the one nearest in meaning: words that all of them share say
    less than what is asked about them.
    """
    alike = likeness(one, other)
    if not alike.size:
        return np.full(len(alike), -1, dtype=np.int64), np.zeros(len(alike))
    vectors = one[1] is not None and other[1] is not None
    near = meaning(one[1], other[1]) if vectors else alike  # type: ignore[arg-type]
    best = np.where(alike >= least, near, -2.0).argmax(axis=1)
    score = alike[np.arange(len(alike)), best]
    return np.where(score >= least, best, -1).astype(np.int64), score


def group_alike(alike: NDArray[np.float64], least: float) -> NDArray[np.int64]:
    """A group's number per row: average linkage, groups kept apart below the mean likeness `least`.

    alike: a square matrix. Numbers follow the first row of each group.
    """
    n = len(alike)
    if n < 2:
        return np.zeros(n, dtype=np.int64)
    apart = np.clip(1.0 - (alike + alike.T) / 2, 0.0, 1.0)
    np.fill_diagonal(apart, 0.0)
    # Imported here: a quarter of a second that only this grouping needs.
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    tree = linkage(squareform(apart, checks=False), "average")
    labels = fcluster(tree, 1.0 - least, "distance")
    order: dict[int, int] = {}
    return np.array([order.setdefault(int(x), len(order)) for x in labels], dtype=np.int64)


def _unit(vectors: NDArray[np.int8]) -> NDArray[np.float64]:
    rows = vectors.astype(np.float64)
    norms: NDArray[np.float64] = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows / norms
