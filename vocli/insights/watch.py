"""What must be looked at before it is asked for: rare but critical, new and rising, people to call, people like them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights.surges import Surge
from vocli.insights.watch_critical import critical_table
from vocli.insights.watch_moved import judge_themes, moved_table
from vocli.insights.watch_people import people_tables
from vocli.insights.watch_same import same_tables
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note

NEEDS = Needs(
    signals=("leak", "authority", "harassment", "sns"),
    tags=("demands",),
    themes=True,
    turns=True,
    turn_tags=("operator",),
    codes=True,
    listed=True,
)
# Rows of 少数だが重大 that somebody must be told of where this week has any; the others are told there.
_URGENT = frozenset({"theme", "safety", "leak"})
# What --list hands over alone -> the table.
_LISTS = {"people": "watch_people_list", "same": "watch_same_list"}
_TOLD = ("surged", "new", "rose")


@dataclass(frozen=True)
class Alert:
    """One thing that must be looked at. `kind`: critical, surged, new, rose or one_day; `name` as it is shown."""

    kind: str
    name: str | Note
    n: int  # contacts of this week, or of the burst's day
    told: Note


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """少数だが重大, 新しい・増えている, ご連絡が必要なお客様, 同じ条件でまだ連絡のないお客様, and what must be looked at."""
    tables = tables_of(facts, asked.as_of, judge_themes(facts, asked.as_of))
    wanted = _LISTS.get(str(asked.options.get("list", "")), "")
    return tuple(one for one in tables if one.name == wanted) or (*tables, summary(tables))


def tables_of(facts: Facts, as_of: date | None, surges: Mapping[str, Surge]) -> tuple[Insight, ...]:
    """The tables, with the verdict per theme as it was judged, alone or with the rest of a page."""
    return (
        critical_table(facts, as_of),
        moved_table(facts, as_of, surges),
        *people_tables(facts, as_of),
        *same_tables(facts, as_of, surges),
    )


def alerts(tables: Sequence[Insight]) -> list[Alert]:
    """What must be looked at, the critical first: () in a quiet week. `tables` are those of `build`."""
    by_name = {table.name: table.table for table in tables}
    out = []
    for row in _rows(by_name, "watch_critical"):
        if row["kind"] in _URGENT and row["this_week"]:
            values = {"name": row["item"], "n": row["this_week"], "total": row["contacts"]}
            told = Note("watch.alert.critical", values)
            out.append(Alert("critical", row["item"], int(row["this_week"]), told))
    for row in _rows(by_name, "watch_moved"):
        code = str(row["code"])
        if code in _TOLD:
            keys = ("theme", "this_week", "usual", "prev_4w", "last_4w")
            told = Note(f"watch.alert.{code}", {key: row[key] for key in keys})
            out.append(Alert(code, row["theme"], int(row["this_week"]), told))
        elif code == "one_day" and row["in_week"]:
            told = Note("watch.alert.one_day", {"theme": row["theme"], "change": row["change"], "n": row["day_contacts"]})  # fmt: skip
            out.append(Alert(code, row["theme"], int(row["day_contacts"]), told))
    return out


def summary(tables: Sequence[Insight]) -> Insight:
    """The alerts as lines; in a quiet week one line that says so."""
    found = alerts(tables)
    columns = (Column("label", Kind.TEXT, width=3), Column("value", Kind.TEXT))
    rows: list[tuple[str, Note]] = [(str(n), alert.told) for n, alert in enumerate(found, 1)]
    if not rows:
        rows = [("", Note("watch.quiet"))]
    return Insight(
        name="watch_alerts",
        title=Note("watch.alerts_title", {"n": len(found)}),
        table=pd.DataFrame(rows, columns=["label", "value"], dtype=object),
        columns=columns,
        layout="pairs",
    )


def _rows(tables: dict[str, pd.DataFrame], name: str) -> list[dict[str, Any]]:
    table = tables.get(name, pd.DataFrame())
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]
