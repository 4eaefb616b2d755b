"""VOC060: rows without text."""

from __future__ import annotations

from typing import Any


def test_a_few_empty_rows_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC060", {"a.csv": made.notes([*made.plain(200), "", "", ""])}) == []


def test_free_text_of_a_survey_may_be_empty(run_check: Any) -> None:
    rows = [f"2026/11/05 10:00,K{i},{1 + i % 5},{'' if i % 2 else '良かった'}" for i in range(40)]
    text = "\r\n".join(["回答日時,受付番号,満足度,自由記述", *rows])
    assert run_check("VOC060", {"a.csv": text}) == []


def test_many_empty_rows_are_found_at_the_first(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC060", {"a.csv": made.notes([*made.plain(40), *[""] * 10])})
    assert (found.row, found.column) == (42, "申出内容")
    assert "10行あります(50行の20.0%)" in found.message


def test_the_threshold_is_the_teams(made: Any, run_check: Any) -> None:
    more = {"thresholds": {"text_empty": {"share": 0.3}}}
    assert run_check("VOC060", {"a.csv": made.notes([*made.plain(40), *[""] * 10])}, **more) == []
