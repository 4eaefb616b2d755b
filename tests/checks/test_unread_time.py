"""VOC020: times that nobody can read."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_times_and_empty_cells_are_good(run_check: Any) -> None:
    text = (
        HEAD
        + "K-1,2026/11/05 10:00,届きません\r\nK-2,,熱い\r\nK-3,令和8年11月5日 10時,届きません\r\n"
    )
    assert run_check("VOC020", {"a.csv": text}) == []


def test_signs_of_excel_are_told_by_another_check(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/05 10:00,届きません\r\nK-2,########,熱い\r\n"
    assert run_check("VOC020", {"a.csv": text}) == []


def test_every_unreadable_time_is_found_in_its_line(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/05 10:00,届きません\r\nK-2,2026/11/32 10:00,熱い\r\n"
    text += "K-3,2026/11/06 10:00,重い\r\nK-4,先週,届きません\r\n"
    found = run_check("VOC020", {"a.csv": text})
    assert [(one.code, one.row, one.column) for one in found] == [
        ("VOC020", 3, "受付日時"),
        ("VOC020", 5, "受付日時"),
    ]
