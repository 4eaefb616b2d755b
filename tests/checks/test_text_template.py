"""VOC061: the same whole text in many contacts."""

from __future__ import annotations

from typing import Any

SAME = "お問い合わせをいただき回答済みです。"


def test_different_texts_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC061", {"a.csv": made.notes(made.plain(300))}) == []


def test_ten_of_a_text_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC061", {"a.csv": made.notes([*made.plain(20), *[SAME] * 10])}) == []


def test_phrases_of_notes_are_told_elsewhere(made: Any, run_check: Any) -> None:
    assert (
        run_check("VOC061", {"a.csv": made.notes([*made.plain(20), *["折り返し希望。"] * 20])})
        == []
    )


def test_a_template_is_found_at_its_first_line(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC061", {"a.csv": made.notes([*made.plain(100), *[SAME] * 12])})
    assert (found.row, found.column) == (102, "申出内容")
    assert "12件" in found.message
    assert SAME not in found.message + found.hint
