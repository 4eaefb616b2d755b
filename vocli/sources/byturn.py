"""Files with one turn per row: rows of one id are a conversation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from vocli.sources.contacts import Cells, contact_cells, extra_json, hash_cells
from vocli.sources.dates import Times
from vocli.sources.furniture import furniture
from vocli.sources.grid import Table
from vocli.sources.mapping import Mapping
from vocli.sources.talks import NAMELESS, conversation_keys, roles, settle_unknown, speaker_names
from vocli.sources.values import UNKNOWN, number_of, role_of
from vocli.text import digest

_KINDS = {"bot": "auto_reply", "system": "event"}


@dataclass(frozen=True)
class Conversations:
    """Contacts made of turns: contact cells, and per row (in conversation order) its owner and line."""

    cells: Cells
    order: np.ndarray  # rows of the table, conversation by conversation
    owners: np.ndarray  # contact of each of these rows
    numbers: np.ndarray  # its turn
    lines: list[int]  # first line per contact
    speakers: list[str]  # per row of `order`


def collect_conversations(
    table: Table, mapping: Mapping, at: Times, seen: dict[str, int]
) -> Conversations:
    """The conversations of a table; turns are ordered by number, else by time, else as they stand.

    `seen` counts conversations without an id by their content, over all blocks of a file.
    """
    texts = list(table.column(mapping.columns["text"]))
    spoken = roles(table, mapping)
    keys = conversation_keys(table, mapping, spoken, _nanoseconds(at))
    if mapping.agents:
        spoken = settle_unknown(spoken, speaker_names(table, mapping), keys, mapping.agents)
    names = list(dict.fromkeys(keys))
    codes = {name: i for i, name in enumerate(names)}
    owner = np.fromiter((codes[key] for key in keys), np.int64, len(keys))
    order = _order(owner, _turn_numbers(table, mapping), at, texts)
    owners = owner[order]
    starts = np.searchsorted(owners, np.arange(len(names)))
    numbers = np.arange(len(order)) - starts[owners]
    speakers = [spoken[i] for i in order]
    own = contact_cells(table, mapping)
    own.pop("contact_id", None)
    if mapping.sender and "agent_id" not in own:
        own["agent_id"] = _senders(table, mapping, spoken, "agent")
    cells = _first_filled(own, order, owners, len(names))
    cells["extra"] = _first_extra(extra_json(table, mapping), order, owners, len(names))
    given = bool(mapping.columns.get("contact_id"))
    if given:
        cells["contact_id"] = names
    cells["content_hash"] = _hashes(cells, (order, owners), texts, spoken, at)
    if mapping.sender and not given and not table.groups and "customer_id" not in cells:
        # The name told the conversations apart, so it tells the customers apart as well.
        named = _senders(table, mapping, spoken, "customer")
        cells |= _first_filled({"customer_id": named}, order, owners, len(names))
    cells["contact_id"] = _ids(names, cells["content_hash"], seen, given)
    lines = [0] * len(names)
    for i, one in zip(range(len(owner) - 1, -1, -1), owner[::-1], strict=True):
        lines[one] = table.lines[i]
    return Conversations(cells, order, owners, numbers, lines, speakers)


def _senders(table: Table, mapping: Mapping, spoken: Sequence[str], role: str) -> list[str]:
    """The sender's name in the rows of a role; お客様 or 顧客2 is a role, no customer's name."""
    senders = table.column(mapping.sender)
    return [
        name if own == role and (role != "customer" or role_of(name) == UNKNOWN) else ""
        for name, own in zip(senders, spoken, strict=True)
    ]


def _first_extra(
    extra: Sequence[str], order: np.ndarray, owners: np.ndarray, count: int
) -> list[str]:
    """The unmapped cells of each conversation's first row that has any."""
    out = ["{}"] * count
    for i, one in zip(order[::-1], owners[::-1], strict=True):
        if extra[i] != "{}":
            out[one] = extra[i]
    return out


def _ids(names: list[str], hashes: list[str], seen: dict[str, int], given: bool) -> list[str]:
    out = []
    for name, content in zip(names, hashes, strict=True):
        if given and name and not name.startswith(NAMELESS):
            out.append(name)
        else:
            times = seen.get(content, 0)
            seen[content] = times + 1
            out.append(digest(content, str(times)))
    return out


