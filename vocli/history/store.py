"""A history on disk: one SQLite file that opens after any crash, with one writer at a time."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vocli.errors import VocliError
from vocli.history.ddl import MIGRATIONS, VERSION
from vocli.messages import t
from vocli.model.history import Entry, Export

MAGIC = b"SQLite format 3\0"
_PRIVATE = 0o600
_PATIENCE = 10.0  # seconds that a reader waits for a writer to finish


class Store:
    """An open history. Use `open_store`; close it, or use it as a context."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all. VOC-E361 where the disk is full or the file cannot be written."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise _unwritable(self.path) from None
            raise

    def known_exports(self) -> dict[str, Export]:
        """The files that were read, by their SHA-256."""
        rows = self.connection.execute("SELECT sha256, name, rows FROM exports")
        return {sha: Export(sha, name, count) for sha, name, count in rows}

    def entries(self) -> list[Entry]:
        """The runs, oldest first."""
        rows = self.connection.execute(
            "SELECT run, command, finished_at, versions, codebook, added, changed, rows_read "
            "FROM runs ORDER BY run"
        )
        return [
            Entry(run, command, at, json.loads(versions), book, added, changed, read)
            for run, command, at, versions, book, added, changed, read in rows
        ]

    def last_run(self) -> int:
        """The number of the newest run, 0 in an empty history."""
        return int(self.connection.execute("SELECT ifnull(max(run), 0) FROM runs").fetchone()[0])

    def setting(self, key: str) -> str:
        """A value that the history keeps, "" without one."""
        row = self.connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def codebook(self, digest: str) -> tuple[str, str] | None:
        """Text and lock of a codebook that a run used."""
        row = self.connection.execute(
            "SELECT text, lock FROM codebooks WHERE digest = ?", (digest,)
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else None

    def verify(self) -> list[str]:
        """What is wrong with the file, as message keys' parts; nothing where it is sound."""
        wrong = [str(row[0]) for row in self.connection.execute("PRAGMA integrity_check")]
        found = [line for line in wrong if line != "ok"]
        for name, query in _SOUND.items():
            if self.connection.execute(query).fetchone()[0]:
                found.append(name)
        return found


# What must hold beyond SQLite's own check: each query counts the rows that break it.
_SOUND = {
    "two_current": "SELECT count(*) FROM (SELECT contact_id FROM contacts WHERE until IS NULL "
    "GROUP BY 1 HAVING count(*) > 1)",
    "lost_turns": "SELECT count(*) FROM turns t LEFT JOIN contacts c "
    "ON c.contact_id = t.contact_id AND c.since = t.since WHERE c.contact_id IS NULL",
    "lost_voices": "SELECT count(*) FROM voices v LEFT JOIN contacts c "
    "ON c.contact_id = v.contact_id AND c.since = v.since WHERE c.contact_id IS NULL",
    "lost_mentions": "SELECT count(*) FROM mentions m LEFT JOIN contacts c "
    "ON c.contact_id = m.contact_id AND c.since = m.since WHERE c.contact_id IS NULL",
    "lost_runs": "SELECT count(*) FROM contacts c LEFT JOIN runs r ON r.run = c.since "
    "WHERE r.run IS NULL",
}


def is_history(path: Path) -> bool:
    """True for a file that begins as a SQLite database does."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def open_store(path: Path, *, create: bool = False) -> Store:
    """The history in `path`, brought up to date; made there with `create`.

    VOC-E360 where there is none or it is none, E361 where it cannot be written, E362 where a newer vocli wrote it.
    """
    if path.exists() and path.stat().st_size and not is_history(path):
        raise VocliError(
            "VOC-E360", t("history.no_history"), where=str(path), hint=t("history.no_history_hint")
        )
    if not path.exists():
        if not create:
            text, hint = t("history.missing"), t("history.missing_hint")
            raise VocliError("VOC-E360", text, where=str(path), hint=hint)
        _make(path)
    try:
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        store = Store(path, connection)
        _migrate(store)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise _unwritable(path) from None
        text, hint = t("history.broken"), t("history.broken_hint")
        raise VocliError("VOC-E363", text, where=str(path), hint=hint) from None
    return store


def _make(path: Path) -> None:
    """An empty file that only its owner may read: it will hold voices."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
    except OSError:
        raise _unwritable(path) from None


def _migrate(store: Store) -> None:
    at = int(store.connection.execute("PRAGMA user_version").fetchone()[0])
    if at > VERSION:
        text, hint = t("history.newer"), t("history.newer_hint")
        raise VocliError("VOC-E362", text, where=str(store.path), hint=hint)
    if at == VERSION:
        return
    with store.changing() as connection:
        for step in MIGRATIONS[at:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> Sequence[str]:
    """The statements one by one: executescript would end the transaction that must hold them all."""
    return [part for part in script.split(";\n") if part.strip()]


def _unwritable(path: Path) -> VocliError:
    text, hint = t("history.unwritable"), t("history.unwritable_hint")
    return VocliError("VOC-E361", text, where=str(path), hint=hint)
