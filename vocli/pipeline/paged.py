"""What every periodic page is made with: the walk through the history, and the order of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from vocli.errors import VocliError
from vocli.history import Store, newest_day, oldest_day
from vocli.history.counts import State
from vocli.insights import (
    conclusions,
    detail,
    metrics,
    weekly_metrics,
    weekly_state,
    weekly_whole,
)
from vocli.insights.conclusions import Pages
from vocli.insights.picture import PRAISE
from vocli.insights.weekly_conclusions import choose
from vocli.insights.weekly_head import head
from vocli.messages import t
from vocli.model import Facts, Funnel, Insight, Needs, Report
from vocli.model.page import PageSpan
from vocli.model.side import Calls
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.overview import merge_needs, numbered
from vocli.pipeline.question import Progress, Question, Scope, silent
from vocli.pipeline.recalling import walk_store
from vocli.pipeline.report import report_of
from vocli.pipeline.tally import count_calls
from vocli.pipeline.workbook import sheets_of

Made = tuple[Report, PageSpan]


@dataclass(frozen=True)
class Maker:
    """A kind of periodic page: which span it is about, what its files are called, how it is made.

    start: the first day of the span that was asked for ("" = the newest that is over and holds contacts).
    over: the first day of the newest span that is over.
    """

    command: str
    start: Callable[[Store, str, date], date]
    name: Callable[[date], str]
    make: Callable[[Store, Question, date, State, Progress], Made]
    over: Callable[[date], date]


def demand_days(store: Store, page: PageSpan) -> None:
    """VOC-E374 for a span that lies outside the days of the history: its page would be empty."""
    oldest, newest = oldest_day(store), newest_day(store)
    if oldest is None or newest is None or (page.start <= newest and page.end >= oldest):
        return
    days = {"start": f"{page.start:%Y/%m/%d}", "end": f"{page.end:%Y/%m/%d}"}
    kept = {"oldest": f"{oldest:%Y/%m/%d}", "newest": f"{newest:%Y/%m/%d}"}
    text, hint = t("weekly.no_contacts", **days), t("weekly.no_contacts_hint", **kept)
    raise VocliError("VOC-E374", text, hint=hint)


def not_delivered(store: Store, maker: Maker, today: date) -> date | None:
    """The first day of the newest span that is over, where the history ends before it."""
    newest, over = newest_day(store), maker.over(today)
    return over if newest is not None and newest < over else None


# What counting alone reads, and what the tables that every page has read beside it.
TALLIED = Needs(signals=PRAISE)
PAGE = merge_needs([TALLIED, Needs(themes=True, plus=True), metrics.NEEDS])


def walk_span(
    store: Store,
    question: Question,
    span: tuple[date, date],
    state: State,
    needs: Needs = PAGE,
) -> Analysis:
    """The facts of the contacts of a span of days, as the history stood in `state`."""
    scope = replace(question.scope, since=span[0], until=span[1])
    asked = replace(question, scope=scope, as_of=span[1], needs=needs, at_run=state.run)
    return walk_store(store, asked, silent, needs.themes)


def edition_of(found: Analysis) -> int:
    """The edition of the codebook that the page follows, 0 without one."""
    book = found.plan.book
    return book.lock.edition if book and book.lock else 0


def _payload(found: Analysis, page: PageSpan) -> dict[str, object]:
    """What the page is about and how good its data are, for programs and for `vocli diff`."""
    missing = weekly_state.missing_days(found.facts, page)
    return {
        "kind": page.kind,
        "start": page.start.isoformat(),
        "end": page.end.isoformat(),
        "edition": edition_of(found),
        "missing": [
            {"channel": channel, "days": [day.isoformat() for day in days]}
            for channel, days, _ in missing
        ],
        "restated": [
            {
                "theme_id": r.theme_id,
                "week": r.week.isoformat(),
                "before": r.before,
                "after": r.after,
            }
            for r in page.restated
        ],
    }


def calls_of(found: Analysis, page: PageSpan) -> dict[str, Calls | None]:
    """What the telephone system counted, and how much of it was recorded, in each span that has measures."""
    traffic = found.question.side.traffic
    if traffic is None:
        return {}
    return {
        key: count_calls(found.records.contacts, traffic, Scope(since=span.start, until=span.end))
        for key, span in weekly_metrics.spans_of(page).items()
    }


def page_report(
    found: Analysis,
    page: PageSpan,
    tables: Sequence[Insight],
    options: tuple[tuple[str, str], ...],
    before: int = 0,
) -> Report:
    """The report of a page: its head, the tables with their numbers, and what follows from them.

    before: how many of the tables stand before the conclusions.
    """
    shown, numbers = numbered(tables)
    by_name = {insight.name: insight for insight in shown}
    pages = Pages(by_name, numbers)
    chosen = choose(by_name)
    own = weekly_whole.narrowed(found.facts, page.own)
    first = head(own, page, found.question.reach.company)
    said = conclusions.build(pages, chosen)
    parts = (first, *shown[:before], said, *shown[before:])
    report = report_of(page.command, found, parts, options)
    told = {
        "page": _payload(found, page),
        "funnel": asdict(_own_funnel(own)),
        "conclusions": conclusions.payload(pages, chosen),
    }
    settled = tuple(pair for pair in report.run.options if pair[0] not in ("since", "until"))
    return replace(
        report,
        run=replace(report.run, options=settled),
        detail=detail.build(own),
        data={**report.data, **told},
        sheets=sheets_of(found, by_name["themes"]),
        findings=(),
        span=(page.start, page.end),
    )


def _own_funnel(own: Facts) -> Funnel:
    """The funnel of the span alone: what was left out in other spans is none of its business."""
    n = own.funnel.in_scope
    return replace(
        own.funnel, rows_read=n, read=n, out_of_period=0, filtered=0, outbound=0, out_of_scope=0
    )
