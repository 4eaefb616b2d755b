"""Who is new: customers whose contract began in the period, and their first contact in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.model import Facts

DAYS = 30  # after the first contact in which it is looked for what followed


@dataclass(frozen=True)
class Newcomers:
    """New customers by their first contact, and how many customers are none.

    first: one row per new customer, with the columns of contacts and joined (day of contract), days (from
    it to the contact, below 0 before it), final (the facts hold all of the DAYS after it) and again (a further
    contact in them). follow: those further contacts.
    Left out: `before` customers whose contract is older, `later` whose contract begins after the period,
    `undated` without a contract day, `unknown` contacts without a customer. start, end: the days within which
    a contract counts as new, `within` of them before the period. listed: contracts of the customer list
    that began in those days; None without a list.
    """

    first: pd.DataFrame
    follow: pd.DataFrame
    customers: int
    before: int
    later: int
    undated: int
    unknown: int
    start: date | None
    end: date | None
    within: int
    listed: int | None


def find_new(facts: Facts, within: int) -> Newcomers:
    """The new customers among those with contacts; within: days before the period that still count."""
    contacts = facts.contacts
    start, end = _covered(facts)
    dated = contacts[(contacts["customer"] != "") & contacts["occurred_at"].notna()]
    dated = dated.sort_values(["occurred_at", "contact_id"], kind="stable")
    joined = dated.groupby("customer")["contract_since"].min()
    day = pd.Series([None if pd.isna(at) else at.date() for at in joined], joined.index, object)
    opened = start - timedelta(days=within) if start else None
    known = day.dropna()
    older = {c for c, d in known.items() if opened and d < opened}
    later = {c for c, d in known.items() if end and d > end}
    new = dated[dated["customer"].isin(set(known.index) - older - later)]
    first, follow = _first(new, day, end)
    return Newcomers(
        first=first,
        follow=follow,
        customers=len(joined),
        before=len(older),
        later=len(later),
        undated=len(joined) - len(known),
        unknown=int((contacts["customer"] == "").sum()),
        start=opened,
        end=end,
        within=within,
        listed=_listed(facts, opened, end),
    )


def _covered(facts: Facts) -> tuple[date | None, date | None]:
    days = [d for d in (*facts.contacts["day"], *facts.open_days) if isinstance(d, date)]
    return min(days, default=None), max(days, default=None)


def _first(
    new: pd.DataFrame, day: pd.Series, end: date | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first contact of every customer, and what came within DAYS of it."""
    first = new.drop_duplicates("customer").reset_index(drop=True)
    follow = new.assign(first_at=new.groupby("customer")["occurred_at"].transform("min"))
    follow = follow[~follow["contact_id"].isin(first["contact_id"])]
    follow = follow[follow["occurred_at"] - follow["first_at"] <= pd.Timedelta(days=DAYS)]
    joined = [day[c] for c in first["customer"]]
    return (
        first.assign(
            joined=pd.Series(joined, index=first.index, dtype=object),
            days=[(d - j).days for d, j in zip(first["day"], joined, strict=True)],
            final=[bool(end and d + timedelta(days=DAYS) <= end) for d in first["day"]],
            again=first["customer"].isin(follow["customer"]),
        ),
        follow,
    )


def _listed(facts: Facts, start: date | None, end: date | None) -> int | None:
    table = facts.tables.customers
    if table is None or "contract_since" not in table.rows or not (start and end):
        return None
    since = [at.date() for at in table.rows["contract_since"] if not pd.isna(at)]
    return len([day for day in since if start <= day <= end])
