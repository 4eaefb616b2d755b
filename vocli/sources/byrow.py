"""Files with one contact per row: the inquiry is turn 0, the answer the turn behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from vocli.sources.contacts import Cells, contact_cells, digest_all, extra_json, hash_cells, row_id
from vocli.sources.furniture import furniture
from vocli.sources.grid import Table
from vocli.sources.inline import split_cell
from vocli.sources.mapping import Mapping
from vocli.sources.values import LONGEST_MARKER, by_distinct, marker_of


@dataclass(frozen=True)
class Rows:
    """The rows that become contacts: their cells, texts, answers and lines."""

    cells: Cells
    texts: list[str]
    responses: list[str]
    lines: list[int]
    duplicates: int


def collect_rows(table: Table, mapping: Mapping, seen: dict[str, int]) -> Rows:
    """The rows of a table without exact repetitions; those without an id get one from their content.

    `seen` counts such rows by their content, over all blocks of a file.
    """
    cells = contact_cells(table, mapping)
    rows = len(table.lines)
    texts = _cells(table, mapping, "text", rows)
    responses = _cells(table, mapping, "response", rows)
    ids, keep = _identify(table, cells.get("contact_id"), seen)
    content = hash_cells({**cells, "text": texts, "response": responses}, rows)
    cells["content_hash"] = digest_all(content)
    cells["extra"] = extra_json(table, mapping)
    cells["contact_id"] = ids
    if len(keep) < rows:
        cells = {key: [column[i] for i in keep] for key, column in cells.items()}
        texts = [texts[i] for i in keep]
        responses = [responses[i] for i in keep]
    lines = [table.lines[i] for i in keep]
    return Rows(cells, texts, responses, lines, rows - len(keep))


def _cells(table: Table, mapping: Mapping, key: str, rows: int) -> list[str]:
    column = mapping.columns.get(key)
    return list(table.column(column)) if column else [""] * rows


def _identify(
    table: Table, ids: Sequence[str] | None, seen: dict[str, int]
) -> tuple[list[str], list[int]]:
    """(id per row, rows to keep). A row with an id that stands twice, cell by cell, is one contact;
    without an id two equal rows are two contacts, told apart by their ordinal."""
    rows = len(table.lines)
    if ids and "" not in ids and len(set(ids)) == rows:
        return list(ids), list(range(rows))
    # By name, so that moving a column leaves the ids as they are.
    order = sorted(range(len(table.header)), key=lambda i: table.header[i])
    header = [table.header[i] for i in order]
    whole = list(zip(*(table.columns[i] for i in order), strict=True))
    out: list[str] = []
    keep: list[int] = []
    repeated: dict[tuple[str, ...], int] = {}
    for i, row in enumerate(whole):
        key = (*row, table.rest[i]) if i in table.rest else row
        given = ids[i] if ids else ""
        if given:
            times = repeated.get(key, 0)
            repeated[key] = times + 1
            out.append(given)
            if times:
                continue
        else:
            content = row_id((*header, *key), 0)
            times = seen.get(content, 0)
            seen[content] = times + 1
            out.append(row_id((*header, *key), times) if times else content)
        keep.append(i)
    return out, keep


def build_turns(rows: Rows, at: pd.Series, kind: str, agents: Sequence[str] = ()) -> pd.DataFrame:
    """The turns of rows; `owner` is the position of the contact, `agents` are the company's people."""
    owners, numbers, speakers, texts = _asked(rows.texts, agents)
    counts = (
        np.bincount(owners, minlength=len(rows.texts)) if owners else np.zeros(len(rows.texts), int)
    )
    answered = [i for i, text in enumerate(rows.responses) if text]
    owner = np.array([*owners, *answered], dtype=np.int64)
    asked = len(owners)
    ids = rows.cells["contact_id"]
    stamps = at.take(owner).reset_index(drop=True)
    stamps[asked:] = pd.NaT
    voice = [kind] * asked + ["note"] * len(answered)
    return pd.DataFrame(
        {
            "contact_id": pd.Series([ids[i] for i in owner.tolist()], dtype=object),
            "turn": np.array([*numbers, *np.maximum(counts[answered], 1)], dtype=np.float64),
            "speaker": pd.Series([*speakers, *["agent"] * len(answered)], dtype=object),
            "kind": pd.Series(
                [*by_distinct(texts, _kind), *["note"] * len(answered)],
                dtype=object,
            ),
            "voice_kind": pd.Series(voice, dtype=object),
            "at": stamps,
            "text": pd.Series([*texts, *(rows.responses[i] for i in answered)], dtype=object),
            "source_row": np.array(rows.lines, dtype=np.float64).take(owner),
            "owner": owner,
        }
    )


def _kind(text: str) -> str:
    return furniture(text) or "message"


def _asked(
    texts: list[str], agents: Sequence[str]
) -> tuple[list[int], list[int], list[str], list[str]]:
    """(owner, number, speaker, text) of the turns in the inquiry cells, one list each."""
    split = {i: turns for i, text in enumerate(texts) if (turns := split_cell(text, agents))}
    filled = [i for i, text in enumerate(texts) if text]
    if not split:
        count = len(filled)
        return filled, [0] * count, ["customer"] * count, [texts[i] for i in filled]
    rows = [
        (i, number, speaker, text)
        for i in filled
        for number, (speaker, text) in enumerate(split.get(i, [("customer", texts[i])]))
    ]
    return (
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        [row[3] for row in rows],
    )


def mark_scope(scope: list[str], texts: list[str]) -> list[str]:
    """Out-of-scope reasons, those added whose whole text is but a marker."""
    return [
        reason or (marker_of(text) if len(text) <= LONGEST_MARKER else "")
        for reason, text in zip(scope, texts, strict=True)
    ]
