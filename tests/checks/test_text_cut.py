"""VOC066: texts that end at a limit of length."""

from __future__ import annotations

from typing import Any


def test_texts_of_any_length_are_good(made: Any, run_check: Any) -> None:
    texts = ["あ" * (240 + i) + f"{i:03}" for i in range(30)]
    assert run_check("VOC066", {"a.csv": made.notes(texts)}) == []


def test_one_long_text_with_its_end_is_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC066", {"a.csv": made.notes([*made.plain(5), "あ" * 254 + "。"])}) == []


def test_texts_cut_at_255_are_found(made: Any, run_check: Any) -> None:
    texts = [*made.plain(5), *[f"{i}" + "あ" * 254 for i in range(3)]]
    (found,) = run_check("VOC066", {"a.csv": made.notes(texts)})
    assert (found.row, found.column) == (7, "申出内容")
    assert "3件が、ちょうど255字" in found.message


def test_the_limit_of_a_cell_of_excel_is_found(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC066", {"a.csv": made.notes([*made.plain(5), "あ" * 32_767])})
    assert found.row == 7
    assert "32,767字" in found.message


def test_other_limits_need_three_texts(made: Any, run_check: Any) -> None:
    two = [*made.plain(5), *[f"{i}" + "あ" * 999 for i in range(2)]]
    three = [*made.plain(5), *[f"{i}" + "あ" * 999 for i in range(3)]]
    assert run_check("VOC066", {"a.csv": made.notes(two)}) == []
    (found,) = run_check("VOC066", {"a.csv": made.notes(three)})
    assert "1,000字" in found.message
