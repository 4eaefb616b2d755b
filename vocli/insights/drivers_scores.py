"""The score that drivers are asked about, as one number per contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from vocli.errors import VocliError
from vocli.messages import current, t
from vocli.model import Facts, Note
from vocli.schema.names import common_names
from vocli.stats.answers import Scale, answers_of, settle_scale
from vocli.stats.scores import clearly_positive, rank_correlation

SCORES = ("csat", "nps", "ces", "ease", "churn")
LEAVING = ("churn_request", "churned")  # kinds of voice that tell the leaving itself
LOW_IS_GOOD = frozenset({"ces", "churn"})
WITHIN = 60  # days after a contact in which a customer's leaving counts
# The difference that a lead acts on; one too small to be seen with these answers is 判断できない.
_SIZE = {"csat": 0.5, "ces": 0.5, "ease": 0.5, "nps": 1.5, "churn": 0.1}
_PAIRS = 30  # answers to both questions from which their direction is judged
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


def asked_score(facts: Sequence[Facts], score: str) -> str:
    """The asked score, or without one the score with the most answers in all of `facts` together.

    VOC-E310 where none of them has an answer to the asked one.
    """
    counts = {
        key: sum(int(outcome_of(one, key, WITHIN, None).values.notna().sum()) for one in facts)
        for key in ((score,) if score and score != "churn" else SCORES[:-1])
    }
    if score == "churn" or not any(counts.values()):
        gone = any(one.contacts["churned_at"].notna().any() for one in facts)
        if score == "churn" and not gone:
            raise _lacking("churned_at")
        if score and score != "churn":
            raise _lacking(score)
        return "churn" if gone else SCORES[0]
    return max(counts, key=lambda key: counts[key])


def outcome_of(facts: Facts, score: str, within: int, as_of: date | None) -> Outcome:
    """One number per contact for the score."""
    if score == "churn":
        return _churn(facts, within, as_of)
    found = _answers(facts, score)
    if score != "ces":
        return found
    return replace(found, notes=(*_direction(found, _answers(facts, "csat")), *found.notes))


def _direction(effort: Outcome, satisfaction: Outcome) -> tuple[Note, ...]:
    """A warning where effort and satisfaction rise together: one of them was answered the wrong way round."""
    both = pd.DataFrame({"a": satisfaction.values, "b": effort.values}).dropna()
    r, n = rank_correlation(Counter(zip(both["a"], both["b"], strict=True)))
    return (Note("drivers.direction", {"n": n}),) if clearly_positive(r, n, _PAIRS) else ()


def others(facts: Facts, score: str) -> tuple[str, ...]:
    """The scores, beside `score`, that some contact has."""
    contacts = facts.contacts
    filled = [k for k in SCORES[:-1] if _has_text(contacts[k])]
    left = ["churn"] if contacts["churned_at"].notna().any() else []
    return tuple(key for key in (*filled, *left) if key != score)


def _has_text(cells: pd.Series) -> bool:
    return bool((cells.fillna("").astype(str).str.strip() != "").any())


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

    NaN: customers who are not known or had left before, contacts without a day, those so recent that the
    days are not over, and those in which the customer says that they leave, which is the outcome itself.
    """
    contacts = facts.contacts
    left = contacts["churned_at"].dt.tz_localize(None).dt.normalize()
    came = contacts["occurred_at"].dt.tz_localize(None).dt.normalize()
    days = (left - came).dt.days
    known = _known_customers(contacts)
    leaving = _says(facts, LEAVING)
    last = as_of or (came.max().date() if came.notna().any() else date.min)
    over = came <= pd.Timestamp(last) - pd.Timedelta(days=within)
    countable = known & ~leaving & came.notna() & ~(days < 0)
    values = ((days >= 0) & (days <= within)).astype(float).where(countable & over)
    counts = {
        "churn_unknown": int((~known).sum()),
        "churn_leaving": int((known & leaving).sum()),
        "churn_open": int((countable & ~over).sum()),
    }
    notes = [Note("drivers.churn_base", {"days": within})]
    notes += [Note(f"drivers.{k}", {"n": n, "days": within}) for k, n in counts.items() if n]
    return Outcome("churn", values, _SIZE["churn"], tuple(notes))


def _says(facts: Facts, signals: Sequence[str]) -> pd.Series:
    """True for contacts with a voice of any of these kinds, as far as they were marked."""
    held = [facts.held[key].to_numpy(dtype=bool) for key in signals if key in facts.held]
    said = np.logical_or.reduce(held) if held else np.zeros(len(facts.voices), dtype=bool)
    return facts.contacts["contact_id"].isin(facts.voices.loc[said, "contact_id"])


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
