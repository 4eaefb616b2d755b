"""VOC041: a channel has more contacts per open day than in the baseline."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_the_usual_number_of_calls_is_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12, 12)}
    assert run_check("VOC041", file, baseline=made.daily_baseline(10)) == []


def test_twice_the_calls_are_a_rise(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12, 20)}
    (found,) = run_check("VOC041", file, baseline=made.daily_baseline(10))
    assert "電話が営業日あたり20.0件に増えました(基準は10.0件" in found.message
    assert run_check("VOC040", file, baseline=made.daily_baseline(10)) == []


def test_a_channel_that_the_baseline_lacks_is_not_judged(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12, 20).replace("電話", "チャット")}
    assert run_check("VOC041", file, baseline=made.daily_baseline(10)) == []
