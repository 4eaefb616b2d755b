"""The monthly page for the VOC meeting: last time's homework, the picture, three topics to decide, the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vocli.history import Store
from vocli.history.counts import State
from vocli.insights import (
    monthly_homework,
    monthly_topics,
    monthly_trend,
    requests_state,
    weekly_metrics,
    weekly_state,
    weekly_themes,
    weekly_voices,
    weekly_whole,
)
from vocli.insights.page_judged import months_period
from vocli.insights.page_verdicts import judge_page
from vocli.model import Insight
from vocli.model.page import PageSpan
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.months import (
    check_closing_day,
    days_of,
    label_of,
    latest_month,
    month_of,
    month_over,
    monthly_span,
    name_of,
)
from vocli.pipeline.paged import Made, Maker, calls_of, edition_of, page_report, walk_span
from vocli.pipeline.periods import with_past
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.tallies import Past, with_tallies

_VOICES = (8, 3)  # themes of complaint and of praise whose voice a page of six sheets has room for
_CALENDAR = 31  # the closing day of calendar months


def monthly(closing_day: int = 0) -> Maker:
    """The maker of pages of months that end on `closing_day`, 0 for calendar months; VOC-E371 for no such day."""
    closing = check_closing_day(closing_day)

    def start(store: Store, asked: str, today: date) -> date:
        label = month_of(asked) if asked else latest_month(store, today, closing)
        return days_of(label, closing)[0]

    def name(day: date) -> str:
        return name_of(label_of(day, closing))

    def make(
        store: Store, question: Question, day: date, state: State, progress: Progress = silent
    ) -> Made:
        return monthly_report(Past(store, question, state, closing), day, progress)

    def over(today: date) -> date:
        return days_of(month_over(today, closing), closing)[0]

    return Maker("monthly", start, name, make, over)


def monthly_report(past: Past, start: date, progress: Progress = silent) -> Made:
    """The page of the month that begins on `start`, as the history stood in the state of `past`."""
    del progress
    label = label_of(start, past.closing)
    page = with_past(past.store, monthly_span(label, past.closing), past.state)
    span = (page.stretches[2].start, page.end)
    found = walk_span(past.store, past.question, span, past.state)
    settled = weekly_whole.settled(found.facts)
    page = with_tallies(past, page, settled)
    found = replace(found, facts=replace(settled, period=months_period(page)))
    options: tuple[tuple[str, str], ...] = (("month", name_of(label)),)
    if past.closing != _CALENDAR:
        options += (("closing_day", str(past.closing)),)
    tables = _tables(found, page)
    return page_report(found, page, tables, options, before=1), page


def _tables(found: Analysis, page: PageSpan) -> list[Insight]:
    """The tables in the order of the meeting; empty ones stay, so that the page has one shape."""
    facts = found.facts
    verdicts = judge_page(facts, page)
    themes = weekly_themes.minus(facts, page, verdicts.themes)
    plus = weekly_themes.plus(facts, page, verdicts.plus)
    requests = facts.tables.requests
    return [
        monthly_homework.homework(
            requests_state.standing(requests, page.end) if requests else None
        ),
        weekly_whole.build(facts, page, verdicts.whole),
        monthly_trend.build(page),
        *monthly_topics.build(facts, page, themes),
        plus,
        themes,
        weekly_metrics.build(facts, page, calls_of(found, page)),
        weekly_voices.build(facts, page, themes, plus, _VOICES),
        weekly_state.build(facts, page, found.findings, edition_of(found)),
    ]
