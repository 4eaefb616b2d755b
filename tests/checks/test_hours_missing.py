"""VOC043: hours of a day that are usually busy are empty."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_days_of_whole_hours_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC043", {"a.csv": made.desk(date(2026, 9, 1), 60, 45)}) == []


def test_a_desk_with_few_calls_an_hour_is_not_judged(made: Any, run_check: Any) -> None:
    text = cut_at_noon(made.desk(date(2026, 9, 1), 60, 9), "2026/10/14")
    assert run_check("VOC043", {"a.csv": text}) == []


def test_a_day_that_was_cut_at_noon_is_found(made: Any, run_check: Any) -> None:
    text = cut_at_noon(made.desk(date(2026, 9, 1), 60, 45), "2026/10/14")
    (found,) = run_check("VOC043", {"a.csv": text})
    assert "電話の10/14の12時から18時まで応対が0件(同じ曜日は1時間に平均5.0件)" in found.message


def cut_at_noon(text: str, day: str) -> str:
    """The file without what came on `day` from 12 o'clock on."""
    rows = text.split("\r\n")
    lost = [f",{day} {hour}:" for hour in range(12, 18)]
    return "\r\n".join(row for row in rows if not any(at in row for at in lost))
