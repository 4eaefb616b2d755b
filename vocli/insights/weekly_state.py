"""How far the figures of a periodic page can be trusted: coverage, codebook, missing days, restated counts."""

from __future__ import annotations

import math
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
_CHANCE = 0.1  # of the empty days that may be chance
_TOLD = 5  # restated counts that are told one by one


def build(
    facts: Facts, page: PageSpan, findings: Sequence[Finding], edition: int, newest: date | None
) -> Insight:
    """Label and sentence: how many in a theme, which codebook, days without contacts, late data, restated counts."""
    own = narrowed(facts, page.own)
    rows: list[tuple[Note, Note]] = [
        *_missing(facts, page),
        *_late(facts, page, newest),
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
    """Whether so few contacts may well be missing without a gap: a month has many days on which that can be.

    Poisson: days * exp(-contacts of such a day) is how many empty days are to be expected in the span.
    """
    days = (page.end - page.start).days + 1
    return page.kind == "month" and days * math.exp(-usual / len(empty)) > len(empty) * _CHANCE


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


def _late(facts: Facts, page: PageSpan, newest: date | None) -> list[tuple[Note, Note]]:
    """Whether the desk was open after the newest contact: days on which nobody answers are not late."""
    if newest is None or newest >= page.end:
        return []
    opened = [day for day in facts.open_days if isinstance(day, date)]
    if opened and max(opened) <= newest:
        return []
    return [
        (Note("weekly.state.late"), Note("weekly.state_late", {"day": f"{newest:%Y/%m/%d}"})),
    ]


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
