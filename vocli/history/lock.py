"""One run at a time: a lock that the system gives back when a process dies, whatever killed it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vocli.errors import VocliError
from vocli.messages import t


@contextmanager
def locked(path: Path, now: str) -> Iterator[None]:
    """Hold the lock of the history in `path`; VOC-E365 tells since when another run holds it.

    SQLite's own lock on a file beside the history: it works on every system, and no stale file can keep
    anybody out.
    """
    place = path.with_name(f"{path.name}.lock")
    try:
        connection = sqlite3.connect(place, timeout=0.0, isolation_level=None)
        place.chmod(0o600)
    except (sqlite3.OperationalError, OSError):
        text, hint = t("history.unwritable"), t("history.unwritable_hint")
        raise VocliError("VOC-E361", text, where=str(place), hint=hint) from None
    try:
        _take(connection, place, now)
        yield
    finally:
        connection.close()


def _take(connection: sqlite3.Connection, place: Path, now: str) -> None:
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS holder (pid INTEGER, since TEXT)")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM holder")
        connection.execute("INSERT INTO holder VALUES (?, ?)", (os.getpid(), now))
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "lock" not in str(error):
            text, hint = t("history.unwritable"), t("history.unwritable_hint")
            raise VocliError("VOC-E361", text, where=str(place), hint=hint) from None
        raise _held(connection) from None


def _held(connection: sqlite3.Connection) -> VocliError:
    try:
        row = connection.execute("SELECT pid, since FROM holder").fetchone()
    except sqlite3.OperationalError:
        row = None
    pid, since = row or ("?", "?")
    text = t("history.held", pid=pid, since=since)
    return VocliError("VOC-E365", text, hint=t("history.held_hint"))
