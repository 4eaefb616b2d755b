"""未完了: contacts that the export or the desk's promise leaves open, the longest overdue first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from vocli.insights.followup_promises import Promise, calls_after
from vocli.model import Facts
from vocli.text import nfkc

_OPEN_STATUS = re.compile(
    r"未(?:完|解決|対応|処理|着手|回答)|対応中|処理中|調査中|確認中|保留|継続|オープン|新規|open|new|pending|hold|progress",
    re.I,
)
_CLOSED_STATUS = re.compile(
    r"(?<!未)(?:完結|完了|解決|対応済|処理済|終了)|クローズ|clos|solved|done", re.I
)
_OPEN_OUTCOME = re.compile(
    r"折り?返|保留|二次|2次|エスカ|継続|調査中|callback|pending|hold|escalat|second", re.I
)


def unfinished(facts: Facts, promises: Sequence[Promise], now: pd.Timestamp | None) -> pd.DataFrame:
    """contact_id, due, overdue (days since the term, NaN before it or without one), waited, called, calls.

    Open by its status; without one by its outcome (折り返し, 保留, 二次対応). What was solved, and what was
    called back as promised, is not. Sorted by overdue days, then by days waited.
    """
    contacts = facts.contacts[facts.contacts["occurred_at"].notna()]
    known = {p.contact_id: p for p in promises}
    calls = calls_after(facts, contacts)
    rows = []
    for contact in contacts.to_dict("records"):
        key = str(contact["contact_id"])
        promise = known.get(key)
        if not _is_open(contact) or (promise and promise.state in {"kept", "late"}):
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


def _is_open(contact: Mapping[Any, Any]) -> bool:
    if pd.notna(contact["resolved_at"]):
        return False
    status = nfkc(str(contact["status"]))
    if _OPEN_STATUS.search(status):
        return True
    if _CLOSED_STATUS.search(status):
        return False
    return bool(_OPEN_OUTCOME.search(nfkc(str(contact["outcome"]))))
