"""VOC054: a column of ease that is read as effort."""

from __future__ import annotations

from typing import Any

from vocli.sources import Reading


def test_labels_of_effort_are_good(made: Any, run_check: Any) -> None:
    rows = [
        ("4", "8", "1 とても簡単だった"),
        ("4", "8", "5 とても手間がかかった"),
        ("4", "8", "4 簡単ではなかった"),
    ]
    assert run_check("VOC054", {"a.csv": made.answers(rows * 5)}) == []


def test_a_header_of_ease_read_as_ease_is_good(made: Any, run_check: Any) -> None:
    text = made.answers([("4", "8", str(1 + i % 5)) for i in range(20)]).replace("努力度", "容易度")
    assert run_check("VOC054", {"a.csv": text}) == []


def test_high_answers_that_say_easy_are_found(made: Any, run_check: Any) -> None:
    rows = [("4", "8", "1 とても大変だった"), ("4", "8", "5 とても簡単だった")]
    (found,) = run_check("VOC054", {"a.csv": made.answers(rows * 5)})
    assert (found.row, found.column) == (3, "努力度")


def test_a_header_of_ease_read_as_effort_is_found(made: Any, run_check: Any) -> None:
    text = made.answers([("4", "8", str(1 + i % 5)) for i in range(20)]).replace(
        "努力度", "手続きの簡単さ"
    )
    (found,) = run_check(
        "VOC054", {"a.csv": text}, reading=Reading(columns=(("ces", "手続きの簡単さ"),))
    )
    assert found.column == "手続きの簡単さ"
