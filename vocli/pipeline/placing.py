"""Every voice finds its theme: in the seats of a codebook, among drafts, or in none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.language import plain
from vocli.model import Plan, Profile, Seat, Side
from vocli.pipeline.prepared import Prepared
from vocli.themes import Placement, Rows, place, place_in_seats, term_matrix, threshold

NEVER = 1_000_000  # of a voice that no seat ever won: behind every generation


@dataclass(frozen=True)
class Placed:
    """The themes of voices ("" = none) and how alike they are.

    since, first: the generation of the codebook that won the voice first, and the likeness of that time. They
    say which voice a contact is counted by, whatever was edited since.
    """

    ids: NDArray[np.object_]
    score: NDArray[np.float64]
    since: NDArray[np.int64]
    first: NDArray[np.float64]


def place_voices(prepared: Prepared, plan: Plan, rows: NDArray[np.int64]) -> Placed:
    """The theme id of each of the voices `rows`; critical themes take none."""
    if plan.book is None:
        profiles = [p for p in plan.profiles if not p.critical]
        return _named(place_rows(prepared, profiles, plan.idf, rows), profiles)
    placed = _in_book(prepared, plan, rows)
    if plan.drafts is not None and plan.drafts.profiles:
        left = np.flatnonzero(placed.ids == "")
        drafts = place_voices(prepared, plan.drafts, rows[left])
        placed.ids[left], placed.score[left] = drafts.ids, drafts.score
        new = placed.since[left] == NEVER
        placed.first[left[new]] = drafts.first[new]
    return placed


def place_rows(
    prepared: Prepared, profiles: Sequence[Profile], idf: dict[str, float], rows: NDArray[np.int64]
) -> Placement:
    """The profile of each of the voices `rows`."""
    matrix, vocabulary = term_matrix([prepared.terms[i] for i in rows], idf)
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[rows]]
    return place(profiles, matrix, vocabulary, vectors, _contacts(prepared, rows))


def side_of(plan: Plan) -> Side:
    """Which side of a codebook the plan groups."""
    return Side.PRAISE if plan.signal == "plus" else Side.COMPLAINT


def seats_of(plan: Plan) -> tuple[Seat, ...]:
    """The seats of the plan's side, standing and superseded; their parents count within these."""
    side = side_of(plan)
    seats = plan.book.lock.seats if plan.book and plan.book.lock else ()
    new: dict[int, int] = {}
    for number, seat in enumerate(seats):
        if seat.side is side and not seat.critical:
            new[number] = len(new)
    return tuple(
        _renumbered(seats[number], {old: new[old] for old in seats[number].parents if old in new})
        for number in new
    )


def _renumbered(seat: Seat, parents: dict[int, int]) -> Seat:
    return replace(seat, parents=tuple(parents[old] for old in seat.parents if old in parents))


def _in_book(prepared: Prepared, plan: Plan, rows: NDArray[np.int64]) -> Placed:
    seats = seats_of(plan)
    assert plan.book and plan.book.lock
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[rows]]
    looking = Rows(
        terms=[prepared.terms[i] for i in rows],
        vectors=vectors,
        contacts=_contacts(prepared, rows),
        texts=[plain(text) for text in prepared.frame["text"].iloc[rows]],
    )
    lock = plan.book.lock
    least = lock.threshold if vectors is not None else threshold(None)
    placed = place_in_seats(seats, looking, partial(lock.words, side_of(plan)), least)
    return _named(placed, seats)


def _named(placed: Placement, owners: Sequence[Profile] | Sequence[Seat]) -> Placed:
    ids = np.array([*(owner.theme_id for owner in owners), ""], dtype=object)
    since = np.zeros_like(placed.profile) if placed.since is None else placed.since
    first = placed.score if placed.first is None else placed.first
    # -1 picks the last, empty id.
    return Placed(
        ids[placed.profile], placed.score, np.where(since == 0, NEVER, since), first.copy()
    )


def _contacts(prepared: Prepared, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    numbers, _ = pd.factorize(prepared.frame["contact_id"].iloc[rows])
    return numbers.astype(np.int64)
