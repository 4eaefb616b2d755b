"""The weekly page from a history: the same week gives the same page, whatever was run when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from vocli.history import Store, newest_day, oldest_day
from vocli.history.counts import State
from vocli.insights import (
    picture,
    weekly_metrics,
    weekly_state,
    weekly_themes,
    weekly_voices,
    weekly_whole,
)
from vocli.model import Facts, Insight
from vocli.model.page import PageSpan
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.paged import Made, Maker, edition_of, page_report, walk_span
from vocli.pipeline.periods import (
    WEEKS,
    YEAR,
    latest_week,
    name_of,
    week_of,
    weekly_span,
    with_past,
)
from vocli.pipeline.question import Progress, Question, silent


def weekly_report(
    store: Store, question: Question, monday: date, state: State, progress: Progress = silent
) -> Made:
    """The page of the week that begins on a Monday, as the history stood in `state` (run 0 = now)."""
    page = with_past(store, weekly_span(monday), state)
    found = walk_span(store, question, (monday - timedelta(7 * (WEEKS - 1)), page.end), state)
    page = replace(page, year_ago=_year_ago(store, question, page, state))
    tables = _tables(found, page, newest_day(store))
    return page_report(found, page, tables, (("week", monday.isoformat()),)), page


def _start(store: Store, asked: str, today: date) -> date:
    """The week that the page is about: as asked, else the newest that is over and has contacts."""
    return week_of(asked) if asked else latest_week(store, today)


WEEKLY = Maker("weekly", _start, name_of, weekly_report)


def _year_ago(store: Store, question: Question, page: PageSpan, state: State) -> Facts | None:
    """The same week a year before; None where the history begins later."""
    oldest = oldest_day(store)
    start, end = page.start - YEAR, page.end - YEAR
    if oldest is None or oldest > start:
        return None
    return walk_span(store, question, (start, end), state, themed=False).facts


def _tables(found: Analysis, page: PageSpan, newest: date | None) -> list[Insight]:
    """The tables of the page in reading order; empty ones stay, so that the page has one shape."""
    facts = found.facts
    themes = weekly_themes.minus(facts, page)
    plus = weekly_themes.plus(facts, page)
    return [
        weekly_whole.build(facts, page),
        picture.by_week(facts),
        themes,
        plus,
        weekly_metrics.build(facts, page),
        weekly_voices.build(facts, page, themes, plus),
        weekly_state.build(facts, page, found.findings, edition_of(found), newest),
    ]
