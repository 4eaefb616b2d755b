"""未完了: contacts that the desk has recorded as not finished, and no later contact as finished."""

from __future__ import annotations

from typing import Any

import pandas as pd

from vocli.insights.resolution_states import record_of


def still_open(contacts: pd.DataFrame) -> pd.Series:
    """True for each contact whose 状態, else whose 対応結果, says that it goes on. Index: as in `contacts`.

    What has a day of solution is done. A contact is closed by a later one of the same customer about the same matter (案件, else theme, else
    the team's own 区分) that is recorded as done. What the customer says decides nothing here.
    """
    columns = (contacts[name] for name in ("outcome", "status", "resolved_at"))
    told = [
        "done" if not pd.isna(solved) else record_of("", str(status)) or record_of(str(outcome), "")
        for outcome, status, solved in zip(*columns, strict=True)
    ]
    done: dict[tuple[str, str], Any] = {}
    own = list(zip(told, _matters(contacts), contacts["occurred_at"], strict=True))
    for record, matter, at in own:
        if record == "done" and matter and not pd.isna(at):
            done[matter] = max(done.get(matter, at), at)
    return pd.Series(
        [
            record == "open" and not (matter in done and not pd.isna(at) and done[matter] > at)
            for record, matter, at in own
        ],
        index=contacts.index,
        dtype=bool,
    )


def _matters(contacts: pd.DataFrame) -> list[tuple[str, str] | None]:
    """Customer and matter of every contact; None where either is unknown."""
    columns = (contacts[name] for name in ("customer", "case_id", "theme_id", "category"))
    return [
        (customer, str(case or theme or category))
        if customer and (case or theme or category)
        else None
        for customer, case, theme, category in zip(*columns, strict=True)
    ]
