"""What may move a score: which contacts were about which theme, and in which something was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.insights.drivers_scores import Outcome
from vocli.model import Facts
from vocli.stats.effects import Numbers, levels

UNASSIGNED = "unassigned"
# What a contact is about at large; all other kinds of voice are told apart within these.
BROAD = ("complaint", "request", "errand", "question", "delight")
# Kinds of voice that can move a score. Those that only repeat it in words are left out: thanks,
# satisfaction, and being settled or not.
SPOKEN: tuple[str, ...] = (
    "complaint",
    "request",
    "errand",
    "question",
    "howto",
    "defect",
    "chase",
    "self_service_failed",
    "delight",
    "staff_praise",
    "expectation_missed",
    "expectation_exceeded",
    "resolved",
    "unresolved",
    "runaround",
    "inconsistent",
    "not_as_expected",
    "repeat_contact",
    "distrust",
    "competitor",
    "churn_threat",
    "escalation_request",
    "safety",
)


@dataclass(frozen=True)
class Factor:
    """One theme or kind of voice. hits: per answered contact. voices: per voice, those that say it."""

    key: str
    kind: str  # theme or signal
    name: str
    hits: NDArray[np.bool_]
    voices: NDArray[np.bool_]


@dataclass(frozen=True)
class Study:
    """Answered contacts with their score and everything it may depend on.

    adjust: 0/1 columns of channel and month, `adjusted` names them. people: who answered. heard: where
    the factors come from, "talk" (the contact itself), "comment" (what was written beside the score) or
    "all". silent: answers without a word of that source, left out.
    """

    contacts: pd.DataFrame
    voices: pd.DataFrame
    score: Numbers
    factors: tuple[Factor, ...]
    adjust: Numbers
    adjusted: tuple[str, ...]
    people: NDArray[np.int64]
    heard: str
    silent: int


def study(facts: Facts, outcome: Outcome, heard: str = "") -> Study:
    """The answers and factors of all contacts; `heard` fixes the source that is else chosen by the answers."""
    answered = facts.contacts[outcome.values.notna().to_numpy()]
    voices = facts.voices
    heard = heard or source_of(facts, outcome)
    used = _heard(voices, heard)
    spoken = answered["contact_id"].isin(voices.loc[used, "contact_id"])
    contacts = answered[spoken].reset_index(drop=True)
    used &= voices["contact_id"].isin(contacts["contact_id"]).to_numpy()
    score = outcome.values[contacts_mask(facts, contacts)].to_numpy(dtype=np.float64)
    adjust, adjusted = _adjustment(contacts)
    factors = (*_signals(facts, contacts, used), *_themes(facts, contacts, used))
    people = _people(contacts)
    silent = len(answered) - len(contacts)
    return Study(contacts, voices, score, factors, adjust, adjusted, people, heard, silent)


def source_of(facts: Facts, outcome: Outcome) -> str:
    """Where factors come from: the contacts' own words, if half of those who answered have any.

    What is written beside a score says the score once more, so it is used only where nothing else is there.
    """
    if outcome.is_share:
        return "all"
    answered = facts.contacts.loc[outcome.values.notna().to_numpy(), "contact_id"]
    own = facts.voices[_heard(facts.voices, "talk")]
    talked = int(answered.isin(own["contact_id"]).sum())
    return "talk" if 2 * talked >= len(answered) else "comment"


def contacts_mask(facts: Facts, contacts: pd.DataFrame) -> NDArray[np.bool_]:
    """True for the rows of facts.contacts that `contacts` holds, which are in the same order."""
    return facts.contacts["contact_id"].isin(contacts["contact_id"]).to_numpy()


def _heard(voices: pd.DataFrame, heard: str) -> NDArray[np.bool_]:
    survey = (voices["kind"] == "survey").to_numpy()
    if heard == "talk":
        return ~survey
    return survey.copy() if heard == "comment" else np.ones(len(voices), dtype=bool)


def _signals(facts: Facts, contacts: pd.DataFrame, used: NDArray[np.bool_]) -> list[Factor]:
    factors = []
    for key in SPOKEN:
        held = facts.held.get(key)
        if held is None:
            continue
        said = held.to_numpy(dtype=bool) & used
        hits = contacts["contact_id"].isin(facts.voices.loc[said, "contact_id"]).to_numpy()
        factors.append(Factor(key, "signal", key, hits, said))
    return factors


def _themes(facts: Facts, contacts: pd.DataFrame, used: NDArray[np.bool_]) -> list[Factor]:
    """Every contact has one theme, that of its best placed complaint, as in `themes`.

    None where no complaint is in a theme: those in none would be all complaints once more.
    """
    voices = facts.voices
    own = voices[used & voices["considered"].to_numpy(dtype=bool)]
    best = own.sort_values("theme_score", ascending=False, kind="stable")
    by_id = best.drop_duplicates("contact_id").set_index("contact_id")["theme_id"]
    main = contacts["contact_id"].map(by_id)
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    factors = []
    for theme_id, name in (*names.items(), ("", UNASSIGNED)):
        hits = (main == theme_id).to_numpy(dtype=bool)
        said = used & (voices["theme_id"] == theme_id).to_numpy()
        said &= voices["considered"].to_numpy(dtype=bool)
        said &= voices["contact_id"].isin(contacts["contact_id"][hits]).to_numpy()
        factors.append(Factor(theme_id or UNASSIGNED, "theme", str(name), hits, said))
    return factors if any(f.hits.any() for f in factors[:-1]) else []


def _adjustment(contacts: pd.DataFrame) -> tuple[Numbers, tuple[str, ...]]:
    """Columns of channel and month that the answers leave room for."""
    channel = levels(contacts["channel"].tolist())
    month = levels([f"{day:%Y-%m}" if day is not None else "" for day in contacts["day"]])
    parts = {"channel": channel, "month": month}
    if month.shape[1] > max(1, len(contacts) // 40):
        del parts["month"]
    held = {name: columns for name, columns in parts.items() if columns.shape[1]}
    empty = np.zeros((len(contacts), 0))
    return np.column_stack([empty, *held.values()]), tuple(held)


def _people(contacts: pd.DataFrame) -> NDArray[np.int64]:
    """A number per customer; everybody without a code is a person of their own."""
    named: Sequence[str] = [
        code or f"\0{i}" for i, code in enumerate(contacts["customer"].fillna("").astype(str))
    ]
    return np.asarray(pd.factorize(np.asarray(named, dtype=object))[0], dtype=np.int64)
