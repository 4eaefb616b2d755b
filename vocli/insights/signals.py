"""How many contacts and voices carry each signal, with one quote each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_COLUMNS = (
    Column("signal", Kind.CODE),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("voices", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts) -> Insight:
    """One row per marked signal.

    A contact counts in every signal that one of its voices carries, so the rows may add up to more
    than all contacts.
    """
    live = facts.voices["set_aside"] == ""
    held = facts.held
    rows = [_row(facts, str(signal), facts.voices[held[signal]]) for signal in held.columns]
    unsure = facts.voices[live & (facts.voices["signal"] == "unsure")]
    none = facts.voices[live & (facts.voices["signal"] == "none")]
    rows += [_row(facts, "unsure", unsure, False), _row(facts, "none", none, False)]
    return Insight(
        name="signals",
        title=Note("insights.signals_title", {"n": facts.funnel.in_scope}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=(*_set_aside(facts), Note("insights.signals_overlap"), *_restricted(facts)),
        n_input=len(facts.voices),
        n_used=int(live.sum()),
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
    )


def per_voice(facts: Facts, signals: Sequence[str]) -> Insight:
    """Every voice that was scored: ids, text, its strongest signal and all scores."""
    live = facts.voices[facts.voices["set_aside"] == ""]
    keys = ["contact_id", "voice_id", "text", "signal", *signals]
    columns = (
        Column("contact_id", Kind.ID),
        Column("voice_id", Kind.ID),
        Column("text", Kind.QUOTE),
        Column("signal", Kind.CODE),
        *(Column(signal, Kind.SCORE) for signal in signals),
    )
    return Insight("voices", None, live[keys].reset_index(drop=True), columns, layout="table")


def _row(facts: Facts, signal: str, voices: pd.DataFrame, quoted: bool = True) -> dict[str, object]:
    contacts = voices["contact_id"].nunique()
    scored = voices.assign(theme_score=voices[signal]) if signal in voices.columns else voices
    quote = representative(scored, "") if quoted else {"text": "", "kind": ""}
    return {
        "signal": signal,
        "contacts": contacts,
        "share": contacts / facts.funnel.in_scope if facts.funnel.in_scope else None,
        "voices": len(voices),
        "quote": quote["text"],
        "voice_kind": quote["kind"],
        "evidence": tuple(voices["voice_id"]),
    }


def _set_aside(facts: Facts) -> tuple[Note, ...]:
    aside = facts.voices.loc[facts.voices["set_aside"] != "", "set_aside"].value_counts()
    if aside.empty:
        return ()
    order = sorted(((str(k), int(n)) for k, n in aside.items()), key=lambda p: (-p[1], p[0]))
    parts = [Note(f"insights.aside_{key}", {"n": n}) for key, n in order]
    return (Note("insights.set_aside", {"n": int(aside.sum()), "parts": parts}),)


def _restricted(facts: Facts) -> tuple[Note, ...]:
    """Why the words of suspected harassment stand nowhere."""
    if "harassment" not in facts.held or not facts.held["harassment"].any():
        return ()
    return (Note("harassment.withheld"),)
