"""Sentences are brought together by likeness, whatever their order."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from vocli.stats.alike import Rows, group_alike, likeness, nearest


def rows(words: list[list[float]], vectors: list[list[int]] | None = None) -> Rows:
    matrix = np.array(words, dtype=float)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return sparse.csr_matrix(matrix), None if vectors is None else np.array(vectors, dtype=np.int8)


def test_nothing_is_alike_to_nothing() -> None:
    assert group_alike(np.zeros((0, 0)), 0.5).tolist() == []
    assert group_alike(np.ones((1, 1)), 0.5).tolist() == [0]
    place, score = nearest(rows([[1, 0]]), (sparse.csr_matrix((0, 2)), None), 0.5)
    assert (place.tolist(), score.tolist()) == ([-1], [0.0])


def test_a_row_without_words_or_meaning_is_like_none() -> None:
    one = rows([[0, 0]], [[0, 0]])
    assert likeness(one, rows([[1, 0]], [[9, 0]])).tolist() == [[0.0]]


def test_below_the_limit_groups_stay_apart() -> None:
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])
    assert group_alike(alike, 0.5).tolist() == [0, 0, 1]
    assert group_alike(alike, 0.95).tolist() == [0, 1, 2]


def test_of_two_that_share_the_words_the_nearer_in_meaning_is_taken() -> None:
    one = rows([[1, 1]], [[10, 90]])
    two = rows([[1, 1], [1, 0.9]], [[90, 60], [10, 80]])
    assert nearest(one, two, 0.5)[0].tolist() == [1]
    assert nearest(one, two, 1.0)[0].tolist() == [-1]
