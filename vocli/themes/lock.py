"""The lock beside a codebook: seats built from definitions, what stood keeping its voices; JSON in and out."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Codebook, Lock, Seat, Side, Status, Theme
from vocli.text import digest
from vocli.themes.codebook_toml import definition

FORMAT = 1
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
    themes that discovery has just found.
    """

    tokenizer: str
    encoder: str
    threshold: float
    idf: Mapping[Side, dict[str, float]]
    repeated: frozenset[str]
    vectors: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)


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
    return Lock(
        edition=(before.edition if before else 0) + int(changed or before is None),
        digest=book_digest(book),
        tokenizer=material.tokenizer,
        encoder=material.encoder,
        threshold=material.threshold,
        idf=dict(material.idf),
        repeated=material.repeated,
        seats=tuple(seats),
    )


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

    def of(self, themes: Sequence[Theme]) -> list[Seat]:
        """The seats after every theme has what it is defined to have."""
        living = [theme for theme in themes if theme.status is not Status.RETIRED]
        made: list[Seat] = []
        gone: set[int] = set()
        seated = {seat.theme_id for _, seat in self._standing()}
        parted = {theme.split_from for theme in living if theme.theme_id not in seated}
        for theme in living:
            seat, parents = self._seat(theme, theme.theme_id in parted)
            if seat is not None:
                made.append(seat)
                gone.update(parents)
        kept = {theme.theme_id for theme in living}
        gone |= {i for i, seat in self._standing() if seat.theme_id not in kept}
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
        merged = {i for i, seat in self._standing() if seat.theme_id in theme.merged_from}
        split = {i for i, seat in self._standing() if seat.theme_id == theme.split_from} - own
        stands = {self._seats[i].digest for i in own} == {definition(theme)}
        if own and stands and not merged and not parted:
            return None, ()
        # A theme that was split off earlier has a seat of its own: the split is over.
        parents = tuple(sorted(own | merged | (split if not own else set())))
        found = self._material.found.get(theme.theme_id)
        known = {text for i in own | merged for text in self._seats[i].examples}
        return (
            Seat(
                theme_id=theme.theme_id,
                side=theme.side,
                generation=self._generation,
                digest=definition(theme),
                terms=unit(theme.terms),
                centroid=found.centroid if found else self._centroid(theme, parents, known),
                must=theme.must,
                never=theme.never,
                parents=parents,
                absorbs=bool(merged) or parted or (bool(split) and not own),
                critical=theme.critical,
                middle=found.middle if found else self._middle(parents),
                examples=tuple(sorted(digest(text) for text in theme.examples)),
            ),
            parents,
        )

    def _middle(self, parents: Sequence[int]) -> float:
        return max((self._seats[i].middle for i in parents), default=self._material.threshold)

    def _centroid(self, theme: Theme, parents: Sequence[int], known: set[str]) -> Vector | None:
        """The parents' centroid moved towards new examples and away from counter-examples."""
        vectors = self._material.vectors
        pull = [
            _direction(vectors[x])
            for x in theme.examples
            if x in vectors and digest(x) not in known
        ]
        push = [_direction(vectors[x]) for x in theme.counter_examples if x in vectors]
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


def unit(terms: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The terms with their weights scaled to unit length, four decimals."""
    length = float(np.sqrt(sum(weight**2 for _, weight in terms))) or 1.0
    return tuple((term, round(weight / length, 4)) for term, weight in terms)


def _direction(vector: NDArray[np.int8]) -> NDArray[np.float64]:
    floats = vector.astype(np.float64)
    return floats / max(float(np.linalg.norm(floats)), 1e-9)


def dump_lock(lock: Lock) -> str:
    """The lock as JSON, one seat and one term a line, so that a difference can be read."""
    head = {
        "format": FORMAT,
        "note": t("codebook.lock_note"),
        "edition": lock.edition,
        "digest": lock.digest,
        "tokenizer": lock.tokenizer,
        "encoder": lock.encoder,
        "threshold": lock.threshold,
    }
    lines = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    lines.append(_listed("seats", [_json(_plain(seat)) for seat in lock.seats], "[]"))
    lines.append(_listed("repeated", [_json(key) for key in sorted(lock.repeated)], "[]"))
    for side in Side:
        terms = [
            f"{_json(term)}: {value}" for term, value in sorted(lock.idf.get(side, {}).items())
        ]
        lines.append(_listed(f"idf_{side}", terms, "{}"))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def load_lock(text: str, path: str) -> Lock:
    """The lock that `dump_lock` wrote; VOC-E352 where it is none."""
    try:
        table = json.loads(text)
        if table["format"] != FORMAT:
            raise ValueError(table["format"])
        return Lock(
            edition=int(table["edition"]),
            digest=str(table["digest"]),
            tokenizer=str(table["tokenizer"]),
            encoder=str(table["encoder"]),
            threshold=float(table["threshold"]),
            idf={
                side: {str(term): float(value) for term, value in table[f"idf_{side}"].items()}
                for side in Side
            },
            repeated=frozenset(table["repeated"]),
            seats=tuple(_seat(entry) for entry in table["seats"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        text, hint = t("codebook.bad_lock"), t("codebook.bad_lock_hint")
        raise VocliError("VOC-E352", text, where=path, hint=hint) from None


def _plain(seat: Seat) -> dict[str, Any]:
    """The seat as JSON values; what is as usual is left out."""
    centroid = seat.centroid
    told = {
        "theme": seat.theme_id,
        "side": seat.side.value,
        "generation": seat.generation,
        "digest": seat.digest,
        "parents": list(seat.parents),
        "until": seat.until,
        "absorbs": seat.absorbs,
        "critical": seat.critical,
        "middle": seat.middle,
        "must": list(seat.must),
        "never": list(seat.never),
        "examples": list(seat.examples),
        "terms": [list(pair) for pair in seat.terms],
        "centroid": ""
        if centroid is None
        else base64.b64encode(centroid.astype("<f4").tobytes()).decode(),
    }
    return {key: value for key, value in told.items() if value}


def _seat(entry: Mapping[str, Any]) -> Seat:
    packed = base64.b64decode(entry.get("centroid", ""))
    return Seat(
        theme_id=entry["theme"],
        side=Side(entry["side"]),
        generation=int(entry["generation"]),
        digest=entry["digest"],
        terms=tuple((str(term), float(weight)) for term, weight in entry.get("terms", [])),
        centroid=np.frombuffer(packed, dtype="<f4").astype(np.float32) if packed else None,
        must=tuple(entry.get("must", [])),
        never=tuple(entry.get("never", [])),
        parents=tuple(entry.get("parents", [])),
        until=int(entry.get("until", 0)),
        absorbs=bool(entry.get("absorbs", False)),
        critical=bool(entry.get("critical", False)),
        middle=float(entry.get("middle", 0.0)),
        examples=tuple(entry.get("examples", [])),
    )


def _listed(key: str, entries: Sequence[str], brackets: str) -> str:
    inner = ",\n".join(f"  {entry}" for entry in entries)
    return (
        f"{_json(key)}: {brackets[0]}\n{inner}\n{brackets[1]}"
        if entries
        else f"{_json(key)}: {brackets}"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
