"""Promised calls that nobody made: the term is over, and the desk did not call the customer or the case."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vocli.model import Facts


def broken_promises(facts: Facts, contacts: pd.DataFrame, as_of: date | None) -> pd.Series:
    """True for each of these contacts whose `callback_due` lies before as_of without an outbound call after it.

    Only contacts with a customer or a case can be followed; in an export without any outbound call nothing
    can be told, and none is claimed.
    """
    calls = facts.calls_back
    if as_of is None or calls.empty:
        return pd.Series(False, index=contacts.index)
    last = _last_calls(calls)
    broken = [
        not pd.isna(due) and due.date() < as_of and _nobody_called(own, at, last)
        for due, at, own in zip(
            contacts["callback_due"],
            contacts["occurred_at"],
            contacts[["customer", "case_id"]].itertuples(index=False, name=None),
            strict=True,
        )
    ]
    return pd.Series(broken, index=contacts.index, dtype=bool)


def _last_calls(calls: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """The newest outbound call by customer and by case."""
    out: dict[str, pd.Timestamp] = {}
    for column in ("customer", "case_id"):
        own = calls[(calls[column] != "") & calls["occurred_at"].notna()]
        out |= {f"{column}:{k}": at for k, at in own.groupby(column)["occurred_at"].max().items()}
    return out


def _nobody_called(own: tuple[str, str], at: pd.Timestamp, last: dict[str, pd.Timestamp]) -> bool:
    """True where the customer or the case is known, and the newest call to them is not after the contact."""
    keys = [f"{name}:{key}" for name, key in zip(("customer", "case_id"), own, strict=True) if key]
    return bool(keys) and not any(key in last and last[key] >= at for key in keys)
