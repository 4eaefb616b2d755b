"""VOC050: scores outside their scale."""

from __future__ import annotations

from typing import Any

GOOD = [
    ("5 とても満足", "１０点", "1"),
    ("４", "0 まったく薦めたくない", "5"),
    ("未回答", "-", "N/A"),
]


def test_labels_full_width_and_no_answer_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC050", {"a.csv": made.answers(GOOD * 10)}) == []


def test_a_scale_of_seven_is_good(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 7), "8", str(1 + i % 7)) for i in range(70)]
    assert run_check("VOC050", {"a.csv": made.answers(rows)}) == []


def test_an_nps_of_eleven_is_found_in_its_line(made: Any, run_check: Any) -> None:
    rows = [*GOOD * 4, ("3", "11", "2"), ("3", "-1", "2"), ("3", "11 点", "2")]
    found = run_check("VOC050", {"a.csv": made.answers(rows)})
    assert [(f.row, f.column) for f in found] == [(14, "推奨度"), (15, "推奨度")]
    assert "推奨度に 11 が2件あります(0から10の尺度)" in found[0].message
    assert "推奨度に -1 が1件" in found[1].message


def test_zero_and_six_do_not_belong_to_five_steps(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 5), "8", "2") for i in range(50)] + [("0", "8", "2"), ("6", "8", "2")]
    found = run_check("VOC050", {"a.csv": made.answers(rows)})
    assert [(f.row, f.column) for f in found] == [(52, "満足度"), (53, "満足度")]


def test_a_file_without_scores_is_silent(run_check: Any) -> None:
    assert run_check("VOC050", {"a.csv": "受付番号,申出内容\r\nK1,99が届かない\r\n"}) == []
