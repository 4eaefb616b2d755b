"""What is settled of a question once, over all contacts: whether it is asked often, and which entry covers it."""

from __future__ import annotations

import pandas as pd

LEAST = 3  # contacts from which a question is listed
_MOSTLY = 0.5  # of a question's contacts that must be about one entry: then the entry covers it


def settle_groups(voices: pd.DataFrame) -> pd.DataFrame:
    """The voices with `ask_often` (bool) and `ask_entry` (number of the entry that covers the question, or "").

    voices: with contact_id, ask and entry. Parts of them are compared later, in which a question must not
    vanish because it is asked twice there only.
    """
    asking = voices[voices["ask"] != ""]
    many = asking.groupby("ask")["contact_id"].nunique()
    often = frozenset(many.index[many >= LEAST])
    covers: dict[str, str] = {}
    for ask, own in asking[asking["entry"] != ""].groupby("ask", sort=True):
        about = own.groupby("entry")["contact_id"].nunique()
        entry, n = min(about.items(), key=lambda pair: (-pair[1], str(pair[0])))
        if n >= _MOSTLY * many[ask]:
            covers[str(ask)] = str(entry)
    return voices.assign(
        ask_often=voices["ask"].isin(sorted(often)),
        ask_entry=voices["ask"].map(lambda ask: covers.get(ask, "")).astype(object),
    )
