"""Who complains about whom: 申出者区分 against the party that the words name."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.counting import people
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

PARTIES = ("us", "reseller", "carrier")
_COLUMNS = (
    Column("inquirer", Kind.TEXT),
    Column("blamed", Kind.CODE, label="accounts.columns.blamed"),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_SHOWN = 8


def build(facts: Facts) -> Insight:
    """One row per 申出者区分 and party; a contact whose complaints name two parties stands in two rows.

    `evidence` are contacts.
    """
    voices = _naming(facts)
    about = facts.contacts.set_index("contact_id")
    told = voices.assign(inquirer=voices["contact_id"].map(about["inquirer"]).fillna(""))
    rows = [
        _row(facts, str(inquirer), str(party), own)
        for (inquirer, party), own in told.groupby(["inquirer", "blamed"], sort=True)
    ]
    rows.sort(
        key=lambda r: (-r["contacts"], r["code"] == "", r["code"], PARTIES.index(r["blamed"]))
    )
    columns = _COLUMNS if (facts.contacts["inquirer"] != "").any() else _COLUMNS[1:]
    named = int(voices["contact_id"].nunique())
    complaints = int(facts.contacts["considered"].sum())
    notes = [Note("accounts.blamed_means")]
    if len(columns) < len(_COLUMNS):
        notes.append(Note("accounts.no_inquirer"))
    return Insight(
        name="blamed",
        title=Note("accounts.blamed_title", {"n": named, "base": complaints}),
        table=tabulate(rows, columns),
        columns=columns,
        notes=tuple(notes),
        n_input=complaints,
        n_used=named,
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN,
    )


def _naming(facts: Facts) -> pd.DataFrame:
    """The complaints whose words name a party."""
    voices = facts.voices
    if "blamed" not in voices:
        return voices[:0].assign(blamed="")
    return voices[(voices["blamed"] != "") & voices["considered"]]


def _row(facts: Facts, inquirer: str, party: str, own: pd.DataFrame) -> dict[str, Any]:
    ids = sorted(set(own["contact_id"]))
    quote = representative(own, "")
    return {
        "inquirer": inquirer or Note("grouping.blank"),
        "code": inquirer,
        "blamed": party,
        "contacts": len(ids),
        "customers": people(facts.contacts[facts.contacts["contact_id"].isin(ids)]),
        "quote": quote["text"],
        "voice_kind": quote["kind"],
        "evidence": tuple(ids),
    }
