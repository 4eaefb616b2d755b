"""Neighbours are the nearest ones, ties fall by row order, and the union is one canonical matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from vocli.themes.graph import (
    COMPANY,
    FEWEST,
    MOST,
    neighbours_for,
    same_contact,
    term_matrix,
    term_neighbours,
    union,
    vector_neighbours,
)


def vectors_of(rows: int, width: int, seed: int, top: int = 127) -> Any:
    return np.random.default_rng(seed).integers(-top, top + 1, (rows, width)).astype(np.int8)


def exact_cosines(vectors: Any) -> Any:
    """Cosines from integer products, the diagonal taken out."""
    whole = vectors.astype(np.int64)
    length = np.sqrt((whole * whole).sum(axis=1).astype(np.float64))
    cosine = (whole @ whole.T) / np.maximum(length[:, None] * length, 1e-12)
    np.fill_diagonal(cosine, -2.0)
    return cosine


def row_of(graph: Any, row: int) -> list[int]:
    return sorted(graph.getrow(row).indices.tolist())


@pytest.mark.parametrize("rows", [30, 200])
def test_vector_neighbours_are_those_of_a_brute_force(rows: int) -> None:
    vectors = vectors_of(rows, 24, seed=rows)
    graph = vector_neighbours(vectors, 7)
    cosine = exact_cosines(vectors)
    for i in range(rows):
        nearest = [j for j in np.argsort(-cosine[i], kind="stable")[:7] if cosine[i, j] > 0]
        assert row_of(graph, i) == sorted(nearest)
        weights = [graph[i, j] for j in nearest]
        assert weights == pytest.approx(cosine[i, nearest], abs=1e-6)


def test_vector_neighbours_of_a_block_are_those_of_the_whole(monkeypatch: Any) -> None:
    vectors = vectors_of(100, 16, seed=1)
    whole = vector_neighbours(vectors, 5)
    monkeypatch.setattr("vocli.themes.graph._BLOCK", 7)
    assert (vector_neighbours(vectors, 5) != whole).nnz == 0


def test_nobody_is_a_neighbour_of_oneself_nor_of_the_opposite() -> None:
    vectors = np.array([[10, 0], [-10, 0], [0, 10], [9, 1], [0, 0]], dtype=np.int8)
    graph = vector_neighbours(vectors, 4)
    assert [row_of(graph, i) for i in range(5)] == [[3], [], [3], [0, 2], []]


def test_ties_of_vectors_fall_by_row_order() -> None:
    same = np.tile(np.arange(1, 17, dtype=np.int8), (40, 1))
    graph = vector_neighbours(same, 3)
    assert [row_of(graph, i) for i in (0, 1, 39)] == [[1, 2, 3], [0, 2, 3], [0, 1, 2]]


def test_ties_of_terms_fall_by_row_order() -> None:
    matrix, _ = term_matrix([("a", "b")] * 8, {"a": 1.0, "b": 2.0})
    graph = term_neighbours(matrix, 3)
    assert [row_of(graph, i) for i in (0, 1, 7)] == [[1, 2, 3], [0, 2, 3], [0, 1, 2]]


def test_term_neighbours_are_those_of_a_brute_force() -> None:
    rng = np.random.default_rng(3)
    words = [f"w{i}" for i in range(12)]
    idf = {word: 1.0 + 0.37 * i for i, word in enumerate(words)}
    terms = [tuple(rng.choice(words, rng.integers(1, 6), replace=False)) for _ in range(60)]
    matrix, _ = term_matrix(terms, idf)
    graph = term_neighbours(matrix, 6)
    dense = matrix.toarray()
    cosine = dense @ dense.T
    np.fill_diagonal(cosine, 0.0)
    for i in range(60):
        found = graph.getrow(i)
        best = np.sort(cosine[i][cosine[i] >= 0.05])[::-1][:6]
        assert np.sort(found.data)[::-1] == pytest.approx(best, abs=1e-8)
        assert found.data == pytest.approx(cosine[i, found.indices], abs=1e-8)


def test_term_rows_have_unit_length_and_know_only_their_vocabulary() -> None:
    matrix, vocabulary = term_matrix(
        [("b", "a", "a"), ("unknown",), (), ("a",)], {"b": 2.0, "a": 1.0}
    )
    assert vocabulary == ["a", "b"]
    assert matrix.toarray() == pytest.approx(
        np.array([[1 / 5**0.5, 2 / 5**0.5], [0, 0], [0, 0], [1, 0]])
    )


def test_a_vocabulary_without_words_gives_empty_rows() -> None:
    matrix, vocabulary = term_matrix([("a",), ("b",)], {})
    assert (matrix.shape, matrix.nnz, vocabulary) == ((2, 0), 0, [])


def test_the_union_is_symmetric_sorted_and_without_a_diagonal() -> None:
    rng = np.random.default_rng(5)
    one = sparse.random(30, 30, 0.2, format="csr", random_state=rng)
    two = sparse.random(30, 30, 0.2, format="csr", random_state=rng)
    graph = union(one, two)
    assert (graph != graph.T).nnz == 0
    assert graph.diagonal().tolist() == [0.0] * 30
    assert graph.has_canonical_format
    assert (graph.data > 0).all()
    expected = one.toarray() + two.toarray()
    expected = expected + expected.T
    np.fill_diagonal(expected, 0)
    assert graph.toarray() == pytest.approx(expected)


def test_companions_share_one_weight() -> None:
    graph = same_contact([(0, 1), (2, 3), (2, 4), (3, 4), (0, 1)], 6)
    assert graph[0, 1] == COMPANY
    assert [graph[2, 3], graph[2, 4], graph[3, 4]] == [COMPANY / 2] * 3
    assert graph.nnz == 4
    both = union(graph)
    assert both[1, 0] == both[0, 1] == COMPANY


def test_without_companions_there_is_no_tie() -> None:
    graph = same_contact([], 4)
    assert (graph.shape, graph.nnz) == ((4, 4), 0)


def test_the_number_of_neighbours_grows_slowly_and_is_bounded() -> None:
    found = [neighbours_for(rows) for rows in (1, 40, 900, 2500, 6000, 100_000)]
    assert found == sorted(found)
    assert (found[0], found[3], found[-1]) == (FEWEST, 25, MOST)
