"""Side tables meet the contacts: who a contact's customer is, what the customer list knows, which calls were recorded."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from vocli.messages import t
from vocli.model import Finding, Records, Severity
from vocli.model.side import (
    Crosswalk,
    Customers,
    SideTables,
    Synonyms,
)
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


def without_tables(paths: Sequence[Path], side: SideTables) -> list[Path]:
    """The files that are exports: a side table in the same folder is none, unless nothing else was named."""
    tables = {Path(path).resolve() for path, _ in side.sources}
    return [path for path in paths if path.resolve() not in tables] or [*paths]


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
    held = {key.partition(":")[0] for key in crosswalk.person}
    own = _identifiers(records, [kind for kind in KINDS if kind in held])
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


def _identifiers(records: Records, kinds: Sequence[str]) -> list[list[str]]:
    """Per contact its identifiers of these kinds, the surest first.

    They come from the 受付番号, the customer number and columns that feed nothing (a mail address).
    """
    contacts = records.contacts
    headers = {
        name: kind
        for source in records.sources
        for name in source.unused
        if (kind := kind_of_header(name)) in kinds
    }
    known = {cell: {identifier(k, cell) for k in kinds} for cell in set(contacts["customer_id"])}
    out = []
    for contact, customer, extra in zip(
        contacts["contact_id"], contacts["customer_id"], contacts["extra"], strict=True
    ):
        keys = {*known[customer]}
        if "contact" in kinds:
            keys.add(identifier("contact", contact))
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
