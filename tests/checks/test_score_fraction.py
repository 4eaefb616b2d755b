"""VOC051: NPS answers that are no whole numbers."""

from __future__ import annotations

from typing import Any


def test_whole_numbers_are_good(made: Any, run_check: Any) -> None:
    rows = [("3.5", "8", "1"), ("4", "8.0", "2"), ("4", "10 とても薦めたい", "2")]
    assert run_check("VOC051", {"a.csv": made.answers(rows)}) == []


def test_a_fraction_is_found_in_its_line(made: Any, run_check: Any) -> None:
    rows = [("4", "8", "1"), ("4", "3.5", "2"), ("4", "7.25", "2")]
    (found,) = run_check("VOC051", {"a.csv": made.answers(rows)})
    assert (found.row, found.column) == (3, "推奨度")
    assert "2件" in found.message
