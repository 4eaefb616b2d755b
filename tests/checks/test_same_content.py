"""VOC013: one content, two ids."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,会員番号,申出内容\r\n"
TEXT = "約束の日に届かないことが続いています。確認してください。"


def test_the_same_note_at_other_times_is_good(run_check: Any) -> None:
    rows = f"K-1,2026/11/05 10:00,7,{TEXT}\r\nK-2,2026/11/05 10:01,7,{TEXT}\r\n"
    assert run_check("VOC013", {"a.csv": HEAD + rows}) == []


def test_the_same_note_of_other_customers_is_good(run_check: Any) -> None:
    rows = f"K-1,2026/11/05 10:00,7,{TEXT}\r\nK-2,2026/11/05 10:00,8,{TEXT}\r\n"
    assert run_check("VOC013", {"a.csv": HEAD + rows}) == []


def test_short_notes_and_bare_days_are_good(run_check: Any) -> None:
    rows = "K-1,2026/11/05 10:00,,折り返し希望\r\nK-2,2026/11/05 10:00,,折り返し希望\r\n"
    rows += f"K-3,2026/11/05,,{TEXT}\r\nK-4,2026/11/05,,{TEXT}\r\n"
    assert run_check("VOC013", {"a.csv": HEAD + rows}) == []


def test_a_contact_entered_twice_is_found(run_check: Any) -> None:
    rows = f"K-1,2026/11/05 10:00,7,{TEXT}\r\nK-2,2026/11/05 11:00,8,熱い\r\nK-3,2026/11/05 10:00,7,{TEXT}\r\n"
    (found,) = run_check("VOC013", {"a.csv": HEAD + rows})
    assert (found.code, found.row, found.column) == ("VOC013", 4, "受付番号")
    assert "2行" in found.message
