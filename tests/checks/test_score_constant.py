"""VOC052: a column of scores with one value only."""

from __future__ import annotations

from typing import Any


def test_few_answers_may_agree(made: Any, run_check: Any) -> None:
    assert run_check("VOC052", {"a.csv": made.answers([("5", "", "")] * 5)}) == []


def test_different_answers_are_good(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 5), str(i % 11), str(1 + i % 3)) for i in range(40)]
    assert run_check("VOC052", {"a.csv": made.answers(rows)}) == []


def test_one_value_in_many_answers_is_found(made: Any, run_check: Any) -> None:
    rows = [("3 ふつう" if i % 2 else "3", str(i % 11), "") for i in range(40)]
    (found,) = run_check("VOC052", {"a.csv": made.answers(rows)})
    assert found.column == "満足度"
    assert "40件がすべて同じ値" in found.message
