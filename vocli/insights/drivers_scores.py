"""The score that drivers are asked about, as one number per contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from vocli.errors import VocliError
from vocli.messages import current, t
from vocli.model import Facts, Note
from vocli.schema.names import common_names
from vocli.stats.answers import Scale, answers_of, settle_scale

SCORES = ("csat", "nps", "ces", "ease", "churn")
LOW_IS_GOOD = frozenset({"ces", "churn"})
WITHIN = 60  # days after a contact in which a customer's leaving counts
# The difference that a lead acts on; one too small to be seen with these answers is 判断できない.
_SIZE = {"csat": 0.5, "ces": 0.5, "ease": 0.5, "nps": 1.5, "churn": 0.1}
_USUAL_SPAN = 4.0  # of 1 to 5


@dataclass(frozen=True)
class Outcome:
    """values: one per contact, index as in contacts, NaN without an answer. size: what is worth finding.

    unit: what is added to a number of the title; share: values are 0 and 1.
    """

    score: str
    values: pd.Series
    size: float
    notes: tuple[Note, ...] = ()

    @property
    def is_share(self) -> bool:
        """True where the mean is a share."""
        return self.score == "churn"

    @property
    def low_is_good(self) -> bool:
        """True where less is better."""
        return self.score in LOW_IS_GOOD


def outcome_of(facts: Facts, score: str, within: int, as_of: date | None) -> Outcome:
    """The asked score, or without one the score with the most answers.

    VOC-E310 where no contact has an answer to the asked one.
    """
    if score == "churn":
        return _churn(facts, within, as_of)
    found = {key: _answers(facts, key) for key in ((score,) if score else SCORES[:-1])}
    if score and not found[score].values.notna().any():
        raise _lacking(score)
    counts = {key: int(found[key].values.notna().sum()) for key in found}
    most = max(counts, key=lambda key: counts[key])
    if not counts[most] and facts.contacts["churned_at"].notna().any():
        return _churn(facts, within, as_of)
    return found[most]


def others(facts: Facts, score: str) -> tuple[str, ...]:
    """The scores, beside `score`, that some contact has."""
    contacts = facts.contacts
    filled = [
        k for k in SCORES[:-1] if (contacts[k].fillna("").astype(str).str.strip() != "").any()
    ]
    left = ["churn"] if contacts["churned_at"].notna().any() else []
    return tuple(key for key in (*filled, *left) if key != score)


def _answers(facts: Facts, field: str) -> Outcome:
    cells = facts.contacts[field].fillna("").astype(str)
    answers = answers_of({str(k): int(n) for k, n in cells.value_counts().items()})
    scale = settle_scale(field, answers)
    known = {a.cell: _value(scale, a.number) for a in answers}
    values = cells.map(known).astype(float)
    wide = 1.0 if scale is None or field == "nps" else (scale.high - scale.low) / _USUAL_SPAN
    notes: list[Note] = []
    unread = sum(a.count for a in answers if np.isnan(known[a.cell]))
    if unread:
        notes.append(Note("drivers.unread", {"n": unread, "score": Note(f"columns.{field}")}))
    if scale and scale.turned:
        notes.append(Note("drivers.turned", {"low": f"{scale.low:g}", "high": f"{scale.high:g}"}))
    return Outcome(field, values, round(_SIZE[field] * wide, 3), tuple(notes))


def _value(scale: Scale | None, number: float | None) -> float:
    if scale is None or number is None or not scale.holds(number):
        return float("nan")
    return scale.value(number)


def _churn(facts: Facts, within: int, as_of: date | None) -> Outcome:
    """1 where the customer left within so many days after the contact, 0 where not.

    NaN: customers who are not known or had left before, contacts without a day, and those so recent that
    the days are not over.
    """
    contacts = facts.contacts
    if not contacts["churned_at"].notna().any():
        raise _lacking("churned_at")
    left = contacts["churned_at"].dt.tz_localize(None).dt.normalize()
    came = contacts["occurred_at"].dt.tz_localize(None).dt.normalize()
    days = (left - came).dt.days
    known = _known_customers(contacts)
    end = pd.Timestamp((as_of or came.max()) - timedelta(days=within))
    over = came <= end
    countable = known & came.notna() & ~(days < 0)
    values = ((days >= 0) & (days <= within)).astype(float).where(countable & over)
    open_yet = int((countable & ~over).sum())
    notes = [Note("drivers.churn_base", {"days": within, "unknown": int((~known).sum())})]
    if open_yet:
        notes.append(Note("drivers.churn_open", {"n": open_yet, "days": within}))
    return Outcome("churn", values, _SIZE["churn"], tuple(notes))


def _known_customers(contacts: pd.DataFrame) -> pd.Series:
    """Contacts of whose customer the end of the contract would be known.

    Where a customer list filled in contract data, those it holds; else all with a customer number.
    """
    numbered = contacts["customer"].fillna("") != ""
    listed = contacts["contract_since"].notna() | (contacts["plan"].fillna("") != "")
    gone = contacts["churned_at"].notna()
    return (listed | gone) if (listed & ~gone).any() else (numbered | gone)


def _lacking(field: str) -> VocliError:
    names = t("render.comma").join(common_names(field, current()))
    text = t("pipeline.lacking", question=t("cli.commands.drivers"), fields=t(f"columns.{field}"))
    return VocliError("VOC-E310", text, hint=t("pipeline.lacking_hint", names=names, field=field))
