"""What is still to be done: promised calls, repeated contacts, low scores, what is not finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from vocli.insights import followup_lists as lists
from vocli.insights import followup_repeats as repeats
from vocli.insights.audience import to_call
from vocli.insights.counting import people
from vocli.insights.followup_open import unfinished
from vocli.insights.followup_promises import BROKEN, Promise, find_promises
from vocli.insights.followup_scores import low_scores
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Audience, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(themes=True, turns=True, turn_tags=("operator",))

_COLUMNS = (
    Column("todo", Kind.CODE, label="followup.columns.todo"),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("overdue", Kind.INT, label="followup.columns.overdue"),
    Column("barred", Kind.INT, label="followup.columns.barred"),
    Column("definition", Kind.TEXT, Place.BELOW, label="report.columns.definition"),
)


@dataclass(frozen=True)
class Found:
    """What every list is made from. free: contacts whose customers may be called. now: None without dates."""

    facts: Facts
    free: frozenset[str]
    now: pd.Timestamp | None
    promises: tuple[Promise, ...]


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """How much of each kind is to be done; at the desk the lists behind it, without those who must not be called.

    With the option `open` the list of what is not finished alone. `evidence` are the contacts.
    """
    found = _find(facts, asked)
    days = int(asked.options.get("days") or repeats.DAYS)
    told = repeats.find_repeats(facts, asked, days)
    open_now = unfinished(facts, found.promises, found.now)
    scores = low_scores(facts)
    ids = {
        "promise": [p.contact_id for p in found.promises if p.basis == "column" and p.state in BROKEN],
        "promise_words": [p.contact_id for p in found.promises if p.basis == "words" and p.state in BROKEN],
        "repeat": told.again,
        "low_score": scores["contact_id"].tolist(),
        "unfinished": open_now["contact_id"].tolist(),
    }  # fmt: skip
    late = {"unfinished": open_now.loc[open_now["overdue"].notna(), "contact_id"].tolist()}
    summary = _summary(found, ids, late, days)
    if asked.options.get("open"):
        whole = (lists.unfinished_list(found.facts, open_now, found.free, shown=None),)
        return (summary, *whole) if _at_desk(asked) else (summary,)
    by_theme = repeats.by_theme(facts, told, days)
    if not _at_desk(asked):
        return (summary, by_theme)
    return (
        summary,
        lists.promise_list(facts, found.promises, found.free, found.now),
        lists.words_list(facts, found.promises, found.free, found.now),
        by_theme,
        repeats.chains(facts, told, found.free, days),
        lists.score_list(facts, scores, found.free, found.now),
        lists.unfinished_list(facts, open_now, found.free, shown=lists.SHOWN),
    )


def _at_desk(asked: Asked) -> bool:
    return asked.audience is Audience.DESK


def _find(facts: Facts, asked: Asked) -> Found:
    named = facts.contacts.assign(customer_id=facts.contacts["customer"])
    free = frozenset(to_call(named)[0]["contact_id"]) if len(named) else frozenset()
    times = facts.contacts["occurred_at"].dropna()
    if times.empty:
        return Found(facts, free, None, ())
    day = asked.as_of or times.max().date()
    now = pd.Timestamp(day, tz=times.iloc[0].tz) + pd.Timedelta(days=1)
    promises = tuple(find_promises(facts, now)) if len(facts.calls_back) else ()
    return Found(facts, free, now, promises)


def _summary(
    found: Found, ids: Mapping[str, list[str]], late: Mapping[str, list[str]], days: int
) -> Insight:
    contacts = found.facts.contacts
    rows = []
    for todo, own in ids.items():
        inside = contacts[contacts["contact_id"].isin(own)]
        rows.append(
            {
                "todo": todo,
                "contacts": len(inside),
                "customers": people(inside),
                "overdue": len(late[todo]) if todo in late else None,
                "barred": len(set(own) - found.free),
                "definition": Note(f"followup.means.{todo}", {"days": days}),
            }
        )
    every = {contact for own in ids.values() for contact in own}
    return Insight(
        name="followup",
        title=Note("followup.title", {"n": len(contacts)}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=_notes(found),
        n_input=len(contacts),
        n_used=len(every),
        evidence=tuple(tuple(sorted(own)) for own in ids.values()),
        keys=("todo",),
        measure="contacts",
    )


def _notes(found: Found) -> tuple[Note, ...]:
    """What cannot be told of promises, and that a contact may stand in several rows."""
    notes = [Note("followup.overlap")]
    facts = found.facts
    due = int(facts.contacts["callback_due"].notna().sum()) if len(facts.contacts) else 0
    if found.facts.calls_back.empty:
        notes.append(Note("followup.no_calls", {"n": due}))
    states = [p.state for p in found.promises]
    for state in ("kept", "pending", "unlinked"):
        if n := states.count(state):
            notes.append(Note(f"followup.promise_{state}", {"n": n}))
    return tuple(notes)
