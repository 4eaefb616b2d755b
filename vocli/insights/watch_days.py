"""The days that `watch` looks at, and words that several of its tables use."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from vocli.model import Facts, Note

PEOPLE_DAYS = 30  # up to as_of: contacts that make a customer one to call
_MOST = 0.8  # of the contacts with a known value, from which it is what they have in common
_FIELDS = ("product", "plan", "reseller")


def week_of(as_of: date | None) -> tuple[date, date] | None:
    """Monday to as_of; None without a day."""
    return (as_of - timedelta(as_of.weekday()), as_of) if as_of else None


def within(days: pd.Series, span: tuple[date, date] | None) -> pd.Series:
    """True for the days inside of a span, both ends included."""
    inside = [span is not None and d is not None and span[0] <= d <= span[1] for d in days]
    return pd.Series(inside, index=days.index, dtype=bool)


def until(facts: Facts, as_of: date | None) -> Facts:
    """The facts up to that day; those without a day stay."""
    days = facts.contacts["day"]
    late = [as_of is not None and d is not None and d > as_of for d in days]
    return facts.of(~pd.Series(late, index=days.index, dtype=bool)) if any(late) else facts


def owners_of(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Theme id -> the departments named for it; () where nobody is."""
    themes = facts.themes
    if "owners" not in themes:
        return dict.fromkeys(themes["theme_id"], ())
    return {k: tuple(v or ()) for k, v in zip(themes["theme_id"], themes["owners"], strict=True)}


def owner_text(owners: tuple[str, ...]) -> tuple[str, ...] | Note:
    """The cell 担当部署: the departments, or that none is named."""
    return owners or Note("watch.no_owner")


def in_common(facts: Facts, contacts: pd.DataFrame) -> tuple[Note, ...]:
    """Per product, lot and the like the value that nearly all of these contacts share; nothing of a single contact."""
    columns = [c for c in facts.traits.columns if c != "contact_id"] or ["product"]
    columns.sort(key=lambda c: (c not in _FIELDS[:1], c in _FIELDS, c))
    out = []
    for column in columns:
        values = values_of(facts, contacts, column)
        known = values[values != ""]
        if len(known) < 2 or column in _FIELDS[1:]:
            continue
        value, n = most(known)
        if n >= max(2, _MOST * len(known)):
            told = {"name": label_of(column), "value": value, "n": n, "known": len(known)}
            out.append(Note("watch.all_same" if n == len(known) else "watch.most_same", told))
    return tuple(out)


def values_of(facts: Facts, contacts: pd.DataFrame, column: str) -> pd.Series:
    """What is known of these contacts under a column of the traits, else of the export."""
    if column in facts.traits:
        known = facts.traits.set_index("contact_id")[column]
        return contacts["contact_id"].map(known).fillna("").astype(str)
    return contacts[column].fillna("").astype(str)


def most(values: pd.Series) -> tuple[str, int]:
    """The most frequent value and its count; the smaller among equals."""
    counts = values.value_counts()
    best = min(counts.index, key=lambda value: (-int(counts[value]), str(value)))
    return str(best), int(counts[best])


def label_of(column: str) -> str | Note:
    """A condition's name: a header stands for itself."""
    return Note(f"columns.{column}") if column in _FIELDS else column
