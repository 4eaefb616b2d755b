"""Which turns belong together, and who speaks: the id if there is one, else the customer's name and the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vocli.sources.grid import Table
from vocli.sources.mapping import Mapping
from vocli.sources.synonyms import word
from vocli.sources.values import by_distinct, role_of

_PAUSE = (
    12 * 3600 * 1_000_000_000
)  # nanoseconds of silence after which the same customer begins anew

NAMELESS = "\x1f"  # in front of keys that are no ids of the export


def roles(table: Table, mapping: Mapping) -> list[str]:
    """The role of every row; an account whose name says 応答メッセージ is a bot, a named agent an agent."""
    spoken = by_distinct(list(table.column(mapping.columns["speaker"])), role_of)
    if mapping.sender:
        names = by_distinct(list(table.column(mapping.sender)), role_of)
        spoken = [
            "bot" if role == "agent" and name == "bot" else role
            for role, name in zip(spoken, names, strict=True)
        ]
    if not mapping.agents:
        return spoken
    return [
        "agent" if name in mapping.agents else role
        for role, name in zip(spoken, speaker_names(table, mapping), strict=True)
    ]


def speaker_names(table: Table, mapping: Mapping) -> list[str]:
    """Who speaks in every row, folded for comparison: the name where there is one, else the speaker's cell."""
    cells = table.column(mapping.sender or mapping.columns["speaker"])
    return by_distinct(list(cells), word)


def settle_unknown(
    spoken: Sequence[str], names: Sequence[str], keys: Sequence[str], agents: frozenset[str]
) -> list[str]:
    """Roles in which the only other voice of a talk with a named agent is the customer's.

    With two or more unnamed voices beside the agent nobody can tell which is the customer.
    """
    if not agents or "unknown" not in spoken:
        return list(spoken)
    others: dict[str, set[str]] = {}
    answered = set()
    for role, name, key in zip(spoken, names, keys, strict=True):
        if role == "unknown":
            others.setdefault(key, set()).add(name)
        elif role == "agent" and name in agents:
            answered.add(key)
    sure = {key for key, found in others.items() if len(found) == 1 and key in answered}
    return [
        "customer" if role == "unknown" and key in sure else role
        for role, key in zip(spoken, keys, strict=True)
    ]


def conversation_keys(
    table: Table, mapping: Mapping, spoken: Sequence[str], stamps: np.ndarray
) -> list[str]:
    """What holds the turns of one conversation together, per row."""
    column = mapping.columns.get("contact_id")
    if column and table.groups:
        # The rows of one record are known; a record without an id is one of its own.
        pairs = zip(table.column(column), table.groups, strict=True)
        return [cell or f"{NAMELESS}{group}" for cell, group in pairs]
    if column:
        return _carried(table.column(column))
    if table.groups:
        return list(table.groups)
    if mapping.sender:
        return _by_name(table, mapping, spoken, stamps)
    return [""] * len(table.lines)


def _carried(ids: Sequence[str]) -> list[str]:
    keys: list[str] = []
    last = ""
    for cell in ids:
        # Sheets with merged cells carry the id on the first row of a conversation only.
        last = cell or last
        keys.append(last)
    return keys


def _by_name(
    table: Table, mapping: Mapping, spoken: Sequence[str], stamps: np.ndarray
) -> list[str]:
    """The customer's name and the how manieth talk; what the company says goes to whoever spoke last."""
    names = table.column(mapping.sender)
    texts = table.column(mapping.columns["text"])
    rows: Sequence[int] = range(len(names))
    if (np.diff(stamps) < 0).any():
        rows = sorted(rows, key=lambda i: (stamps[i], spoken[i] != "customer", names[i], texts[i]))
    keys = [""] * len(names)
    talks: dict[str, tuple[int, int]] = {}  # name -> (how manieth talk, time of its last row)
    current = ""
    for i in rows:
        if spoken[i] == "customer":
            current = names[i]
        count, last = talks.get(current, (0, int(stamps[i])))
        if spoken[i] == "customer" and int(stamps[i]) - last > _PAUSE:
            count += 1
        talks[current] = (count, int(stamps[i]))
        keys[i] = f"{current}\x1f{count}"
    return keys
