"""The spans that --compare means."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.pipeline.question import Question, Scope
from vocli.pipeline.windows import check_compare, spans, widen

SATURDAY = date(2026, 11, 14)
FREE = Scope()


@pytest.mark.parametrize(
    "text",
    [
        "foo",
        "4",
        "2026-09-01",
        "2026-09-01..",
        "2026-09-31..2026-10-01",
        "2026-10-02..2026-10-01",
        "..",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(VocliError) as refused:
        check_compare(text)
    assert refused.value.code == "VOC-E204"


def test_an_earlier_span_must_end_before_the_recent_one_begins() -> None:
    scope = Scope(since=date(2026, 9, 15))
    with pytest.raises(VocliError) as refused:
        spans("2026-09-01..2026-09-15", scope, SATURDAY)
    assert refused.value.code == "VOC-E204"
    with pytest.raises(VocliError):
        spans("year", Scope(since=date(2025, 1, 1)), SATURDAY)


@pytest.mark.parametrize(
    ("compare", "scope", "expected"),
    [
        ("4w", FREE, ("2026-10-19", "2026-11-15", "2026-09-21", "2026-10-18")),
        ("previous", FREE, ("2026-11-02", "2026-11-08", "2026-10-26", "2026-11-01")),
        (
            "previous",
            Scope(since=date(2026, 11, 1), until=date(2026, 11, 10)),
            ("2026-11-01", "2026-11-10", "2026-10-22", "2026-10-31"),
        ),
        ("month", FREE, ("2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30")),
        ("year", FREE, ("2026-10-19", "2026-11-15", "2025-10-20", "2025-11-16")),
        ("2026-09-01..2026-9-30", FREE, ("2026-10-01", "2026-11-14", "2026-09-01", "2026-09-30")),
    ],
)
def test_spans(compare: str, scope: Scope, expected: tuple[str, ...]) -> None:
    recent, earlier = spans(compare, scope, SATURDAY)
    assert tuple(day.isoformat() for day in (*recent, *earlier)) == expected


def test_a_week_that_ended_today_is_whole_and_a_month_too() -> None:
    assert spans("previous", FREE, date(2026, 11, 15))[0][1] == date(2026, 11, 15)
    assert spans("month", FREE, date(2026, 11, 30))[0] == (date(2026, 11, 1), date(2026, 11, 30))


def test_a_year_keeps_the_weekday() -> None:
    recent, earlier = spans("year", FREE, SATURDAY)
    assert [d.weekday() for d in recent] == [d.weekday() for d in earlier]


def test_the_scope_takes_in_both_spans_and_nothing_between() -> None:
    days = pd.to_datetime(["2025-10-01", "2026-11-14"]).tz_localize("Asia/Tokyo")
    contacts = pd.DataFrame({"occurred_at": days})
    scope = widen(Question(("a.csv",), compare="year"), contacts).scope
    assert (scope.since, scope.until) == (date(2025, 10, 20), date(2026, 11, 15))
    assert scope.gap == (date(2025, 11, 17), date(2026, 10, 18))
    assert widen(Question(("a.csv",), compare="4w"), contacts).scope.gap is None
    assert widen(Question(("a.csv",)), contacts).scope == FREE


def test_without_dates_nothing_is_widened() -> None:
    contacts = pd.DataFrame(
        {"occurred_at": pd.Series([pd.NaT], dtype="datetime64[ns, Asia/Tokyo]")}
    )
    assert widen(Question(("a.csv",), compare="4w"), contacts).scope == FREE
