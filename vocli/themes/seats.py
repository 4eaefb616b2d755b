"""How a voice finds its theme in a codebook: seats compete generation by generation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.model import Profile, Seat
from vocli.themes.profile import Placement, similarities, with_context
from vocli.themes.rules import compile_rule, folded

CERTAIN = 3.0  # likeness of a voice that a rule places: the greatest there is
_BARRED = -1.0  # a rule keeps the voice out


def place_in_seats(
    seats: Sequence[Seat],
    matrix: sparse.csr_matrix,
    vocabulary: Sequence[str],
    vectors: NDArray[np.int8] | None,
    voices: tuple[NDArray[np.int64], Sequence[str]],
    least: float,
) -> Placement:
    """Each row's standing seat (its number, -1 = in no theme) and its likeness to it.

    voices: each row's number of its contact, and its text. least: likeness below which a seat wins nothing.
    """
    n = matrix.shape[0]
    if not seats or not n:
        return Placement(np.full(n, -1, dtype=np.int64), np.zeros(n))
    contacts, texts = voices
    profiles = [Profile(seat.theme_id, "", seat.terms, seat.centroid) for seat in seats]
    likeness = with_context(similarities(profiles, matrix, vocabulary, vectors), contacts)
    return _Contest(seats, _ruled(likeness, seats, texts), least).settle()


def _ruled(
    likeness: NDArray[np.float64], seats: Sequence[Seat], texts: Sequence[str]
) -> NDArray[np.float64]:
    """The likenesses where rules have spoken: certain where one demands the voice, barred where one forbids it."""
    if not any(seat.must or seat.never for seat in seats):
        return likeness
    out = likeness.copy()
    seen = [folded(text) for text in texts]
    for number, seat in enumerate(seats):
        for rules, value in ((seat.must, CERTAIN), (seat.never, _BARRED)):
            for rule in map(compile_rule, rules):
                out[[rule(text) for text in seen], number] = value
    return out


class _Contest:
    """The seats' competition for the rows of a likeness matrix of shape (rows, seats)."""

    def __init__(self, seats: Sequence[Seat], likeness: NDArray[np.float64], least: float) -> None:
        self._seats = seats
        self._likeness = likeness
        self._least = least
        rows = len(likeness)
        self._won = np.full(rows, -1, dtype=np.int64)
        self._score = np.zeros(rows)
        self._after = np.zeros(rows, dtype=np.int64)  # only later generations may take the row

    def settle(self) -> Placement:
        """The winner of every row."""
        for generation in sorted({seat.generation for seat in self._seats}):
            own = [i for i, seat in enumerate(self._seats) if seat.generation == generation]
            free = np.flatnonzero((self._won < 0) & (self._after < generation))
            self._compete(free, own, self._least)
        return Placement(self._won, self._score)

    def _compete(
        self, rows: NDArray[np.int64], seats: Sequence[int], least: float
    ) -> NDArray[np.int64]:
        """Give each row to the most alike of the seats; the result are the rows that none of them wins."""
        if not len(rows) or not seats:
            return rows
        likeness = self._likeness[rows][:, list(seats)]
        best, score = likeness.argmax(axis=1), likeness.max(axis=1)
        wins = score >= least
        for number, seat in enumerate(seats):
            own = wins & (best == number)
            self._score[rows[own]] = score[own]
            self._hand_on(rows[own], seat)
        left: NDArray[np.int64] = rows[~wins]
        return left

    def _hand_on(self, rows: NDArray[np.int64], number: int) -> None:
        """A standing seat keeps the rows, a superseded one hands them to the seats that came of it."""
        seat = self._seats[number]
        if not seat.until:
            self._won[rows] = number
            return
        heirs = [i for i, other in enumerate(self._seats) if number in other.parents]
        taking = all(self._seats[i].absorbs for i in heirs)
        left = self._compete(rows, heirs, _BARRED if taking else self._least)
        # Whoever stood when the seat gave them up must not gain by it.
        self._after[left] = seat.until
