"""The two spans of days that --compare sets side by side, and the facts of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from vocli.errors import VocliError
from vocli.insights.grouping import on_days
from vocli.messages import t
from vocli.model import Facts, Note
from vocli.model.asked import Window
from vocli.pipeline.question import Question, Scope
from vocli.stats.calendar import open_days

Span = tuple[date, date]
PERIODS = ("4w", "previous", "month", "year")
_WEEK = 7
_YEAR = 364  # days: the same weekdays
_FOUR = 4 * _WEEK
_LATE = 6  # days that the data may begin after a window of four weeks


def check_compare(compare: str) -> None:
    """VOC-E204 where --compare is no period."""
    if compare and compare not in PERIODS:
        _given(compare)


def widen(question: Question, contacts: pd.DataFrame) -> Question:
    """The question whose scope takes in both windows, and nothing between them; itself without --compare."""
    last = newest(contacts, question)
    if not question.compare or last is None:
        return question
    recent, earlier = spans(question.compare, question.scope, last)
    first, end = earlier[1] + timedelta(1), recent[0] - timedelta(1)
    scope = replace(
        question.scope,
        since=earlier[0],
        until=recent[1],
        gap=(first, end) if first <= end else None,
    )
    return replace(question, scope=scope)


def newest(contacts: pd.DataFrame, question: Question) -> date | None:
    """The day that the recent window ends with at the latest: as asked, else the newest contact's."""
    if question.as_of:
        return question.as_of
    days = contacts["occurred_at"].dropna().dt.date
    until = question.scope.until
    return max((d for d in days if until is None or d <= until), default=None)


def spans(compare: str, scope: Scope, last: date) -> tuple[Span, Span]:
    """The recent and the earlier span, both ends included. VOC-E204 where the earlier is none or not earlier.

    4w: four whole weeks (Monday to Sunday) up to the week of `last`, and the four before. previous: --since
    to --until, else the newest whole week, and as many days before. month: the newest whole month and the
    one before. year: --since to --until, else the four weeks of 4w, and the same 364 days before.
    FROM..TO: that span, against --since to --until, else everything after it.
    """
    since, until = scope.since, scope.until or last
    if compare not in PERIODS:
        earlier = _given(compare)
        recent = (since or earlier[1] + timedelta(1), until)
        if recent[0] <= earlier[1] or recent[1] < recent[0]:
            hint = t("comparing.overlap_hint")
            raise VocliError("VOC-E204", t("comparing.overlap", period=compare), hint=hint)
        return recent, earlier
    if compare == "month":
        return _months(last)
    sunday = last + timedelta(6 - last.weekday())
    recent = (sunday - timedelta(_FOUR - 1), sunday)
    if compare == "4w":
        return recent, _before(recent)
    if since:
        recent = (since, until)
    elif compare == "previous":
        whole = last - timedelta((last.weekday() + 1) % _WEEK)
        recent = (whole - timedelta(_WEEK - 1), whole)
    if compare == "previous":
        return recent, _before(recent)
    year = timedelta(_YEAR)
    if (recent[1] - recent[0]).days >= _YEAR:
        raise VocliError("VOC-E204", t("comparing.too_long"), hint=t("comparing.too_long_hint"))
    return recent, (recent[0] - year, recent[1] - year)


def windows(
    facts: Facts, question: Question, contacts: pd.DataFrame
) -> tuple[Facts, Facts | None, Window | None]:
    """The facts of the recent window, those of the earlier one, and both spans with their open days.

    None where the data begin after the earlier span did: a first window has no history.
    """
    last = newest(contacts, question)
    if last is None:
        return facts, None, None
    recent, earlier = spans(question.compare, question.scope, last)
    first = contacts["occurred_at"].dropna().dt.date.min()
    late = min(_LATE, ((earlier[1] - earlier[0]).days + 1) // 4)
    now = _inside(facts, recent, last)
    if first > earlier[0] + timedelta(late):
        return now, None, None
    before = _inside(facts, earlier, last)
    window = Window(recent, earlier, _exposure(now), _exposure(before))
    return now, before, window


def without_history(question: Question, contacts: pd.DataFrame) -> Note:
    """The sentence in place of a comparison."""
    last = newest(contacts, question)
    if last is None:
        return Note("comparing.undated")
    start, end = spans(question.compare, question.scope, last)[1]
    return Note("comparing.no_history", {"start": f"{start:%Y/%m/%d}", "end": f"{end:%Y/%m/%d}"})


def _inside(facts: Facts, span: Span, last: date) -> Facts:
    """The facts of the contacts of a span; open days are those of the span."""
    days = facts.contacts["day"]
    kept = pd.Series([d is not None and span[0] <= d <= span[1] for d in days], days.index, bool)
    own = facts.of(kept)
    if not facts.side.weights:
        opened = open_days(list(own.contacts["day"]), span[0], min(span[1], last))
        return replace(own, open_days=tuple(opened), period=None)
    return replace(on_days(own, lambda day: span[0] <= day <= span[1]), period=None)


def _exposure(facts: Facts) -> float:
    """Open days of the facts, each with its weight."""
    return round(sum(facts.side.weights), 6) if facts.side.weights else float(len(facts.open_days))


def _before(span: Span) -> Span:
    """As many days, right before."""
    length = span[1] - span[0] + timedelta(1)
    return span[0] - length, span[1] - length


def _months(last: date) -> tuple[Span, Span]:
    """The newest calendar month that is over by `last`, and the one before."""
    end = _month_end(last) if last == _month_end(last) else last.replace(day=1) - timedelta(1)
    before = end.replace(day=1) - timedelta(1)
    return (end.replace(day=1), end), (before.replace(day=1), before)


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)


def _given(compare: str) -> Span:
    """The span FROM..TO."""
    first, dots, last = compare.partition("..")
    try:
        span = (_day(first), _day(last))
    except ValueError:
        span = (date.max, date.min)
    if not dots or span[0] > span[1]:
        text = t("comparing.bad_period", period=compare)
        raise VocliError("VOC-E204", text, hint=t("comparing.bad_period_hint"))
    return span


def _day(text: str) -> date:
    year, month, rest = (int(part) for part in text.strip().replace("/", "-").split("-"))
    return date(year, month, rest)
