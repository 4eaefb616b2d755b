"""VOC044: a whole week without any contact."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

HEAD = "受付番号,受付日時,チャネル,申出内容,拠点"


def test_whole_weeks_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC044", {"a.csv": made.desk(date(2026, 9, 7), 60)}) == []


def test_a_desk_with_a_call_a_week_may_have_none(run_check: Any) -> None:
    rows = [f"K{i},2026/09/{7 + 7 * i:02} 10:00,手紙,届かない{i},仙台" for i in (0, 1, 3)]
    assert run_check("VOC044", {"a.csv": "\r\n".join([HEAD, *rows])}) == []


def test_the_week_of_new_year_may_be_closed(made: Any, run_check: Any) -> None:
    lost = tuple(date(2025, 12, 29) + timedelta(i) for i in range(7))
    assert run_check("VOC044", {"a.csv": made.desk(date(2025, 12, 1), 60, lost=lost)}) == []


def test_a_lost_week_is_found_and_told_only_here(made: Any, run_check: Any) -> None:
    lost = tuple(date(2026, 10, 5) + timedelta(i) for i in range(7))
    file = {"a.csv": made.desk(date(2026, 9, 7), 60, lost=lost)}
    (found,) = run_check("VOC044", file)
    assert "電話の10/05から10/11まで、1週間以上応対が0件(前の週は平均60.0件)" in found.message
    assert run_check("VOC042", file) == []
