"""Seeded runs repeat themselves, and their consensus joins what most of them joined."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from vocli.themes.communities import (
    agreement,
    consensus,
    leiden,
    pair_overlap,
    renumber,
    runs_of,
)


def cliques(*sizes: int, bridge: float = 0.05) -> Any:
    """Complete groups, each tied to the next by one weak edge."""
    total = sum(sizes)
    graph = sparse.lil_matrix((total, total))
    start = 0
    for size in sizes:
        graph[start : start + size, start : start + size] = 1.0
        if start:
            graph[start - 1, start] = graph[start, start - 1] = bridge
        start += size
    graph.setdiag(0)
    return graph.tocsr()


def vague(seed: int = 1, rows: int = 120) -> Any:
    """A graph without clear groups, where seeds disagree."""
    rng = np.random.default_rng(seed)
    half = sparse.random(rows, rows, 0.06, format="csr", random_state=rng)
    return (half + half.T).tocsr()


def test_nothing_tied_to_anything_stays_apart() -> None:
    assert leiden(sparse.csr_matrix((5, 5)), 1.0, 7).tolist() == [0, 1, 2, 3, 4]


def test_rows_without_an_edge_stay_alone() -> None:
    graph = sparse.lil_matrix((6, 6))
    graph[0, 5] = graph[5, 0] = 1.0
    assert leiden(graph.tocsr(), 1.0, 7).tolist() == [0, 1, 2, 3, 4, 0]


def test_groups_are_found_and_numbered_by_their_first_row() -> None:
    assert leiden(cliques(6, 5, 7), 1.0, 1).tolist() == [0] * 6 + [1] * 5 + [2] * 7


def test_the_same_seed_gives_the_same_groups_twice_in_one_process() -> None:
    graph = vague()
    first = [leiden(graph, 1.0, seed).tolist() for seed in range(5)]
    again = [leiden(graph, 1.0, seed).tolist() for seed in range(5)]
    assert first == again
    assert len({tuple(labels) for labels in first}) > 1  # else the seeds would prove nothing


def test_runs_do_not_depend_on_how_many_there_are() -> None:
    graph = vague()
    many = runs_of(graph, 1.2, 6)
    assert many.shape == (6, 120)
    assert runs_of(graph, 1.2, 3).tolist() == many[:3].tolist()


def test_a_higher_resolution_gives_more_groups() -> None:
    graph = vague()
    counts = [int(leiden(graph, level, 3).max()) for level in (0.3, 1.0, 3.0)]
    assert counts == sorted(set(counts))


def test_renumbering_keeps_the_groups_and_orders_them() -> None:
    found = renumber(np.array([7, 7, 2, 9, 2, 7]))
    assert found.tolist() == [0, 0, 1, 2, 1, 0]
    assert renumber(found).tolist() == found.tolist()
    assert renumber(np.array([], dtype=np.int64)).tolist() == []


def test_the_consensus_joins_what_the_runs_joined() -> None:
    graph = cliques(4, 4, bridge=1.0)
    together = np.array([[0] * 4 + [1] * 4] * 9 + [[0] * 8])
    assert consensus(graph, together, 1.0).tolist() == [0] * 4 + [1] * 4


def test_the_consensus_follows_the_runs_against_the_graph() -> None:
    """Rows that no run kept together are apart, however strong their edge."""
    graph = cliques(8)
    runs = np.array([[0, 1, 0, 1, 0, 1, 0, 1]] * 10)
    assert consensus(graph, runs, 1.0).tolist() == [0, 1, 0, 1, 0, 1, 0, 1]


def test_an_edge_that_few_runs_joined_does_not_count() -> None:
    graph = cliques(2, 2, bridge=1.0)
    runs = np.array([[0, 0, 1, 1]] * 8 + [[0, 0, 0, 0]] * 2)
    assert consensus(graph, runs, 0.1).tolist() == [0, 0, 1, 1]


def test_the_consensus_of_runs_that_never_agree_is_everyone_alone() -> None:
    runs = np.array([[0, 1, 2], [2, 1, 0]])
    assert consensus(cliques(3), runs, 1.0).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 0, 0], [0, 0, 1, 1], 2 / 6),
        ([0, 0, 1, 1], [0, 1, 0, 1], 0.0),
        ([0, 0, 0, 1], [0, 0, 1, 1], 1 / 3),
        ([0, 1, 2], [0, 1, 2], 1.0),
    ],
)
def test_the_share_of_pairs_kept(a: list[int], b: list[int], share: float) -> None:
    one, two = np.array(a), np.array(b)
    assert pair_overlap(one, two) == pytest.approx(share)
    assert pair_overlap(two, one) == pytest.approx(share)


def test_agreement_is_the_mean_over_neighbouring_runs() -> None:
    runs = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 0, 1]])
    assert agreement(runs) == pytest.approx(0.5)
    assert agreement(runs[:1]) == 1.0
