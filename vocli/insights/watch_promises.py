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
    broken = pd.Series(False, index=contacts.index)
    if as_of is None or calls.empty:
        return broken
    for place, contact in contacts[contacts["callback_due"].notna()].iterrows():
        if pd.Timestamp(contact["callback_due"]).date() >= as_of:
            continue
        same = pd.Series(False, index=calls.index)
        known = False
        for column in ("customer", "case_id"):
            if contact[column]:
                known = True
                same |= calls[column] == contact[column]
        after = calls.loc[same, "occurred_at"] >= contact["occurred_at"]
        broken.loc[place] = known and not bool(after.any())
    return broken
