"""The customer list itself as facts: who is on it by code, and what the customers behind contacts have in common."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd

from vocli.messages import t
from vocli.model import Facts
from vocli.model.side import Customers, SideTables
from vocli.pipeline.apply import code_ids
from vocli.pipeline.question import Question
from vocli.privacy import column_placeholder
from vocli.schema.dimensions import is_personal
from vocli.text import nfkc

# Fields of the list that a cause may lie in, and headers of an export that say the same of a contact.
_FIELDS = ("product", "plan", "reseller")
_HEADERS = frozenset(
    ("ロット", "ロット番号", "製造ロット", "製造番号", "配送便", "バージョン", "アプリのバージョン", "lot", "lot number", "version")
)  # fmt: skip


def add_roster(facts: Facts, contacts: pd.DataFrame, question: Question) -> Facts:
    """The facts with `listed` and `traits`; `contacts` are those of the records, with their unmapped columns.

    Columns that are personal, or attributes of a person, are left out.
    """
    table = question.side.customers
    listed = _listed(table, question) if table else pd.DataFrame()
    return replace(facts, listed=listed, traits=_traits(facts, listed, contacts, question))


def without_used(side: SideTables) -> SideTables:
    """The side tables without the note that columns of the customer list are not used: here they are."""
    if side.customers is None or side.customers.further.empty:
        return side
    names = t("side.comma").join(side.customers.further.columns)
    told = t("side.unknown_columns", columns=names)
    kept = tuple(f for f in side.findings if (f.path, f.message) != (side.customers.path, told))
    return replace(side, findings=kept)


def _listed(table: Customers, question: Question) -> pd.DataFrame:
    """One row per number of the list, by number."""
    members = [str(key).partition(":")[2] for key in table.rows.index]
    person = question.side.identity.person if question.side.identity else {}
    own = [person.get(str(key), str(key)).partition(":")[2] for key in table.rows.index]
    codes = code_ids(pd.Series(own, dtype=object), "C", question.key or b"")
    columns: dict[str, list[object]] = {"member": [*members], "customer": codes.tolist()}
    for key in ("do_not_contact", "churned_at"):
        empty: object = "" if key == "do_not_contact" else pd.NaT
        columns[key] = table.rows[key].tolist() if key in table.rows else [empty] * len(table.rows)
    for key in _FIELDS:
        if key in table.rows:
            columns[key] = table.rows[key].tolist()
    for header in sorted(table.further.columns):
        if _may_be_told(header, question):
            columns[header] = table.further[header].fillna("").tolist()
    return pd.DataFrame(columns)


def _traits(
    facts: Facts, listed: pd.DataFrame, contacts: pd.DataFrame, question: Question
) -> pd.DataFrame:
    """Per contact in scope what the list says of its customer; what the export itself says wins."""
    out = facts.contacts[["contact_id"]].copy()
    if len(listed):
        known = listed.drop_duplicates("customer").set_index("customer")
        for key in known.columns.difference(["member", "do_not_contact", "churned_at"], sort=False):
            out[key] = facts.contacts["customer"].map(known[key]).fillna("")
    extra = contacts.set_index("contact_id")["extra"] if "extra" in contacts else pd.Series()
    own = [_cells(extra.get(contact), question) for contact in out["contact_id"]]
    for header in sorted({header for cells in own for header in cells}):
        said = pd.Series([cells.get(header, "") for cells in own], out.index, dtype=object)
        out[header] = said.where(said != "", out.get(header, ""))
    for key in _FIELDS:
        said = facts.contacts[key]
        out[key] = said.where(said != "", out.get(key, ""))
    return out


def _cells(extra: object, question: Question) -> dict[str, str]:
    """The unmapped cells of a contact under a header that names a lot, a version or the like."""
    cells: dict[str, str] = json.loads(str(extra)) if extra and extra == extra else {}  # noqa: PLR0124 - NaN
    return {
        header: str(cell).strip()
        for header, cell in cells.items()
        if nfkc(header).strip().casefold() in _HEADERS and _may_be_told(header, question)
    }


def _may_be_told(header: str, question: Question) -> bool:
    return not column_placeholder(header, question.policy) and not is_personal(header)
