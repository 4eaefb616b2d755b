"""VOC052: a column of scores with one value only."""

from __future__ import annotations

from typing import Any

HEAD = "回答日時,受付番号,満足度,推奨度,努力度,自由記述"


def answers(rows: list[tuple[str, str, str]]) -> str:
    """A survey of (満足度, 推奨度, 努力度)."""
    lines = [f"2026/11/05 10:00,K{i:04},{a},{b},{c},回答{i}" for i, (a, b, c) in enumerate(rows)]
    return "\r\n".join([HEAD, *lines]) + "\r\n"


def test_few_answers_may_agree(run_check: Any) -> None:
    assert run_check("VOC052", {"a.csv": answers([("5", "", "")] * 5)}) == []


def test_different_answers_are_good(run_check: Any) -> None:
    rows = [(str(1 + i % 5), str(i % 11), str(1 + i % 3)) for i in range(40)]
    assert run_check("VOC052", {"a.csv": answers(rows)}) == []


def test_one_value_in_many_answers_is_found(run_check: Any) -> None:
    rows = [("3 ふつう" if i % 2 else "3", str(i % 11), "") for i in range(40)]
    (found,) = run_check("VOC052", {"a.csv": answers(rows)})
    assert found.column == "満足度"
    assert "40件がすべて同じ値" in found.message
