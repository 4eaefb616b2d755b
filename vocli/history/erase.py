"""What must be forgotten: one customer, or everything older than a day; evidence included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vocli.history.store import Store

_TABLES = ("turns", "voices", "mentions", "placed", "contacts")


@dataclass(frozen=True)
class Erased:
    """What was removed, or would be: contacts in all their versions, turns, voices, and the contacts' numbers."""

    contacts: int
    turns: int
    voices: int
    ids: tuple[str, ...]
    first: date | None
    last: date | None


def forget(store: Store, customers: Sequence[str], *, dry_run: bool = False) -> Erased:
    """Remove every contact of these customers (codes as they are kept, or as they are shown)."""
    marks = " OR ".join("customer_id LIKE ? || '%'" for _ in customers)
    query = f"SELECT DISTINCT contact_id FROM contacts WHERE customer_id != '' AND ({marks})"
    return _erase(store, query, list(customers), dry_run)


def prune(store: Store, before: date, *, dry_run: bool = False) -> Erased:
    """Remove every contact whose day lies before a day; undated ones stay."""
    query = "SELECT DISTINCT contact_id FROM contacts GROUP BY contact_id HAVING max(day) < ?"
    return _erase(store, query, [before.isoformat()], dry_run)


def _erase(store: Store, query: str, values: list[object], dry_run: bool) -> Erased:
    connection = store.connection
    own = f"({query})"
    counted = {
        table: connection.execute(
            f"SELECT count(*) FROM {table} WHERE contact_id IN {own}", values
        ).fetchone()[0]
        for table in ("turns", "voices")
    }
    ids = [str(row[0]) for row in connection.execute(f"{query} ORDER BY 1", values)]
    first, last = connection.execute(
        f"SELECT min(day), max(day) FROM contacts WHERE contact_id IN {own}", values
    ).fetchone()
    result = Erased(
        len(ids),
        int(counted["turns"]),
        int(counted["voices"]),
        tuple(ids),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )
    if dry_run or not ids:
        return result
    with store.changing():
        connection.execute("CREATE TEMP TABLE gone (contact_id TEXT PRIMARY KEY)")
        connection.executemany("INSERT INTO gone VALUES (?)", [(one,) for one in ids])
        for table in _TABLES:
            connection.execute(
                f"DELETE FROM {table} WHERE contact_id IN (SELECT contact_id FROM gone)"
            )
        connection.execute("DROP TABLE gone")
    # Pages of the file that held the rows are overwritten (secure_delete); the log must not keep them.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return result
