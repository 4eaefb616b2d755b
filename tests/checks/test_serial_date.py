"""VOC018: Excel's numbers among dates."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_a_column_of_dates_is_good(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/05 10:00,届きません\r\nK-2,,46329.5\r\n"
    assert run_check("VOC018", {"a.csv": text}) == []


def test_a_column_of_nothing_but_numbers_is_read_as_such(run_check: Any) -> None:
    text = HEAD + "K-1,46329.5,届きません\r\nK-2,46330,熱い\r\n"
    assert run_check("VOC018", {"a.csv": text}) == []


def test_a_number_among_dates_is_found(run_check: Any) -> None:
    text = (
        HEAD
        + "K-1,2026/11/05 10:00,届きません\r\nK-2,46329.5,届きません\r\nK-3,2026/11/06 10:00,熱い\r\n"
    )
    (found,) = run_check("VOC018", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC018", 3, "受付日時")
