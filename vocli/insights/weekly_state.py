"""How far the figures of a periodic page can be trusted: coverage, codebook, missing days, restated counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.insights.data_state import coverage
from vocli.insights.weekly_whole import narrowed
from vocli.model import Column, Facts, Finding, Insight, Kind, Note
from vocli.model.page import PageSpan
from vocli.stats.calendar import is_holiday

_COLUMNS = (
    Column("state", Kind.TEXT, label="report.columns.state"),
    Column("value", Kind.TEXT),
)
_USUAL = 4  # weeks in which the same weekday had contacts
_LEAST = 2.0  # contacts on a usual day, below which an empty one says nothing
_CHANCE = 0.01  # how likely empty days may be without a gap
_TOLD = 5  # restated counts that are told one by one


def build(facts: Facts, page: PageSpan, findings: Sequence[Finding], edition: int) -> Insight:
    """Label and sentence: how many in a theme, which codebook, days without contacts, late data, restated counts."""
    own = narrowed(facts, page.own)
    rows: list[tuple[Note, Note]] = [
        *_missing(facts, page),
        *_late(facts, page),
        _covered(own),
        (Note("weekly.state.book"), Note("weekly.state_book", {"edition": edition})),
        *_restated(facts, page),
        *_odd(findings),
    ]
    return Insight(
        name="data_state",
        title=Note("report.data_state"),
        table=pd.DataFrame(rows, columns=["state", "value"], dtype=object),
        columns=_COLUMNS,
        n_input=facts.funnel.read,
        n_used=own.funnel.in_scope,
    )


def absent(name: str) -> Insight:
    """A block that says that there is nothing, so that the page has the same shape every week."""
    return Insight(
        name=name,
        title=Note(f"weekly.{name}"),
        table=pd.DataFrame([("", Note("weekly.nothing"))], columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=1), Column("value", Kind.TEXT)),
        layout="pairs",
    )


def missing_days(facts: Facts, page: PageSpan) -> list[tuple[str, tuple[date, ...], float]]:
    """Per channel the days of the span without a contact that usually have some, and how many those had together."""
    found = []
    last = max((d for d in facts.contacts["day"] if d is not None), default=page.end)
    for channel, own in facts.contacts.groupby("channel", sort=True):
        counts = own["day"].value_counts()
        empty, usual = [], 0.0
        for n in range((min(page.end, last) - page.start).days + 1):
            day = page.start + timedelta(n)
            before = [int(counts.get(day - timedelta(7 * k), 0)) for k in range(1, _USUAL + 1)]
            if is_holiday(day) or counts.get(day, 0) or 0 in before:
                continue
            if sum(before) / _USUAL >= _LEAST:
                empty.append(day)
                usual += sum(before) / _USUAL
        if empty and not _by_chance(page, empty, usual):
            found.append((str(channel), tuple(empty), usual))
    return found


def _by_chance(page: PageSpan, empty: Sequence[date], usual: float) -> bool:
    """Whether so many days may well be empty without a gap in the export.

    A negative binomial count of mean m and variance 1.5 m is zero with probability exp(-0.81 m); the days in a row,
    or the days at all, can lie in so many ways in the span.
    """
    days = (page.end - page.start).days + 1
    in_a_row = (empty[-1] - empty[0]).days + 1 == len(empty)
    ways = days if in_a_row else math.comb(days, len(empty))
    return ways * math.exp(-2 * math.log(1.5) * usual) > _CHANCE


def _missing(facts: Facts, page: PageSpan) -> list[tuple[Note, Note]]:
    return [
        (
            Note("weekly.state.missing"),
            Note(
                "weekly.state_missing",
                {
                    "channel": Note(f"codes.channel.{channel}"),
                    "days": [f"{day.month}/{day.day}" for day in days],
                    "usual": usual,
                },
            ),
        )
        for channel, days, usual in missing_days(facts, page)
    ]


def _late(facts: Facts, page: PageSpan) -> list[tuple[Note, Note]]:
    """Where the data stop before the span does, on days that usually have contacts."""
    counts = Counter(day for day in facts.contacts["day"] if day is not None)
    newest = max((day for day in counts if day <= page.end), default=None)
    if newest is None:
        return []
    rest = [newest + timedelta(n) for n in range(1, (page.end - newest).days + 1)]
    expected = [day for day in rest if not is_holiday(day) and _usual_day(counts, day)]
    if not expected:
        return []
    return [
        (Note("weekly.state.late"), Note("weekly.state_late", {"day": f"{newest:%Y/%m/%d}"})),
    ]


def _usual_day(counts: Counter[date], day: date) -> bool:
    """True where the weekday had contacts in each of the four weeks before."""
    return all(counts[day - timedelta(7 * k)] for k in range(1, _USUAL + 1))


def _covered(own: Facts) -> tuple[Note, Note]:
    funnel = own.funnel
    values: dict[str, Any] = {
        "n": funnel.in_theme,
        "of": funnel.with_signal,
        "share": 1 - coverage(own),
        "left": funnel.unassigned,
        "left_share": coverage(own),
    }
    return Note("report.state.coverage"), Note("report.state_coverage", values)


def _restated(facts: Facts, page: PageSpan) -> list[tuple[Note, Note]]:
    """Counts of earlier weeks that are not what their page said, in one line."""
    if not page.restated:
        return []
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    names |= dict(zip(facts.plus["theme_id"], facts.plus["name"], strict=True))
    told = [
        Note(
            "weekly.restated_one",
            {
                "week": f"{r.week.month}/{r.week.day}",
                "theme": names.get(r.theme_id, r.theme_id) or Note("weekly.unassigned"),
                "before": r.before,
                "after": r.after,
            },
        )
        for r in page.restated[:_TOLD]
    ]
    more = len(page.restated) - len(told)
    if more:
        told.append(Note("weekly.restated_more", {"n": more}))
    return [
        (Note(f"{page.command}.state.restated"), Note("weekly.state_restated", {"items": told}))
    ]


def _odd(findings: Sequence[Finding]) -> list[tuple[Note, Note]]:
    bad = [f for f in findings if f.severity.value != "note"]
    if not bad:
        return []
    seen = {s: sum(f.severity.value == s for f in findings) for s in ("error", "warning", "note")}
    values = {"errors": seen["error"], "warnings": seen["warning"], "notes": seen["note"]}
    return [(Note("report.state.findings"), Note("report.state_findings", values))]
