"""Who asked for a superior without a record that one came; and claims by their facts, without a score."""

from __future__ import annotations

import pandas as pd

from vocli.insights.escalation_states import called_back
from vocli.insights.quote import representative
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_SHOWN = 10
_LONG_CALL = 3600  # seconds of talk from which a call is a long one
# In the order in which they are told; the tags of `signals/tags/demands.toml`.
DEMANDS = (
    "refund",
    "compensation",
    "apology",
    "visit",
    "document",
    "other_agent",
    "prevention",
    "deadline",
)
_SIGNALS = ("authority", "sns")

_LIST = (
    Column("date", Kind.DATE),
    Column("contact_id", Kind.ID),
    Column("theme", Kind.TEXT),
    Column("outcome", Kind.TEXT),
    Column("callback_due", Kind.DATE),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("promise", Kind.TEXT, Place.BELOW, label="escalation.columns.promise"),
    Column("called_back", Kind.DATE, Place.BELOW, label="escalation.columns.called_back"),
    Column("customer", Kind.ID, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_CLAIMS = (
    Column("claim", Kind.CODE, label="escalation.columns.claim"),
    Column("contacts", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def unanswered(facts: Facts, states: pd.DataFrame) -> Insight:
    """求められたが行われた記録がない: one row per contact, the oldest first."""
    own = states[states["asked"] & ~states["done"]]
    calls = called_back(facts, own)
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    customers = dict(zip(facts.contacts["contact_id"], facts.contacts["customer"], strict=True))
    rows = []
    for state in own.to_dict("records"):
        contact = state["contact_id"]
        quote = _asking(facts, contact)
        rows.append(
            {
                "date": state["day"],
                "contact_id": contact,
                "theme": names.get(state["theme_id"], ""),
                "outcome": state["outcome"],
                "callback_due": state["due"],
                "quote": quote["text"],
                "promise": state["promise"],
                "called_back": calls.get(contact),
                "customer": customers[contact],
                "voice_kind": quote["kind"],
            }
        )
    rows.sort(key=lambda r: (r["date"] is None, str(r["date"]), r["contact_id"]))
    return Insight(
        name="unanswered",
        title=Note("escalation.unanswered_title", {"n": len(rows)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _LIST], dtype=object),
        columns=_LIST,
        notes=(Note("escalation.unanswered_means"),) if rows else (),
        n_input=len(states),
        n_used=len(rows),
        evidence=tuple((str(row["contact_id"]),) for row in rows),
        shown=_SHOWN,
    )


def _asking(facts: Facts, contact: str) -> dict[str, str]:
    """The voice in which the superior was asked for."""
    held = facts.held.get("escalation_request")
    own = facts.voices[facts.voices["contact_id"] == contact]
    if held is not None:
        own = own[held[own.index]]
    if "escalation_request" in own:
        own = own.assign(theme_score=own["escalation_request"])
    return representative(own, "")


def claims(facts: Facts) -> Insight:
    """What was demanded, by facts: how many contacts, and one voice of each. No score, no judgement."""
    rows, evidence = [], []
    for claim, voices in _claimed(facts):
        ids = tuple(sorted(set(voices["contact_id"])))
        if not ids:
            continue
        quote = _quote(facts, voices) if claim != "long_call" else {"text": "", "kind": ""}
        row = {"claim": claim, "contacts": len(ids), "quote": quote["text"]}
        rows.append({**row, "voice_kind": quote["kind"]})
        evidence.append(ids)
    return Insight(
        name="claims",
        title=Note("escalation.claims_title"),
        table=pd.DataFrame(rows, columns=[c.key for c in _CLAIMS], dtype=object),
        columns=_CLAIMS,
        notes=(Note("escalation.claims_means"),) if rows else (),
        n_input=len(facts.contacts),
        n_used=len({contact for ids in evidence for contact in ids}),
        evidence=tuple(evidence),
    )


def _quote(facts: Facts, voices: pd.DataFrame) -> dict[str, str]:
    """A voice that stands for a claim; words that may be harassment are counted, not shown."""
    rough = facts.held.get("harassment")
    return representative(voices if rough is None else voices[~rough[voices.index]], "")


def _claimed(facts: Facts) -> list[tuple[str, pd.DataFrame]]:
    """Every claim with its voices, or with the contacts where no words tell."""
    voices = facts.voices
    live = voices[voices["set_aside"] == ""]
    tags = live["demands"] if "demands" in live else pd.Series("", index=live.index)
    out = [(demand, live[tags == demand]) for demand in DEMANDS]
    for signal in _SIGNALS:
        if signal in facts.held:
            out.append((signal, voices[facts.held[signal].to_numpy(dtype=bool)]))
    long = facts.contacts[facts.contacts["talk_seconds"].fillna(0) >= _LONG_CALL]
    return [*out, ("long_call", long)]
