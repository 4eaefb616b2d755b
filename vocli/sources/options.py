"""What the user may say about how files are read, and one file as it is handed to its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reading:
    """`columns` are the pairs of --map FIELD=COLUMN (`text` may end in `:note` and the like).

    `date_order` is "", "ymd", "mdy" or "dmy". `agents` are names whose turns are the company's.
    `passwords` are tried on protected workbooks. `profiles` are (name, TOML text) of layouts that the
    user wrote or saved; they stand above the built-in ones.
    """

    columns: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
    agents: tuple[str, ...] = ()
    passwords: tuple[str, ...] = ()
    profiles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Origin:
    """Where a block of a long file stands: its first lines are the file's head, the rest begins further on.

    `lines` and `offset` are what lies before the block in the file; `part` is False for a whole file.
    """

    part: bool = False
    head_lines: int = 0
    head_bytes: int = 0
    lines: int = 0
    offset: int = 0

    def line(self, number: int) -> int:
        """The file's line for a line of the block, both from 1."""
        return number if number <= self.head_lines else number - self.head_lines + self.lines

    def byte(self, place: int) -> int:
        """The file's byte for a byte of the block, both from 0."""
        return place if place < self.head_bytes else place - self.head_bytes + self.offset


WHOLE = Origin()


@dataclass(frozen=True)
class Opened:
    """One file's bytes. `path` is as the user named it, `archive.zip/inner.json` inside an archive.

    `beside` holds other members of the same archive by their name (small ones only: lists of users
    and channels). `data` may be a block of a long file behind its head; then `header_at` is the header's
    index among the rows.
    """

    data: bytes
    path: str
    reading: Reading = field(default_factory=Reading)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    origin: Origin = WHOLE
    header_at: int | None = None

    @property
    def names(self) -> frozenset[str]:
        """The columns that --map names, with and without a `:note` behind them."""
        given = [column for _, column in self.reading.columns]
        return frozenset({*given, *(column.rpartition(":")[0] or column for column in given)})
