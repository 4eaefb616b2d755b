"""VOC061: the same whole text in many contacts."""

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


SAME = "お問い合わせをいただき回答済みです。"


def test_different_texts_are_good(run_check: Any) -> None:
    assert run_check("VOC061", {"a.csv": notes(plain(300))}) == []


def test_ten_of_a_text_are_good(run_check: Any) -> None:
    assert run_check("VOC061", {"a.csv": notes([*plain(20), *[SAME] * 10])}) == []


def test_phrases_of_notes_are_told_elsewhere(run_check: Any) -> None:
    assert run_check("VOC061", {"a.csv": notes([*plain(20), *["折り返し希望。"] * 20])}) == []


def test_a_template_is_found_at_its_first_line(run_check: Any) -> None:
    (found,) = run_check("VOC061", {"a.csv": notes([*plain(100), *[SAME] * 12])})
    assert (found.row, found.column) == (102, "申出内容")
    assert "12件" in found.message
    assert SAME not in found.message + found.hint
