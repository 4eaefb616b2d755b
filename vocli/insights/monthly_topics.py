"""Three topics for the meeting to decide: what is dangerous, what rose, what weighs most; each with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from vocli.insights.counting import people
from vocli.insights.picture import carries
from vocli.insights.tabulate import tabulate
from vocli.insights.weekly_whole import (
    count_columns,
    counted,
    days_of_columns,
    during,
    empty_keys,
    ids_in,
)
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.model.page import PageSpan

MOST = 3
_LEAST = 3  # contacts with a wish to leave, or hours, below which neither makes a topic
_LEAVING = ("churn_threat", "churn_request")
_RISEN = ("rose", "surged", "new")
_BY_WEEK = 5  # contacts from which they are told week by week
_SHOWN = 3  # products and channels that are named
# Item -> the flags of the contacts that it counts.
_FLAGS = {
    "churn": _LEAVING,
    "escalation_request": ("escalation_request",),
    "repeat": ("repeat",),
}


@dataclass(frozen=True)
class Topic:
    """A theme and why the meeting should decide on it: critical, rose, churn or hours."""

    theme_id: str
    name: str
    why: str
    row: dict[str, Any]  # of the table of themes


def choose(facts: Facts, page: PageSpan, themes: Insight) -> list[Topic]:
    """At most three themes: critical ones, those that rose (most contacts per open day more first), then the ones
    with most contacts of customers who think of leaving, and with most hours of work.
    """
    records: list[dict[str, Any]] = [
        {str(k): v for k, v in row.items()} for row in themes.table.to_dict("records")
    ]
    rows = [row for row in records if row["theme_id"] and row[page.own.key]]
    critical = [("critical", row) for row in rows if row["change"] == "critical"]
    risen = [("rose", row) for row in rows if row["change"] in _RISEN]
    risen.sort(
        key=lambda pair: (
            (pair[1]["rate_before"] or 0) - (pair[1]["rate"] or 0),
            pair[1]["theme_id"],
        )
    )
    ordered = [*critical, *risen, *_heaviest(facts, page, rows)]
    topics: dict[str, Topic] = {}
    for why, row in ordered:
        topics.setdefault(row["theme_id"], Topic(row["theme_id"], row["theme"], why, row))
    return [*topics.values()][:MOST]


def _heaviest(
    facts: Facts, page: PageSpan, rows: Sequence[dict[str, Any]]
) -> list[tuple[str, dict[str, Any]]]:
    """The themes by wishes to leave and by hours in turn, the heaviest first; nothing where there are few."""
    weighed = []
    for row in rows:
        own = during(_of_theme(facts, row["theme_id"]), page.own)
        weighed.append((int(carries(own, _LEAVING).sum()), _hours(own) or 0.0, row))
    leaving = sorted(weighed, key=lambda w: (-w[0], w[2]["theme_id"]))
    working = sorted(weighed, key=lambda w: (-round(w[1], 6), w[2]["theme_id"]))
    found: list[tuple[str, dict[str, Any]]] = []
    for one, other in zip(leaving, working, strict=True):
        found += [("churn", one[2])] if one[0] >= _LEAST else []
        found += [("hours", other[2])] if other[1] >= _LEAST else []
    return found


def build(facts: Facts, page: PageSpan, themes: Insight) -> list[Insight]:
    """One table per topic with its sentence below; one that says so where nothing stands out."""
    topics = choose(facts, page, themes)
    if not topics:
        return [_nothing()]
    return [_table(facts, page, topic, n) for n, topic in enumerate(topics, 1)]


def _nothing() -> Insight:
    return Insight(
        name="topic_1",
        title=Note("monthly.topics"),
        table=pd.DataFrame([("", Note("monthly.no_topic"))], columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=1), Column("value", Kind.TEXT)),
        layout="pairs",
    )


def _table(facts: Facts, page: PageSpan, topic: Topic, number: int) -> Insight:
    contacts = _of_theme(facts, topic.theme_id)
    rows, evidence = _rows(contacts, page)
    columns = (
        Column("item", Kind.CODE, label="report.columns.item"),
        *(c for c in count_columns(page) if c.key not in empty_keys(page)),
        Column("theme_id", Kind.ID, Place.DETAIL),
    )
    own = during(contacts, page.own)
    rows = [{**row, "theme_id": topic.theme_id} for row in rows]
    return Insight(
        name=f"topic_{number}",
        title=Note("monthly.topic", {"n": number, "theme": topic.name}),
        table=tabulate(rows, columns),
        columns=columns,
        notes=(
            _sentence(topic, page, own),
            *_weeks(own, page),
            *_split(own),
            Note("monthly.decide", {"owner": topic.row["owner"]}),
        ),
        n_input=len(contacts),
        n_used=len(own),
        evidence=tuple(evidence),
    )


def _rows(
    contacts: pd.DataFrame, page: PageSpan
) -> tuple[list[dict[str, Any]], list[tuple[str, ...]]]:
    """Contacts, the same per open day, who thinks of leaving, who calls again, customers, hours; what is not
    known at all has no row.
    """
    days = days_of_columns(page)
    counts = counted(contacts["day"], page)
    rates = {key: _rate(n, days.get(key)) for key, n in counts.items()}
    rows: list[dict[str, Any]] = [
        {"item": "contacts", **counts},
        {"item": "per_business_day", **rates},
    ]
    evidence = [ids_in(contacts, page.own), ()]
    for item, flags in _FLAGS.items():
        flagged = contacts[carries(contacts, flags)]
        rows.append({"item": item, **counted(flagged["day"], page)})
        evidence.append(ids_in(flagged, page.own))
    known = [s for s in page.stretches if counts[s.key] is not None]
    parts = {s.key: (during(contacts, s), s.parts) for s in known}
    single = {s.key: None for s in page.stretches}
    persons = {key: _persons(own) for key, (own, n) in parts.items() if n == 1}
    hours = {key: _told_hours(own, n) for key, (own, n) in parts.items()}
    rows += [{"item": "customers", **single, **persons}, {"item": "hours", **single, **hours}]
    evidence += [(), ()]
    told = [any(row[s.key] is not None for s in page.stretches) for row in rows]
    return (
        [row for row, kept in zip(rows, told, strict=True) if kept],
        [ids for ids, kept in zip(evidence, told, strict=True) if kept],
    )


def _rate(n: float | None, days: float | None) -> Note | None:
    return Note("monthly.rate_two", {"x": n / days}) if n is not None and days else None


def _persons(contacts: pd.DataFrame) -> int | None:
    """Customers behind the contacts; None where nobody is known by a number."""
    return people(contacts) if len(contacts) else 0


def _sentence(topic: Topic, page: PageSpan, own: pd.DataFrame) -> Note:
    earlier = topic.row["rate_before"]
    values = {
        "theme": topic.name,
        "n": len(own),
        "before": topic.row[page.stretches[1].key] or 0,
        "rate_before": earlier if earlier is not None else 0.0,
        "rate": topic.row["rate"] if topic.row["rate"] is not None else 0.0,
        "leaving": int(carries(own, _LEAVING).sum()),
        "hours": _hours(own) or 0.0,
    }
    return Note(f"monthly.because.{topic.why}", values)


def _weeks(own: pd.DataFrame, page: PageSpan) -> list[Note]:
    """The contacts week by week: what rose over the month may have fallen again within it."""
    first = page.start - timedelta(page.start.weekday())
    weeks = [first + timedelta(7 * n) for n in range((page.end - first).days // 7 + 1)]
    parts = [
        Note(
            "monthly.week",
            {
                "day": f"{max(monday, page.start).month}/{max(monday, page.start).day}",
                "n": sum(monday <= day <= monday + timedelta(6) for day in own["day"]),
            },
        )
        for monday in weeks
    ]
    return [Note("monthly.weeks", {"parts": parts})] if len(own) >= _BY_WEEK else []


def _split(own: pd.DataFrame) -> list[Note]:
    """Where the contacts of the month lie: products and channels, most first."""
    notes = []
    for column in ("product", "channel"):
        counts = own.loc[own[column].astype(str) != "", column].value_counts()
        pairs = sorted(counts.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
        parts = [
            Note("monthly.part", {"name": _named(column, str(name)), "n": int(n)})
            for name, n in pairs[:_SHOWN]
        ]
        if parts:
            notes.append(Note("monthly.split", {"what": Note(f"columns.{column}"), "parts": parts}))
    return notes


def _named(column: str, value: str) -> Note | str:
    return Note(f"codes.channel.{value}") if column == "channel" else value


def _of_theme(facts: Facts, theme_id: str) -> pd.DataFrame:
    return facts.contacts[facts.contacts["considered"] & (facts.contacts["theme_id"] == theme_id)]


def _hours(contacts: pd.DataFrame) -> float | None:
    """Hours of work of the contacts that have a time; None where none does."""
    known = contacts["hours"].dropna()
    return float(known.sum()) if len(known) else None


def _told_hours(contacts: pd.DataFrame, parts: int) -> Note | None:
    hours = _hours(contacts)
    return None if hours is None else Note("monthly.hours", {"x": hours / parts})
