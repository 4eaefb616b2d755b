"""Contacts of companies, rolled up and down the chain of distribution: 代理店, 取引先, 設置先."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from vocli.insights import accounts_blame, accounts_held
from vocli.insights.counting import people, top_theme
from vocli.insights.still_open import still_open
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

ROLLS = ("account", "reseller", "place")
_READS = {
    "account": ("account", "end_user"),
    "reseller": ("reseller",),
    "place": ("place",),
}
NEEDS = Needs(columns=(_READS["account"],), tags=("blamed",), themes=True)
_SHOWN = 12
_COUNTS = (
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("complaint", Kind.INT),
    Column("still_open", Kind.INT, label="accounts.columns.still_open"),
    Column("churn_threat", Kind.INT),
    Column("last_day", Kind.DATE, label="accounts.columns.last_day"),
)
_USED = [
    "contact_id", "occurred_at", "day", "customer", "account", "reseller", "place", "considered",
    "still_open", "churn_threat", "theme_id", "monthly_fee",
]  # fmt: skip
_BELOW = (
    Column("main_theme", Kind.TEXT, Place.BELOW, label="accounts.columns.theme"),
    Column("theme_contacts", Kind.INT, Place.DETAIL, label="accounts.columns.theme_contacts"),
    Column("amount", Kind.INT, Place.BELOW),
    Column("amount_of", Kind.INT, Place.DETAIL, label="accounts.columns.amount_of"),
)


@dataclass(frozen=True)
class _Told:
    """Whether the export names resellers at all, and records what became of a contact."""

    resellers: bool
    record: bool


def needs_under(options: Mapping[str, Any]) -> Needs:
    """Rolled up by 代理店 or down to 設置先, those are the columns that must hold something."""
    return replace(NEEDS, columns=(_READS[str(options.get("roll") or "account")],))


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per company (or 代理店, 設置先), themes that one company fills, and who complains about whom.

    options: `roll`, one of ROLLS. `evidence` are contacts.
    """
    roll = str(asked.options.get("roll") or "account")
    facts = chained(facts)
    return (_rolled(facts, roll), accounts_held.build(facts), accounts_blame.build(facts))


def chained(facts: Facts) -> Facts:
    """The facts whose `account` is the 取引先, else the 利用企業."""
    contacts = facts.contacts
    account = contacts["account"].where(contacts["account"] != "", contacts["end_user"])
    return replace(facts, contacts=contacts.assign(account=account))


def _rolled(facts: Facts, roll: str) -> Insight:
    contacts = facts.contacts.assign(still_open=still_open(facts.contacts))
    contacts = contacts.sort_values(["occurred_at", "contact_id"], kind="stable")
    known = contacts if roll == "reseller" else contacts[contacts[roll] != ""]
    columns = _columns(roll)
    told = _Told(bool((contacts["reseller"] != "").any()), _recorded(facts))
    # A site's name says little without its company: every company has a 本社.
    by = ["account", "place"] if roll == "place" else [roll]
    rows = [
        _row(facts, tuple(map(str, names)), own, told)
        for names, own in known[_USED].groupby(by, sort=True)
    ]
    # Direct sale is a chain of one and no reseller: it stands below them.
    rows.sort(
        key=lambda row: (row["direct"], -row["contacts"], -row["customers_known"], row["names"])
    )
    for number, row in enumerate(rows, 1):
        row["number"] = number
    return Insight(
        name="accounts",
        title=Note(f"accounts.title_{roll}", {"n": sum(not row["direct"] for row in rows)}),
        table=tabulate(rows, columns),
        columns=columns,
        notes=_notes(facts, known, rows, roll),
        n_input=len(contacts),
        n_used=len(known),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
        keys=(roll, *(key for key in by if key != roll)),
        measure="contacts",
    )


