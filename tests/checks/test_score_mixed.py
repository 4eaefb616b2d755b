"""VOC053: two scales in one column."""

from __future__ import annotations

from typing import Any


def test_numbers_with_labels_are_good(made: Any, run_check: Any) -> None:
    rows = [(("5 とても満足", "4", "3 ふつう")[i % 3], str(i % 11), "") for i in range(60)]
    assert run_check("VOC053", {"a.csv": made.answers(rows)}) == []


def test_a_sorted_column_is_good(made: Any, run_check: Any) -> None:
    rows = [("", str(i // 10), "") for i in range(110)]
    assert run_check("VOC053", {"a.csv": made.answers(rows)}) == []


def test_words_among_numbers_are_found(made: Any, run_check: Any) -> None:
    rows = [("4", "", ""), ("5", "", ""), ("満足", "", "")] * 10
    (found,) = run_check("VOC053", {"a.csv": made.answers(rows)})
    assert (found.row, found.column) == (4, "満足度")
    assert "数字の答え20件と言葉だけの答え10件" in found.message


def test_a_scale_that_changes_on_the_way_is_found(made: Any, run_check: Any) -> None:
    rows = [(str(1 + i % 5), "", "") for i in range(50)]
    rows += [(str(i * 7 % 11), "", "") for i in range(50)]
    (found,) = run_check("VOC053", {"a.csv": made.answers(rows)})
    assert "途中で尺度が変わって" in found.message
