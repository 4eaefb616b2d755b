"""VOC051: NPS answers that are no whole numbers."""

from __future__ import annotations

from typing import Any

HEAD = "回答日時,受付番号,満足度,推奨度,努力度,自由記述"


def answers(rows: list[tuple[str, str, str]]) -> str:
    """A survey of (満足度, 推奨度, 努力度)."""
    lines = [f"2026/11/05 10:00,K{i:04},{a},{b},{c},回答{i}" for i, (a, b, c) in enumerate(rows)]
    return "\r\n".join([HEAD, *lines]) + "\r\n"


def test_whole_numbers_are_good(run_check: Any) -> None:
    rows = [("3.5", "8", "1"), ("4", "8.0", "2"), ("4", "10 とても薦めたい", "2")]
    assert run_check("VOC051", {"a.csv": answers(rows)}) == []


def test_a_fraction_is_found_in_its_line(run_check: Any) -> None:
    rows = [("4", "8", "1"), ("4", "3.5", "2"), ("4", "7.25", "2")]
    (found,) = run_check("VOC051", {"a.csv": answers(rows)})
    assert (found.row, found.column) == (3, "推奨度")
    assert "2件" in found.message
