"""One file's contacts and turns before files are put together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from vocli.model import Finding
from vocli.sources.grid import Table
from vocli.sources.mapping import Mapping


@dataclass(frozen=True)
class Draft:
    """`turns.owner` is the row of `contacts` that a turn belongs to; `signature` tells exports of one kind."""

    path: str
    sha256: str
    table: Table
    mapping: Mapping
    contacts: pd.DataFrame
    turns: pd.DataFrame
    signature: tuple[str, ...]
    by_turn: bool
    kind: str
    note_share: float
    skipped: dict[str, int]
    zone_assumed: bool
    findings: tuple[Finding, ...]
