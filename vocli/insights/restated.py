"""What a change of the codebook does to the past: contacts per theme and week, before and after."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from vocli.insights.tabulate import tabulate
from vocli.messages import t
from vocli.model import Codebook, Column, Facts, Insight, Kind, Note

_COUNTS = (
    Column("before_count", Kind.INT, label="codebook.columns.before"),
    Column("after_count", Kind.INT, label="codebook.columns.after"),
    Column("moved", Kind.INT, label="codebook.columns.moved"),
)
_THEMES = (Column("theme_id", Kind.ID), Column("theme", Kind.TEXT), *_COUNTS)
_WEEKS = (Column("week", Kind.DATE), *_THEMES)
_SIDES = (("theme_id", "considered"), ("plus_id", ""))


def build(before: Facts, after: Facts, old: Codebook, new: Codebook) -> tuple[Insight, Insight]:
    """Themes whose contacts differ, with the totals; and the same by week (its Monday).

    A contact counts under its main theme; one with a complaint in no theme is 未分類, so the totals are equal.
    """
    names = {theme.theme_id: theme.name for theme in (*old.themes, *new.themes)}
    was, now = _members(before), _members(after)
    moved = sorted(key for key in {*was, *now} if was.get(key, set()) != now.get(key, set()))
    whole = [_row(names, key, was, now, None) for key in moved]
    evidence = [tuple(sorted(now.get(key, set()))) for key in moved]
    total = _total(before, after)
    if whole:
        whole.append(total)
        evidence.append(())
    days = dict(zip(before.contacts["contact_id"], before.contacts["day"], strict=True))
    return (
        Insight(
            name="restated",
            title=Note("codebook.restated_title", {"n": len(moved)}),
            table=tabulate(whole, _THEMES),
            columns=_THEMES,
            notes=() if whole else (Note("codebook.restated_none"),),
            n_input=len(before.contacts),
            n_used=len(before.contacts),
            evidence=tuple(evidence),
        ),
        _by_week(names, moved, (was, now), days),
    )


def _members(facts: Facts) -> dict[str, set[str]]:
    """The contacts of each theme of either side; "" holds those with a complaint in no theme."""
    held: dict[str, set[str]] = {}
    for column, asked in _SIDES:
        chosen = facts.contacts[facts.contacts[asked]] if asked else facts.contacts
        chosen = chosen if asked else chosen[chosen[column] != ""]
        for theme_id, own in chosen.groupby(column)["contact_id"]:
            held.setdefault(str(theme_id), set()).update(own)
    return held


def _row(
    names: dict[str, str],
    key: str,
    was: dict[str, set[str]],
    now: dict[str, set[str]],
    inside: set[str] | None,
) -> dict[str, object]:
    old, new = was.get(key, set()), now.get(key, set())
    if inside is not None:
        old, new = old & inside, new & inside
    return {
        "theme_id": key or None,
        "theme": names.get(key, key) if key else t("codes.unassigned"),
        "before_count": len(old),
        "after_count": len(new),
        "moved": len(old ^ new),
    }


def _total(before: Facts, after: Facts) -> dict[str, object]:
    counts = [int(facts.contacts["considered"].sum()) for facts in (before, after)]
    return {
        "theme_id": None,
        "theme": t("codebook.all_complaints"),
        "before_count": counts[0],
        "after_count": counts[1],
        "moved": None,
    }


def _by_week(
    names: dict[str, str],
    moved: list[str],
    members: tuple[dict[str, set[str]], dict[str, set[str]]],
    days: dict[str, date | None],
) -> Insight:
    was, now = members
    weeks: dict[date, set[str]] = {}
    for contact, day in days.items():
        if day is not None and not pd.isna(day):
            weeks.setdefault(day - timedelta(day.weekday()), set()).add(contact)
    rows: list[dict[str, object]] = []
    evidence: list[tuple[str, ...]] = []
    for key in moved:
        for week in sorted(weeks):
            row = _row(names, key, was, now, weeks[week])
            if row["moved"]:
                rows.append({"week": week, **row})
                evidence.append(tuple(sorted(now.get(key, set()) & weeks[week])))
    return Insight(
        name="restated_weeks",
        title=Note("codebook.weeks_title"),
        table=tabulate(rows, _WEEKS),
        columns=_WEEKS,
        n_input=len(days),
        n_used=len(days),
        evidence=tuple(evidence),
    )
