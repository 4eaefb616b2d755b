"""The two windows that a periodic page compares: of a week four weeks and four, of a month it and the one before."""

from __future__ import annotations

from datetime import timedelta

from vocli.insights.changes import Change
from vocli.model import Column, Facts, Kind, Period
from vocli.model.page import PageSpan

LATE = timedelta(6)  # that a history may begin after a span did and still know all of it
# The columns in which the two judged windows stand, the earlier first.
_JUDGED = {"week": ("prev_4w", "last_4w"), "month": ("last_month", "this_month")}
_FOUR = (Column("prev_4w", Kind.INT), Column("last_4w", Kind.INT))
_RATES = (
    Column("rate_before", Kind.NUMBER, label="monthly.columns.rate_before"),
    Column("rate", Kind.NUMBER, label="monthly.columns.rate"),
)


def judged_keys(page_kind: str) -> tuple[str, str]:
    """The keys of the earlier and the recent window."""
    return _JUDGED[page_kind]


def judged_columns(page: PageSpan) -> tuple[Column, ...]:
    """What stands before the verdict: of a week the two windows, of a month contacts per open day in both."""
    return _FOUR if page.kind == "week" else _RATES


def judged_cells(change: Change, facts: Facts) -> dict[str, object]:
    """The cells of those columns; a rate is None where nothing earlier is known to compare with."""
    known = facts.period is not None
    return {
        "prev_4w": change.before,
        "last_4w": change.recent if known else None,
        "rate_before": change.before_rate if known else None,
        "rate": change.recent_rate if known else None,
    }


def months_period(page: PageSpan) -> Period | None:
    """The month against the one before, each with its open days; None where the history begins too late.

    Never a comparison with nothing: a first month has no verdict.
    """
    own, before = page.stretches[:2]
    opened = {m.start: m.open_days for m in page.months}
    late = page.begins is None or page.begins > before.start + LATE
    if late or not opened.get(own.start) or not opened.get(before.start):
        return None
    end = min(own.end, page.newest or own.end)
    days = opened[own.start], opened[before.start]
    return Period(own.start, end, before.start, before.end, *days)
