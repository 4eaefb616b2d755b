"""未完了: contacts that the export or the desk's promise leaves open, the longest overdue first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights.followup_promises import Promise, calls_after
from vocli.insights.still_open import still_open
from vocli.model import Facts


def unfinished(facts: Facts, promises: Sequence[Promise], now: pd.Timestamp | None) -> pd.DataFrame:
    """contact_id, due, overdue (days since the term, NaN before it or without one), waited, called, calls.

    Open is what `still_open` says; what was called back as promised is not. Sorted by overdue days, then by days waited.
    """
    contacts = facts.contacts[facts.contacts["occurred_at"].notna()]
    known = {p.contact_id: p for p in promises}
    contacts = contacts.loc[
        still_open(contacts), ["contact_id", "occurred_at", "customer", "case_id"]
    ]
    calls = calls_after(facts, contacts)
    rows = []
    for contact in contacts.to_dict("records"):
        key = str(contact["contact_id"])
        promise = known.get(key)
        if promise and promise.state in {"kept", "late"}:
            continue
        due = promise.due if promise else None
        late = due is not None and now is not None and due < now
        waited = (now - contact["occurred_at"]).days if now is not None else 0
        rows.append(
            {
                "contact_id": key,
                "due": due,
                "overdue": (now - due).days
                if late and due is not None and now is not None
                else None,
                "waited": waited,
                "called": next(iter(calls.get(key, [])), None),
            }
        )
    rows.sort(key=_by_overdue)
    return pd.DataFrame(
        rows, columns=["contact_id", "due", "overdue", "waited", "called"], dtype=object
    )


def _by_overdue(row: dict[str, object]) -> tuple[object, ...]:
    overdue, waited = row["overdue"], row["waited"]
    assert isinstance(waited, int)
    told = isinstance(overdue, int)
    return (not told, -overdue if isinstance(overdue, int) else 0, -waited, row["contact_id"])
