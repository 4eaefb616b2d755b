"""How the expectations of a theme are held: common, individual, situational, latent, or not to be told."""

from __future__ import annotations

import pandas as pd

from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

LEAST = 20  # contacts with an expectation below which a theme's type is not told
_COMMON_CUSTOMERS = (
    0.7  # of the contacts: so many different customers that it is not one person's wish
)
_ONE_PRODUCT = 0.7  # a share of one product above which an expectation is not spread
_OWN_CASE = 0.4  # of the voices that speak of their own case, or of the moment
_EXCEEDED = 0.5
_COLUMNS = (
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("missed", Kind.INT, label="codes.result.missed"),
    Column("exceeded", Kind.INT, label="codes.result.exceeded"),
    Column("held_as", Kind.CODE, label="expectations.columns.type"),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("own_case", Kind.SHARE, Place.DETAIL, label="expectations.columns.own_case"),
    Column("moment", Kind.SHARE, Place.DETAIL, label="expectations.columns.moment"),
)


def list_types(facts: Facts, voices: pd.DataFrame) -> Insight:
    """One row per theme with an expectation; voices as `expectations.expecting` yields them.

    The type is a property of the theme, never of one sentence. A mistaken expectation needs a fact that it
    contradicts, which is not known here.
    """
    by_contact = dict(zip(facts.contacts["contact_id"], facts.contacts["theme_id"], strict=True))
    theme = voices["contact_id"].map(by_contact)
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows = [
        _row(facts, str(key), str(names.get(key, key)), own)
        for key, own in voices.groupby(theme, sort=True)
        if key
    ]
    rows.sort(key=lambda row: (-int(str(row["contacts"])), str(row["theme_id"])))
    return Insight(
        name="types",
        title=Note("expectations.types_title"),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=(Note("expectations.types_how", {"least": LEAST}),),
        n_input=int(voices["contact_id"].nunique()),
        n_used=sum(int(str(row["contacts"])) for row in rows),
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
        shown=8,
    )


def _row(facts: Facts, key: str, name: str, own: pd.DataFrame) -> dict[str, object]:
    ids = own["contact_id"].unique()
    contacts = facts.contacts[facts.contacts["contact_id"].isin(ids)]
    held_as = own["expect_type"] if "expect_type" in own else pd.Series("", index=own.index)
    missed = own.loc[own["result"] == "missed", "contact_id"].nunique()
    exceeded = own.loc[own["result"] == "exceeded", "contact_id"].nunique()
    own_case = float((held_as == "individual").mean())
    moment = float((held_as == "situational").mean())
    return {
        "theme": name,
        "theme_id": key,
        "contacts": len(ids),
        "missed": int(missed),
        "exceeded": int(exceeded),
        "held_as": _type(contacts, int(exceeded), own_case, moment),
        "own_case": own_case,
        "moment": moment,
        "evidence": tuple(own["voice_id"]),
    }


def _type(contacts: pd.DataFrame, exceeded: int, own_case: float, moment: float) -> str:
    n = len(contacts)
    if n < LEAST:
        return "cannot_tell"
    if exceeded >= _EXCEEDED * n:
        return "latent"
    if moment >= _OWN_CASE:
        return "situational"
    if own_case >= _OWN_CASE:
        return "individual"
    customers = contacts.loc[contacts["customer"] != "", "customer"]
    if len(customers) < LEAST or customers.nunique() < _COMMON_CUSTOMERS * len(customers):
        return "cannot_tell"
    products = contacts.loc[contacts["product"] != "", "product"].value_counts(normalize=True)
    spread = len(products) > 1 and products.iloc[0] <= _ONE_PRODUCT
    channels = contacts["channel"].nunique() > 1
    return "common" if spread or channels else "cannot_tell"
