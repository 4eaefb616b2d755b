"""Which contacts count, and the account of those that do not."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Records
from vocli.pipeline.question import Scope
from vocli.schema import CONTACT_FIELDS, empty_contacts


@dataclass(frozen=True)
class Scoped:
    """Contacts in scope with their turns, and how many were left out at each step."""

    contacts: pd.DataFrame
    turns: pd.DataFrame
    rows_read: int
    read: int
    out_of_period: int
    filtered: int
    outbound: int
    out_of_scope: int
    calls_back: pd.DataFrame = field(default_factory=empty_contacts)  # the outbound ones themselves
    coded: bool = False  # numbers of customers and agents are codes already, texts are masked


def limit(records: Records, scope: Scope) -> Scoped:
    """The contacts that count: inside the period and the filters, inbound, and the customer's own.

    The order of the frames becomes the order of content hashes, so that the order of rows and files
    cannot matter from here on.
    """
    contacts = records.contacts.sort_values(["content_hash", "contact_id"], kind="stable")
    period = _in_period(contacts, scope)
    chosen = _chosen(contacts, scope)
    outbound = contacts["direction"].isin(["outbound", "internal"])
    ours = contacts["direction"] == "outbound"
    foreign = contacts["out_of_scope"] != ""
    kept = period & chosen & ~outbound & ~foreign
    inside = contacts[kept][: scope.at_most].reset_index(drop=True)
    return Scoped(
        contacts=inside,
        turns=_turns_of(records.turns, inside),
        rows_read=sum(source.rows_read for source in records.sources),
        read=len(contacts),
        out_of_period=int((~period).sum()),
        filtered=int((period & ~chosen).sum()),
        outbound=int((period & chosen & outbound).sum()),
        out_of_scope=int((period & chosen & ~outbound & foreign).sum()),
        calls_back=contacts[period & chosen & ours].reset_index(drop=True),
    )


def _in_period(contacts: pd.DataFrame, scope: Scope) -> pd.Series:
    days = contacts["occurred_at"].dt.date
    inside = pd.Series(True, index=contacts.index)
    if scope.since:
        inside &= contacts["occurred_at"].notna() & (days >= scope.since)
    if scope.until:
        inside &= contacts["occurred_at"].notna() & (days <= scope.until)
    if scope.gap:
        inside &= ~((days >= scope.gap[0]) & (days <= scope.gap[1]))
    return inside


def _chosen(contacts: pd.DataFrame, scope: Scope) -> pd.Series:
    chosen = pd.Series(True, index=contacts.index)
    if scope.channels:
        named = {c.casefold() for c in scope.channels}
        chosen &= contacts["channel"].isin(named) | contacts["channel_raw"].str.casefold().isin(
            named
        )
    known = {field.key for field in CONTACT_FIELDS if field.mapped}
    for key, value in scope.where:
        if key not in known:
            raise VocliError(
                "VOC-E201",
                t("pipeline.unknown_field", field=key),
                hint=t("pipeline.known_fields", fields=", ".join(sorted(known))),
            )
        chosen &= contacts[key].astype(str) == value
    return chosen


def _turns_of(turns: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    place = pd.Series(range(len(contacts)), index=contacts["contact_id"])
    inside = turns[turns["contact_id"].isin(place.index)].copy()
    inside["_order"] = inside["contact_id"].map(place)
    inside = inside.sort_values(["_order", "turn"], kind="stable").drop(columns="_order")
    sources = contacts.set_index("contact_id")["source_id"]
    inside["source_id"] = inside["contact_id"].map(sources)
    return inside.reset_index(drop=True)
