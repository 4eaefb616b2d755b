"""Contact cells to the typed contacts frame."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from json import encoder
from pathlib import PurePath

import numpy as np
import pandas as pd

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.schema import CONTACT_FIELDS, Dtype
from vocli.sources.dates import Times, order_of, parse_times
from vocli.sources.grid import Table
from vocli.sources.mapping import Mapping
from vocli.sources.values import (
    by_distinct,
    channel_of,
    direction_of,
    flagged_scope,
    hinted_channel,
    number_of,
    scope_of,
    seconds_of,
    unit_of,
)
from vocli.text import digest

_TIMES = tuple(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.TIME)
_SCOPED = ("category", "reason1", "reason2", "reason3", "status", "outcome", "inquirer", "subject")
_escape = encoder.encode_basestring  # the text between quotes, as JSON writes it

_TIME = "datetime64[ns, Asia/Tokyo]"

Cells = dict[str, list[str]]


@dataclass(frozen=True)
class Clock:
    """How a file's times are read, and what could not be."""

    order: str
    path: str
    lines: Sequence[int]

    def read(self, cells: Sequence[str], column: str) -> tuple[Times, tuple[Finding, ...]]:
        """A column's times, with a finding when some cells are no date."""
        own = order_of(cells)
        times = parse_times(cells, self.order if own in ("", "?") else own)
        if not times.unread:
            return times, ()
        row = int(self.lines[times.first_unread])
        message = t("sources.unread_times", column=column, count=times.unread, row=row)
        found = Finding("VOC-F106", Severity.WARNING, message, self.path, row, column)
        return times, (found,)


def decide_order(cells: Sequence[str], column: str, asked: str, path: str) -> str:
    """The order of day and month in the contact times. Raises VOC-E114 when the cells cannot tell."""
    own = order_of(cells)
    if own != "?":
        return own or asked
    if asked:
        return asked
    raise VocliError(
        "VOC-E114",
        t("sources.date_order", column=column),
        where=path,
        hint=t("sources.date_order_hint"),
    )


def contact_cells(table: Table, mapping: Mapping) -> Cells:
    """The mapped contact cells, row by row, the clock put behind the date."""
    known = {f.key for f in CONTACT_FIELDS}
    cells = {
        key: list(table.column(column)) for key, column in mapping.columns.items() if key in known
    }
    if mapping.clock:
        clock = table.column(mapping.clock)
        cells["occurred_at"] = [
            f"{day} {hour}" if day and hour else day
            for day, hour in zip(cells["occurred_at"], clock, strict=True)
        ]
    return cells


def extra_json(table: Table, mapping: Mapping) -> list[str]:
    """Every unmapped cell with a value, per row, as one JSON object with sorted keys."""
    taken = mapping.taken()
    unused = sorted(name for name in table.header if name not in taken)
    pieces: list[list[str]] = []
    for name in unused:
        head = f"{_escape(name)}: "
        pieces.append([head + _escape(cell) if cell else "" for cell in table.column(name)])
    rows = len(table.lines)
    out = ["{" + ", ".join(filter(None, row)) + "}" for row in zip(*pieces, strict=True)]
    out = out or ["{}"] * rows
    for i, cell in table.rest.items():
        inner = out[i][1:-1]
        out[i] = '{"+": ' + _escape(cell) + (", " if inner else "") + inner + "}"
    return out


def hash_cells(cells: Cells, rows: int) -> list[str]:
    """One string per row that holds its cells in the order of their fields: what the content hash is made of."""
    keys = sorted(cells)
    head = "\x1e".join(keys) + "\x1e"
    joined = map("\x1f".join, zip(*(cells[key] for key in keys), strict=True))
    return [head + row for row in joined] if keys else [""] * rows


def build_contacts(
    cells: Cells, columns: dict[str, str], clock: Clock, default_channel: str
) -> tuple[pd.DataFrame, tuple[Finding, ...], bool]:
    """(frame, findings, True if a time had no zone); `cells` holds contact_id, content_hash, extra and the fields."""
    rows = len(cells["contact_id"])
    frame: dict[str, object] = {}
    findings: list[Finding] = []
    assumed = False
    typed = _typed(cells, default_channel, rows)
    # Most columns are empty in most files: made once for all and with one index, the frame takes a quarter
    # of the time. It puts texts into a block of its own, but keeps times as they are: each needs a copy.
    index = pd.RangeIndex(rows)
    blank = pd.Series([""] * rows, index=index, dtype=object)
    never = pd.Series(pd.NaT, index=index, dtype=_TIME)
    for field in CONTACT_FIELDS:
        key = field.key
        if key in typed:
            frame[key] = pd.Series(typed[key], index=index, dtype=object)
        elif field.dtype is Dtype.TIME:
            if key not in cells:
                frame[key] = never.copy()
                continue
            times, found = clock.read(cells[key], columns.get(key, key))
            findings.extend(found)
            assumed = assumed or (key == "occurred_at" and times.zone_assumed)
            frame[key] = times.values
        elif field.dtype is Dtype.NUMBER:
            frame[key] = _numbers(cells.get(key), columns.get(key, ""), rows, key)
        else:
            own = cells.get(key)
            frame[key] = pd.Series(own, index=index, dtype=object) if own else blank
    return pd.DataFrame(frame, index=index), tuple(findings), assumed


def _numbers(cells: Sequence[str] | None, column: str, rows: int, key: str) -> np.ndarray:
    if not cells:
        return np.full(rows, np.nan)
    convert = partial(seconds_of, unit=unit_of(column)) if key.endswith("_seconds") else number_of
    known = {cell: convert(cell) for cell in set(cells)}
    return np.fromiter((known[cell] for cell in cells), np.float64, rows)


def _typed(cells: Cells, default_channel: str, rows: int) -> Cells:
    """The columns whose cells become values of the schema."""
    raw = cells.get("channel")
    out = {
        "channel_raw": raw or [""] * rows,
        "channel": by_distinct(raw, channel_of) if raw else [default_channel] * rows,
        "direction": by_distinct(cells.get("direction") or [""] * rows, direction_of),
    }
    scope = by_distinct(cells.get("out_of_scope") or [""] * rows, flagged_scope)
    for key in _SCOPED:
        if key in cells:
            reasons = by_distinct(cells[key], scope_of)
            scope = [one or other for one, other in zip(scope, reasons, strict=True)]
    out["out_of_scope"] = scope
    return out


def file_channel(table: Table, path: str) -> str:
    """The channel of a file without a channel column: from its headers, name and title lines."""
    return hinted_channel(table.header, (PurePath(path).stem, table.grid.title, table.preamble))


def digest_all(parts: Iterable[str]) -> list[str]:
    """`text.digest` of each part by itself; written out, because it runs once for every row."""
    sha = hashlib.sha256
    return [sha(f"{p}\0".encode("utf-8", "surrogatepass")).hexdigest()[:16] for p in parts]


def row_id(parts: Sequence[str], ordinal: int) -> str:
    """The id of a contact that has none: its content and which of the identical ones it is."""
    return digest(*parts, str(ordinal))
