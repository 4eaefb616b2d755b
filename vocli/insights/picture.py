"""The whole picture: how many contacts, with what kind of voice, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from vocli.insights.changes import judge
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.rates import wilson

PRAISE = ("thanks", "satisfaction", "delight", "expectation_exceeded", "staff_praise")
FEW = 20  # contacts below which a share says too little
_MOST_WEEKS = 26  # beyond that the picture is drawn by month

_COLUMNS = (
    Column("item", Kind.CODE, label="report.columns.item"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("change", Kind.CODE),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("q", Kind.SCORE, Place.DETAIL),
)


def build(facts: Facts) -> Insight:
    """One row each for all contacts, those with a complaint, with thanks, of which with delight."""
    contacts = facts.contacts
    groups = groups_of(contacts)
    changes = judge(list(groups.values()), facts.period, facts.open_days, facts.side)
    rows = []
    for (item, group), change in zip(groups.items(), changes, strict=True):
        low, high = wilson(len(group), len(contacts))
        judged = facts.period is not None
        rows.append(
            {
                "item": item,
                "contacts": len(group),
                "share": len(group) / len(contacts) if len(contacts) else None,
                "prev_4w": change.before if judged else None,
                "last_4w": change.recent if judged else None,
                "change": change.verdict,
                "share_low": low,
                "share_high": high,
                "q": change.q if judged else None,
            }
        )
    return Insight(
        name="whole",
        title=Note("report.whole"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=(Note("report.few", {"n": FEW}),) if 0 < len(contacts) < FEW else (),
        n_input=facts.funnel.read,
        n_used=len(contacts),
        evidence=tuple(_evidence(facts, item, group) for item, group in groups.items()),
    )


def groups_of(contacts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All contacts, those with a complaint, with thanks, with delight."""
    return {
        "in_scope": contacts,
        "considered": contacts[contacts["considered"]],
        "thanks": contacts[carries(contacts, ("thanks", "delight"))],
        "delight": contacts[carries(contacts, ("delight",))],
    }


def carries(contacts: pd.DataFrame, signals: Sequence[str]) -> pd.Series:
    """True for each contact that carries one of the signals; a signal that was not marked is in none."""
    found = pd.Series(False, index=contacts.index)
    for signal in signals:
        if signal in contacts:
            found |= contacts[signal].astype(bool)
    return found


def voices_with(facts: Facts, signals: Sequence[str]) -> pd.Series:
    """True for each voice that carries one of the signals."""
    found = pd.Series(False, index=facts.voices.index)
    for signal in signals:
        if signal in facts.held:
            found |= facts.held[signal].to_numpy(dtype=bool)
    return found


def _evidence(facts: Facts, item: str, group: pd.DataFrame) -> tuple[str, ...]:
    """Voice ids behind a row; numbers of contacts for the row of all of them."""
    voices = facts.voices
    if item == "in_scope":
        return tuple(group["contact_id"])
    if item == "considered":
        return tuple(voices.loc[voices["considered"], "voice_id"])
    signals = ("thanks", "delight") if item == "thanks" else (item,)
    return tuple(voices.loc[voices_with(facts, signals), "voice_id"])


def by_week(facts: Facts) -> Insight:
    """Contacts per week (from Monday), or per month where there are many weeks, oldest first."""
    contacts = facts.contacts[facts.contacts["day"].notna()]
    days = list(contacts["day"])
    monthly = bool(days) and (max(days) - min(days)).days > 7 * _MOST_WEEKS
    first = _month if monthly else _monday
    columns = (
        Column("week", Kind.DATE, label="columns.month" if monthly else ""),
        Column("contacts", Kind.INT),
        Column("per_business_day", Kind.NUMBER),
        Column("complaint", Kind.INT, label="report.columns.complaint"),
        Column("share", Kind.SHARE, label="report.columns.share"),
        Column("thanks", Kind.INT, label="report.columns.thanks"),
        Column("delight", Kind.INT, label="report.columns.delight"),
    )
    opened = pd.Series([first(d) for d in facts.open_days if isinstance(d, date)], dtype=object)
    rows = []
    spans = pd.Series([first(day) for day in days], index=contacts.index, dtype=object)
    for start in _starts(days, first):
        rows.append(_span(contacts[spans == start], start, int((opened == start).sum())))
    return Insight(
        name="weeks",
        title=Note("report.months" if monthly else "report.weeks"),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=_cut_spans(days, monthly),
        n_input=len(facts.contacts),
        n_used=len(contacts),
    )


def _span(own: pd.DataFrame, start: date, opened: int) -> dict[str, object]:
    n = len(own)
    complaints = int(own["considered"].sum())
    return {
        "week": start,
        "contacts": n,
        "per_business_day": n / opened if opened else None,
        "complaint": complaints,
        "share": complaints / n if n else None,
        "thanks": int(carries(own, ("thanks", "delight")).sum()),
        "delight": int(carries(own, ("delight",)).sum()),
    }


def _starts(days: Sequence[date], first: object) -> list[date]:
    """The first day of every span from the first contact to the last, empty ones as well."""
    if not days:
        return []
    assert callable(first)
    span = (max(days) - min(days)).days
    return sorted({first(min(days) + timedelta(n)) for n in range(span + 1)})


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _cut_spans(days: Sequence[date], monthly: bool) -> tuple[Note, ...]:
    """Where the export begins or ends in the middle of a week, its bar says less."""
    if not days or monthly:
        return ()
    cut = []
    if min(days).weekday() > 0:
        cut.append(Note("report.begins_within", {"day": f"{min(days).month}/{min(days).day}"}))
    if max(days).weekday() < 4:
        cut.append(Note("report.ends_within", {"day": f"{max(days).month}/{max(days).day}"}))
    return tuple(cut)
