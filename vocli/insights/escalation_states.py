"""Per contact: was a superior asked for, recorded, promised; and was the matter handed to a second line."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from vocli.insights.resolution_states import desk_tags
from vocli.model import Facts
from vocli.text import nfkc

WITHIN_DAYS = 14  # a superior who is recorded later than this answers another matter
_SECOND = re.compile(r"二次|2次|エスカ|転送|他部署|tier|escal|second|transfer", re.IGNORECASE)
_SUPERIOR = re.compile(r"上席|責任者|SV対応|supervisor|manager", re.IGNORECASE)
# Cells of 「二次対応有無」 that say no.
_NO = frozenset(
    {"", "0", "0.0", "false", "no", "n", "off", "-", "nan", "none", "なし", "無", "無し", "未", "x"}
)
_PROMISE = re.compile(
    r"[^。、\n]{0,16}までに?(?!も)[^。、\n]{0,10}"
    r"|[^。、\n]{0,4}(?:SV|ＳＶ|上席|責任者|上長|上司)[^。、\n]{0,14}(?:折り?返し?|連絡|電話|回答|架電)[^。、\n]{0,8}"
)


def escalation_states(facts: Facts) -> pd.DataFrame:
    """One row per contact, index as in `facts.contacts`.

    asked: the customer asked for a superior. done: the desk records that one dealt with it, in this
    contact or within 14 days in another of the same customer or case. hours: until then, NaN where the
    times do not tell, 0 in the same contact. promised: the desk writes that a superior will. by_outcome,
    by_record, by_transfer: what tells of a second line; second: any of them. due (date or None) and
    promise (words of the desk).
    """
    contacts = facts.contacts
    tags = desk_tags(facts)
    own = [tags.get(contact, frozenset()) for contact in contacts["contact_id"]]
    outcome = [nfkc(str(cell)) for cell in contacts["outcome"]]
    flagged = [nfkc(str(cell)).strip().casefold() not in _NO for cell in contacts["escalated"]]
    states = pd.DataFrame(
        {
            "contact_id": contacts["contact_id"],
            "theme_id": contacts["theme_id"],
            "day": contacts["day"],
            "asked": contacts["escalation_request"].astype(bool),
            "here": [
                "superior" in found or bool(_SUPERIOR.search(cell))
                for found, cell in zip(own, outcome, strict=True)
            ],
            "promised": ["superior_promised" in found for found in own],
            "by_outcome": [
                bool(_SECOND.search(cell)) or flag
                for cell, flag in zip(outcome, flagged, strict=True)
            ],
            "by_record": ["second_line" in found for found in own],
            "by_transfer": (contacts["transfers"].fillna(0) >= 1).to_numpy(),
            "due": [_day(due) for due in contacts["callback_due"]],
            "outcome": contacts["outcome"],
        },
        index=contacts.index,
    )
    states["second"] = states[["by_outcome", "by_record", "by_transfer"]].any(axis=1)
    words = _promises(facts)
    states["promise"] = [words.get(contact, "") for contact in states["contact_id"]]
    return _handed_over(states, contacts)


def _day(due: object) -> date | None:
    return None if pd.isna(due) else pd.Timestamp(due).date()  # type: ignore[call-overload, arg-type]


def _promises(facts: Facts) -> dict[str, str]:
    """By contact the desk's words about a term or a superior's call."""
    if facts.said.empty or "desk" not in facts.said:
        return {}
    out: dict[str, str] = {}
    for contact, text in zip(facts.said["contact_id"], facts.said["desk"], strict=True):
        found = _PROMISE.search(nfkc(text))
        if found:
            out.setdefault(contact, found.group().strip())
    return out


def _handed_over(states: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """`states` with `done` and `hours`."""
    keys = contacts[["contact_id", "customer", "case_id", "occurred_at"]]
    dealt = keys[states["here"]]
    hours = pd.Series(float("nan"), index=states.index)
    hours[states["here"]] = 0.0
    for place in states.index[states["asked"] & ~states["here"]]:
        asked = keys.loc[place]
        same = pd.Series(False, index=dealt.index)
        for column in ("customer", "case_id"):
            if asked[column]:
                same |= dealt[column] == asked[column]
        waited = (dealt.loc[same, "occurred_at"] - asked["occurred_at"]).dt.total_seconds() / 3600
        waited = waited[(waited >= 0) & (waited <= 24 * WITHIN_DAYS)]
        if len(waited):
            hours[place] = float(waited.min())
    return states.assign(hours=hours, done=hours.notna())


def called_back(facts: Facts, states: pd.DataFrame) -> dict[str, date]:
    """By contact the day on which the desk first called the same customer or case afterwards, within 14 days."""
    calls = facts.calls_back
    if calls.empty:
        return {}
    out: dict[str, date] = {}
    contacts = facts.contacts.set_index("contact_id")
    for contact in states["contact_id"]:
        own = contacts.loc[contact]
        same = pd.Series(False, index=calls.index)
        for column in ("customer", "case_id"):
            if own[column]:
                same |= calls[column] == own[column]
        times = calls.loc[same, "occurred_at"]
        last = own["occurred_at"] + pd.Timedelta(days=WITHIN_DAYS)
        after = times[(times >= own["occurred_at"]) & (times <= last)]
        if len(after):
            out[contact] = after.min().date()
    return out
