"""Which contacts hold a chance, surely enough to act on, and what is known of their customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from vocli.insights.audience import to_call
from vocli.insights.resolution_states import customer_states
from vocli.insights.still_open import still_open
from vocli.model import Facts

CHANCES = ("upsell", "advocate")
# Of the signal's score. A list that people act on wants fewer and surer voices than a count; chosen on the
# development half of benchmarks/data/signals_labelled.csv.
SURE = 0.65
# Whoever leaves or complains in the same sentence neither asks for more nor recommends.
_AGAINST = ("complaint", "churn_request", "churn_threat", "churned")


@dataclass(frozen=True)
class Chances:
    """contacts: those with a chance, once per kind, with chance, complains (a complaint in the same contact),

    open (a matter of the same customer is not finished, or this contact ends unsolved) and barred (must not
    be contacted). voices: what was said, with chance and its score as theme_score.
    """

    contacts: pd.DataFrame
    voices: pd.DataFrame

    def of(self, chance: str) -> pd.DataFrame:
        """The contacts of one kind."""
        return self.contacts[self.contacts["chance"] == chance]


def find_chances(facts: Facts) -> Chances:
    """The contacts with a voice that asks for more or recommends, and the facts beside them."""
    voices = pd.concat([_voices(facts, chance) for chance in CHANCES], ignore_index=True)
    contacts = _told(facts)
    parts = [
        contacts[contacts["contact_id"].isin(own["contact_id"])].assign(chance=chance)
        for chance in CHANCES
        for own in (voices[voices["chance"] == chance],)
    ]
    return Chances(pd.concat(parts, ignore_index=True), voices)


def _voices(facts: Facts, chance: str) -> pd.DataFrame:
    """The voices of one kind, their score as theme_score."""
    voices = facts.voices
    if chance not in facts.held:
        return voices[:0].assign(chance=chance)
    own = voices[sure_voices(voices, facts.held, chance).to_numpy(dtype=bool)]
    return own.assign(chance=chance, theme_score=own[chance].astype(float))


def sure_voices(scores: pd.DataFrame, held: pd.DataFrame, chance: str) -> pd.Series:
    """True for each voice that is SURE of the chance, and more so than of anything that speaks against it.

    scores, held: one column per signal, rows alike.
    """
    own = scores[chance].astype(float)
    most = np.zeros(len(own))
    for name in _AGAINST:
        if name in held:
            theirs = scores[name].to_numpy(dtype=float)
            most = np.maximum(most, np.where(held[name].to_numpy(dtype=bool), theirs, 0.0))
    carries = pd.Series(held[chance].to_numpy(dtype=bool), index=own.index)
    return carries & (own >= SURE) & (own > most)


def _told(facts: Facts) -> pd.DataFrame:
    """All contacts with complains, open and barred."""
    contacts = facts.contacts
    free, _ = to_call(contacts.assign(customer_id=contacts["customer"]))
    states = customer_states(facts)
    unsolved = set(states.loc[states["problem"] == "unsolved", "contact_id"])
    pending = still_open(contacts)
    waiting = set(contacts.loc[pending & (contacts["customer"] != ""), "customer"])
    return contacts.assign(
        complains=contacts["considered"].astype(bool),
        open=pending | contacts["customer"].isin(waiting) | contacts["contact_id"].isin(unsolved),
        barred=~contacts.index.isin(free.index),
    )
