"""VOC042: an open day without any contact."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def test_closed_sundays_and_holidays_are_good(made: Any, run_check: Any) -> None:
    lost = (date(2026, 10, 12), date(2026, 11, 3))  # national holidays
    assert run_check("VOC042", {"a.csv": made.desk(date(2026, 10, 1), 45, lost=lost)}) == []


def test_new_year_is_no_gap(made: Any, run_check: Any) -> None:
    lost = tuple(date(2025, 12, 29) + timedelta(i) for i in range(6))
    file = {"a.csv": made.desk(date(2025, 12, 1), 60, lost=lost)}
    assert run_check("VOC042", file) == []


def test_a_file_without_dates_is_silent(run_check: Any) -> None:
    assert run_check("VOC042", {"a.csv": "受付番号,申出内容\r\nK1,届かない\r\n"}) == []


def test_days_in_a_row_are_one_finding(made: Any, run_check: Any) -> None:
    lost = (date(2026, 11, 5), date(2026, 11, 6))
    (found,) = run_check("VOC042", {"a.csv": made.desk(date(2026, 10, 1), 45, lost=lost)})
    assert "電話の11/05と11/06の応対が0件(前の4週の木・金は平均10.0件)" in found.message
    assert found.path.endswith("a.csv")


def test_a_hole_early_in_the_file_is_seen(made: Any, run_check: Any) -> None:
    lost = (date(2026, 10, 14), date(2026, 10, 15), date(2026, 10, 16))
    (found,) = run_check("VOC042", {"a.csv": made.desk(date(2026, 10, 5), 30, lost=lost)})
    assert "10/14から10/16" in found.message


def test_the_end_that_is_lacking_beside_another_channel_is_seen(made: Any, run_check: Any) -> None:
    early = made.desk(date(2026, 10, 1), 40)
    late = made.desk(date(2026, 10, 1), 45).replace("電話", "チャット").replace("K", "C")
    (found,) = run_check("VOC042", {"a.csv": early, "b.csv": late})
    assert "電話の11/10から11/14" in found.message
