"""少数だが重大: what must never be hidden by its small number, with its first day and its sum so far."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from vocli.insights.picture import carries, voices_with
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.insights.watch_days import in_common, owner_text, owners_of, until, week_of, within
from vocli.model import Column, Facts, Insight, Kind, Note, Place

# In the order in which they are told; harassment is counted and never quoted.
SIGNALS = ("safety", "leak", "authority", "harassment")
_COLUMNS = (
    Column("item", Kind.TEXT, label="watch.columns.item"),
    Column("this_week", Kind.INT, label="watch.columns.this_week"),
    Column("last_4w", Kind.INT),
    Column("contacts", Kind.INT, label="watch.columns.so_far"),
    Column("first_day", Kind.DATE, label="watch.columns.first_day"),
    Column("in_common", Kind.TEXT, Place.BELOW, label="watch.columns.in_common"),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("quote_date", Kind.DATE, Place.BELOW),
    Column("owner", Kind.TEXT, Place.BELOW),
    Column("theme_id", Kind.ID, Place.BELOW),
    Column("kind", Kind.ID, Place.DETAIL, label="watch.columns.kind"),
    Column("customers", Kind.INT, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def critical_table(facts: Facts, as_of: date | None) -> Insight:
    """One row per critical theme, then per signal that somebody must know of. `evidence` are contacts."""
    facts = until(facts, as_of)
    rows = [*_themes(facts, as_of), *_signals(facts, as_of)]
    return Insight(
        name="watch_critical",
        title=Note("watch.critical_title"),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=_notes(rows),
        n_input=len(facts.contacts),
        n_used=len({contact for row in rows for contact in row["evidence"]}),
        evidence=tuple(row["evidence"] for row in rows),
        keys=("item",),
        measure="contacts",
    )


def _themes(facts: Facts, as_of: date | None) -> list[dict[str, Any]]:
    """A row per critical theme that anybody spoke of."""
    owners = owners_of(facts)
    rows = []
    for theme in facts.themes[facts.themes["critical"].astype(bool)].to_dict("records"):
        own = facts.contacts[facts.contacts["theme_id"] == theme["theme_id"]]
        voices = facts.voices[facts.voices["theme_id"] == theme["theme_id"]]
        named = {"item": theme["name"], "theme_id": theme["theme_id"], "kind": "theme"}
        owner = owner_text(owners[theme["theme_id"]])
        if len(own):
            rows.append({**named, "owner": owner, **_cells(facts, own, voices, as_of)})
    return rows


def _signals(facts: Facts, as_of: date | None) -> list[dict[str, Any]]:
    """A row per signal that was marked, also where nobody carries it; safety only outside of critical themes."""
    critical = facts.themes.loc[facts.themes["critical"].astype(bool), "theme_id"]
    inside = facts.contacts["theme_id"].isin(critical)
    rows = []
    for signal in (one for one in SIGNALS if one in facts.contacts):
        told = carries(facts.contacts, (signal,))
        own = facts.contacts[told & ~inside] if signal == "safety" else facts.contacts[told]
        voices = facts.voices[voices_with(facts, (signal,)).to_numpy()]
        voices = voices[voices["contact_id"].isin(own["contact_id"])]
        shown = voices[:0] if signal == "harassment" else voices
        named = {"item": Note(f"codes.{signal}"), "theme_id": "", "kind": signal, "owner": None}
        if len(own) or signal != "safety":
            rows.append({**named, **_cells(facts, own, shown, as_of)})
    return rows


def _cells(
    facts: Facts, own: pd.DataFrame, voices: pd.DataFrame, as_of: date | None
) -> dict[str, Any]:
    """The counts of a row, and the newest week's voice that stands for it, else any."""
    week, period = week_of(as_of), facts.period
    now = within(own["day"], week)
    recent = voices[voices["contact_id"].isin(own.loc[now, "contact_id"])]
    quote = representative(recent, "")
    if not quote["text"]:
        quote = representative(voices, "")
    known = own.loc[own["customer"] != "", "customer"]
    four = within(own["day"], (period.recent_from, period.recent_to) if period else None)
    return {
        "this_week": int(now.sum()) if week else None,
        "last_4w": int(four.sum()) if period else None,
        "contacts": len(own),
        "first_day": min((d for d in own["day"] if d is not None), default=None),
        "in_common": in_common(facts, own) or None,
        "quote": quote["text"],
        "quote_date": quote["day"] or None,
        "voice_kind": quote["kind"],
        "customers": int(known.nunique()) if len(known) else None,
        "evidence": tuple(sorted(own["contact_id"])),
    }


def _notes(rows: list[dict[str, Any]]) -> tuple[Note, ...]:
    rough = any(row["kind"] == "harassment" and row["contacts"] for row in rows)
    return (Note("watch.harassment_counted"),) if rough else ()
