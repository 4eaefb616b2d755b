"""The lock beside a codebook: seats built from definitions, what stood keeping its voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from vocli.model import Codebook, Lock, Seat, Side, Status, Theme
from vocli.text import digest
from vocli.themes.codebook_toml import definition

_BASE = 10.0  # examples that an inherited centroid weighs as much as
_AWAY = (
    0.5  # weight of a counter-example (Rocchio 1971, Relevance feedback in information retrieval)
)

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Found:
    """What discovery knows of a theme beyond its definition."""

    centroid: Vector | None
    middle: float = 0.0


@dataclass(frozen=True)
class Material:
    """What building needs beside the definitions: how texts are measured, and vectors of the examples.

    vectors: of every example and counter-example, by text; {} without an encoder. found: by theme id, of
    themes that were just found or measured in voices. spelled: the tokenizer's terms of a term that people
    wrote otherwise.
    """

    tokenizer: str
    encoder: str
    threshold: float
    idf: Mapping[Side, dict[str, float]]
    repeated: frozenset[str]
    vectors: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    spelled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def build_lock(book: Codebook, before: Lock | None, material: Material) -> Lock:
    """The lock of the codebook as it is now.

    Seats of `before` whose definition did not change stay as they are, byte for byte; idf, templates and
    threshold are those of `before`, if there is one. Its edition rises when any seat changed.
    """
    if before is not None:
        material = replace(
            material,
            idf=before.idf,
            repeated=before.repeated,
            threshold=before.threshold,
            tokenizer=before.tokenizer,
            encoder=before.encoder,
        )
    old = before.seats if before else ()
    generation = 1 + max((max(seat.generation, seat.until) for seat in old), default=0)
    seats = _Seating(list(old), generation, material).of(book.themes)
    changed = tuple(seats) != old
    idf = {side: dict(material.idf.get(side, {})) for side in Side}
    later = {side: dict(before.later.get(side, {})) if before else {} for side in Side}
    for seat in seats[len(old) :]:
        for term in _new_words(seat, idf[seat.side]):
            if before is not None:
                later[seat.side][term] = generation
    return Lock(
        edition=(before.edition if before else 0) + int(changed or before is None),
        digest=book_digest(book),
        tokenizer=material.tokenizer,
        encoder=material.encoder,
        threshold=material.threshold,
        idf=idf,
        repeated=material.repeated,
        seats=tuple(seats),
        later=later,
    )


def _new_words(seat: Seat, known: dict[str, float]) -> list[str]:
    """The words of a seat that no voice had when words were counted; they are as rare as the rarest."""
    new = [term for term, _ in seat.terms if term not in known]
    known.update(dict.fromkeys(new, max(known.values(), default=1.0)))
    return new


def book_digest(book: Codebook) -> str:
    """A digest of all definitions; names, owners and notes do not count."""
    return digest(
        *(
            f"{theme.theme_id}:{definition(theme)}:{theme.status is Status.RETIRED}:"
            f"{','.join(theme.merged_from)}:{theme.split_from}"
            for theme in sorted(book.themes, key=lambda theme: theme.theme_id)
        )
    )


class _Seating:
    """The seats of a lock while one generation is being added."""

    def __init__(self, seats: list[Seat], generation: int, material: Material) -> None:
        self._seats = seats
        self._generation = generation
        self._material = material
        self._living: set[str] = set()

    def of(self, themes: Sequence[Theme]) -> list[Seat]:
        """The seats after every theme has what it is defined to have."""
        living = [theme for theme in themes if theme.status is not Status.RETIRED]
        self._living = {theme.theme_id for theme in living}
        made: list[Seat] = []
        gone: set[int] = set()
        seated = {seat.theme_id for _, seat in self._standing()}
        parted = {theme.split_from for theme in living if theme.theme_id not in seated}
        for theme in living:
            seat, parents = self._seat(theme, theme.theme_id in parted)
            if seat is not None:
                made.append(seat)
                gone.update(parents)
        gone |= {i for i, seat in self._standing() if seat.theme_id not in self._living}
        for number in gone:
            self._seats[number] = replace(self._seats[number], until=self._generation)
        return [*self._seats, *sorted(made, key=lambda seat: seat.theme_id)]

    def _standing(self) -> list[tuple[int, Seat]]:
        return [(i, seat) for i, seat in enumerate(self._seats) if not seat.until]

    def _seat(self, theme: Theme, parted: bool) -> tuple[Seat | None, tuple[int, ...]]:
        """The new seat of a theme (None where it keeps the one it has), and the seats that it supersedes.

        parted: another theme is split off from this one, which keeps the rest.
        """
        own = {i for i, seat in self._standing() if seat.theme_id == theme.theme_id}
        merged = {
            i
            for i, seat in self._standing()
            if seat.theme_id in theme.merged_from and seat.theme_id not in self._living
        }
        split = {i for i, seat in self._standing() if seat.theme_id == theme.split_from} - own
        stands = {self._seats[i].digest for i in own} == {definition(theme)}
        if own and stands and not merged and not parted:
            return None, ()
        # A theme that was split off earlier has a seat of its own: the split is over.
        parents = tuple(sorted(own | merged | (split if not own else set())))
        found = self._material.found.get(theme.theme_id)
        known = {text for i in own | merged for text in self._seats[i].examples}
        terms = spell(theme.terms, self._material.spelled)
        return (
            Seat(
                theme_id=theme.theme_id,
                side=theme.side,
                generation=self._generation,
                digest=definition(theme),
                terms=unit(terms),
                centroid=found.centroid if found else self._centroid(theme, parents, known),
                must=theme.must,
                never=theme.never,
                parents=parents,
                absorbs=bool(merged) or parted or (bool(split) and not own),
                critical=theme.critical,
                middle=self._middle(theme, parents),
                examples=tuple(
                    sorted({*map(_toward, theme.examples), *map(_away, theme.counter_examples)})
                ),
            ),
            parents,
        )

    def _middle(self, theme: Theme, parents: Sequence[int]) -> float:
        """Only praise has complaints beside it, and so needs a middle."""
        found = self._material.found.get(theme.theme_id)
        if theme.side is not Side.PRAISE or found:
            return found.middle if found and theme.side is Side.PRAISE else 0.0
        return max((self._seats[i].middle for i in parents), default=self._material.threshold)

    def _centroid(self, theme: Theme, parents: Sequence[int], known: set[str]) -> Vector | None:
        """The parents' centroid moved towards new examples and away from counter-examples."""
        vectors = self._material.vectors
        pull = [
            _direction(vectors[x])
            for x in theme.examples
            if x in vectors and _toward(x) not in known
        ]
        push = [
            _direction(vectors[x])
            for x in theme.counter_examples
            if x in vectors and _away(x) not in known
        ]
        base = [c for i in parents if (c := self._seats[i].centroid) is not None]
        if not base and not pull:
            return None
        total = np.zeros(len((base or pull)[0]), dtype=np.float64)
        for centroid in base:
            total += _BASE / len(base) * centroid.astype(np.float64)
        for vector in pull:
            total += vector
        for vector in push:
            total -= _AWAY * vector
        return np.round(total / max(float(np.linalg.norm(total)), 1e-9), 6).astype(np.float32)


def spell(
    terms: Sequence[tuple[str, float]], spelled: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, float], ...]:
    """The terms as the tokenizer cuts them; the heaviest weight where two become one."""
    out: dict[str, float] = {}
    for term, weight in terms:
        for own in spelled.get(term, (term,)):
            out[own] = max(weight, out.get(own, 0.0))
    return tuple(sorted(out.items(), key=lambda pair: (-pair[1], pair[0])))


def _toward(example: str) -> str:
    return digest(example)


def _away(example: str) -> str:
    return digest("not", example)


def unit(terms: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The terms with their weights scaled to unit length, four decimals."""
    length = float(np.sqrt(sum(weight**2 for _, weight in terms))) or 1.0
    return tuple((term, round(weight / length, 4)) for term, weight in terms)


def _direction(vector: NDArray[np.int8]) -> NDArray[np.float64]:
    floats = vector.astype(np.float64)
    return floats / max(float(np.linalg.norm(floats)), 1e-9)
