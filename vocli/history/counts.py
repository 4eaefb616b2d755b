"""Which theme each contact has under a codebook, and the counts that follow: now, or as they were published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vocli.history.store import Store

_LIMIT = 5_000
Key = tuple[str, str, date]  # theme ("" = in none), signal, Monday


@dataclass(frozen=True)
class State:
    """A history at one time: after a run (0 = now), under a codebook."""

    run: int
    book: str


def unplaced(store: Store, book: str, limit: int = _LIMIT) -> list[str]:
    """Ids of contacts whose theme under this codebook is not kept yet, at most `limit`."""
    rows = store.connection.execute(
        "SELECT contact_id FROM current_contacts c WHERE NOT EXISTS (SELECT 1 FROM placed p "
        "WHERE p.book = ? AND p.contact_id = c.contact_id AND p.since = c.since) "
        "ORDER BY contact_id LIMIT ?",
        (book, limit),
    )
    return [str(row[0]) for row in rows]


def write_mentions(
    store: Store,
    book: str,
    contacts: Sequence[tuple[str, int]],
    mentions: Sequence[tuple[object, ...]],
) -> None:
    """Keep the themes of contacts (id and run) under a codebook, in one change.

    mentions: contact_id, since, theme_id, signal, main, voices.
    """
    with store.changing() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO placed VALUES (?, ?, ?)", [(book, *pair) for pair in contacts]
        )
        connection.executemany(
            "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(book, *mention) for mention in mentions],
        )


def count_themes(store: Store, state: State, before: date) -> dict[Key, int]:
    """Contacts per main theme, signal and week (Monday) before a day, as the history stood then."""
    known, values = _known(state)
    rows = store.connection.execute(
        "SELECT m.theme_id, m.signal, "
        "date(c.day, '-' || ((strftime('%w', c.day) + 6) % 7) || ' days'), count(*) "
        "FROM mentions m JOIN contacts c ON c.contact_id = m.contact_id AND c.since = m.since "
        f"WHERE m.book = ? AND m.main = 1 AND c.day < ? AND {_IN_SCOPE} AND {known} "
        "GROUP BY 1, 2, 3",
        (state.book, before.isoformat(), *values),
    )
    return {
        (str(theme), str(signal), date.fromisoformat(week)): int(n)
        for theme, signal, week, n in rows
    }


def first_known(store: Store, state: State, until: date) -> dict[str, tuple[date, int]]:
    """Per theme its first day and its contacts up to a day."""
    known, values = _known(state)
    rows = store.connection.execute(
        "SELECT m.theme_id, min(c.day), count(DISTINCT m.contact_id) "
        "FROM mentions m JOIN contacts c ON c.contact_id = m.contact_id AND c.since = m.since "
        f"WHERE m.book = ? AND m.main = 1 AND c.day <= ? AND {_IN_SCOPE} AND {known} GROUP BY 1",
        (state.book, until.isoformat(), *values),
    )
    return {str(theme): (date.fromisoformat(day), int(n)) for theme, day, n in rows}


def main_themes(store: Store, state: State, span: tuple[date, date]) -> dict[str, dict[str, str]]:
    """Signal -> contact -> main theme ("" = in none), of the contacts of a span of days."""
    known, values = _known(state)
    rows = store.connection.execute(
        "SELECT m.signal, m.contact_id, m.theme_id "
        "FROM mentions m JOIN contacts c ON c.contact_id = m.contact_id AND c.since = m.since "
        f"WHERE m.book = ? AND m.main = 1 AND c.day BETWEEN ? AND ? AND {known}",
        (state.book, span[0].isoformat(), span[1].isoformat(), *values),
    )
    found: dict[str, dict[str, str]] = {}
    for signal, contact, theme in rows:
        found.setdefault(str(signal), {})[str(contact)] = str(theme)
    return found


def publish_page(store: Store, period: str, state: State) -> State:
    """Remember with what the page of a period was made first; the result is what stands."""
    with store.changing() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO pages VALUES (?, ?, ?)", (period, state.run, state.book)
        )
    return state


def page_before(store: Store, period: str) -> State | None:
    """With what the newest page of an earlier period of the same kind was made first."""
    row = store.connection.execute(
        "SELECT run, book FROM pages WHERE period < ? AND substr(period, 1, 1) = ? "
        "ORDER BY period DESC LIMIT 1",
        (period, period[:1]),
    ).fetchone()
    return State(int(row[0]), str(row[1])) if row else None


_IN_SCOPE = "c.direction NOT IN ('outbound', 'internal') AND c.out_of_scope = ''"


def _known(state: State) -> tuple[str, list[int]]:
    """The condition on versions of contacts that hold in a state, and its values."""
    if not state.run:
        return "c.until IS NULL", []
    return "c.since <= ? AND (c.until IS NULL OR c.until > ?)", [state.run, state.run]
