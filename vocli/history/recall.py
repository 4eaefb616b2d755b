"""Reading a history: the contacts of a span of days as they are now, or as they were known at a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

import pandas as pd

from vocli.history.rows import contacts_from, scores_from, terms_from, times, vectors_from
from vocli.history.store import Store
from vocli.model.history import Kept, join_vectors
from vocli.schema import empty_turns

Span = tuple[date | None, date | None]
_ASKED = 500


def recall(store: Store, span: Span = (None, None), at_run: int = 0, *, turns: bool = True) -> Kept:
    """What is kept of the contacts of a span of days (both ends included, None = open; undated ones always).

    at_run: as they were known after that run; 0 = as they are now. turns: with what both sides said.
    """
    where, values = _condition(span, at_run)
    return _kept(store, f"SELECT * FROM contacts c WHERE {where}", values, turns)


def recall_contacts(store: Store, ids: Sequence[str]) -> Kept:
    """What is kept of these contacts as they are now."""
    parts = []
    wanted = sorted(set(ids))
    for start in range(0, max(len(wanted), 1), _ASKED):
        own = wanted[start : start + _ASKED]
        marks = ", ".join("?" * len(own))
        query = f"SELECT * FROM contacts c WHERE until IS NULL AND contact_id IN ({marks})"
        parts.append(_kept(store, query, own, True))
    return _joined(parts)


def newest_day(store: Store) -> date | None:
    """The newest day of a contact in scope."""
    row = store.connection.execute("SELECT max(day) FROM in_scope").fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def oldest_day(store: Store, at_run: int = 0) -> date | None:
    """The oldest day of a contact, as it was known after a run (0 = as it is now)."""
    where, values = _condition((None, None), at_run)
    row = store.connection.execute(
        f"SELECT min(day) FROM contacts WHERE {where}", values
    ).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def contents(store: Store, span: Span, at_run: int = 0) -> list[tuple[str, str]]:
    """Id and content hash of the contacts of a span, sorted: what a page's facts are told by."""
    where, values = _condition(span, at_run)
    rows = store.connection.execute(
        f"SELECT contact_id, hash FROM contacts WHERE {where} ORDER BY contact_id", values
    )
    return [(str(contact), str(content)) for contact, content in rows]


def _condition(span: Span, at_run: int) -> tuple[str, list[object]]:
    values: list[object] = []
    parts = ["until IS NULL"]
    if at_run:
        parts = ["since <= ?", "(until IS NULL OR until > ?)"]
        values += [at_run, at_run]
    for sign, day in ((">=", span[0]), ("<=", span[1])):
        if day:
            parts.append(f"(day IS NULL OR day {sign} ?)")
            values.append(day.isoformat())
    return " AND ".join(parts), values


def _kept(store: Store, query: str, values: Sequence[object], with_turns: bool) -> Kept:
    connection = store.connection
    contacts = _frame(connection, f"{query} ORDER BY hash, contact_id", values)
    own = f"(SELECT contact_id, since FROM ({query}))"
    voices = _frame(
        connection,
        f"SELECT v.* FROM {own} k JOIN voices v USING (contact_id, since) "
        "ORDER BY contact_id, ordinal",
        values,
    )
    signals = store.setting("signals").split("\n") if store.setting("signals") else []
    return Kept(
        contacts=contacts_from(contacts),
        turns=_turns(connection, own, values) if with_turns else empty_turns(),
        frame=_voices(voices),
        terms=terms_from(voices["terms"].tolist()),
        scores=scores_from(voices["scores"].tolist(), signals),
        vectors=vectors_from(voices["vector"].tolist()),
    )


def _turns(connection: sqlite3.Connection, own: str, values: Sequence[object]) -> pd.DataFrame:
    rows = _frame(
        connection,
        f"SELECT t.* FROM {own} k JOIN turns t USING (contact_id, since) ORDER BY contact_id, turn",
        values,
    )
    return rows.assign(at=times(rows["at"]), source_row=rows["row"].astype("float64")).drop(
        columns=["since", "row"]
    )


def _voices(rows: pd.DataFrame) -> pd.DataFrame:
    """The frame of the voices with the columns that cutting gives it."""
    ordinals = rows["ordinal"].astype("int64")
    ids = [f"{contact}-{n}" for contact, n in zip(rows["contact_id"], ordinals, strict=True)]
    return pd.DataFrame(
        {
            "voice_id": pd.Series(ids, dtype=object),
            "contact_id": rows["contact_id"],
            "turn": rows["turn"].astype("float64"),
            "ordinal": ordinals,
            "kind": rows["kind"],
            "text": rows["text"],
            "set_aside": rows["set_aside"],
            "source_id": rows["source"],
            "source": rows["source"],
            "source_row": rows["row"].astype("float64"),
        }
    )


def _frame(connection: sqlite3.Connection, query: str, values: Sequence[object]) -> pd.DataFrame:
    found = connection.execute(query, list(values))
    names = [column[0] for column in found.description]
    return pd.DataFrame.from_records(found.fetchall(), columns=names).astype(object)


def _joined(parts: Sequence[Kept]) -> Kept:
    if len(parts) == 1:
        return parts[0]
    return Kept(
        contacts=pd.concat([part.contacts for part in parts], ignore_index=True),
        turns=pd.concat([part.turns for part in parts], ignore_index=True),
        frame=pd.concat([part.frame for part in parts], ignore_index=True),
        terms=[row for part in parts for row in part.terms],
        scores=pd.concat([part.scores for part in parts], ignore_index=True),
        vectors=join_vectors(parts),
    )
