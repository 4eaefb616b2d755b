"""One row per customer sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray


class VoiceKind(StrEnum):
    """Whose words a voice holds (practice: 声の出どころ)."""

    VERBATIM = "verbatim"
    SURVEY = "survey"
    ASR = "asr"
    NOTE = "note"


@dataclass(frozen=True)
class Voices:
    """The voices of one batch.

    `frame` columns: voice_id, contact_id, turn, ordinal, kind (VoiceKind value), text (masked),
    set_aside ("" or why the sentence is no voice: greeting, thanks, template, empty), source_id, source_row.
    `terms[i]` are the terms of row i; `vectors` is int8 (rows, 512) or None without an encoder;
    `scores` holds one float32 column per signal once signals have been marked.
    """

    frame: pd.DataFrame
    terms: list[tuple[str, ...]]
    vectors: NDArray[np.int8] | None = None
    scores: pd.DataFrame | None = None
