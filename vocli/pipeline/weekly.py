"""The weekly page from a history: the same week gives the same page, whatever was run when."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

from vocli.history import Store, oldest_day
from vocli.history.counts import State
from vocli.insights import (
    conclusions,
    detail,
    followup,
    picture,
    requests_state,
    weekly_metrics,
    weekly_state,
    weekly_themes,
    weekly_voices,
    weekly_whole,
)
from vocli.insights.conclusions import Pages
from vocli.insights.weekly_conclusions import choose
from vocli.insights.weekly_head import head
from vocli.model import Asked, Facts, Insight, Needs, Report
from vocli.model.page import PageSpan
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.followed_up import add_repeats
from vocli.pipeline.overview import merge_needs, numbered, page_needs
from vocli.pipeline.periods import WEEKS, YEAR, weekly_span, with_past
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.recalling import walk_store
from vocli.pipeline.report import report_of
from vocli.pipeline.workbook import sheets_of


def weekly_report(
    store: Store, question: Question, monday: date, state: State, progress: Progress = silent
) -> tuple[Report, PageSpan]:
    """The page of the week that begins on a Monday, as the history stood in `state` (run 0 = now)."""
    page = with_past(store, weekly_span(monday), state)
    found = _facts(store, question, (monday - timedelta(7 * (WEEKS - 1)), page.end), state)
    page = replace(page, year_ago=_year_ago(store, question, page, state))
    found = replace(found, facts=weekly_whole.settled(found.facts))
    tables = _tables(found, page)
    shown, numbers = numbered(tables)
    by_name = {insight.name: insight for insight in shown}
    pages = Pages(by_name, numbers)
    chosen = choose(by_name)
    own = weekly_whole.narrowed(found.facts, page.own)
    first = head(own, page, found.question.reach.company)
    said = conclusions.build(pages, chosen)
    report = report_of("weekly", found, (first, said, *shown), (("week", monday.isoformat()),))
    told = {"funnel": asdict(own.funnel), "conclusions": conclusions.payload(pages, chosen)}
    options = tuple(pair for pair in report.run.options if pair[0] not in ("since", "until"))
    report = replace(
        report,
        run=replace(report.run, options=options),
        detail=detail.build(own),
        data={**report.data, **told},
        sheets=sheets_of(found, by_name["themes"]),
        findings=(),
        span=(page.start, page.end),
    )
    return report, page


def _facts(
    store: Store, question: Question, span: tuple[date, date], state: State, *, themed: bool = True
) -> Analysis:
    scope = replace(question.scope, since=span[0], until=span[1])
    asked = replace(question, scope=scope, as_of=span[1], needs=weekly_needs(), at_run=state.run)
    return walk_store(store, asked, silent, themed)


def _year_ago(store: Store, question: Question, page: PageSpan, state: State) -> Facts | None:
    """The same week a year before; None where the history begins later."""
    oldest = oldest_day(store, state.run)
    start, end = page.start - YEAR, page.end - YEAR
    if oldest is None or oldest > start:
        return None
    return _facts(store, question, (start, end), state, themed=False).facts


def _tables(found: Analysis, page: PageSpan) -> list[Insight]:
    """The tables of the page in reading order; empty ones stay, so that the page has one shape."""
    facts = found.facts
    themes = weekly_themes.minus(facts, page)
    plus = weekly_themes.plus(facts, page)
    book = found.plan.book
    edition = book.lock.edition if book and book.lock else 0
    return [
        weekly_whole.build(facts, page),
        picture.by_week(facts),
        themes,
        plus,
        weekly_metrics.build(facts, page),
        *_improvements(facts, page),
        *_to_do(found, page),
        weekly_voices.build(facts, page, themes, plus),
        weekly_state.build(facts, page, found.findings, edition),
    ]


def weekly_needs() -> Needs:
    """What the page and the lists on it read."""
    return merge_needs([page_needs(), followup.NEEDS])


def _improvements(facts: Facts, page: PageSpan) -> tuple[Insight, ...]:
    """What earlier actions did, and how the requests to departments stand."""
    requests = facts.tables.requests
    if requests is None:
        return (weekly_state.absent("effects"), weekly_state.absent("requests"))
    return (
        requests_state.effect_lines(facts, requests, page.end),
        requests_state.standing(requests, page.end),
    )


def _to_do(found: Analysis, page: PageSpan) -> tuple[Insight, ...]:
    """Promised calls, repeated contacts, low scores and what is open; at the desk the promises one by one."""
    asked = Asked(as_of=page.end, audience=found.question.reach.audience)
    facts = add_repeats(found, {}).facts
    own = {"followup", "promises"}
    return tuple(one for one in followup.build(facts, asked) if one.name in own)
