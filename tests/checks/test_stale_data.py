"""VOC025: exports that stand still."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def text_of(day: str) -> str:
    return HEAD + f"K-1,{day} 10:00,届きません\r\nK-2,2026/01/05 10:00,熱い\r\n"


def test_a_week_is_good(run_check: Any) -> None:
    assert run_check("VOC025", {"a.csv": text_of("2026/11/08")}) == []


def test_files_without_times_are_good(run_check: Any) -> None:
    assert run_check("VOC025", {"a.csv": "受付番号,申出内容\r\nK-1,届きません\r\n"}) == []


def test_only_the_last_of_monthly_files_must_be_new(run_check: Any) -> None:
    files = {"a_10.csv": text_of("2026/10/31"), "a_11.csv": text_of("2026/11/14")}
    assert run_check("VOC025", files) == []


def test_an_old_newest_day_is_found_with_its_age(run_check: Any) -> None:
    (found,) = run_check("VOC025", {"a.csv": text_of("2026/11/07")})
    assert (found.code, found.column) == ("VOC025", "受付日時")
    assert "2026/11/07" in found.message
    assert "8日前" in found.message


def test_a_date_in_the_future_does_not_hide_it(run_check: Any) -> None:
    text = text_of("2026/11/01") + "K-3,2029/11/01 10:00,重い\r\n"
    assert len(run_check("VOC025", {"a.csv": text})) == 1


def test_the_number_of_days_can_be_given(run_check: Any) -> None:
    allowed = {"stale_data": {"days": 30.0}}
    assert run_check("VOC025", {"a.csv": text_of("2026/11/01")}, thresholds=allowed) == []
