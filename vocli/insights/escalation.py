"""Two kinds that are never added: a superior asked for, and a matter handed to a second line."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from vocli.insights import escalation_lists
from vocli.insights.escalation_states import escalation_states
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place
from vocli.stats.rates import wilson

NEEDS = Needs(
    signals=("authority", "sns", "harassment"),
    tags=("demands",),
    themes=True,
    turns=True,
    turn_tags=("operator",),
)
_SHOWN = 12

_SUPERIOR = (
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT, label="escalation.columns.asked"),
    Column("done", Kind.INT, label="escalation.columns.done"),
    Column("no_record", Kind.INT, label="escalation.columns.no_record"),
    Column("promised", Kind.INT, label="escalation.columns.promised"),
    Column("hours_until", Kind.NUMBER, Place.BELOW, label="escalation.columns.hours_until"),
    Column("unasked", Kind.INT, Place.BELOW, label="escalation.columns.unasked"),
    Column("theme_id", Kind.ID, Place.DETAIL),
)
_SECOND = (
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT, label="escalation.columns.second"),
    Column("share", Kind.SHARE, label="escalation.columns.second_share"),
    Column("by_outcome", Kind.INT, label="escalation.columns.by_outcome"),
    Column("by_record", Kind.INT, label="escalation.columns.by_record"),
    Column("by_transfer", Kind.INT, label="escalation.columns.by_transfer"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("of_theme", Kind.INT, Place.DETAIL, label="escalation.columns.of_theme"),
    Column("theme_id", Kind.ID, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """A superior by theme, the second line by theme, who asked without a record, and facts of strong claims.

    The first row of the two tables by theme is the whole. `evidence` are the contacts that asked, or
    that were handed on.
    """
    states = escalation_states(facts)
    return (
        _superior(facts, states),
        _second(facts, states),
        escalation_lists.unanswered(facts, states),
        escalation_lists.claims(facts),
    )


def _superior(facts: Facts, states: pd.DataFrame) -> Insight:
    involved = states[states["asked"] | states["here"]]
    table, evidence = _by_theme(facts, involved, _superior_row, "asked")
    values = {key: int(n) for key, n in _sums(states).items()}
    return Insight(
        name="superior",
        title=Note("escalation.superior_title", values),
        table=pd.DataFrame(table, columns=[c.key for c in _SUPERIOR], dtype=object),
        columns=_SUPERIOR,
        notes=_notes(states),
        n_input=len(states),
        n_used=values["asked"],
        evidence=evidence,
        shown=_SHOWN,
        keys=("theme",),
        measure="contacts",
    )


def _sums(states: pd.DataFrame) -> dict[str, int]:
    asked = states[states["asked"]]
    return {
        "asked": len(asked),
        "done": int(asked["done"].sum()),
        "no_record": int((~asked["done"]).sum()),
    }


def _superior_row(own: pd.DataFrame, of_theme: int) -> dict[str, object]:
    asked = own[own["asked"]]
    later = asked.loc[asked["hours"] > 0, "hours"]
    return {
        "contacts": len(asked),
        "done": int(asked["done"].sum()),
        "no_record": int((~asked["done"]).sum()),
        "promised": int((asked["promised"] | asked["due"].notna()).sum()),
        "hours_until": float(later.median()) if len(later) else None,
        "unasked": int((own["here"] & ~own["asked"]).sum()) or None,
    }


def _second(facts: Facts, states: pd.DataFrame) -> Insight:
    table, evidence = _by_theme(facts, states[states["second"]], _second_row, "second", states)
    return Insight(
        name="second_line",
        title=Note("escalation.second_title", {"n": int(states["second"].sum())}),
        table=pd.DataFrame(table, columns=[c.key for c in _SECOND], dtype=object),
        columns=_SECOND,
        notes=(Note("escalation.second_sources"), Note("escalation.no_trace")),
        n_input=len(states),
        n_used=int(states["second"].sum()),
        evidence=evidence,
        shown=_SHOWN,
        keys=("theme",),
        measure="contacts",
    )


def _second_row(own: pd.DataFrame, of_theme: int) -> dict[str, object]:
    low, high = wilson(len(own), of_theme)
    return {
        "contacts": len(own),
        "share": len(own) / of_theme if of_theme else None,
        "by_outcome": int(own["by_outcome"].sum()),
        "by_record": int(own["by_record"].sum()),
        "by_transfer": int(own["by_transfer"].sum()),
        "share_low": low,
        "share_high": high,
        "of_theme": of_theme,
    }


def _by_theme(
    facts: Facts,
    involved: pd.DataFrame,
    row: Callable[[pd.DataFrame, int], dict[str, object]],
    counted: str,
    base: pd.DataFrame | None = None,
) -> tuple[list[dict[str, object]], tuple[tuple[str, ...], ...]]:
    """The whole, then the themes with most of the contacts that are counted, and what is in none."""
    everyone = involved if base is None else base
    names = [(str(t["theme_id"]), t["name"]) for t in facts.themes.to_dict("records")]
    parts = []
    for theme_id, name in [*names, ("", Note("escalation.no_theme"))]:
        own = involved[involved["theme_id"] == theme_id]
        if len(own):
            of_theme = int((everyone["theme_id"] == theme_id).sum())
            parts.append((theme_id, name, own, of_theme))
    parts.sort(key=lambda p: (p[0] == "", -int(p[2][counted].sum()), p[0]))
    if involved.empty:
        return [], ()
    parts.insert(0, ("", Note("escalation.whole"), involved, len(everyone)))
    rows = [
        {"theme": name, "theme_id": theme_id, **row(own, of_theme)}
        for theme_id, name, own, of_theme in parts
    ]
    evidence = tuple(tuple(sorted(own.loc[own[counted], "contact_id"])) for _, _, own, _ in parts)
    return rows, evidence


def _notes(states: pd.DataFrame) -> tuple[Note, ...]:
    notes = [Note("escalation.apart"), Note("escalation.done_means")]
    if not (states["asked"] & (states["hours"] > 0)).any():
        notes.append(Note("escalation.no_hours"))
    return tuple(notes)
