"""What a result may show to whom: the one place that knows, for every table of every command.

desk     受付番号 and pseudonyms, so that somebody can act.
company  other departments: nothing that leads to a customer (受付番号, case numbers, pseudonyms).
outside  also no names of companies, no codes of agents, no places in the export, and no voices of
         companies unless the question is limited to one of them.
Counts are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from vocli.model import Audience, Column, Facts, Finding, Insight, Kind, Note, Reach

_CUSTOMERS = frozenset({"customer", "customer_id"})
_NUMBERS = frozenset(
    {"contact_id", "contact_ids", "case_id", "voice_id", "member"}
)  # a voice's number holds that of its contact
_COMPANIES = frozenset({"account", "account_id", "reseller", "end_user", "place", "account_owner"})
_AGENTS = frozenset({"agent", "agent_id"})
_EXPORT = frozenset({"source", "row"})
HIDDEN: dict[Audience, frozenset[str]] = {
    Audience.DESK: frozenset(),
    Audience.COMPANY: _CUSTOMERS | _NUMBERS,
    Audience.OUTSIDE: _CUSTOMERS | _NUMBERS | _COMPANIES | _AGENTS | _EXPORT,
}
# What a cell of 連絡不可 (or 連絡可否) says where the customer may be called.
_FREE = (
    "", "0", "0.0", "false", "no", "n", "off", "-", "nan", "none",
    "可", "連絡可", "いいえ", "なし", "無", "無し",
)  # fmt: skip
_SHOWN = len("C-") + 8  # characters of a code of a customer; the facts hold more to count by


def withhold(facts: Facts, reach: Reach) -> Facts:
    """The facts without the words of companies' people, where others might read them; counts stay.

    A voice belongs to a company where its contact names a client or a reseller.
    """
    if reach.audience is not Audience.OUTSIDE or reach.one_company:
        return facts
    owned = facts.contacts[(facts.contacts["account"] != "") | (facts.contacts["reseller"] != "")]
    others = facts.voices["contact_id"].isin(owned["contact_id"])
    voices = facts.voices.assign(text=facts.voices["text"].mask(others, ""))
    return replace(facts, voices=voices, said=_without_words(facts.said, owned["contact_id"]))


def _without_words(said: pd.DataFrame, owned: pd.Series) -> pd.DataFrame:
    """The turns of both sides, those of the owned contacts without any text."""
    if said.empty:
        return said
    theirs = said["contact_id"].isin(owned)
    texts = [c for c in ("text", "asked", "desk") if c in said]
    return said.assign(**{c: said[c].mask(theirs, "") for c in texts})


def limit(insight: Insight, reach: Reach) -> Insight:
    """The table without the columns that this audience must not see; codes of customers in short."""
    if insight.desk_only and reach.audience is not Audience.DESK:
        told = pd.DataFrame([("", Note("report.list_at_desk"))], columns=["label", "value"])
        pair = (Column("label", Kind.TEXT, width=1), Column("value", Kind.TEXT))
        return Insight(insight.name, insight.title, told, pair, layout="pairs")
    hidden = HIDDEN[reach.audience]
    if not reach.pseudonyms:
        hidden |= _CUSTOMERS
    columns = tuple(c for c in insight.columns if c.key not in hidden)
    table = insight.table
    if "customer" in table and "customer" not in hidden:
        table = table.assign(customer=table["customer"].map(lambda code: code[:_SHOWN]))
    # What is dropped leaves the table itself: a renderer may look at more than the columns.
    table = table.drop(columns=[c.key for c in insight.columns if c.key in hidden])
    evidence = insight.evidence if reach.audience is Audience.DESK else ()
    return replace(insight, table=table, columns=columns, evidence=evidence)


def limit_finding(finding: Finding, reach: Reach) -> Finding:
    """The finding without the number of the contact, where that must not be seen."""
    return finding if reach.audience is Audience.DESK else replace(finding, contact_id=None)


def mark(insights: Sequence[Insight], reach: Reach) -> tuple[Insight, ...]:
    """The insights with the lines that say for whom they are, at the end of the head or before all."""
    rows = pd.DataFrame(lines(reach), columns=["label", "value"])
    first = insights[0] if insights else None
    if first is not None and first.layout == "pairs" and first.name == "funnel":
        table = pd.concat([first.table, rows], ignore_index=True)
        return (replace(first, table=table), *insights[1:])
    columns = (Column("label", Kind.TEXT, width=11), Column("value", Kind.TEXT))
    return (Insight("audience", None, rows, columns, layout="pairs"), *insights)


def lines(reach: Reach) -> list[tuple[str, Note | str]]:
    """Label and sentence: 共有範囲, the company, and a warning where masking is off."""
    key = reach.audience.value
    if reach.audience is Audience.OUTSIDE and reach.one_company:
        key = "one_company"
    out: list[tuple[str, Note | str]] = [
        ("insights.label_audience", Note(f"insights.audience_{key}"))
    ]
    if reach.company:
        out.append(("insights.label_company", reach.company))
    if reach.personal:
        out.append(("insights.label_personal", Note("insights.personal")))
    return out


def to_call(contacts: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The contacts that a list of people to call may name, and how many were left out.

    `do_not_contact` holds what the export says: anything but an empty cell or a plain no leaves out.
    """
    told = contacts["do_not_contact"].astype(str).str.normalize("NFKC").str.strip().str.casefold()
    free = told.isin(_FREE)
    # One number that must not be called is enough for the customer behind it.
    barred = set(contacts.loc[~free, "customer_id"]) - {""} if "customer_id" in contacts else set()
    if barred:
        free &= ~contacts["customer_id"].isin(sorted(barred))
    return contacts[free], int((~free).sum())
