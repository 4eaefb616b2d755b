"""When contacts come: weekday by hour, per open day."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note
from vocli.stats.calendar import is_holiday

NEEDS = Needs(columns=(("occurred_at",),), voices=False)
_WEEKDAYS = range(7)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per weekday: contacts per open day in every hour, their sum, contacts and open days."""
    contacts = facts.contacts[facts.contacts["day"].notna()]
    days = [day for day in facts.open_days if isinstance(day, date)]
    hours = sorted(set(contacts["occurred_at"].dt.hour))
    rows = [row for n in _WEEKDAYS if (row := _row(contacts, days, n, hours))]
    columns = (
        Column("weekday", Kind.CODE),
        *(Column(f"h{hour}", Kind.NUMBER, label=str(hour)) for hour in hours),
        Column("per_business_day", Kind.NUMBER),
        Column("contacts", Kind.INT),
        Column("days", Kind.INT),
    )
    table = pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object)
    n = int(table["contacts"].sum()) if rows else 0
    title = Note("times.title", {"n": n})
    return (
        Insight(
            "times",
            title,
            table,
            columns,
            n_input=len(facts.contacts),
            n_used=n,
            keys=("weekday",),
            measure="contacts",
        ),
    )


def _row(
    contacts: pd.DataFrame, days: list[date], weekday: int, hours: list[int]
) -> dict[str, object] | None:
    own = contacts[[d.weekday() == weekday and not is_holiday(d) for d in contacts["day"]]]
    opened = sum(d.weekday() == weekday and not is_holiday(d) for d in days)
    if own.empty or not opened:
        return None
    counts = own["occurred_at"].dt.hour.value_counts()
    return {
        "weekday": str(weekday),
        **{f"h{hour}": int(counts.get(hour, 0)) / opened for hour in hours},
        "per_business_day": len(own) / opened,
        "contacts": len(own),
        "days": opened,
    }
