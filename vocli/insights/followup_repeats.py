"""再入電: the same customer about the same matter within N days; by theme, and customer by customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.insights.counting import people, share_of
from vocli.insights.metrics_solved import add_first_contacts
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Note, Place

DAYS = 7  # within which a contact about the same matter is a repeated one
_SHOWN = 10
_CLOSED = 14  # days without a contact that a desk may be closed for
_FEW = 20  # first contacts below which a share says little
_BY_THEME = (
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT, label="followup.columns.again"),
    Column("customers", Kind.INT),
    Column("first", Kind.INT, label="followup.columns.first"),
    Column("returned", Kind.INT, label="followup.columns.returned"),
    Column("share", Kind.SHARE, label="followup.columns.returned_share"),
    Column("early", Kind.INT, label="followup.columns.early"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
)
_CHAINS = (
    Column("date", Kind.DATE, label="followup.columns.latest"),
    Column("contact_id", Kind.ID, label="followup.columns.latest_id"),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT, label="followup.columns.times"),
    Column("span", Kind.INT, label="followup.columns.span"),
    Column("earlier_ids", Kind.TEXT, Place.BELOW, label="followup.columns.earlier_ids"),
)


@dataclass(frozen=True)
class Repeats:
    """contacts: those with a known matter, with `first`, `returned`, `final`, `chain`. again: ids of repeats.

    untold: contacts without a customer or a matter. same_account: repeats of another person of one account.
    """

    contacts: pd.DataFrame
    again: list[str]
    untold: int
    same_account: int
    last: date | None


def mark_chains(contacts: pd.DataFrame, days: int, as_of: date | None) -> pd.DataFrame:
    """The contacts with `matter`, `told`, `first`, `again`, `final` (`add_first_contacts`) and `chain`.

    Done once over all contacts: a part of them (--by, a window) does not hold what went before.
    """
    ready = add_first_contacts(contacts, days, _spans(contacts, days, as_of), themed=True)
    told = ready[ready["told"]].sort_values(["occurred_at", "contact_id"], kind="stable")
    number = told["first"].astype(int).groupby([told["customer"], told["matter"]]).cumsum()
    chain = told["customer"] + "|" + told["matter"] + "|" + number.astype(str)
    return ready.assign(chain=chain.reindex(ready.index).astype(object).fillna(""))


def _spans(contacts: pd.DataFrame, days: int, as_of: date | None) -> list[tuple[date, date]]:
    """The spans of days that the contacts cover; nothing is known between two windows that lie apart."""
    known = sorted({day for day in contacts["day"] if day is not None})
    spans: list[tuple[date, date]] = []
    for day in known:
        if spans and (day - spans[-1][1]).days <= max(days, _CLOSED):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    if spans and as_of is not None:
        spans[-1] = (spans[-1][0], max(spans[-1][1], as_of))
    return spans


def find_repeats(facts: Facts, asked: Asked, days: int) -> Repeats:
    """Inbound contacts chained by customer and matter, where no gap is longer than `days`."""
    contacts = facts.contacts
    known = [day for day in contacts["day"] if day is not None]
    last = asked.as_of or max(known, default=None)
    ready = contacts if "chain" in contacts else mark_chains(contacts, days, last)
    told = ready[ready["told"]].sort_values(["occurred_at", "contact_id"], kind="stable")
    told = told.rename(columns={"again": "returned"})
    again = sorted(told.loc[~told["first"].astype(bool), "contact_id"])
    return Repeats(told, again, len(contacts) - len(told), _by_others(told, days), last)


def by_theme(facts: Facts, told: Repeats, days: int) -> Insight:
    """Repeated contacts by theme, the whole first, and the share of first contacts that were followed by one.

    The share counts only first contacts all of whose days are known; the others are `early` (確定前).
    """
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows = [_row(Note("followup.whole"), "", told.contacts)]
    parts = [
        _row(names.get(theme, theme), str(theme), own)
        for theme, own in told.contacts.groupby("theme_id", sort=True)
        if theme
    ]
    rows += sorted(
        (row for row in parts if row["contacts"]), key=lambda r: (-r["contacts"], r["theme_id"])
    )
    return Insight(
        name="repeats",
        title=Note("followup.repeats_title", {"n": len(told.again), "days": days}),
        table=tabulate(rows, _BY_THEME),
        columns=_BY_THEME,
        notes=_notes(told, days),
        n_input=len(facts.contacts),
        n_used=len(told.again),
        evidence=tuple(row["evidence"] for row in rows),
    )


def _row(theme: object, theme_id: str, own: pd.DataFrame) -> dict[str, Any]:
    again = own[~own["first"].astype(bool)]
    firsts = own[own["first"].astype(bool)]
    final = firsts[firsts["final"].astype(bool)]
    returned = int(final["returned"].sum())
    enough = len(final) >= _FEW
    return {
        "theme": theme,
        "contacts": len(again),
        "customers": people(again),
        "first": len(final),
        "returned": returned,
        **share_of(returned, len(final) if enough else 0),
        "early": len(firsts) - len(final),
        "theme_id": theme_id,
        "evidence": tuple(sorted(again["contact_id"])),
    }


def _notes(told: Repeats, days: int) -> tuple[Note, ...]:
    notes = [Note("followup.repeat_means", {"days": days})]
    firsts = told.contacts[told.contacts["first"].astype(bool)]
    early = int((~firsts["final"].astype(bool)).sum())
    if early and told.last is not None:
        when = told.last + timedelta(days)
        values = {"n": early, "days": days, "day": f"{when.month}/{when.day}"}
        notes.append(Note("followup.early", values))
    notes.append(Note("followup.few", {"least": _FEW}))
    if told.untold:
        notes.append(Note("followup.untold", {"n": told.untold}))
    if told.same_account:
        notes.append(Note("followup.same_account", {"n": told.same_account, "days": days}))
    return tuple(notes)


def chains(facts: Facts, told: Repeats, free: frozenset[str], days: int) -> Insight:
    """One row per customer and matter with a repeated contact, the latest first; for the desk."""
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows, left_out = [], 0
    again = told.contacts[told.contacts.duplicated("chain", keep=False)]
    for _, own in again.groupby("chain", sort=True):
        ids = own["contact_id"].tolist()
        if not free.issuperset(ids):
            left_out += 1
            continue
        rows.append(
            {
                "date": own["day"].iloc[-1],
                "contact_id": ids[-1],
                "theme": names.get(own["theme_id"].iloc[-1], ""),
                "contacts": len(own),
                "span": (own["day"].iloc[-1] - own["day"].iloc[0]).days,
                "earlier_ids": tuple(ids[:-1]),
                "evidence": tuple(ids),
            }
        )
    rows.sort(key=lambda row: (-row["date"].toordinal(), row["contact_id"]))
    notes = (Note("followup.left_out", {"n": left_out}),) if left_out else ()
    return Insight(
        name="repeat_list",
        title=Note("followup.chains_title", {"n": len(rows), "days": days}),
        table=tabulate(rows, _CHAINS),
        columns=_CHAINS,
        notes=notes,
        n_input=len(told.again),
        n_used=len(rows),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN,
    )


def _by_others(told: pd.DataFrame, days: int) -> int:
    """Contacts within `days` after one of another person of the same account about the same matter."""
    own = told[told["account"].astype(str) != ""]
    grouped = own.groupby(["account", "matter"])
    before, when = grouped["customer"].shift(), grouped["occurred_at"].diff()
    other = before.notna() & (before != own["customer"]) & (when <= pd.Timedelta(days=days))
    return int(other.sum())
