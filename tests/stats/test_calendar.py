"""Holidays of Japan and the days on which a desk was open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vocli.stats.calendar import is_holiday, national_holidays, open_days

# Cabinet Office's list for 2026, in the order of the year.
YEAR_2026 = (
    (1, 1), (1, 12), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6),
    (7, 20), (8, 11), (9, 21), (9, 22), (9, 23), (10, 12), (11, 3), (11, 23),
)  # fmt: skip


def test_the_holidays_of_2026() -> None:
    assert sorted(national_holidays(2026)) == [date(2026, *day) for day in YEAR_2026]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-09-22", "between two holidays"),
        ("2026-05-06", "moved from Sunday over two more holidays"),
        ("2024-02-12", "moved from Sunday"),
        ("2024-08-12", "moved from Sunday"),
        ("2024-09-22", "equinox on a Sunday"),
        ("2024-09-23", "moved from Sunday"),
        ("2024-11-04", "moved from Sunday"),
        ("2025-02-24", "moved from Sunday"),
        ("2025-05-06", "moved from Sunday over two more holidays"),
        ("2027-03-21", "equinox on a Sunday"),
        ("2027-03-22", "moved from Sunday"),
        ("2028-03-20", "equinox"),
    ],
)
def test_a_holiday(day: str, why: str) -> None:
    assert is_holiday(date.fromisoformat(day)), why


@pytest.mark.parametrize(
    "day", ["2026-09-24", "2026-01-02", "2026-12-31", "2025-09-22", "2026-05-07"]
)
def test_no_holiday(day: str) -> None:
    assert not is_holiday(date.fromisoformat(day))


def weekdays(start: date, weeks: int, closed: tuple[int, ...] = (5, 6)) -> list[date]:
    """Every day of some weeks but these weekdays and the holidays."""
    days = (start + timedelta(i) for i in range(7 * weeks))
    return [d for d in days if d.weekday() not in closed and not is_holiday(d)]


def test_nothing_is_known_without_contacts() -> None:
    assert open_days([], date(2026, 9, 7), date(2026, 9, 13)) == []


def test_weekends_and_holidays_are_closed() -> None:
    start = date(2026, 9, 7)
    found = open_days(weekdays(start, 10), start, date(2026, 11, 15))
    assert date(2026, 9, 22) not in found
    assert date(2026, 9, 12) not in found
    assert len(found) == len(weekdays(start, 10))


def test_a_weekday_without_a_contact_was_open_all_the_same() -> None:
    start = date(2026, 9, 28)
    days = weekdays(start, 8)
    quiet = days[10]
    assert quiet in open_days([d for d in days if d != quiet], start, days[-1])


def test_a_desk_that_answers_on_saturdays_is_open_on_saturdays() -> None:
    start = date(2026, 9, 28)
    found = open_days(weekdays(start, 8, closed=(6,)), start, start + timedelta(55))
    assert sum(d.weekday() == 5 for d in found) == 8


def test_a_single_contact_on_a_holiday_opens_that_day_alone() -> None:
    start = date(2026, 9, 7)
    found = open_days([*weekdays(start, 10), date(2026, 9, 22)], start, date(2026, 11, 15))
    assert date(2026, 9, 22) in found
    assert date(2026, 9, 23) not in found


def test_the_order_of_the_contacts_does_not_matter() -> None:
    start = date(2026, 9, 7)
    days = weekdays(start, 10)
    end = date(2026, 11, 15)
    assert open_days(days, start, end) == open_days(list(reversed(days)), start, end)
