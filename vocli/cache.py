"""What is costly and depends on its input alone, kept between runs: content-addressed, private, never an error.

One SQLite file. A value that cannot be read is made anew, one that cannot be written is not kept; what went wrong is
told once (`trouble`) and the run goes on as if there were no cache.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = "texts.db"
_FORMAT = 1
_MEGABYTE = 1_000_000
_AT_ONCE = 900  # keys in one question to SQLite
_KEPT = 0.7  # of the limit is left when the oldest values have to go
_RECENT = 8  # runs after which a value that is used again is marked as used
_PATIENCE = 2.0  # seconds that a run waits for another one's writing
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, used INTEGER, value BLOB) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS runs (run INTEGER)",
)


@dataclass(frozen=True)
class Kept:
    """What a cache holds."""

    path: Path
    values: int
    bytes: int


class Cache:
    """Values by key, in the folder `folder`, at most `limit` megabytes; 0 = nothing is read or kept.

    Keys are made by `key_of`, so that a value is never found under another input or another version.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.path = folder / FILE
        self.trouble = ""  # what SQLite or the system said, once something failed
        self._limit = limit * _MEGABYTE
        self._open: sqlite3.Connection | None = None
        self._run = 0

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are kept, by key."""
        found: dict[bytes, bytes] = {}
        wanted = list(dict.fromkeys(keys))
        try:
            for i in range(0, len(wanted), _AT_ONCE):
                found |= self._read(wanted[i : i + _AT_ONCE])
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; those of earlier runs go first where there is no room."""
        if not values:
            return
        try:
            connection = self._connect()
            if connection is not None:
                with connection:
                    connection.executemany(
                        "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                        [(key, self._run, _sealed(value)) for key, value in values.items()],
                    )
                self._make_room(connection)
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def close(self) -> None:
        """Let the file go."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        connection = self._connect()
        if connection is None:
            return {}
        marks = ",".join("?" * len(keys))
        rows = connection.execute(f"SELECT key, used, value FROM kept WHERE key IN ({marks})", keys)
        found, stale = {}, []
        for key, used, value in rows:
            opened = _unsealed(value)
            if opened is not None:
                found[key] = opened
                if self._run - used > _RECENT:
                    stale.append((self._run, key))
        if stale:
            with connection:
                connection.executemany("UPDATE kept SET used = ? WHERE key = ?", stale)
        return found

    def _connect(self) -> sqlite3.Connection | None:
        if self._open is None and self._limit and not self.trouble:
            self._open = _opened(self.path)
            with self._open as connection:
                (last,) = connection.execute("SELECT ifnull(max(run), 0) FROM runs").fetchone()
                self._run = int(last) + 1
                connection.execute("DELETE FROM runs")
                connection.execute("INSERT INTO runs VALUES (?)", (self._run,))
        return self._open

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Delete what was used longest ago until the file has room again; freed pages are used again."""
        size = _size(connection)
        if size <= self._limit:
            return
        total, n = 0, 0
        order = "SELECT length(value) + 60 FROM kept ORDER BY used, key"
        for (length,) in connection.execute(order):
            total, n = total + length, n + 1
            if size - total <= _KEPT * self._limit:
                break
        with connection:
            connection.execute(
                "DELETE FROM kept WHERE key IN (SELECT key FROM kept ORDER BY used, key LIMIT ?)",
                (n,),
            )

    def _fail(self, error: Exception) -> None:
        """No more of it in this run; a file that is no sound database makes room for a new one."""
        self.trouble = str(error)
        self.close()
        damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, sqlite3.OperationalError
        )
        if damaged:
            clear(self.path.parent)


def kept_in(folder: Path) -> Kept:
    """How much the cache in a folder holds; nothing where there is none or it is not sound."""
    path = folder / FILE
    if not path.exists():
        return Kept(path, 0, 0)
    try:
        connection = _opened(path)
        try:
            (n,) = connection.execute("SELECT count(*) FROM kept").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return Kept(path, 0, path.stat().st_size)
    return Kept(path, int(n), path.stat().st_size)


def clear(folder: Path) -> bool:
    """Remove the cache of a folder; False where it cannot be removed."""
    try:
        for suffix in ("", "-journal", "-wal", "-shm"):
            (folder / f"{FILE}{suffix}").unlink(missing_ok=True)
    except OSError:
        return False
    return True


def key_of(kind: str, *parts: str) -> bytes:
    """16 bytes that stand for an input: its kind, the version of the program, and all its parts."""
    digest = hashlib.blake2b(_program(), digest_size=16)
    for part in (kind, *parts):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


def keys_of(kind: str, shared: str, texts: Iterable[str]) -> list[bytes]:
    """A key per text; `shared` is what all of them depend on beside the text."""
    start = hashlib.blake2b(key_of(kind, shared), digest_size=16)
    keys = []
    for text in texts:
        own = start.copy()
        own.update(text.encode("utf-8", "surrogatepass"))
        keys.append(own.digest())
    return keys


@cache
def _program() -> bytes:
    """Stands for the program's own files and Python: a value that another version made is never found."""
    root = Path(__file__).resolve().parent
    digest = hashlib.blake2b(sys.version.encode("utf-8"), digest_size=16)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            state = path.stat()
            told = (path.relative_to(root).as_posix(), state.st_size, state.st_mtime_ns)
            digest.update(repr(told).encode("utf-8"))
    return digest.digest()


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        # A cache may lose its last values in a crash; it may not slow a run down.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, _FORMAT):
            raise sqlite3.DatabaseError("another format")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _size(connection: sqlite3.Connection) -> int:
    pages, free, page = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * page


def _sealed(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4, "little") + value


def _unsealed(value: object) -> bytes | None:
    """The value, None where it is not what was kept."""
    if not isinstance(value, bytes) or len(value) < 4:
        return None
    return value[4:] if zlib.crc32(value[4:]).to_bytes(4, "little") == value[:4] else None
