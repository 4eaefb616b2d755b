"""A theme as it is kept, weighted terms plus a centroid, and how any row finds its theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.model import Profile
from vocli.text import digest

TERMS = 20
VECTOR_WEIGHT = 2.0  # term cosine + 2 x centroid cosine (docs/decisions/0005)
CONTEXT = 1.0  # the rest of a contact counts as much as the sentence itself
_BLOCK = 8192


@dataclass(frozen=True)
class Placement:
    """Where each row belongs: the profile's number (-1 = unassigned) and its score.

    Of seats also the generation that won the row first (0 = none) and the score of that time: what a later
    edit must not move is ordered by them.
    """

    profile: NDArray[np.int64]
    score: NDArray[np.float64]
    since: NDArray[np.int64] | None = None
    first: NDArray[np.float64] | None = None


def describe(
    matrix: sparse.csr_matrix,
    vocabulary: Sequence[str],
    vectors: NDArray[np.int8] | None,
    labels: NDArray[np.int64],
) -> tuple[Profile, ...]:
    """Profiles of the communities in `labels` (-1 = in none), in the order of their numbers."""
    count = int(labels.max()) + 1 if len(labels) else 0
    weights = _class_terms(matrix, labels, count)
    return tell_apart(
        [
            _profile(number, weights, vocabulary, _centroid(vectors, labels == number))
            for number in range(count)
        ]
    )


def place(
    profiles: Sequence[Profile],
    matrix: sparse.csr_matrix,
    vocabulary: Sequence[str],
    vectors: NDArray[np.int8] | None,
    contacts: NDArray[np.int64],
) -> Placement:
    """Each row's best profile, or -1 where its score stays below the threshold.

    `contacts[i]` is the number of row i's contact: what else was said there helps to place a sentence
    that does not name its subject (「もう5回やり直した」).
    """
    n = matrix.shape[0]
    if not profiles or not n:
        return Placement(np.full(n, -1, dtype=np.int64), np.zeros(n))
    similarity = with_context(similarities(profiles, matrix, vocabulary, vectors), contacts)
    best = similarity.argmax(axis=1).astype(np.int64)
    score = similarity.max(axis=1)
    best[score < threshold(vectors)] = -1
    return Placement(best, score)


def similarities(
    profiles: Sequence[Profile],
    matrix: sparse.csr_matrix,
    vocabulary: Sequence[str],
    vectors: NDArray[np.int8] | None,
) -> NDArray[np.float64]:
    """Term cosine + VECTOR_WEIGHT x centroid cosine, shape (rows, profiles), six decimals.

    Rounded, so that the winner is the same whatever the BLAS did to the last bits.
    """
    term_side = _profile_matrix(profiles, vocabulary)
    out = np.empty((matrix.shape[0], len(profiles)), dtype=np.float64)
    for start in range(0, len(out), _BLOCK):
        rows = slice(start, start + _BLOCK)
        out[rows] = (matrix[rows] @ term_side).todense()
        if vectors is not None:
            out[rows] += VECTOR_WEIGHT * _centroid_cosine(profiles, vectors[rows])
    rounded: NDArray[np.float64] = np.round(out, 6)
    return rounded


def with_context(
    similarity: NDArray[np.float64], contacts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Each row's similarities mixed with the mean of the other rows of its contact, weight CONTEXT.

    A row that is alone in its contact keeps its own.
    """
    count = np.bincount(contacts)[contacts].astype(np.int64)
    total = np.zeros((int(contacts.max()) + 1, similarity.shape[1]), dtype=np.float64)
    np.add.at(total, contacts, similarity)
    others = (total[contacts] - similarity) / np.maximum(count - 1, 1)[:, None]
    mixed = (similarity + CONTEXT * others) / (1 + CONTEXT)
    alone = (count == 1)[:, None]
    rounded: NDArray[np.float64] = np.asarray(np.round(np.where(alone, similarity, mixed), 6))
    return rounded


def threshold(vectors: NDArray[np.int8] | None) -> float:
    """A row below it is in no theme: 0.6 with vectors, 0.1 by terms alone."""
    return 0.6 if vectors is not None else 0.1


def _class_terms(
    matrix: sparse.csr_matrix, labels: NDArray[np.int64], count: int
) -> sparse.csr_matrix:
    """Mean TF-IDF of each community's rows, shape (count, vocabulary)."""
    members = np.flatnonzero(labels >= 0)
    sizes = np.bincount(labels[members], minlength=count).astype(np.float64)
    sizes[sizes == 0] = 1
    picker = sparse.csr_matrix(
        (1 / sizes[labels[members]], (labels[members], members)), shape=(count, matrix.shape[0])
    )
    means: sparse.csr_matrix = (picker @ matrix).tocsr()
    return means


