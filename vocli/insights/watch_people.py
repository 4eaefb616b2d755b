"""ご連絡が必要なお客様: what happened to a customer in thirty days, as facts. No score, and no label on anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.insights.audience import to_call
from vocli.insights.escalation_states import escalation_states
from vocli.insights.followup_promises import BROKEN, find_promises
from vocli.insights.picture import carries
from vocli.insights.tabulate import tabulate
from vocli.insights.watch_days import PEOPLE_DAYS, until, within
from vocli.model import Column, Facts, Insight, Kind, Note, Place

AGAIN = 3  # contacts with a complaint about one theme that make a customer one to call
_SHOWN = 10
# In the order in which one would act; also the order of the list.
REASONS = ("safety", "leak", "promise", "escalation", "again", "churn_threat")
_COUNTS = (
    Column("call_reason", Kind.CODE, label="watch.columns.reason"),
    Column("customers", Kind.INT),
    Column("contacts", Kind.INT),
)
_LIST = (
    Column("call_reason", Kind.TEXT, label="watch.columns.reason"),
    Column("contact_id", Kind.ID, label="watch.columns.newest"),
    Column("customer", Kind.ID),
    Column("date", Kind.DATE, label="watch.columns.last_day"),
    Column("theme", Kind.TEXT),
    Column("facts", Kind.TEXT, Place.BELOW, label="watch.columns.facts"),
    Column("contact_ids", Kind.ID, Place.DETAIL, label="watch.columns.contact_ids"),
)


# What is read of a customer's contacts; the reasons themselves stand beside.
_READ = [
    "who", "contact_id", "occurred_at", "day", "customer", "channel", "theme_id", "considered",
]  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """The contacts of the thirty days, and per reason which of them give it."""

    contacts: pd.DataFrame  # with `who`: the customer's code, or the contact's own number
    gives: dict[str, pd.Series]
    promises_known: bool


def people_tables(facts: Facts, as_of: date | None) -> tuple[Insight, Insight]:
    """Customers per reason for every reader, and for the desk one row per customer; the opted-out are counted only.

    A contact without a customer's number stands for a customer of its own. `evidence` are contacts.
    """
    facts = until(facts, as_of)
    found = _find(facts, as_of)
    return _counts(facts, found), _list(facts, found, as_of)


def _find(facts: Facts, as_of: date | None) -> _Found:
    """Which contacts of the thirty days up to as_of give which reason to call."""
    span = (as_of - timedelta(PEOPLE_DAYS - 1), as_of) if as_of else None
    contacts = facts.contacts[within(facts.contacts["day"], span)]
    who = contacts["customer"].where(contacts["customer"] != "", contacts["contact_id"])
    contacts = contacts.assign(who=who)
    states = escalation_states(facts).loc[contacts.index]
    broken = contacts["contact_id"].isin(_broken(facts, as_of))
    complaints = contacts[contacts["considered"] & (contacts["theme_id"] != "")]
    often = complaints.groupby(["who", "theme_id"])["contact_id"].transform("size") >= AGAIN
    gives = {
        "safety": carries(contacts, ("safety",)),
        "leak": carries(contacts, ("leak",)),
        "promise": broken,
        "escalation": states["asked"] & ~states["done"],
        "again": often.reindex(contacts.index, fill_value=False),
        "churn_threat": carries(contacts, ("churn_threat",)) & contacts["considered"],
    }
    return _Found(contacts, gives, len(facts.calls_back) > 0)


def _broken(facts: Facts, as_of: date | None) -> list[str]:
    """The contacts with a promised call, by the column of the export, that nobody made by its term."""
    times = facts.contacts["occurred_at"].dropna()
    if as_of is None or facts.calls_back.empty or times.empty:
        return []
    now = pd.Timestamp(as_of, tz=times.iloc[0].tz) + pd.Timedelta(days=1)
    promises = find_promises(facts, now)
    return [p.contact_id for p in promises if p.basis == "column" and p.state in BROKEN]


def _counts(facts: Facts, found: _Found) -> Insight:
    rows, evidence = [], []
    for reason in REASONS:
        own = found.contacts[found.gives[reason]]
        if len(own):
            rows.append(
                {"call_reason": reason, "customers": own["who"].nunique(), "contacts": len(own)}
            )
            evidence.append(tuple(sorted(own["contact_id"])))
    notes = [Note("watch.people_overlap")] if len(rows) > 1 else []
    if not found.promises_known and found.contacts["callback_due"].notna().any():
        notes.append(Note("watch.promises_unknown"))
    return Insight(
        name="watch_people",
        title=Note("watch.people_title", {"days": PEOPLE_DAYS}),
        table=tabulate(rows, _COUNTS),
        columns=_COUNTS,
        notes=tuple(notes),
        n_input=len(facts.contacts),
        n_used=len({contact for ids in evidence for contact in ids}),
        evidence=tuple(evidence),
        keys=("call_reason",),
        measure="customers",
    )


def _list(facts: Facts, found: _Found, as_of: date | None) -> Insight:
    named = pd.DataFrame(found.gives).any(axis=1)
    people = found.contacts[found.contacts["who"].isin(found.contacts.loc[named, "who"])]
    free, _ = to_call(people)
    # One contact that must not be answered is enough for the customer behind it.
    barred = {*people["who"]} - {*free["who"]} | {
        *people.loc[~people.index.isin(free.index), "who"]
    }
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    told = people[~people["who"].isin(barred)]
    # A customer's few rows are cut out of few columns: an export's hundred would cost the most here.
    told = told[_READ].assign(
        **{reason: given[told.index] for reason, given in found.gives.items()}
    )
    rows = [_person(own, names) for _, own in told.groupby("who", sort=True)]
    rows.sort(key=lambda row: row["_order"])  # type: ignore[arg-type, return-value]
    notes = [Note("watch.people_means", {"days": PEOPLE_DAYS})] if rows else []
    if barred:
        notes.append(Note("watch.people_left_out", {"n": len(barred)}))
    return Insight(
        name="watch_people_list",
        title=Note("watch.people_list_title", {"n": len(rows)}),
        table=tabulate(rows, _LIST),
        columns=_LIST,
        notes=tuple(notes),
        n_input=int(people["who"].nunique()),
        n_used=len(rows),
        evidence=tuple(tuple(row["contact_ids"]) for row in rows),  # type: ignore[arg-type]
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
        desk_only=True,
    )


def _person(own: pd.DataFrame, names: dict[str, str]) -> dict[str, object]:
    """One customer's row: why, and what happened in the thirty days, oldest number first."""
    own = own.sort_values(["occurred_at", "contact_id"], na_position="first", kind="stable")
    counts = {reason: int(own[reason].sum()) for reason in REASONS}
    reasons = [reason for reason in REASONS if counts[reason]]
    giving = own[own[reasons[0]]]
    newest = giving.iloc[-1]
    last = own.iloc[-1]["day"]
    about = [names.get(theme, "") for theme in (newest["theme_id"], *own["theme_id"][::-1])]
    return {
        "call_reason": tuple(Note(f"codes.call_reason.{reason}") for reason in reasons),
        "contact_id": newest["contact_id"],
        "customer": newest["customer"],
        "date": last,
        "theme": next((name for name in about if name), ""),
        "facts": _told(own, counts),
        "contact_ids": tuple(own["contact_id"]),
        "_order": (
            REASONS.index(reasons[0]),
            -len(reasons),
            -len(own),
            -(last.toordinal() if last else 0),
            newest["contact_id"],
        ),
    }


def _told(own: pd.DataFrame, counts: dict[str, int]) -> tuple[Note, ...]:
    """「30日で4回」「不満 3」「約束漏れ 1」: only what there is."""
    told = [Note("watch.fact.times", {"days": PEOPLE_DAYS, "n": len(own)})]
    complaints = int(own["considered"].sum())
    if complaints:
        told.append(_fact("complaints", complaints))
    told += [_fact(reason, counts[reason]) for reason in REASONS if counts[reason]]
    if own["channel"].nunique() > 1:
        told.append(_fact("channels", int(own["channel"].nunique())))
    return tuple(told)


def _fact(key: str, n: int) -> Note:
    return Note(f"watch.fact.{key}", {"n": n})
