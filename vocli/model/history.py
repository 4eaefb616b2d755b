"""What a history keeps of contacts: masked, pseudonymised, cut into voices and marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class Kept:
    """Contacts with all that an answer is made from, so that it need not be read, masked or encoded again.

    contacts: columns of schema.CONTACT_FIELDS, ids of customers and agents as codes, labels masked; `source` (the
    file's name), `source_row` and `known` (what side tables knew: words of linked, matched, numbered).
    turns: as schema.TURN_FIELDS, text masked. frame, terms, scores as in pipeline.Prepared; `vectors` has one row
    per voice, zeros where a voice is set aside.
    """

    contacts: pd.DataFrame
    turns: pd.DataFrame
    frame: pd.DataFrame
    terms: list[tuple[str, ...]]
    scores: pd.DataFrame
    vectors: NDArray[np.int8] | None


def join_vectors(parts: Sequence[Kept]) -> NDArray[np.int8] | None:
    """The vectors of several parts behind each other, zeros for a part without any; None where none has some."""
    size = next((part.vectors.shape[1] for part in parts if part.vectors is not None), 0)
    if not size:
        return None
    return np.concatenate(
        [
            np.zeros((len(part.frame), size), dtype=np.int8)
            if part.vectors is None
            else part.vectors
            for part in parts
        ]
    )


@dataclass(frozen=True)
class Export:
    """A file that a history has read."""

    sha256: str
    name: str
    rows: int


@dataclass(frozen=True)
class Entry:
    """One run of a history: what was done with what."""

    run: int
    command: str
    finished_at: str
    versions: Mapping[str, str]
    codebook: str
    added: int
    changed: int
    rows_read: int


@dataclass(frozen=True)
class Batch:
    """What a run adds: contacts that are new or changed, and the files that they came from."""

    kept: Kept
    exports: tuple[Export, ...]
    command: str
    finished_at: str
    versions: Mapping[str, str] = field(default_factory=dict)
    rows_read: int = 0
    seen: tuple[tuple[str, str], ...] = ()  # (contact_id, content_hash) as the files had them
