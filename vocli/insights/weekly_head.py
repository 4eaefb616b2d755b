"""The head of a periodic page: which days, how many contacts through which channels, in whose name."""

from __future__ import annotations

from datetime import date

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note
from vocli.model.page import PageSpan

_FISCAL_START = 4  # month


def head(facts: Facts, page: PageSpan, company: str) -> Insight:
    """Label and sentence; `facts` are those of the span alone."""
    rows: list[tuple[str, Note]] = [
        (f"{page.command}.label_period", _period(page)),
        ("weekly.label_scope", _scope(facts)),
    ]
    if company:
        rows.insert(0, ("weekly.label_company", Note("weekly.company", {"company": company})))
    return Insight(
        name="funnel",
        title=None,
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=11), Column("value", Kind.TEXT)),
        n_input=facts.funnel.read,
        n_used=facts.funnel.in_scope,
        layout="pairs",
    )


def _period(page: PageSpan) -> Note:
    values = {
        "start": _day(page.start),
        "end": _day(page.end),
        "year": fiscal_year(page.start if page.kind == "week" else page.end),
        "number": fiscal_week(page.start) if page.kind == "week" else page.end.month,
        "quarter": (page.end.month - _FISCAL_START) % 12 // 3 + 1,
    }
    return Note(f"{page.command}.period", values)


def fiscal_year(day: date) -> int:
    """The year whose April began the fiscal year of a day."""
    return day.year if day.month >= _FISCAL_START else day.year - 1


def fiscal_week(monday: date) -> int:
    """The number of a week in its fiscal year; the week that holds April 1 is the first."""
    first = date(fiscal_year(monday), _FISCAL_START, 1)
    return (monday - date.fromordinal(first.toordinal() - first.weekday())).days // 7 + 1


def _day(day: date) -> Note:
    values = {"day": f"{day:%Y/%m/%d}", "weekday": Note(f"insights.weekday_{day.weekday()}")}
    return Note("insights.day", values)


def _scope(facts: Facts) -> Note:
    counts = facts.contacts["channel"].value_counts()
    order = sorted(counts.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    parts = [
        Note("weekly.channel", {"channel": Note(f"codes.channel.{name}"), "n": int(n)})
        for name, n in order
    ]
    return Note(
        "weekly.scope" if parts else "weekly.scope_none", {"n": len(facts.contacts), "parts": parts}
    )
