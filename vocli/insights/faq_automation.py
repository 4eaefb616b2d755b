"""自動化向き: whether a question has one stable answer, takes little time and carries no feeling."""

from __future__ import annotations

import pandas as pd

from vocli.insights.faq_answers import Answer
from vocli.insights.picture import carries
from vocli.model import Facts
from vocli.stats.scores import quantile

LEAST = 5  # answered contacts below which nothing is said
_STABLE = 0.6  # of the answered contacts with the same answer
_CALM = 0.1  # of the contacts with a feeling, at most
_FEELING = ("complaint", "distrust", "churn_threat", "escalation_request", "safety", "defect")
_PHONE = "phone"


def automation(
    facts: Facts, contacts: pd.DataFrame, answer: Answer
) -> dict[str, str | int | float | None]:
    """automation (suits, no_stable, feeling, long or unknown), emotion (contacts) and aht (minutes, median).

    The time is judged where five calls have one, against the median of all calls; else by the other two.
    """
    emotion = int(carries(contacts, _FEELING).sum())
    aht = _minutes(contacts)
    usual = _minutes(facts.contacts)
    out: dict[str, str | int | float | None] = {"emotion": emotion, "aht": aht}
    if answer.answered < LEAST:
        verdict = "unknown"
    elif len(answer.contacts) < _STABLE * answer.answered:
        verdict = "no_stable"
    elif emotion > _CALM * len(contacts):
        verdict = "feeling"
    elif aht is not None and usual is not None and aht > usual:
        verdict = "long"
    else:
        verdict = "suits"
    return {"automation": verdict, **out}


def effort(contacts: pd.DataFrame, months: float | None) -> float | None:
    """Hours of work a month, None where no contact has a time or no day is known."""
    known = contacts["hours"].dropna()
    return round(float(known.sum()) / months, 6) if len(known) and months else None


def _minutes(contacts: pd.DataFrame) -> float | None:
    calls = contacts[(contacts["channel"] == _PHONE) & contacts["hours"].notna()]
    return quantile((calls["hours"] * 60).tolist(), 0.5) if len(calls) >= LEAST else None
