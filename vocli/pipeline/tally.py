"""What the side tables let one count among the contacts: linked ones, contracts, recorded calls."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from vocli.model.side import Calls, Contracts, Customers, Linked, Traffic
from vocli.pipeline.beside import Joined
from vocli.pipeline.question import Scope


def count_linked(contacts: pd.DataFrame, linked: frozenset[str]) -> tuple[Linked, ...]:
    """Contacts and linked ones per channel of the contacts in scope, the largest channel first."""
    known = contacts["contact_id"].isin(linked)
    counts = known.groupby(contacts["channel"]).agg(["size", "sum"])
    rows = [Linked(str(name), int(row["size"]), int(row["sum"])) for name, row in counts.iterrows()]
    return tuple(sorted(rows, key=lambda row: (-row.contacts, row.channel)))


def count_contracts(contacts: pd.DataFrame, joined: Joined, customers: Customers) -> Contracts:
    """How many contacts in scope found their customer in the list."""
    ids = contacts["contact_id"]
    matched, numbered = ids.isin(joined.matched), ids.isin(joined.numbered)
    return Contracts(
        path=customers.path,
        customers=len(customers.rows),
        contacts=len(ids),
        matched=int(matched.sum()),
        unmatched=int((numbered & ~matched).sum()),
        unnumbered=int((~numbered).sum()),
    )


def count_calls(contacts: pd.DataFrame, traffic: Traffic, scope: Scope) -> Calls | None:
    """Calls of the period against recorded ones, on the days that both can know; None without such a day.

    `contacts` are all that were read: calls out of scope were answered too, outgoing ones were not.
    The period is what was asked, else from the first to the last recorded call.
    """
    if scope.channels and not {"phone", "電話"} & {*scope.channels}:
        return None
    calls = contacts[(contacts["channel"] == "phone") & contacts["occurred_at"].notna()]
    calls = calls[~calls["direction"].isin(["outbound", "internal"])]
    days = calls["occurred_at"].dt.date
    if days.empty:
        return None
    start, end = scope.since or days.min(), scope.until or days.max()
    rows = [c for c in traffic.counts if c.channel == "phone" and start <= c.day <= end]
    if not rows:
        return None
    held = {row.day for row in rows}
    lost = [row.abandoned for row in rows]
    return Calls(
        path=traffic.path,
        start=min(held),
        end=max(held),
        days=len(held),
        offered=sum(row.offered for row in rows),
        answered=sum(row.answered for row in rows),
        abandoned=sum(n for n in lost if n is not None) if None not in lost else None,
        recorded=int(days.isin(held).sum()),
        in_scope=int((days.isin(held) & (calls["out_of_scope"] == "")).sum()),
    )


def shares(contacts: pd.DataFrame) -> Mapping[str, float]:
    """Each channel's share of the contacts in scope."""
    return {str(k): float(v) for k, v in contacts["channel"].value_counts(normalize=True).items()}
