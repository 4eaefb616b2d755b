"""Side tables meet the contacts: who a contact's customer is, what the customer list knows, which calls were recorded."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from vocli.messages import t
from vocli.model import Finding, Records, Severity
from vocli.model.side import (
    Calls,
    Contracts,
    Crosswalk,
    Customers,
    Linked,
    SideTables,
    Synonyms,
    Traffic,
)
from vocli.pipeline.question import Scope
from vocli.sources.side import KINDS, SHARED, identifier, kind_of_header, same_header
from vocli.text import nfkc

_KNOWN_SPACE = (
    0.05  # of a file's numbers in the crosswalk: then all its numbers are of the crosswalk's kind
)
_CONTRACT = ("contract_since", "churned_at", "plan", "monthly_fee", "reseller")
_GAPS = ("account_id", "product")  # filled only where the contact says nothing
_ORDER = ("contact", "member", "line", "mail", "phone")  # the surest identifier first


@dataclass(frozen=True)
class Joined:
    """The records with what the tables know of them.

    `linked` are ids of contacts whose customer is a person of the crosswalk or has a number of its kind;
    `matched` those found in the customer list; `numbered` those with a number at all.
    """

    records: Records
    linked: frozenset[str] = frozenset()
    matched: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    shared: int = 0
    findings: tuple[Finding, ...] = ()


def join_side(records: Records, side: SideTables) -> Joined:
    """The records with one customer_id per person, and contract data from the customer list."""
    joined = Joined(records)
    given = records.contacts["customer_id"]
    if side.identity:
        joined = _identify(records, side.identity)
    if side.customers:
        joined = _fill(joined, side.customers, given)
    return joined


def _identify(records: Records, crosswalk: Crosswalk) -> Joined:
    """Every contact under its person's canonical identifier, where one of its own is in the crosswalk."""
    contacts = records.contacts
    own = _identifiers(records)
    shared = crosswalk.shared | _shared(own, contacts["customer_id"].tolist())
    person = crosswalk.person
    found = [
        next((person[key] for key in keys if key in person and key not in shared), "")
        for keys in own
    ]
    known = np.array([bool(key) for key in found], dtype=bool)
    ids = contacts["customer_id"].mask(
        pd.Series(known, index=contacts.index),
        pd.Series([key.partition(":")[2] for key in found], index=contacts.index, dtype=object),
    )
    linked = known | _of_known_space(records, crosswalk)
    return Joined(
        records=replace(records, contacts=contacts.assign(customer_id=ids)),
        linked=frozenset(contacts.loc[linked, "contact_id"]),
        shared=len(shared),
    )


def _identifiers(records: Records) -> list[list[str]]:
    """Per contact its identifiers, the surest first: 受付番号, customer number, then unmapped columns."""
    contacts = records.contacts
    headers = {
        name: kind
        for source in records.sources
        for name in source.unused
        if (kind := kind_of_header(name))
    }
    out = []
    for contact, customer, extra in zip(
        contacts["contact_id"], contacts["customer_id"], contacts["extra"], strict=True
    ):
        keys = {identifier("contact", contact), *(identifier(k, customer) for k in KINDS)}
        if headers:
            cells: dict[str, str] = json.loads(extra or "{}")
            keys |= {identifier(kind, cells.get(name, "")) for name, kind in headers.items()}
        out.append(sorted(keys - {""}, key=_surest))
    return out


def _surest(key: str) -> tuple[int, str]:
    return _ORDER.index(key.partition(":")[0]), key


def _shared(own: Sequence[Sequence[str]], customers: Sequence[str]) -> frozenset[str]:
    """Telephone numbers, addresses and LINE names that stand beside more than SHARED customer numbers."""
    users: dict[str, set[str]] = defaultdict(set)
    for keys, customer in zip(own, customers, strict=True):
        number = identifier("member", customer)
        for key in keys:
            if number and key.startswith(("line:", "mail:", "phone:")):
                users[key].add(number)
    return frozenset(key for key, numbers in users.items() if len(numbers) > SHARED)