def _profile(
    number: int,
    weights: sparse.csr_matrix,
    vocabulary: Sequence[str],
    centroid: NDArray[np.float32] | None,
) -> Profile:
    row = weights.getrow(number)
    order = np.lexsort((row.indices, -np.round(row.data, 9)))[:TERMS]
    heavy = np.round(row.data[order], 9)
    length = float(np.sqrt((heavy**2).sum())) or 1.0
    terms = tuple(
        (vocabulary[i], round(float(w) / length, 4))
        for i, w in zip(row.indices[order], heavy, strict=True)
    )
    return Profile(theme_id=draft_id(terms), name="", terms=terms, centroid=centroid)


def draft_id(terms: Sequence[tuple[str, float]], digits: int = 4) -> str:
    """`D-` and four digits of the theme's sorted top terms: the same terms give the same draft."""
    return "D-" + digest(*sorted(term for term, _ in terms[:8]), length=digits)


def tell_apart(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """The profiles in their order, drafts of one id with more digits; those of one set of terms numbered.

    Four digits meet by chance about once in 200 plans of 25 themes.
    """
    ids = [profile.theme_id for profile in profiles]
    for digits in (6, 8):
        met = _doubles(ids)
        ids = [
            draft_id(profile.terms, digits) if theme in met else theme
            for profile, theme in zip(profiles, ids, strict=True)
        ]
    met = _doubles(ids)
    seen: Counter[str] = Counter()
    for i in sorted(range(len(ids)), key=lambda i: _identity(profiles[i])):
        if ids[i] in met:
            seen[ids[i]] += 1
            ids[i] = f"{ids[i]}-{seen[ids[i]]}"
    return tuple(replace(p, theme_id=theme) for p, theme in zip(profiles, ids, strict=True))


def _doubles(ids: Sequence[str]) -> set[str]:
    return {theme for theme, n in Counter(ids).items() if n > 1 and theme.startswith("D-")}


def _identity(profile: Profile) -> str:
    centroid = b"" if profile.centroid is None else profile.centroid.tobytes()
    return digest(repr(profile.terms), centroid.hex())


def _centroid(
    vectors: NDArray[np.int8] | None, chosen: NDArray[np.bool_]
) -> NDArray[np.float32] | None:
    if vectors is None or not chosen.any():
        return None
    members = vectors[chosen].astype(np.float64)
    unit = members / np.maximum(np.linalg.norm(members, axis=1, keepdims=True), 1e-9)
    mean = unit.sum(axis=0)
    unit_mean: NDArray[np.float32] = np.round(
        mean / max(float(np.linalg.norm(mean)), 1e-9), 6
    ).astype(np.float32)
    return unit_mean


def _profile_matrix(profiles: Sequence[Profile], vocabulary: Sequence[str]) -> sparse.csc_matrix:
    """Shape (vocabulary, profiles), unit columns."""
    row_of = {term: i for i, term in enumerate(vocabulary)}
    entries = [
        (row_of[term], column, weight)
        for column, profile in enumerate(profiles)
        for term, weight in profile.terms
        if term in row_of
    ]
    rows, columns, weights = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csc_matrix(
        (np.array(weights, dtype=np.float64), (rows, columns)),
        shape=(len(vocabulary), len(profiles)),
    )


def _centroid_cosine(profiles: Sequence[Profile], vectors: NDArray[np.int8]) -> NDArray[np.float64]:
    centroids = np.stack(
        [p.centroid if p.centroid is not None else np.zeros(vectors.shape[1]) for p in profiles]
    ).astype(np.float64)
    rows = vectors.astype(np.float64)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    cosine: NDArray[np.float64] = (rows @ centroids.T) / np.maximum(norms, 1e-9)
    return cosine


def describe_group(
    terms: Sequence[Sequence[str]], vectors: NDArray[np.int8] | None, idf: dict[str, float]
) -> Profile:
    """One profile for rows that belong together by other means than likeness."""
    from vocli.themes.graph import term_matrix

    matrix, vocabulary = term_matrix(terms, idf)
    return describe(matrix, vocabulary, vectors, np.zeros(len(terms), dtype=np.int64))[0]
