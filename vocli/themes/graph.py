"""Neighbour graphs over voices: one by shared terms, one by sentence vectors, and their union."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FEWEST, MOST = (
    15,
    40,
)  # neighbours of a row; more of them make themes steadier (docs/decisions/0005)
_SPARE = 5  # asked for beyond the neighbours kept, so that ties at the edge are cut by row order, not by chance
_BLOCK = 1024
COMPANY = 40.0  # about as much as a row's nearest neighbours together (docs/decisions/0005)


def neighbours_for(rows: int) -> int:
    """How many neighbours each of `rows` rows is tied to: half the square root, within FEWEST and MOST."""
    return min(MOST, max(FEWEST, round(math.sqrt(rows) / 2)))


def term_matrix(
    terms: Sequence[Sequence[str]], idf: dict[str, float]
) -> tuple[sparse.csr_matrix, list[str]]:
    """Unit-length TF-IDF rows of shape (len(terms), len(vocabulary)) and the sorted vocabulary.

    A term outside `idf` is left out; a term counts once per row (sublinear to the end).
    """
    vocabulary = sorted(idf)
    column = {term: i for i, term in enumerate(vocabulary)}
    weight = np.array([idf[term] for term in vocabulary], dtype=np.float64)
    indices: list[int] = []
    indptr = [0]
    for row in terms:
        indices.extend(sorted({column[term] for term in row if term in column}))
        indptr.append(len(indices))
    data = weight[indices] if indices else np.zeros(0)
    matrix = sparse.csr_matrix(
        (data, np.array(indices, dtype=np.int32), np.array(indptr, dtype=np.int32)),
        shape=(len(indptr) - 1, len(vocabulary)),
    )
    return _unit_rows(matrix), vocabulary


def term_neighbours(matrix: sparse.csr_matrix, neighbours: int) -> sparse.csr_matrix:
    """Each row's nearest rows by term cosine, itself left out; weights are the cosines.

    Among more equal neighbours than are asked for (short texts of one word) the library chooses, the
    same ones each time. Cutting them by row order made themes no steadier.
    """
    from sparse_dot_topn import sp_matmul_topn

    top = sp_matmul_topn(
        matrix,
        matrix.T.tocsr(),
        top_n=neighbours + _SPARE + 1,
        threshold=0.05,
        sort=True,
        n_threads=1,
    )
    rows = np.repeat(np.arange(top.shape[0]), np.diff(top.indptr))
    return _keep_nearest(rows, top.indices, np.round(top.data, 9), top.shape[0], neighbours)


def vector_neighbours(vectors: NDArray[np.int8], neighbours: int) -> sparse.csr_matrix:
    """Each row's nearest rows by vector cosine, itself left out; weights are the cosines.

    Products of int8 values summed over 512 dimensions stay below 2**24, so float32 holds them exactly
    and the result does not depend on the BLAS.
    """
    n = len(vectors)
    dense = vectors.astype(np.float32)
    norms = np.sqrt(np.einsum("ij,ij->i", dense, dense, dtype=np.float64)).astype(np.float32)
    norms[norms == 0] = 1
    wanted = min(n, neighbours + 1)  # itself among them
    rows, columns, values = [], [], []
    for start in range(0, n, _BLOCK):
        cosine = dense[start : start + _BLOCK] @ dense.T
        cosine /= norms[start : start + _BLOCK, None]
        cosine /= norms
        edge = np.partition(cosine, n - wanted, axis=1)[:, n - wanted, None]
        near, column = np.nonzero((cosine >= edge) & (cosine > 0))
        rows.append(near + start)
        columns.append(column)
        values.append(cosine[near, column])
    return _keep_nearest(
        np.concatenate(rows), np.concatenate(columns), np.concatenate(values), n, neighbours
    )


def same_contact(pairs: Sequence[tuple[int, int]], rows: int) -> sparse.csr_matrix:
    """Rows that were said in one contact, weight COMPANY shared among a row's companions.

    A sentence that says only how angry or how often (「もう5回やり直した」) has its topic beside it.
    """
    if not pairs:
        return sparse.csr_matrix((rows, rows))
    left, right = (np.array(side, dtype=np.int64) for side in zip(*sorted(set(pairs)), strict=True))
    companions = np.bincount(np.concatenate([left, right]), minlength=rows)
    weight = COMPANY / np.maximum(companions[left], companions[right])
    return sparse.csr_matrix((weight, (left, right)), shape=(rows, rows))


def union(*graphs: sparse.csr_matrix) -> sparse.csr_matrix:
    """The sum of the graphs made symmetric, as a canonical CSR (sorted indices, no diagonal)."""
    total = graphs[0].copy()
    for graph in graphs[1:]:
        total = total + graph
    both = (total + total.T).tocsr()
    both.setdiag(0)
    both.eliminate_zeros()
    both.sort_indices()
    canonical: sparse.csr_matrix = both
    return canonical


def _keep_nearest(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    values: NDArray[np.float64],
    n: int,
    neighbours: int,
) -> sparse.csr_matrix:
    """The `neighbours` best entries of each row; ties go to the smaller column (rows lie in hash order)."""
    other = (rows != columns) & (values > 0)
    rows, columns, values = rows[other], columns[other], values[other]
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    first = np.searchsorted(rows, np.arange(n))
    rank = np.arange(len(rows)) - first[rows]
    kept = rank < neighbours
    return sparse.csr_matrix(
        (values[kept].astype(np.float64), (rows[kept], columns[kept])), shape=(n, n)
    )


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    squares = matrix.multiply(matrix).sum(axis=1)
    length = np.sqrt(np.asarray(squares).ravel())
    length[length == 0] = 1
    scaled: sparse.csr_matrix = (sparse.diags(1 / length) @ matrix).tocsr()
    return scaled
