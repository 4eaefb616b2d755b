"""The weekly page from a history: the same week gives the same page, whatever was run when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from vocli.history import Store, oldest_day
from vocli.history.counts import State
from vocli.insights import (
    followup,
    picture,
    requests_state,
    route,
    watch,
    weekly_metrics,
    weekly_state,
    weekly_themes,
    weekly_voices,
    weekly_whole,
)
from vocli.insights.page_verdicts import Verdicts, judge_page
from vocli.model import Asked, Facts, Insight, Note
from vocli.model.page import PageSpan
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.followed_up import add_repeats
from vocli.pipeline.overview import merge_needs
from vocli.pipeline.paged import (
    PAGE,
    TALLIED,
    Made,
    Maker,
    calls_of,
    edition_of,
    page_report,
    walk_span,
)
from vocli.pipeline.periods import (
    WEEKS,
    YEAR,
    latest_week,
    name_of,
    week_of,
    week_over,
    weekly_span,
    with_past,
)
from vocli.pipeline.question import Progress, Question, silent

# Beside what every page reads: its lists of what to do and of what to look at.
_NEEDS = merge_needs([PAGE, followup.NEEDS, watch.NEEDS])


def weekly_report(
    store: Store, question: Question, monday: date, state: State, progress: Progress = silent
) -> Made:
    """The page of the week that begins on a Monday, as the history stood in `state` (run 0 = now)."""
    page = with_past(store, weekly_span(monday), state)
    span = (monday - timedelta(7 * (WEEKS - 1)), page.end)
    found = walk_span(store, question, span, state, _NEEDS)
    page = replace(page, year_ago=_year_ago(store, question, page, state))
    verdicts = judge_page(found.facts, page)
    # Drafts are looked for, the page counts without them.
    seen = {one.name: one for one in watch.tables_of(found.facts, page.end, verdicts.surges)}
    found = replace(found, facts=weekly_whole.settled(found.facts))
    tables = _tables(found, page, seen, verdicts)
    return page_report(found, page, tables, (("week", monday.isoformat()),)), page


def _start(store: Store, asked: str, today: date) -> date:
    """The week that the page is about: as asked, else the newest that is over and has contacts."""
    return week_of(asked) if asked else latest_week(store, today)


WEEKLY = Maker("weekly", _start, name_of, weekly_report, week_over)


def _year_ago(store: Store, question: Question, page: PageSpan, state: State) -> Facts | None:
    """The same week a year before; None where the history begins later."""
    oldest = oldest_day(store, state.run)
    start, end = page.start - YEAR, page.end - YEAR
    if oldest is None or oldest > start:
        return None
    return walk_span(store, question, (start, end), state, TALLIED).facts


def _tables(
    found: Analysis, page: PageSpan, seen: dict[str, Insight], verdicts: Verdicts
) -> list[Insight]:
    """The tables of the page in reading order; empty ones stay, so that the page has one shape."""
    facts = found.facts
    themes = weekly_themes.minus(facts, page, verdicts.themes)
    plus = weekly_themes.plus(facts, page, verdicts.plus)
    people = [one for name, one in seen.items() if name not in ("watch_critical", "watch_moved")]
    return [
        weekly_whole.build(facts, page, verdicts.whole),
        seen["watch_critical"],
        themes,
        seen["watch_moved"],
        plus,
        weekly_metrics.build(facts, page, calls_of(found, page)),
        *_improvements(facts, page),
        *people,
        *_to_do(found, page),
        *_by_department(facts, page),
        weekly_voices.build(facts, page, themes, plus),
        picture.by_week(facts),
        weekly_state.build(facts, page, found.findings, edition_of(found)),
    ]


def _by_department(facts: Facts, page: PageSpan) -> tuple[Insight, ...]:
    """Who may do something about which theme."""
    return tuple(_reaching(one, facts) for one in route.build(facts, Asked(as_of=page.end))[:1])


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
    own = {"followup", "broken_promises"}
    return tuple(_reaching(one, facts) for one in followup.build(facts, asked) if one.name in own)


def _reaching(insight: Insight, facts: Facts) -> Insight:
    """The table with the days that it counts: more than the week."""
    days = [day for day in facts.contacts["day"] if day is not None]
    if not days:
        return insight
    note = Note("weekly.reaching", {"start": min(days), "end": max(days)})
    return replace(insight, notes=(note, *insight.notes))
