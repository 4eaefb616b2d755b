"""VOC023: contacts closed before they were opened."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,完了日時,申出内容\r\n"


def test_a_later_end_and_none_are_good(run_check: Any) -> None:
    text = (
        HEAD + "K-1,2026/11/05 10:00,2026/11/05 10:00,届きません\r\nK-2,2026/11/05 10:00,,熱い\r\n"
    )
    assert run_check("VOC023", {"a.csv": text}) == []


def test_coarser_times_are_compared_as_they_are(run_check: Any) -> None:
    text = (
        HEAD
        + "K-1,2026/11/05 10:00:30,2026/11/05 10:00,届きません\r\nK-2,2026/11/05 10:00:00,2026/11/05,熱い\r\n"
    )
    assert run_check("VOC023", {"a.csv": text}) == []


def test_an_earlier_end_is_found(run_check: Any) -> None:
    text = (
        HEAD
        + "K-1,2026/11/05 10:00,2026/11/05 18:00,届きません\r\nK-2,2026/11/05 10:00,2026/11/05 09:59,熱い\r\n"
    )
    text += "K-3,2026/11/05 10:00,2026/11/04,重い\r\n"
    found = run_check("VOC023", {"a.csv": text})
    assert [(one.code, one.row, one.column) for one in found] == [
        ("VOC023", 3, "完了日時"),
        ("VOC023", 4, "完了日時"),
    ]
