"""VOC066: texts that end at a limit of length."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容,対応内容,拠点,担当者"


def notes(texts: list[str], sites: str = "仙台") -> str:
    """A file of notes, one a minute."""
    rows = [
        f"K{i:04},2026/11/05 {9 + i // 60:02}:{i % 60:02},{text},ご案内済{i},{sites},菅原"
        for i, text in enumerate(texts)
    ]
    return "\r\n".join([HEAD, *rows]) + "\r\n"


def plain(n: int) -> list[str]:
    """Notes that all differ."""
    return [f"{i}番のボトルが届かないとのお申し出。いつ届くのかとのこと。" for i in range(n)]


def test_texts_of_any_length_are_good(run_check: Any) -> None:
    texts = ["あ" * (240 + i) + f"{i:03}" for i in range(30)]
    assert run_check("VOC066", {"a.csv": notes(texts)}) == []


def test_one_long_text_with_its_end_is_good(run_check: Any) -> None:
    assert run_check("VOC066", {"a.csv": notes([*plain(5), "あ" * 254 + "。"])}) == []


def test_texts_cut_at_255_are_found(run_check: Any) -> None:
    texts = [*plain(5), *[f"{i}" + "あ" * 254 for i in range(3)]]
    (found,) = run_check("VOC066", {"a.csv": notes(texts)})
    assert (found.row, found.column) == (7, "申出内容")
    assert "3件が、ちょうど255字" in found.message


def test_the_limit_of_a_cell_of_excel_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC066", {"a.csv": notes([*plain(5), "あ" * 32_767])})
    assert found.row == 7
    assert "32,767字" in found.message


def test_other_limits_need_three_texts(run_check: Any) -> None:
    two = [*plain(5), *[f"{i}" + "あ" * 999 for i in range(2)]]
    three = [*plain(5), *[f"{i}" + "あ" * 999 for i in range(3)]]
    assert run_check("VOC066", {"a.csv": notes(two)}) == []
    (found,) = run_check("VOC066", {"a.csv": notes(three)})
    assert "1,000字" in found.message