def _of_known_space(records: Records, crosswalk: Crosswalk) -> np.ndarray:
    """True where a contact has a customer number and its file's numbers are those of the crosswalk.

    They are where both call them by one name, or where a part of the file's numbers is found there.
    """
    contacts = records.contacts
    numbers = contacts["customer_id"].map(
        {cell: identifier("member", cell) for cell in contacts["customer_id"].unique()}
    )
    known = numbers.isin(crosswalk.person.keys())
    distinct = pd.DataFrame({"file": contacts["source_id"], "number": numbers, "known": known})
    distinct = distinct[numbers != ""].drop_duplicates(["file", "number"])
    share = distinct.groupby("file")["known"].mean()
    named = {
        file
        for file, column in _number_columns(records).items()
        if any(same_header(column, header) for header in crosswalk.headers)
    }
    files = named | {*share.index[share >= _KNOWN_SPACE]}
    result: np.ndarray = ((numbers != "") & contacts["source_id"].isin(files)).to_numpy()
    return result


def _number_columns(records: Records) -> dict[str, str]:
    """source_id -> the header of the file's customer numbers."""
    return {
        source.sha256[:12]: use.column
        for source in records.sources
        for use in source.columns
        if use.field == "customer_id"
    }


def _fill(joined: Joined, customers: Customers, given: pd.Series) -> Joined:
    """Contract data by the contact's own number, else by its person's; what differs is counted."""
    contacts = joined.records.contacts
    rows = customers.rows
    keys = [_member(cell, rows.index) for cell in given]
    person = [_member(cell, rows.index) for cell in contacts["customer_id"]]
    key = pd.Series([a or b for a, b in zip(keys, person, strict=True)], contacts.index, object)
    matched = key != ""
    listed = rows.reindex(key[matched])
    differing = 0
    for column in (*_CONTRACT, *_GAPS, "do_not_contact"):
        if column not in rows.columns:
            continue
        theirs = listed[column].set_axis(contacts.index[matched])
        mine = contacts.loc[matched, column]
        said, known = _filled(mine), _filled(theirs)
        if column in _CONTRACT:
            differing += int((said & known & (mine != theirs)).sum())
            take = known
        else:
            take = known & ~said
        contacts = contacts.assign(**{column: _taken(contacts[column], theirs[take])})
    # A name, as in a chat, is no number that the list could hold.
    numbered = matched | (
        (given != "") & contacts["source_id"].isin(_number_columns(joined.records))
    )
    findings = _differing(differing, customers.path) + _zeros(given[numbered & ~matched], customers)
    return replace(
        joined,
        records=replace(joined.records, contacts=contacts),
        matched=frozenset(contacts.loc[matched, "contact_id"]),
        numbered=frozenset(contacts.loc[numbered, "contact_id"]),
        findings=(*joined.findings, *findings),
    )


def _member(cell: str, known: pd.Index) -> str:
    key = identifier("member", cell)
    return key if key in known else ""


def _filled(values: pd.Series) -> pd.Series:
    return values != "" if values.dtype == object else values.notna()


def _taken(column: pd.Series, values: pd.Series) -> pd.Series:
    column = column.copy()
    column.loc[values.index] = values
    return column


def _differing(n: int, path: str) -> tuple[Finding, ...]:
    if not n:
        return ()
    text = t("side.differing", n=n)
    return (Finding("VOC-F141", Severity.NOTE, text, path, hint=t("side.differing_hint")),)


def _zeros(missing: pd.Series, customers: Customers) -> tuple[Finding, ...]:
    """A hint where numbers would be found without the zeros in front of them."""
    bare = {key.partition(":")[2].lstrip("0") for key in customers.rows.index}
    n = sum(identifier("member", cell).partition(":")[2].lstrip("0") in bare for cell in missing)
    if not n:
        return ()
    text = t("side.lost_zeros", n=n)
    return (
        Finding("VOC-F142", Severity.WARNING, text, customers.path, hint=t("side.lost_zeros_hint")),
    )


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


def expand_words(words: Sequence[str], synonyms: Synonyms | None) -> list[str]:
    """The words with all that mean the same, each behind its own."""
    known = synonyms.word if synonyms else {}
    folded = {nfkc(spelling).casefold(): word for spelling, word in known.items()}
    out: list[str] = []
    for word in words:
        stands = folded.get(nfkc(word).casefold())
        out += [word, *(other for other, own in known.items() if stands and own == stands)]
    seen: dict[str, str] = {}
    for word in out:
        seen.setdefault(nfkc(word).casefold(), word)
    return list(seen.values())


def shares(contacts: pd.DataFrame) -> Mapping[str, float]:
    """Each channel's share of the contacts in scope."""
    return {str(k): float(v) for k, v in contacts["channel"].value_counts(normalize=True).items()}
