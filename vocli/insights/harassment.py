"""Suspected harassment of the desk's people: a list of its own for their protection, a count everywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note

SIGNAL = "harassment"
DAYS = 30
_COLUMNS = (
    Column("contact_id", Kind.ID),
    Column("occurred_at", Kind.DATE),
    Column("channel", Kind.CODE),
    Column("site", Kind.TEXT),
    Column("agent", Kind.ID),
    Column("agent_30d", Kind.INT, label="harassment.columns.agent_30d"),
    Column("minutes", Kind.NUMBER, label="harassment.columns.minutes"),
    Column("theme", Kind.TEXT),
    Column("text", Kind.QUOTE),
    Column("voice_kind", Kind.CODE),
)


def build(facts: Facts) -> Insight:
    """One row per suspected voice; whether it goes beyond what must be borne is for people to decide.

    agent_30d: how many such contacts the same member of staff met in the 30 days up to this one, for that
    person's own manager. The complaint inside counts in its theme as any other.
    """
    held = facts.held.get(SIGNAL, pd.Series(False, index=facts.voices.index))
    voices = facts.voices[held.to_numpy(dtype=bool)]
    own = facts.contacts[facts.contacts["contact_id"].isin(voices["contact_id"])]
    about = own.set_index("contact_id")
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    rows = [
        {
            "contact_id": voice["contact_id"],
            "occurred_at": about["occurred_at"][voice["contact_id"]],
            "channel": about["channel"][voice["contact_id"]],
            "site": about["site"][voice["contact_id"]],
            "agent": str(about["agent"][voice["contact_id"]])[:10],
            "agent_30d": _met(own, about.loc[voice["contact_id"]]),
            "minutes": _minutes(about.loc[voice["contact_id"]]),
            "theme": names.get(str(about["theme_id"][voice["contact_id"]]), ""),
            "text": voice["text"],
            "voice_kind": voice["kind"],
        }
        for voice in voices.to_dict("records")
    ]
    rows.sort(key=lambda row: (str(row["occurred_at"]), str(row["contact_id"])))
    return Insight(
        name="harassment",
        title=Note("harassment.title", {"n": len(own)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        n_input=len(facts.contacts),
        n_used=len(own),
        evidence=tuple((str(row["contact_id"]),) for row in rows),
    )


def silence(facts: Facts) -> Facts:
    """The facts without the words of these voices: no page, mail or table repeats them; counts stay."""
    if SIGNAL not in facts.held or not facts.held[SIGNAL].any():
        return facts
    told = facts.held[SIGNAL].to_numpy()
    voices = facts.voices.assign(text=facts.voices["text"].mask(told, ""))
    for column in ("terms", "phrases"):
        if column in voices:
            kept = [() if own else cell for own, cell in zip(told, voices[column], strict=True)]
            voices[column] = pd.Series(kept, index=voices.index, dtype=object)
    return replace(facts, voices=voices)


def _met(own: pd.DataFrame, contact: pd.Series) -> int | None:
    if not contact["agent"] or pd.isna(contact["occurred_at"]):
        return None
    at = contact["occurred_at"]
    same = own[(own["agent"] == contact["agent"]) & (own["occurred_at"] <= at)]
    return int((same["occurred_at"] > at - timedelta(days=DAYS)).sum())


def _minutes(contact: pd.Series) -> float | None:
    seconds = contact[["talk_seconds", "hold_seconds"]].astype(float).sum(min_count=1)
    return None if pd.isna(seconds) else float(seconds) / 60
