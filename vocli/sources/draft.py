"""One file's (or one block's) contacts and turns before files are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from vocli.model import Finding
from vocli.sources.grid import Table
from vocli.sources.mapping import Mapping


@dataclass(frozen=True)
class Form:
    """What is settled about a file from its first block on.

    `table` is without rows. `signature` tells exports of one kind; `order` is that of day and month.
    `seen` counts rows without an id by their content and grows from block to block.
    """

    path: str
    sha256: str
    table: Table
    mapping: Mapping
    signature: tuple[str, ...]
    order: str
    kind: str
    note_share: float
    channel: str
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def by_turn(self) -> bool:
        """True if every row is a turn."""
        return "speaker" in self.mapping.columns and "text" in self.mapping.columns

    @property
    def source_id(self) -> str:
        """What a contact carries to tell its file."""
        return self.sha256[:12]


@dataclass(frozen=True)
class Draft:
    """`turns.owner` is the row of `contacts` that a turn belongs to; `mapping` carries this block's figures."""

    form: Form
    mapping: Mapping
    contacts: pd.DataFrame
    turns: pd.DataFrame
    rows_read: int
    skipped: dict[str, int]
    zone_assumed: bool
    findings: tuple[Finding, ...]
