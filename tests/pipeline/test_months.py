"""Months of a desk: what is no month is refused, closing days end where a month ends, fiscal years begin in April."""

from __future__ import annotations

from datetime import date

import pytest

from vocli.errors import VocliError
from vocli.pipeline.months import (
    check_closing_day,
    days_of,
    fiscal_months,
    label_of,
    month_of,
    monthly_span,
    shift,
)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "10", "2026-W10", "十月", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(VocliError) as refused:
        month_of(text)
    assert refused.value.code == "VOC-E370"


@pytest.mark.parametrize("day", [-1, 32, 99])
def test_what_is_no_day_of_a_month_is_no_closing_day(day: int) -> None:
    with pytest.raises(VocliError) as refused:
        check_closing_day(day)
    assert refused.value.code == "VOC-E371"


@pytest.mark.parametrize("text", ["2026-10", "2026/10", "202610"])
def test_a_month_is_understood_as_people_write_it(text: str) -> None:
    assert month_of(text) == (2026, 10)


@pytest.mark.parametrize(
    ("label", "closing", "first", "last"),
    [
        ((2026, 10), 31, "2026-10-01", "2026-10-31"),
        ((2026, 2), 31, "2026-02-01", "2026-02-28"),
        ((2026, 10), 20, "2026-09-21", "2026-10-20"),
        ((2026, 1), 20, "2025-12-21", "2026-01-20"),
        ((2026, 3), 30, "2026-03-01", "2026-03-30"),  # February ended on the 28th
    ],
)
def test_months_leave_no_day_out(
    label: tuple[int, int], closing: int, first: str, last: str
) -> None:
    start, end = days_of(label, closing)
    assert (start.isoformat(), end.isoformat()) == (first, last)
    assert label_of(start, closing) == label_of(end, closing) == label
    assert days_of(shift(label, 1), closing)[0].toordinal() == end.toordinal() + 1


def test_a_fiscal_year_to_date_begins_in_april() -> None:
    assert fiscal_months((2026, 4)) == [(2026, 4)]
    assert fiscal_months((2027, 1))[0] == (2026, 4)
    assert len(fiscal_months((2027, 3))) == 12


def test_the_mean_is_of_the_three_months_before() -> None:
    page = monthly_span((2026, 10), 20)
    assert [(s.start, s.end) for s in page.stretches] == [
        (date(2026, 9, 21), date(2026, 10, 20)),
        (date(2026, 8, 21), date(2026, 9, 20)),
        (date(2026, 6, 21), date(2026, 9, 20)),
    ]