def _columns(roll: str) -> tuple[Column, ...]:
    """The rolled name, its counts, and what stands above and below it in the chain."""
    above = {
        "account": (Column("reseller", Kind.TEXT, Place.BELOW),),
        "place": (Column("account", Kind.TEXT, Place.BELOW), Column("reseller", Kind.TEXT, Place.BELOW)),
        "reseller": (),
    }[roll]  # fmt: skip
    below = {
        "account": (Column("places", Kind.INT, Place.DETAIL, label="accounts.columns.places"),),
        "place": (),
        "reseller": (Column("accounts", Kind.INT, Place.ROW),),
    }[roll]
    name = Column(roll, Kind.TEXT)
    counts = (*_COUNTS[:2], *below, *_COUNTS[2:]) if roll == "reseller" else (*_COUNTS, *below)
    return (Column("number", Kind.INT, label="accounts.columns.number"), name, *counts, *_BELOW[:2], *above, *_BELOW[2:])  # fmt: skip


def _row(facts: Facts, names: tuple[str, ...], own: pd.DataFrame, told: _Told) -> dict[str, Any]:
    """names: what the group is of: 取引先 and 設置先, or 取引先 or 代理店 alone."""
    theme = top_theme(facts, own)
    days = [day for day in own["day"] if day is not None]
    fees = _fees(own)
    customers = people(own)
    direct = names == ("",)
    return {
        "account": names[0],
        "place": names[-1],
        "reseller": Note("accounts.direct") if direct else _resellers(own, told),
        "number": None,
        "names": names,
        "direct": direct,
        "contacts": len(own),
        "customers": customers,
        "customers_known": customers or 0,
        "accounts": _distinct(own["account"]),
        "places": _distinct(own["place"]) or None,
        "complaint": int(own["considered"].sum()),
        "still_open": int(own["still_open"].sum()) if told.record else None,
        "churn_threat": int(own["churn_threat"].sum()),
        "last_day": max(days, default=None),
        "main_theme": Note("accounts.theme_told", {"theme": theme[0], "n": theme[1]})
        if theme
        else None,
        "theme_contacts": theme[1] if theme else None,
        "amount": round(float(fees.sum())) if len(fees) else None,
        "amount_of": len(fees) or None,
        "evidence": tuple(sorted(own["contact_id"])),
    }


def _fees(own: pd.DataFrame) -> pd.Series:
    """The newest known 月額 of every customer among these contacts, which are in the order of time."""
    fees = own["monthly_fee"]
    if not fees.notna().any():
        return fees[:0].astype(float)
    told = own[fees.notna() & (own["customer"] != "")]
    return told.drop_duplicates("customer", keep="last")["monthly_fee"].astype(float)


def _resellers(own: pd.DataFrame, told: _Told) -> tuple[str | Note, ...] | None:
    """代理店 by name, direct sale last; nothing where the export knows no 代理店 at all."""
    if not told.resellers:
        return None
    named: tuple[str | Note, ...] = tuple(sorted(set(own["reseller"]) - {""}))
    return (*named, Note("accounts.direct")) if (own["reseller"] == "").any() else named


def _distinct(values: pd.Series) -> int:
    return len(set(values) - {""})


def _recorded(facts: Facts) -> bool:
    """Whether the export records 対応結果 or 状態 at all."""
    return bool(((facts.contacts["outcome"] != "") | (facts.contacts["status"] != "")).any())


def _notes(
    facts: Facts, known: pd.DataFrame, rows: list[dict[str, Any]], roll: str
) -> tuple[Note, ...]:
    notes = []
    rest = len(facts.contacts) - len(known)
    if rest:
        notes.append(Note(f"accounts.rest_{roll}", {"n": rest, "base": len(facts.contacts)}))
    if any(row["direct"] for row in rows):
        notes.append(Note("accounts.direct_means"))
    notes.append(Note("accounts.open_means" if _recorded(facts) else "accounts.no_record"))
    if any(row["amount"] is not None for row in rows):
        notes.append(Note("accounts.amount_means"))
    else:
        notes.append(Note("accounts.no_fee"))
    unknown = int((known["customer"] == "").sum())
    if unknown:
        notes.append(Note("accounts.no_customer", {"n": unknown}))
    if roll == "account":
        notes.append(Note("accounts.for_one", screen_only=True))
    return tuple(notes)
