"""Where somebody must act: counts for every reader, numbers of contacts for the desk. Facts, no labels."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from vocli.insights.audience import to_call
from vocli.insights.escalation_states import escalation_states
from vocli.insights.picture import carries, voices_with
from vocli.model import Audience, Column, Facts, Insight, Kind, Note, Place

_SHOWN = 20
# Reason -> signals that say so; in the order in which one would act.
REASONS: dict[str, tuple[str, ...]] = {
    "safety": ("safety",),
    "leak": ("leak",),
    "escalation_unanswered": ("escalation_request",),
    "churn_threat": ("churn_threat",),
    "unsolved": ("unresolved",),
}
_COUNTS = (
    Column("act_reason", Kind.CODE, label="report.columns.act_reason"),
    Column("contacts", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("definition", Kind.TEXT, Place.BELOW, label="report.columns.definition"),
)
_LIST = (
    Column("act_reason", Kind.TEXT, label="report.columns.act_reason"),
    Column("contact_id", Kind.ID),
    Column("date", Kind.DATE),
    Column("channel", Kind.CODE),
    Column("theme", Kind.TEXT),
    Column("customer", Kind.ID, Place.DETAIL),
)


def build(facts: Facts, audience: Audience) -> tuple[Insight, ...]:
    """Contacts per reason; at the desk also the list of those that may be called, newest first."""
    found = {reason: _matching(facts, reason) for reason in REASONS if _known(facts, reason)}
    rows = [_row(facts, reason, matching) for reason, matching in found.items()]
    counts = Insight(
        name="act",
        title=Note("report.act"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COUNTS], dtype=object),
        columns=_COUNTS,
        n_input=len(facts.contacts),
        n_used=int(pd.DataFrame(found).any(axis=1).sum()) if found else 0,
        evidence=tuple(_evidence(facts, reason, matching) for reason, matching in found.items()),
    )
    if audience is not Audience.DESK:
        return (_told_where(counts),)
    return counts, _list(facts, found)


def _known(facts: Facts, reason: str) -> bool:
    return any(signal in facts.contacts for signal in REASONS[reason])


def _matching(facts: Facts, reason: str) -> pd.Series:
    """True for the contacts of a reason."""
    matching = carries(facts.contacts, REASONS[reason])
    if reason == "escalation_unanswered":
        # The same record that `escalation` reads, so that both commands count the same contacts.
        matching &= ~escalation_states(facts)["done"]
    return matching


def _row(facts: Facts, reason: str, matching: pd.Series) -> dict[str, object]:
    period = facts.period
    recent: Callable[[object], bool] = (
        (lambda day: day is not None and period.recent_from <= day <= period.recent_to)  # type: ignore[operator]
        if period
        else (lambda day: False)
    )
    days = facts.contacts.loc[matching, "day"]
    return {
        "act_reason": reason,
        "contacts": int(matching.sum()),
        "last_4w": sum(recent(day) for day in days) if period else None,
        "definition": Note(f"report.reasons.{reason}"),
    }


def _evidence(facts: Facts, reason: str, matching: pd.Series) -> tuple[str, ...]:
    inside = facts.voices["contact_id"].isin(facts.contacts.loc[matching, "contact_id"])
    return tuple(facts.voices.loc[inside & voices_with(facts, REASONS[reason]), "voice_id"])


def _told_where(counts: Insight) -> Insight:
    from dataclasses import replace

    return replace(counts, notes=(*counts.notes, Note("report.list_at_desk")))


def _list(facts: Facts, found: dict[str, pd.Series]) -> Insight:
    """One row per contact with all its reasons; those who must not be called are counted only."""
    reasons = pd.DataFrame(found) if found else pd.DataFrame(index=facts.contacts.index)
    named = facts.contacts[reasons.any(axis=1)] if found else facts.contacts[:0]
    free, left_out = to_call(named) if "do_not_contact" in named else (named, 0)
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    urgent = {reason: n for n, reason in enumerate(found)}
    rows = []
    for index, contact in free.iterrows():
        own = [reason for reason in found if reasons.at[index, reason]]
        rows.append(
            {
                "act_reason": tuple(Note(f"codes.act_reason.{reason}") for reason in own),
                "contact_id": contact["contact_id"],
                "date": contact["day"],
                "channel": contact["channel"],
                "theme": names.get(contact["theme_id"], ""),
                "customer": contact["customer"],
                "_order": (urgent[own[0]], -(contact["day"].toordinal() if contact["day"] else 0)),
            }
        )
    rows.sort(key=lambda row: (row["_order"], row["contact_id"]))
    return Insight(
        name="act_list",
        title=Note("report.act_list"),
        table=pd.DataFrame(rows, columns=[c.key for c in _LIST], dtype=object),
        columns=_LIST,
        notes=_list_notes(len(rows), left_out),
        n_input=len(named),
        n_used=len(rows),
        evidence=tuple((row["contact_id"],) for row in rows),
        shown=min(_SHOWN, len(rows)) if len(rows) > _SHOWN + 1 else None,
    )


def _list_notes(n: int, left_out: int) -> tuple[Note, ...]:
    notes = []
    if n > _SHOWN + 1:
        notes.append(Note("report.list_shown", {"n": n, "shown": _SHOWN}, screen_only=True))
    if left_out:
        notes.append(Note("report.list_left_out", {"n": left_out}))
    return tuple(notes)
