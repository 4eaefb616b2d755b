"""The spans of a weekly page: its own days, those it is compared with, and what was known then."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from vocli.errors import VocliError
from vocli.history import Store, count_themes, first_known, newest_day, page_before
from vocli.history.counts import State
from vocli.messages import t
from vocli.model.page import First, PageSpan, Restated, Stretch

WEEKS = 12  # that a weekly page looks back
YEAR = timedelta(364)  # the same weekdays
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")


def week_of(text: str) -> date:
    """The Monday of `2026-W46`; VOC-E364 for anything else."""
    found = _WEEK.fullmatch(text.strip().upper())
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _no_week(text)
    except ValueError:
        return _no_week(text)


def _no_week(text: str) -> date:
    raise VocliError("VOC-E364", t("weekly.bad_week", week=text), hint=t("weekly.bad_week_hint"))


def name_of(week: date) -> str:
    """`2026-W46` for the week of a Monday."""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02d}"


def latest_week(store: Store, today: date) -> date:
    """The Monday of the newest week that is over and holds contacts; of the last week where none does."""
    over = week_over(today)
    newest = newest_day(store)
    if newest is None or newest >= over:
        return over
    return newest - timedelta(newest.weekday())


def week_over(today: date) -> date:
    """The Monday of the newest week that is over."""
    return today - timedelta(today.weekday() + 7)


def weekly_span(monday: date) -> PageSpan:
    """The week, the one before, and the mean of the four before this one."""
    end = monday + timedelta(6)
    return PageSpan(
        kind="week",
        start=monday,
        end=end,
        stretches=(
            Stretch("this_week", monday, end),
            Stretch("last_week", monday - timedelta(7), monday - timedelta(1)),
            Stretch("mean_4w", monday - timedelta(28), monday - timedelta(1), 4),
        ),
    )


def with_past(store: Store, page: PageSpan, state: State) -> PageSpan:
    """The page's span with what the history knows of the time before: restated counts, first days of themes."""
    known = {
        theme: First(day, n) for theme, (day, n) in first_known(store, state, page.end).items()
    }
    earlier = page_before(store, key_of(page))
    restated: tuple[Restated, ...] = ()
    if earlier and earlier != state:
        restated = _restated(store, page, (earlier, state))
    return replace(page, known=known, restated=restated)


def key_of(page: PageSpan) -> str:
    """The name of a page's period in the history; of one kind they sort by time."""
    return f"{page.kind[:1]}{page.start.isoformat()}"


def _restated(store: Store, page: PageSpan, states: tuple[State, State]) -> tuple[Restated, ...]:
    then, now = (count_themes(store, state, page.start) for state in states)
    changed = [
        Restated(theme, week, then.get((theme, signal, week), 0), n)
        for (theme, signal, week) in sorted({*then, *now}, key=lambda k: (k[2], k[1], k[0]))
        if (n := now.get((theme, signal, week), 0)) != then.get((theme, signal, week), 0)
    ]
    oldest = page.start - timedelta(7 * (WEEKS - 1))
    return tuple(one for one in reversed(changed) if one.week >= oldest)
