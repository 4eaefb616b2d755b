"""VOC073: one code holds too many contacts."""

from __future__ import annotations

from typing import Any


def test_spread_codes_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC073", {"a.csv": made.coded(配送=40, 請求=40, その他=20)}) == []


def test_a_frequent_code_below_the_limit_is_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC073", {"a.csv": made.coded(配送=55, 請求=45)}) == []


def test_few_contacts_are_not_judged(made: Any, run_check: Any) -> None:
    assert run_check("VOC073", {"a.csv": made.coded(その他=20)}) == []


def test_the_other_box_is_found(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC073", {"a.csv": made.coded(配送=50, その他=50)})
    assert found.column == "区分"
    assert "「その他」に50件(50.0%)" in found.message


def test_a_code_for_everything_is_found(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC073", {"a.csv": made.coded(問い合わせ=70, 配送=30)})
    assert "「問い合わせ」に70件" in found.message
