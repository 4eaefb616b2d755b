"""低評価フォロー: low answers to a survey after which the desk has not called yet."""

from __future__ import annotations

import pandas as pd

from vocli.insights.followup_promises import calls_after
from vocli.insights.metrics_survey import read_survey
from vocli.insights.quote import representative
from vocli.model import Facts

_LOW_CSAT = 2
_FIVE = 5  # the scale on which 1 and 2 are low
_DETRACTOR = 6  # of 10


def low_scores(facts: Facts) -> pd.DataFrame:
    """contact_id, csat, nps, text, kind, linked: CSAT 1 or 2, or NPS 0 to 6 with a comment, and no later call.

    CSAT is read on a scale of five alone. text: the comment, "" without one. linked: the customer or the case
    is known, so that a call would be seen.
    """
    contacts = facts.contacts
    survey = read_survey(contacts)
    five = survey.scales.get("csat")
    csat, nps_of = survey.numbers["csat"], survey.numbers["nps"]
    if five is None or five.high != _FIVE:
        csat = csat * float("nan")
    few = ((csat <= _LOW_CSAT) | (nps_of <= _DETRACTOR)).to_numpy()
    answers = contacts.loc[few, ["contact_id", "occurred_at", "customer", "case_id"]]
    comments = _comments(facts, answers["contact_id"])
    calls = calls_after(facts, answers[answers["occurred_at"].notna()])
    rows = []
    for contact, own, nps in zip(
        answers.to_dict("records"), csat[few].tolist(), nps_of[few].tolist(), strict=True
    ):
        key = str(contact["contact_id"])
        comment = comments.get(key, {"text": "", "kind": ""})
        low = own <= _LOW_CSAT or (nps <= _DETRACTOR and bool(comment["text"]))
        if low and key not in calls:
            linked = bool(contact["customer"] or contact["case_id"])
            rows.append({"contact_id": key, "csat": own, "nps": nps, **comment, "linked": linked})
    return pd.DataFrame(rows, columns=["contact_id", "csat", "nps", "text", "kind", "linked"])


def _comments(facts: Facts, ids: pd.Series) -> dict[str, dict[str, str]]:
    """By contact the comment of its survey, of these contacts."""
    voices = facts.voices[facts.voices["contact_id"].isin(ids)]
    own = voices[(voices["kind"] == "survey") & (voices["set_aside"] == "")]
    return {str(contact): representative(said, "") for contact, said in own.groupby("contact_id")}
