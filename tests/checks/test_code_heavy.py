"""VOC073: one code holds too many contacts."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,区分,申出内容"


def coded(**counts: int) -> str:
    """A file with some contacts of each code."""
    rows = [HEAD]
    for code, n in counts.items():
        rows += [f"K{len(rows) + i:04},2026/11/05 10:00,{code},届かない{code}{i}" for i in range(n)]
    return "\r\n".join(rows) + "\r\n"


def test_spread_codes_are_good(run_check: Any) -> None:
    assert run_check("VOC073", {"a.csv": coded(配送=40, 請求=40, その他=20)}) == []


def test_a_frequent_code_below_the_limit_is_good(run_check: Any) -> None:
    assert run_check("VOC073", {"a.csv": coded(配送=55, 請求=45)}) == []


def test_few_contacts_are_not_judged(run_check: Any) -> None:
    assert run_check("VOC073", {"a.csv": coded(その他=20)}) == []


def test_the_other_box_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC073", {"a.csv": coded(配送=50, その他=50)})
    assert found.column == "区分"
    assert "「その他」に50件(50.0%)" in found.message


def test_a_code_for_everything_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC073", {"a.csv": coded(問い合わせ=70, 配送=30)})
    assert "「問い合わせ」に70件" in found.message
