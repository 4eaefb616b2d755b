"""Themes with a permanent identity: what people write, and the seats that a machine places voices by."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Status(StrEnum):
    """Where a theme stands in its life."""

    ACTIVE = "active"
    WATCH = "watch"  # looked at every week, however few
    RETIRED = "retired"  # takes no voices any more; its past stays


class Side(StrEnum):
    """Which voices a theme groups."""

    COMPLAINT = "complaint"
    PRAISE = "praise"


@dataclass(frozen=True)
class Theme:
    """One theme as people define it; `line` is where its table begins in the file, for messages.

    terms: (term, weight), heaviest first; the length of the weights means nothing. must and never: rules
    (themes.rules). A critical theme holds every voice about safety, whatever the terms say.
    """

    theme_id: str  # T001
    name: str
    side: Side = Side.COMPLAINT
    owners: tuple[str, ...] = ()
    status: Status = Status.ACTIVE
    critical: bool = False
    terms: tuple[tuple[str, float], ...] = ()
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()
    split_from: str = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True)
class Seat:
    """A theme's definition at one time, with the voices that are its own to place.

    Seats compete within one generation only, and a later generation gets what the earlier ones left: so a
    theme that is added or changed takes no voice from a theme that was not. A seat that was superseded goes on
    winning its voices, but hands them to the seats that name it as a parent (docs/decisions/0008).
    `absorbs`: takes the voices of its parents without being alike (a merge, a split).
    """

    theme_id: str
    side: Side
    generation: int
    digest: str  # of the definition that it was made from
    terms: tuple[tuple[str, float], ...]  # unit length
    centroid: NDArray[np.float32] | None  # unit length
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    parents: tuple[int, ...] = ()  # numbers of seats
    until: int = 0  # the generation in which it was superseded; 0 = it stands
    absorbs: bool = False
    critical: bool = False
    middle: float = 0.0  # likeness that half of a praise theme's own voices have
    examples: tuple[str, ...] = ()  # digests of the examples that the centroid already knows


@dataclass(frozen=True)
class Lock:
    """What a machine needs beside the codebook; made from it by a command, never by hand."""

    edition: int  # 第n版: raised whenever what themes hold changes
    digest: str  # of the codebook that it was made from
    tokenizer: str
    encoder: str  # "" = terms alone
    threshold: float
    idf: dict[Side, dict[str, float]] = field(repr=False)  # how rare words are, per side
    repeated: frozenset[str] = field(repr=False)  # keys of lines that are templates
    seats: tuple[Seat, ...] = ()
    # Words that a later generation brought: earlier seats do not see them, or what they hold would move.
    later: dict[Side, dict[str, int]] = field(default_factory=dict, repr=False)

    def words(self, side: Side, generation: int) -> dict[str, float]:
        """How rare the words are that seats of that generation know."""
        later = self.later.get(side, {})
        return {
            term: weight
            for term, weight in self.idf.get(side, {}).items()
            if later.get(term, 0) <= generation
        }


@dataclass(frozen=True)
class Difference:
    """One key in which two codebooks differ: what stood, and what stands now ("" = nothing)."""

    theme_id: str  # "" = of the whole file
    name: str
    key: str  # a key of Theme, `added` or `removed`
    before: str
    after: str


@dataclass(frozen=True)
class Trial:
    """One sentence of the codebook, held against its themes: where it came to lie, and how near."""

    theme_id: str
    example: bool  # False = a counter-example
    number: int  # from 1, as they stand in the file
    text: str
    placed: str  # a theme's id, "" = in none
    likeness: float

    @property
    def passed(self) -> bool:
        """An example lies in its theme, a counter-example anywhere else."""
        return (self.placed == self.theme_id) is self.example


@dataclass(frozen=True)
class Tried:
    """A codebook held against exports: its failing sentences, and how many complaints it covers.

    `complaints` and `covered` count contacts of the sample, `sampled` of `contacts` in scope; 0 where nobody asked.
    """

    book: Codebook
    failed: tuple[Trial, ...] = ()
    complaints: int = 0
    covered: int = 0
    sampled: int = 0
    contacts: int = 0


@dataclass(frozen=True)
class Codebook:
    """A codebook with its lock; `text` is the file as people wrote it, comments and all."""

    path: str
    themes: tuple[Theme, ...]
    owners: tuple[str, ...]  # the departments that may own a theme; () = any
    text: str = field(repr=False)
    lock: Lock | None = None
    stale: bool = False  # the lock was made from another text

    def theme(self, theme_id: str) -> Theme | None:
        """The theme of that id."""
        return next((theme for theme in self.themes if theme.theme_id == theme_id), None)

    def living(self, side: Side | None = None) -> tuple[Theme, ...]:
        """The themes that take voices, of one side or of both, in the order of the file."""
        return tuple(
            theme
            for theme in self.themes
            if theme.status is not Status.RETIRED and side in (None, theme.side)
        )
