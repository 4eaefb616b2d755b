"""What the months of two fiscal years count: one walk a month, so that memory does not grow with the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vocli.history import Store, contents, main_themes, oldest_day
from vocli.history.counts import State
from vocli.insights.page_judged import LATE
from vocli.insights.picture import PRAISE, carries, groups_of
from vocli.insights.weekly_whole import narrowed
from vocli.model import Facts
from vocli.model.page import PageSpan, Stretch, Tally
from vocli.pipeline.months import Label, days_of, fiscal_months, label_of, name_of, shift
from vocli.pipeline.paged import TALLIED, walk_span
from vocli.pipeline.question import Question

TREND = 13  # months that the page draws
RECENT = 4  # months that the page's own facts hold


@dataclass(frozen=True)
class Past:
    """Where the months before the page's own facts are counted."""

    store: Store
    question: Question
    state: State
    closing: int


def with_tallies(past: Past, page: PageSpan, facts: Facts) -> PageSpan:
    """The page's span with its months, the same month a year before and both fiscal years to date.

    facts: those of the newest RECENT months with the themes of the codebook, without drafts. Of the months
    before, themes are counted as the history placed them under it.
    """
    begins = oldest_day(past.store, past.state.run)
    newest = max((day for day in facts.contacts["day"] if day is not None), default=None)
    label = label_of(page.end, past.closing)
    year, last = fiscal_months(label), fiscal_months(shift(label, -12))
    trend = [shift(label, -n) for n in reversed(range(TREND))]
    recent = [shift(label, -n) for n in range(RECENT)]
    months: dict[Label, Tally] = {}
    for one in sorted({*year, *last, *trend}):
        if begins and days_of(one, past.closing)[1] >= begins:
            in_facts = one in recent
            months[one] = _of_facts(facts, past, one, newest) if in_facts else _of_store(past, one)
    spans = {
        "same_month_last_year": [shift(label, -12)],
        "fiscal_to_date": year,
        "fiscal_to_date_before": last,
    }
    return replace(
        page,
        begins=begins,
        newest=newest,
        months=tuple(months[one] for one in trend if one in months),
        beyond=tuple(_sum(key, own, (past, months, begins)) for key, own in spans.items()),
    )


def tally(
    past: Past,
    label: Label,
    facts: Facts,
    main: Mapping[str, Mapping[str, str]],
    newest: date | None = None,
) -> Tally:
    """What the contacts of a month count; main: signal -> contact -> theme.

    newest: the last day of which there are data, where that lies within the month.
    """
    key, span = name_of(label), days_of(label, past.closing)
    own = narrowed(facts, Stretch(key, *span))
    groups = groups_of(own.contacts)
    praised = own.contacts[carries(own.contacts, PRAISE)]
    themes = Counter(
        (signal, main.get(signal, {}).get(contact, ""))
        for signal, group in (("complaint", groups["considered"]), ("praise", praised))
        for contact in group["contact_id"]
    )
    return Tally(
        key,
        *span,
        items={item: len(group) for item, group in groups.items()},
        themes=dict(sorted(themes.items())),
        open_days=opened(facts, (span[0], min(span[1], newest or span[1]))),
    )


def opened(facts: Facts, span: tuple[date, date]) -> float:
    """The open days of a span, each with its weight where channels have days of their own."""
    weights = facts.side.weights or (1.0,) * len(facts.open_days)
    return round(
        sum(
            weight
            for day, weight in zip(facts.open_days, weights, strict=True)
            if isinstance(day, date) and span[0] <= day <= span[1]
        ),
        6,
    )


def _of_facts(facts: Facts, past: Past, label: Label, newest: date | None) -> Tally:
    contacts = facts.contacts
    ids = contacts["contact_id"]
    main = {
        "complaint": dict(zip(ids, contacts["theme_id"], strict=True)),
        "praise": dict(zip(ids, contacts["plus_id"], strict=True)),
    }
    return tally(past, label, facts, main, newest)


def _of_store(past: Past, label: Label) -> Tally:
    span = days_of(label, past.closing)
    if not contents(past.store, span, past.state.run):
        return Tally(name_of(label), *span)
    found = walk_span(past.store, past.question, span, past.state, TALLIED)
    return tally(past, label, found.facts, main_themes(past.store, past.state, span))


def _sum(
    key: str,
    labels: Sequence[Label],
    known: tuple[Past, Mapping[Label, Tally], date | None],
) -> Tally:
    """Months added up. A year to date counts from where the history begins; anything else needs it whole."""
    past, months, begins = known
    start, end = days_of(labels[0], past.closing)[0], days_of(labels[-1], past.closing)[1]
    whole = begins is not None and begins <= start + LATE
    own = [months[one] for one in labels if one in months]
    if not own or not (whole or key == "fiscal_to_date"):
        return Tally(key, start, end, known=False)
    items: Counter[str] = Counter()
    themes: Counter[tuple[str, str]] = Counter()
    for one in own:
        items.update(one.items)
        themes.update(one.themes)
    return Tally(
        key,
        start,
        end,
        True,
        dict(items),
        dict(sorted(themes.items())),
        sum(one.open_days for one in own),
    )
