"""A contact that comes again keeps what only the older version knows, and nobody loses a vector by it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from vocli.model.history import Kept, join_vectors
from vocli.schema import empty_contacts, empty_turns


def kept(voices: int, vectors: bool) -> Kept:
    frame = pd.DataFrame({"voice_id": [f"K-{n}" for n in range(voices)]})
    made = np.ones((voices, 4), dtype=np.int8) if vectors else None
    scores = pd.DataFrame(index=range(voices))
    return Kept(empty_contacts(), empty_turns(), frame, [()] * voices, scores, made)


def test_contacts_without_vectors_take_them_from_nobody() -> None:
    joined = join_vectors([kept(2, True), kept(3, False)])
    assert joined is not None
    assert joined.sum(axis=1).tolist() == [4, 4, 0, 0, 0]


def test_where_nobody_has_vectors_there_are_none() -> None:
    assert join_vectors([kept(2, False), kept(1, False)]) is None
