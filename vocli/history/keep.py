"""Writing a run: new and changed contacts, the files behind them, and which theme each belongs to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import pandas as pd

from vocli.history.rows import (
    CONTACT_COLUMNS,
    TURN_COLUMNS,
    VOICE_COLUMNS,
    contact_rows,
    turn_rows,
    voice_rows,
)
from vocli.history.store import Store
from vocli.model.history import Batch

_ASKED = 500  # ids in one question to SQLite


def new_contacts(store: Store, contacts: pd.DataFrame) -> pd.Series:
    """True for each contact whose content the history has not seen under its id."""
    pairs = list(zip(contacts["contact_id"], contacts["content_hash"], strict=True))
    known = set(
        _asked(
            store.connection,
            "SELECT contact_id, hash FROM seen WHERE contact_id IN ({})",
            [contact for contact, _ in pairs],
        )
    )
    return pd.Series([pair not in known for pair in pairs], contacts.index, dtype=bool)


def write_run(store: Store, batch: Batch, codebook: tuple[str, str, str] | None = None) -> int:
    """The number of the run that keeps the batch, in one change.

    codebook: digest, text and lock of the codebook that themes follow.
    """
    kept = batch.kept
    with store.changing() as connection:
        run = store.last_run() + 1
        known = set(
            _asked(
                connection,
                "SELECT contact_id, since FROM current_contacts WHERE contact_id IN ({})",
                kept.contacts["contact_id"].tolist(),
            )
        )
        _note_run(connection, run, batch, codebook[0] if codebook else "", len(known))
        connection.executemany(
            "UPDATE contacts SET until = ? WHERE contact_id = ? AND since = ?",
            [(run, contact, since) for contact, since in known],
        )
        _insert(connection, "contacts", CONTACT_COLUMNS, run, contact_rows(kept.contacts))
        _insert(connection, "turns", TURN_COLUMNS, run, turn_rows(kept.turns))
        voices = voice_rows(kept.frame, kept.terms, kept.scores, kept.vectors)
        _insert(connection, "voices", VOICE_COLUMNS, run, voices)
        keep_setting(connection, "signals", "\n".join(kept.scores.columns))
        if codebook:
            keep_codebook(connection, codebook)
    return run


def _note_run(
    connection: sqlite3.Connection, run: int, batch: Batch, codebook: str, changed: int
) -> None:
    """The run itself, the files that it read, and what it saw in them."""
    versions = json.dumps(dict(batch.versions), ensure_ascii=False, sort_keys=True)
    added = len(batch.kept.contacts) - changed
    connection.execute(
        "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run,
            batch.command,
            batch.finished_at,
            versions,
            codebook,
            added,
            changed,
            batch.rows_read,
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO exports VALUES (?, ?, ?, ?)",
        [(export.sha256, export.name, export.rows, run) for export in batch.exports],
    )
    connection.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", batch.seen)


def keep_codebook(connection: sqlite3.Connection, codebook: tuple[str, str, str]) -> None:
    """Keep digest, text and lock of a codebook, and that themes follow it from now on."""
    connection.execute("INSERT OR IGNORE INTO codebooks VALUES (?, ?, ?)", codebook)
    keep_setting(connection, "codebook", codebook[0])


def keep_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value."""
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))


def _insert(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    run: int,
    rows: Sequence[tuple[object, ...]],
) -> None:
    marks = ", ".join("?" * (len(columns) + 1))
    connection.executemany(
        f"INSERT INTO {table} (since, {', '.join(columns)}) VALUES ({marks})",
        [(run, *row) for row in rows],
    )


def _asked(connection: sqlite3.Connection, query: str, ids: Sequence[str]) -> list[tuple[str, int]]:
    """The rows of a query about many ids, asked in portions."""
    wanted = sorted(set(ids))
    found: list[tuple[str, int]] = []
    for start in range(0, len(wanted), _ASKED):
        own = wanted[start : start + _ASKED]
        found += connection.execute(query.format(", ".join("?" * len(own))), own).fetchall()
    return found
