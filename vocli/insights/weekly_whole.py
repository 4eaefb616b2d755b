"""The whole picture of a week or a month beside the spans before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from vocli.insights.changes import Change
from vocli.insights.page_judged import LATE
from vocli.insights.picture import groups_of
from vocli.model import Column, Facts, Insight, Kind, Note
from vocli.model.page import PageSpan, Stretch

_YEAR_AGO = (Column("year_ago", Kind.INT, label="weekly.columns.year_ago_week"),)
FEW = 20  # contacts below which a share says too little


def count_columns(page: PageSpan) -> tuple[Column, ...]:
    """One column of counts per stretch; a mean has a decimal."""
    return tuple(
        Column(
            s.key, Kind.NUMBER if s.parts > 1 else Kind.INT, label=f"{page.command}.columns.{s.key}"
        )
        for s in page.stretches
    )


def counted(days: pd.Series, page: PageSpan) -> dict[str, float | int | None]:
    """Contacts per stretch; None for a span before anything is known."""
    return {s.key: _inside(days, s) if reaches(page, s) else None for s in page.stretches}


def reaches(page: PageSpan, stretch: Stretch) -> bool:
    """Whether the history knows a stretch: part of it where it counts, nearly all where it is a mean."""
    if page.begins is None:
        return True
    late = LATE if stretch.parts > 1 else stretch.end - stretch.start
    return page.begins <= stretch.start + late


def _inside(days: pd.Series, stretch: Stretch) -> float | int:
    n = sum(stretch.holds(day) for day in days)
    return n / stretch.parts if stretch.parts > 1 else n


def build(facts: Facts, page: PageSpan, changes: Mapping[str, Change]) -> Insight:
    """One row each for all contacts, those with a complaint, their share, those with thanks, with delight.

    changes: the verdict per kind. Evidence are the contacts of the span itself.
    """
    groups = groups_of(facts.contacts)
    before = groups_of(page.year_ago.contacts) if page.year_ago else {}
    rows: list[dict[str, Any]] = []
    evidence = []
    for item, group in groups.items():
        change = changes[item]
        told = counted(group["day"], page)
        verdict = "few" if item == "delight" and change.code == "same" else change.verdict
        row = {"item": item, **told, **beyond(page, item)}
        if page.kind == "week":
            row["year_ago"] = len(before[item]) if before else None
        rows.append({**row, "change": verdict})
        evidence.append(ids_in(group, page.own))
    rows.insert(2, _shares(rows))
    evidence.insert(2, evidence[1])
    further = per_day(rows, facts, page) if page.months else []
    rows += further
    evidence += [()] * len(further)
    columns = (
        Column("item", Kind.CODE, label="report.columns.item"),
        *count_columns(page),
        *beyond_columns(page),
        *(_YEAR_AGO if page.kind == "week" else ()),
        Column("change", Kind.CODE),
    )
    return Insight(
        name="whole",
        title=Note("report.whole"),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=_notes(facts, page),
        n_input=facts.funnel.read,
        n_used=int(rows[0][page.own.key]),
        evidence=tuple(evidence),
    )


def empty_keys(page: PageSpan) -> set[str]:
    """The columns that the history does not reach: in narrow tables there is no room for them."""
    spans = {s.key for s in page.stretches if not reaches(page, s)}
    return spans | {one.key for one in page.beyond if not one.known}


def beyond_columns(page: PageSpan) -> tuple[Column, ...]:
    """One column per span that the page counts beyond its facts."""
    return tuple(
        Column(one.key, Kind.INT, label=f"{page.command}.columns.{one.key}") for one in page.beyond
    )


def beyond(page: PageSpan, item: str) -> dict[str, int | None]:
    """What those spans count of a kind of contacts; None where the history begins later."""
    return {one.key: one.items.get(item, 0) if one.known else None for one in page.beyond}


def per_day(rows: Sequence[dict[str, Any]], facts: Facts, page: PageSpan) -> list[dict[str, Any]]:
    """The open days of every column, and contacts and complaints per open day: months are not equally long."""
    days = days_of_columns(page)
    told: list[dict[str, Any]] = [
        {
            "item": "open_days",
            "change": "",
            **{k: Note("monthly.days", {"x": n}) if n else None for k, n in days.items()},
        }
    ]
    for item, of in (("per_business_day", "in_scope"), ("complaints_per_day", "considered")):
        counts = next(row for row in rows if row["item"] == of)
        rates = {
            key: Note("monthly.rate", {"x": counts[key] / n})
            if n and counts[key] is not None
            else None
            for key, n in days.items()
        }
        told.append({"item": item, "change": "", **rates})
    return told


def days_of_columns(page: PageSpan) -> dict[str, float | None]:
    """The open days of every column of a monthly page; of a mean, of one of its months."""
    found: dict[str, float | None] = {}
    for stretch in page.stretches:
        own = [m.open_days for m in page.months if stretch.start <= m.start <= stretch.end]
        found[stretch.key] = sum(own) / stretch.parts if own and reaches(page, stretch) else None
    return found | {one.key: one.open_days if one.known else None for one in page.beyond}


def _shares(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The share of complaints, as text: the other rows of its columns are counts."""
    whole, own = rows[0], rows[1]
    told: dict[str, Any] = {"item": "complaint_share", "change": ""}
    for key, n in whole.items():
        if key in ("item", "change"):
            continue
        part = own[key]
        known = isinstance(n, int | float) and isinstance(part, int | float) and n
        told[key] = Note("weekly.percent", {"x": 100 * part / n}) if known else None
    return told


