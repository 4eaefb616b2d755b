"""The whole picture of a week or a month beside the spans before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from vocli.insights.changes import judge
from vocli.insights.picture import carries
from vocli.model import Column, Facts, Insight, Kind, Note
from vocli.model.page import PageSpan, Stretch

FEW = 20  # contacts below which a share says too little


def count_columns(page: PageSpan) -> tuple[Column, ...]:
    """One column of counts per stretch; a mean has a decimal."""
    return tuple(
        Column(s.key, Kind.NUMBER if s.parts > 1 else Kind.INT, label=f"weekly.columns.{s.key}")
        for s in page.stretches
    )


def counted(days: pd.Series, page: PageSpan) -> dict[str, float | int | None]:
    """Contacts per stretch; None for a span before anything is known."""
    return {s.key: _inside(days, s) for s in page.stretches}


def _inside(days: pd.Series, stretch: Stretch) -> float | int:
    n = sum(stretch.holds(day) for day in days)
    return n / stretch.parts if stretch.parts > 1 else n


def build(facts: Facts, page: PageSpan) -> Insight:
    """One row each for all contacts, those with a complaint, their share, those with thanks, with delight.

    Evidence are the contacts of the span itself.
    """
    groups = _groups(facts.contacts)
    changes = judge(list(groups.values()), facts.period, facts.open_days, facts.side)  # type: ignore[arg-type]
    before = _groups(page.year_ago.contacts) if page.year_ago else {}
    rows: list[dict[str, Any]] = []
    evidence = []
    for (item, group), change in zip(groups.items(), changes, strict=True):
        told = counted(group["day"], page)
        verdict = "few" if item == "delight" and change.code == "same" else change.verdict
        row = {"item": item, **told, "year_ago": len(before[item]) if before else None}
        rows.append({**row, "change": verdict})
        evidence.append(ids_in(group, page.own))
    rows.insert(2, _shares(rows))
    evidence.insert(2, evidence[1])
    columns = (
        Column("item", Kind.CODE, label="report.columns.item"),
        *count_columns(page),
        Column("year_ago", Kind.INT, label=f"weekly.columns.year_ago_{page.kind}"),
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


def _groups(contacts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        "in_scope": contacts,
        "considered": contacts[contacts["considered"]],
        "thanks": contacts[carries(contacts, ("thanks", "delight"))],
        "delight": contacts[carries(contacts, ("delight",))],
    }


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
    notes = [Note(f"weekly.spans_{page.kind}", _spans(page))]
    if facts.period is None:
        notes.append(Note("weekly.no_history"))
    return tuple(notes)


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


def narrowed(facts: Facts, stretch: Stretch) -> Facts:
    """The facts of the contacts of a stretch."""
    kept = pd.Series([stretch.holds(d) for d in facts.contacts["day"]], facts.contacts.index, bool)
    return facts.of(kept)
