"""How a voice finds its theme in a codebook: seats compete generation by generation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vocli.model import Profile, Seat
from vocli.themes.graph import term_matrix
from vocli.themes.profile import Placement, similarities, with_context
from vocli.themes.rules import compile_rule, folded

CERTAIN = 3.0  # likeness of a voice that a rule places: the greatest there is
_BARRED = -1.0  # a rule keeps the voice out


@dataclass(frozen=True)
class Rows:
    """Voices that look for a seat: terms, vectors (None without an encoder), number of the contact, text."""

    terms: Sequence[Sequence[str]]
    vectors: NDArray[np.int8] | None
    contacts: NDArray[np.int64]
    texts: Sequence[str]


def place_in_seats(
    seats: Sequence[Seat], rows: Rows, words: Callable[[int], dict[str, float]], least: float
) -> Placement:
    """Each row's standing seat (its number, -1 = in no theme) and its likeness to it.

    words: how rare the words are that seats of a generation know. least: likeness below which a seat wins
    nothing.
    """
    n = len(rows.terms)
    if not seats or not n:
        none = np.zeros(n, dtype=np.int64)
        return Placement(none - 1, np.zeros(n), none, np.zeros(n))
    likeness = with_context(_likeness(seats, rows, words), rows.contacts)
    return contest(seats, _ruled(likeness, seats, rows.texts), least)


def contest(seats: Sequence[Seat], likeness: NDArray[np.float64], least: float) -> Placement:
    """The winners of the rows of a likeness matrix of shape (rows, seats)."""
    return _Contest(seats, likeness, least).settle()


def _likeness(
    seats: Sequence[Seat], rows: Rows, words: Callable[[int], dict[str, float]]
) -> NDArray[np.float64]:
    """Shape (rows, seats); every generation measures with the words that it knows."""
    out = np.zeros((len(rows.terms), len(seats)))
    done: list[tuple[dict[str, float], tuple[sparse.csr_matrix, list[str]]]] = []
    for generation in sorted({seat.generation for seat in seats}):
        known = words(generation)
        if not done or done[-1][0] != known:
            done = [(known, term_matrix(rows.terms, known))]
        matrix, vocabulary = done[-1][1]
        own = [i for i, seat in enumerate(seats) if seat.generation == generation]
        profiles = [Profile(seats[i].theme_id, "", seats[i].terms, seats[i].centroid) for i in own]
        out[:, own] = similarities(profiles, matrix, vocabulary, rows.vectors)
    return out


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
        self._since = np.zeros(rows, dtype=np.int64)
        self._first = np.zeros(rows)
        self._after = np.zeros(
            rows, dtype=np.int64
        )  # only later generations than this may take the row

    def settle(self) -> Placement:
        """The winner of every row."""
        for generation in sorted({seat.generation for seat in self._seats}):
            # What came of a merge or a split holds what its parents held, and nothing else.
            own = [
                i
                for i, seat in enumerate(self._seats)
                if seat.generation == generation and not seat.absorbs
            ]
            free = np.flatnonzero((self._won < 0) & (self._after < generation))
            self._compete(free, own, self._least)
        lost = self._won < 0
        return Placement(self._won, np.where(lost, 0.0, self._score), self._since, self._first)

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
            self._note(rows[own], score[own], self._seats[seat].generation)
            self._hand_on(rows[own], seat)
        left: NDArray[np.int64] = rows[~wins]
        return left

    def _note(self, rows: NDArray[np.int64], score: NDArray[np.float64], generation: int) -> None:
        """Keep the scores, and those of the first time apart."""
        self._score[rows] = score
        new = self._since[rows] == 0
        self._since[rows[new]] = generation
        self._first[rows[new]] = score[new]

    def _hand_on(self, rows: NDArray[np.int64], number: int) -> None:
        """A standing seat keeps the rows, a superseded one hands them to the seats that came of it."""
        seat = self._seats[number]
        if not seat.until:
            self._won[rows] = number
            return
        heirs = [i for i, other in enumerate(self._seats) if number in other.parents]
        taking = all(self._seats[i].absorbs for i in heirs)
        left = self._compete(rows, heirs, _BARRED if taking else self._least)
        # Whoever stood when the seat gave them up must not gain by it; what was made or changed with it may.
        self._after[left] = seat.until - 1
