"""Centroids of themes written by hand: from their examples alone, then from the voices that surely belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.model import Profile, Seat
from vocli.themes.lock import Found
from vocli.themes.profile import similarities, with_context

_APART = 0.15  # how far the winner must stand before the next one, to be sure
_FEWEST = 3  # sure voices below which the examples alone are the better guide
# An example weighs as much as this many sure voices: a few bad ones must not carry a theme away.
_EXAMPLES = 3.0


def refine(
    seats: Sequence[Seat],
    matrix: sparse.csr_matrix,
    vocabulary: Sequence[str],
    vectors: NDArray[np.int8] | None,
    contacts: NDArray[np.int64],
    least: float,
) -> Mapping[str, Found]:
    """By theme id, the centroid moved towards the voices that surely belong, and the middle likeness of all.

    seats: of one side, all of one generation. A voice is sure where the upper half of its theme's voices
    begins and no other theme is near (one round of self-training, Scudder 1965).
    """
    if not seats or not matrix.shape[0]:
        return {seat.theme_id: Found(seat.centroid) for seat in seats}
    likeness = _likeness(seats, matrix, vocabulary, vectors, contacts)
    best, top = likeness.argmax(axis=1), likeness.max(axis=1)
    second = np.sort(likeness, axis=1)[:, -2] if len(seats) > 1 else np.zeros(len(top))
    moved = []
    for number, seat in enumerate(seats):
        own = (best == number) & (top >= least)
        sure = own & (top - second >= _APART)
        sure &= top >= (np.median(top[own]) if own.any() else np.inf)
        moved.append(_moved(seat, None if vectors is None else vectors[sure]))
    again = [Profile(s.theme_id, "", s.terms, c) for s, c in zip(seats, moved, strict=True)]
    return _measured(again, _likeness(again, matrix, vocabulary, vectors, contacts), least)


def _likeness(
    themes: Sequence[Seat] | Sequence[Profile],
    matrix: sparse.csr_matrix,
    vocabulary: Sequence[str],
    vectors: NDArray[np.int8] | None,
    contacts: NDArray[np.int64],
) -> NDArray[np.float64]:
    profiles = [Profile(theme.theme_id, "", theme.terms, theme.centroid) for theme in themes]
    return with_context(similarities(profiles, matrix, vocabulary, vectors), contacts)


def _moved(seat: Seat, sure: NDArray[np.int8] | None) -> NDArray[np.float32] | None:
    if sure is None or len(sure) < _FEWEST:
        return seat.centroid
    rows = sure.astype(np.float64)
    total = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).sum(axis=0)
    if seat.centroid is not None:
        total += _EXAMPLES * len(seat.examples) * seat.centroid.astype(np.float64)
    unit: NDArray[np.float32] = np.round(total / max(float(np.linalg.norm(total)), 1e-9), 6).astype(
        np.float32
    )
    return unit


def _measured(
    profiles: Sequence[Profile], likeness: NDArray[np.float64], least: float
) -> dict[str, Found]:
    best, top = likeness.argmax(axis=1), likeness.max(axis=1)
    found = {}
    for number, profile in enumerate(profiles):
        own = top[(best == number) & (top >= least)]
        # Nothing is as alike as 9: no complaint stands beside praise that nobody voiced.
        middle = round(float(np.median(own)), 4) if len(own) else 9.0
        found[profile.theme_id] = Found(profile.centroid, middle)
    return found
