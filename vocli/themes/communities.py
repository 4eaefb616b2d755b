"""Communities of a graph by seeded Leiden runs, and the consensus of many runs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.engine import cores, map_threads

RUNS = 12
CUT = 0.3  # joined in fewer than 30% of the runs = not joined
_FIRST_SEED = 20260907


def leiden(graph: sparse.csr_matrix, resolution: float, seed: int) -> NDArray[np.int64]:
    """Community number of each row; numbers follow the first row of each community."""
    import graspologic_native

    n = graph.shape[0]
    if not graph.nnz:  # the library panics where nothing is tied to anything
        return np.arange(n, dtype=np.int64)
    _, found = graspologic_native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        n,
        resolution=resolution,
        iterations=1,
        seed=seed,
    )
    return renumber(np.array([found[i] for i in range(n)], dtype=np.int64))


def renumber(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same partition with communities numbered in order of their first row."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first, kind="stable")] = np.arange(len(first))
    return order[inverse]


def runs_of(graph: sparse.csr_matrix, resolution: float, runs: int = RUNS) -> NDArray[np.int64]:
    """Labels of `runs` seeded runs, shape (runs, rows)."""
    return np.stack(
        map_threads(lambda i: leiden(graph, resolution, _FIRST_SEED + i), range(runs), cores())
    )


def consensus(
    graph: sparse.csr_matrix, labels: NDArray[np.int64], resolution: float
) -> NDArray[np.int64]:
    """One partition for many runs: an edge weighs the share of runs that joined its ends, cut at CUT.

    Lancichinetti & Fortunato (2012), Consensus clustering in complex networks, on the graph's own edges.
    """
    rows = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    together = (labels[:, rows] == labels[:, graph.indices]).mean(axis=0)
    agreed = graph.copy()
    agreed.data = np.where(together >= CUT, together * graph.data, 0.0)
    agreed.eliminate_zeros()
    return leiden(agreed, resolution, _FIRST_SEED)


def agreement(labels: NDArray[np.int64]) -> float:
    """How alike the runs are: the mean over neighbouring runs of the share of pairs kept together.

    1.0 = all runs found the same communities. The smaller of the two directions counts.
    """
    pairs = [pair_overlap(a, b) for a, b in pairwise(labels)]
    return float(np.mean(pairs)) if pairs else 1.0


def pair_overlap(a: NDArray[np.int64], b: NDArray[np.int64]) -> float:
    """Of the pairs together in one partition, the share together in the other; the lower direction."""
    table = sparse.coo_matrix((np.ones(len(a)), (a, b))).tocsr()
    both = _pairs(table.data)
    either = max(
        _pairs(np.asarray(table.sum(axis=1)).ravel()), _pairs(np.asarray(table.sum(axis=0)).ravel())
    )
    return both / either if either else 1.0


def _pairs(counts: NDArray[np.float64]) -> float:
    return float((counts * (counts - 1) / 2).sum())
