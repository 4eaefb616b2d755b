"""VOC055: satisfaction and effort move together."""

from __future__ import annotations

from typing import Any


def test_more_effort_with_less_satisfaction_is_good(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 5), "", str(5 - i % 5)) for i in range(60)]
    assert run_check("VOC055", {"a.csv": made.answers(rows)}) == []


def test_scores_without_a_relation_are_good(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 5), "", str(1 + i // 5 % 5)) for i in range(75)]
    assert run_check("VOC055", {"a.csv": made.answers(rows)}) == []


def test_few_answers_are_not_judged(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 5), "", str(1 + i % 5)) for i in range(20)]
    assert run_check("VOC055", {"a.csv": made.answers(rows)}) == []


def test_scores_that_rise_together_are_found(made: Any, run_check: Any) -> None:
    rows = [(f"{1 + i % 5} 満足", "", str(1 + (i + i // 25) % 5)) for i in range(50)]
    (found,) = run_check("VOC055", {"a.csv": made.answers(rows)})
    assert found.column == "努力度"
    assert "満足度と努力度が同じ向きに動いています(向きの取り違え" in found.message
