"""What the survey decides and the second walk applies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from vocli.model.codebook import Codebook


@dataclass(frozen=True)
class Profile:
    """A theme as it is kept: weighted terms plus a centroid, readable and applied to any row.

    A critical profile is never found by likeness: its voices come from the safety signal.
    """

    theme_id: str  # T001 from a codebook, D-xxxx for a draft
    name: str
    terms: tuple[tuple[str, float], ...]  # unit length, heaviest first
    centroid: NDArray[np.float32] | None  # unit length, 512
    critical: bool = False


@dataclass(frozen=True)
class Period:
    """Two windows of equal length that a change is judged on, both ends included."""

    recent_from: date
    recent_to: date
    before_from: date
    before_to: date
    recent_days: float  # open days; of channels with days of their own, weighted by their share
    before_days: float


@dataclass(frozen=True)
class Plan:
    """Everything that only the whole input can tell; frozen before the second walk."""

    repeated: frozenset[str]  # line keys that stand in many contacts: templates
    idf: dict[str, float]
    profiles: tuple[Profile, ...]  # of a codebook its own first, in its order, then drafts
    signal: str  # the signal whose voices are grouped; "any" for all
    threshold: float  # a voice below it is in no theme
    resolution: float  # level of the themes, chosen by stability; 0 when there are too few voices
    stability: float
    tokenizer: str
    encoder: str  # "" when vectors could not be used
    distinct_voices: int
    sampled_voices: int
    plus: Plan | None = None  # the themes of what went well, where they were asked for
    book: Codebook | None = None  # whose seats place the voices
    drafts: Plan | None = None  # themes of what the codebook does not hold
