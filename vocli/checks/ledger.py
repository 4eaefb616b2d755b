"""Numbers per row, kept for one file: hashes of 8 bytes, lines as ranges where they count up evenly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.checks.check import Context
from vocli.model import Block, Sheet

Hashes = NDArray[np.uint64]
_MIX = np.uint64(0x9E3779B97F4A7C15)


def hash_texts(texts: Sequence[str] | pd.Series) -> Hashes:
    """One number per text, the same in every run."""
    values = texts.to_numpy() if isinstance(texts, pd.Series) else np.array(texts, dtype=object)
    return pd.util.hash_array(values, categorize=False)


def mix(*columns: Hashes) -> Hashes:
    """One number per row out of several."""
    out = columns[0].copy()
    for column in columns[1:]:
        out ^= out >> np.uint64(29)
        out *= _MIX
        out ^= column
    return out


class Lines:
    """The lines of rows in file order; blocks whose lines count up by one take no memory per row."""

    def __init__(self) -> None:
        self._parts: list[range | NDArray[np.int32]] = []

    def add(self, lines: Sequence[int] | NDArray[np.float64]) -> None:
        """The lines of the next rows."""
        values = np.asarray(lines, dtype=np.int32)
        if len(values) and int(values[-1]) - int(values[0]) == len(values) - 1:
            self._parts.append(range(int(values[0]), int(values[-1]) + 1))
        else:
            self._parts.append(values)

    def at(self, positions: Sequence[int] | NDArray[np.intp]) -> list[int]:
        """The lines of some rows, counted over all blocks."""
        ends = np.cumsum([len(part) for part in self._parts])
        out = []
        for position in positions:
            part = int(np.searchsorted(ends, position, side="right"))
            before = int(ends[part - 1]) if part else 0
            out.append(int(self._parts[part][int(position) - before]))
        return out


def repeated(keys: Hashes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(positions, first position of the same key) of every key that stood before, in file order."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    same = np.zeros(len(keys), dtype=bool)
    same[1:] = ranked[1:] == ranked[:-1]
    if not same.any():
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    start = np.maximum.accumulate(np.where(same, 0, np.arange(len(keys))))
    later, first = order[same], order[start[same]]
    by_place = np.argsort(later)
    return later[by_place], first[by_place]


def holds_contacts(sheet: Sheet) -> bool:
    """True if a row is a contact of its own, with an id: no turn, no answer to a survey."""
    return (
        "contact_id" in sheet.columns
        and not sheet.by_turn
        and sheet.voice_kind not in ("survey", "asr")
    )


class Register:
    """Ids and contents of the file in hand, 12 bytes per contact; several checks of a walk ask it."""

    def __init__(self) -> None:
        self._reset("")

    def _reset(self, source: str) -> None:
        self._source, self._blocks = source, 0
        self._ids: list[Hashes] = []
        self._contents: list[NDArray[np.uint32]] = []
        self._lines = Lines()

    def add(self, block: Block) -> None:
        """Take a block in, once, whoever brings it."""
        source = block.sheet.sha256 + block.sheet.path
        if source != self._source:
            self._reset(source)
        if block.number < self._blocks:
            return
        self._blocks = block.number + 1
        if holds_contacts(block.sheet) and len(block.contacts):
            self._ids.append(hash_texts(block.contacts["contact_id"]))
            contents = hash_texts(block.contacts["content_hash"])
            self._contents.append(contents.astype(np.uint32))
            self._lines.add(block.contacts["source_row"].to_numpy())

    def repetitions(self, sheet: Sheet, *, same: bool) -> list[tuple[int, int]]:
        """(line, line of the first) of ids that stood before, with the same or with other content."""
        if not self._ids or self._source != sheet.sha256 + sheet.path:
            return []
        later, first = repeated(np.concatenate(self._ids))
        if not len(later):
            return []
        contents = np.concatenate(self._contents)
        wanted = (contents[later] == contents[first]) == same
        lines = self._lines.at(later[wanted]), self._lines.at(first[wanted])
        return list(zip(*lines, strict=True))


def register_of(context: Context) -> Register:
    """The register that the checks of one walk share."""
    register: Register = context.shared.setdefault("register", Register())
    return register
