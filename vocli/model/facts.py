"""What remains of all batches: numbers about contacts, and a bounded set of quotes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Funnel:
    """How many contacts were read and left out, and why; the same figures stand in every output."""

    rows_read: int
    read: int  # contacts after totals and duplicates were dropped
    out_of_period: int
    filtered: int  # left out by --channel or --where
    outbound: int
    out_of_scope: int
    in_scope: int
    with_signal: int  # contacts with at least one voice of the asked signal
    in_theme: int
    unassigned: int


@dataclass(frozen=True)
class Evidence:
    """One voice that stands behind a number, masked."""

    voice_id: str
    contact_id: str
    kind: str
    text: str
    path: str
    row: int
    day: str  # YYYY-MM-DD or ""
    score: float


@dataclass(frozen=True)
class Facts:
    """An insight reads only this and never knows whether it came from a run or from the history.

    `contacts`: one row per contact in scope, index contact key, no text.
    `voices`: one row per voice in scope, without vectors; `text` is masked.
    """

    contacts: pd.DataFrame
    voices: pd.DataFrame
    funnel: Funnel
