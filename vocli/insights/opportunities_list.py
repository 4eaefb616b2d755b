"""The contacts behind the chances, newest first, without those who must not be contacted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights.opportunities_who import Chances
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_SHOWN = 10
_COLUMNS = (
    Column("date", Kind.DATE),
    Column("contact_id", Kind.ID),
    Column("chance", Kind.CODE, label="opportunities.columns.chance"),
    Column("product", Kind.TEXT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("beside", Kind.TEXT, Place.BELOW, label="opportunities.columns.beside"),
    Column("channel", Kind.CODE, Place.DETAIL),
    Column("account", Kind.TEXT, Place.DETAIL),
    Column("customer", Kind.ID, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, found: Chances) -> Insight:
    """One row per contact and kind of chance; `evidence` is the contact."""
    left_out = int(found.contacts["barred"].sum())
    own = found.contacts[~found.contacts["barred"]]
    said = dict(tuple(found.voices.groupby(["contact_id", "chance"], sort=False)))
    rows = [
        _row(contact, said[contact["contact_id"], contact["chance"]])
        for contact in own.to_dict("records")
    ]
    rows.sort(key=lambda r: (_newest(r["date"]), r["contact_id"], r["chance"]))
    notes = [Note("opportunities.barred", {"n": left_out})]
    if not (facts.contacts["do_not_contact"].astype(str) != "").any():
        notes = [Note("opportunities.no_column")]
    if rows:
        notes.append(Note("opportunities.first_the_problem"))
    return Insight(
        name="chances",
        title=Note("opportunities.list_title", {"n": len(rows)}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=tuple(notes),
        n_input=len(found.contacts),
        n_used=len(rows),
        evidence=tuple((str(row["contact_id"]),) for row in rows),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
    )


def _row(contact: Mapping[Hashable, Any], said: pd.DataFrame) -> dict[str, object]:
    quote = representative(said, "")
    beside = [Note(f"opportunities.fact_{fact}") for fact in ("complains", "open") if contact[fact]]
    return {
        "date": contact["day"],
        "contact_id": contact["contact_id"],
        "chance": contact["chance"],
        "product": contact["product"],
        "quote": quote["text"],
        "beside": tuple(beside) or None,
        "channel": contact["channel"],
        "account": contact["account"],
        "customer": contact["customer"],
        "voice_kind": quote["kind"],
    }


def _newest(day: object) -> int:
    return -day.toordinal() if isinstance(day, date) and not pd.isna(day) else 0