def _turn_numbers(table: Table, mapping: Mapping) -> np.ndarray | None:
    if not mapping.turn:
        return None
    numbers = np.array([number_of(cell) for cell in table.column(mapping.turn)])
    return None if np.isnan(numbers).any() else numbers


def _order(
    owner: np.ndarray, numbers: np.ndarray | None, at: Times, texts: Sequence[str]
) -> np.ndarray:
    rows = np.arange(len(owner))
    stamps = _nanoseconds(at)
    if numbers is None and (stamps == np.iinfo(np.int64).min).all():
        return np.lexsort((rows, owner))
    first = stamps if numbers is None else numbers
    asis = np.lexsort((rows, owner))
    same = owner[asis][1:] == owner[asis][:-1]
    if bool((np.diff(first[asis])[same] >= 0).all()):
        return asis
    # The rows stand in no order, so that their order cannot settle a tie: the words do.
    words = {text: i for i, text in enumerate(sorted(set(texts)))}
    ties = np.fromiter((words[text] for text in texts), np.int64, len(texts))
    return np.lexsort((ties, stamps, first, owner))


def _nanoseconds(at: Times) -> np.ndarray:
    plain = at.values.dt.tz_convert("UTC").dt.tz_localize(None)
    stamps: np.ndarray = plain.to_numpy().astype("datetime64[ns]").view(np.int64)
    return stamps


def _first_filled(cells: Cells, order: np.ndarray, owners: np.ndarray, count: int) -> Cells:
    out: Cells = {}
    for key, column in cells.items():
        values = [""] * count
        for i, one in zip(order[::-1].tolist(), owners[::-1].tolist(), strict=True):
            if column[i]:
                values[one] = column[i]
        out[key] = values
    return out


def _hashes(
    cells: Cells,
    rows: tuple[np.ndarray, np.ndarray],
    texts: list[str],
    spoken: list[str],
    at: Times,
) -> list[str]:
    order, owners = rows
    stamps = _nanoseconds(at).tolist()
    said: dict[int, list[str]] = defaultdict(list)
    for i, one in zip(order.tolist(), owners.tolist(), strict=True):
        said[one].append(f"{spoken[i]}\x1f{stamps[i]}\x1f{texts[i]}")
    own = {k: v for k, v in cells.items() if k not in ("extra", "occurred_at")}
    heads = hash_cells(own, len(cells["extra"]))
    # Sorted, so that a file in another order is the same content.
    return [digest(head, *sorted(said[i])) for i, head in enumerate(heads)]


def build_turns(
    table: Table, mapping: Mapping, talks: Conversations, at: Times, kind: str
) -> pd.DataFrame:
    """The turns; empty texts are left out."""
    texts = table.column(mapping.columns["text"])
    said = [texts[i] for i in talks.order]
    ids = talks.cells["contact_id"]
    frame = pd.DataFrame(
        {
            "contact_id": pd.Series([ids[one] for one in talks.owners.tolist()], dtype=object),
            "turn": talks.numbers.astype(np.float64),
            "speaker": pd.Series(talks.speakers, dtype=object),
            "kind": pd.Series(_kinds(table, mapping, talks, said), dtype=object),
            "voice_kind": pd.Series([kind] * len(said), dtype=object),
            "at": at.values.take(talks.order).reset_index(drop=True),
            "text": pd.Series(said, dtype=object),
            "source_row": np.array([table.lines[i] for i in talks.order], dtype=np.float64),
            "owner": talks.owners,
        }
    )
    return frame[frame["text"] != ""].reset_index(drop=True)


def _kinds(table: Table, mapping: Mapping, talks: Conversations, said: Sequence[str]) -> list[str]:
    """The kind of every turn: what the layout names, else what speaker and text tell."""
    column = mapping.columns.get("kind")
    given = table.column(column) if column else [""] * len(table.lines)
    return [
        given[i] or _kind(speaker, text)
        for i, speaker, text in zip(talks.order, talks.speakers, said, strict=True)
    ]


def _kind(speaker: str, text: str) -> str:
    return furniture(text) or _KINDS.get(speaker, "message")


def first_times(at: Times, talks: Conversations) -> pd.Series:
    """The earliest time per contact."""
    values = at.values.take(talks.order).reset_index(drop=True)
    return values.groupby(talks.owners).min().reset_index(drop=True)
