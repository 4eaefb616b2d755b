"""VOC015: codes that became dates."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,棚番,申出内容\r\n"


def text_of(*codes: str) -> str:
    rows = (f"K-{n:04d},2026/11/05 10:00,{one},届きません\r\n" for n, one in enumerate(codes))
    return HEAD + "".join(rows)


def test_codes_are_good(run_check: Any) -> None:
    assert run_check("VOC015", {"a.csv": text_of("1-2", "1-3", "2-10", "12-4")}) == []


def test_a_column_of_dates_is_good(run_check: Any) -> None:
    assert run_check("VOC015", {"a.csv": text_of("1月2日", "1月3日", "2月10日")}) == []
    assert run_check("VOC015", {"a.csv": text_of("2026/1/2", "2026/1/3", "2026-01-04")}) == []


def test_a_text_that_names_a_day_is_good(run_check: Any) -> None:
    rows = "".join(f"K-{n},2026/11/05 10:00,1-2,{n}月2日\r\n" for n in range(1, 5))
    assert run_check("VOC015", {"a.csv": HEAD + rows}) == []


def test_dates_among_codes_are_found_in_their_lines(run_check: Any) -> None:
    text = text_of("1-2", "1月2日", "2-10", "2026/1/3", "3-1", "2-Jan")
    found = run_check("VOC015", {"a.csv": text})
    assert [(one.row, one.column) for one in found] == [(3, "棚番"), (5, "棚番"), (7, "棚番")]