def ids_in(contacts: pd.DataFrame, stretch: Stretch) -> tuple[str, ...]:
    """The ids of the contacts of a stretch."""
    return tuple(sorted(contacts["contact_id"][[stretch.holds(day) for day in contacts["day"]]]))


def _notes(facts: Facts, page: PageSpan) -> tuple[Note, ...]:
    notes = [Note(f"{page.command}.spans", _spans(page))]
    if facts.period is None:
        notes.append(Note(f"{page.command}.no_history"))
    return (*notes, *begin_notes(page))


def begin_notes(page: PageSpan) -> tuple[Note, ...]:
    """Which columns are empty, or hold a part only, because the history begins later."""
    if page.begins is None:
        return ()
    begins = f"{page.begins:%Y/%m/%d}"
    spans = [*page.stretches, *(Stretch(one.key, one.start, one.end) for one in page.beyond)]
    known = {s.key: reaches(page, s) for s in page.stretches} | {
        b.key: b.known for b in page.beyond
    }
    names = {s.key: Note(f"{page.command}.columns.{s.key}") for s in spans}
    empty = [names[key] for key in names if not known[key]]
    part = [names[s.key] for s in spans if known[s.key] and page.begins > s.start]
    told = []
    if empty:
        told.append(Note("monthly.begins_empty", {"day": begins, "columns": empty}))
    if part:
        told.append(Note("monthly.begins_part", {"day": begins, "columns": part}))
    return tuple(told)


def _spans(page: PageSpan) -> dict[str, Any]:
    return {
        s.key: f"{s.start.month}/{s.start.day}-{s.end.month}/{s.end.day}" for s in page.stretches
    }


def settled(facts: Facts) -> Facts:
    """The facts with drafts taken for no theme: their numbers change from week to week, those of a page must not."""
    drafts = {
        theme
        for table in (facts.themes, facts.plus)
        if "status" in table
        for theme in table["theme_id"][table["status"] == "draft"]
    }
    if not drafts:
        return facts
    columns = ("theme_id", "plus_id")
    contacts, voices = (
        frame.assign(**{c: frame[c].mask(frame[c].isin(drafts), "") for c in columns})
        for frame in (facts.contacts, facts.voices)
    )
    themes, plus = (t[~t["theme_id"].isin(drafts)] for t in (facts.themes, facts.plus))
    known = replace(facts, contacts=contacts, voices=voices, themes=themes, plus=plus)
    return known.of(pd.Series(True, index=contacts.index))


def during(contacts: pd.DataFrame, stretch: Stretch) -> pd.DataFrame:
    """The contacts of a stretch; of none, an empty table with the same columns."""
    return contacts[_inside_of(contacts, stretch)]


def _inside_of(contacts: pd.DataFrame, stretch: Stretch) -> pd.Series:
    return pd.Series([stretch.holds(day) for day in contacts["day"]], contacts.index, bool)


def narrowed(facts: Facts, stretch: Stretch) -> Facts:
    """The facts of the contacts of a stretch."""
    return facts.of(_inside_of(facts.contacts, stretch))
