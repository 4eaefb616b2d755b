"""What a history holds, as a report: its runs, its files, its weeks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from vocli import __version__
from vocli.history import open_store
from vocli.model import Column, Insight, Kind, Note, Report, Run

_RUNS = (
    Column("run", Kind.INT, label="history.columns.run"),
    Column("finished_at", Kind.DATE, label="history.columns.finished_at"),
    Column("command", Kind.ID, label="history.columns.command"),
    Column("rows_read", Kind.INT, label="history.columns.rows_read"),
    Column("added", Kind.INT, label="history.columns.added"),
    Column("changed", Kind.INT, label="history.columns.changed"),
    Column("codebook", Kind.ID, label="history.columns.codebook"),
)
_FILES = (
    Column("source", Kind.TEXT),
    Column("rows", Kind.INT, label="history.columns.rows"),
    Column("sha256", Kind.ID, label="history.columns.sha256"),
)
_WEEKS = (
    Column("week", Kind.DATE),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("accounts", Kind.INT),
)
_BY_WEEK = (
    "SELECT date(day, '-' || ((strftime('%w', day) + 6) % 7) || ' days') AS week, count(*), "
    "count(DISTINCT nullif(customer_id, '')), count(DISTINCT nullif(account_id, '')) "
    "FROM in_scope WHERE day IS NOT NULL GROUP BY 1 ORDER BY 1"
)


def history_report(path: Path) -> Report:
    """Runs, files and contacts per week; VOC-E360 to E363 where the history cannot be read."""
    with open_store(path) as store:
        runs = [
            (e.run, e.finished_at, e.command, e.rows_read, e.added, e.changed, e.codebook)
            for e in store.entries()
        ]
        files = [(f.name, f.rows, f.sha256[:12]) for f in store.known_exports().values()]
        weeks = store.connection.execute(_BY_WEEK).fetchall()
    insights = (
        _insight("history", runs, _RUNS),
        _insight("history_files", sorted(files), _FILES),
        _insight("history_weeks", weeks, _WEEKS),
    )
    return Report(Run("history show", "", (), (("vocli", __version__),), ()), insights)


def _insight(name: str, rows: Sequence[tuple[object, ...]], columns: tuple[Column, ...]) -> Insight:
    table = pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object)
    return Insight(name, Note(f"history.titles.{name}"), table, columns, (), len(rows), len(rows))
