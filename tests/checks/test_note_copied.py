"""VOC064: a note that copies the row above."""

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


COPY = "ボトルが届かないとのこと。配送会社に確認し折り返すと案内した。"


def test_different_rows_are_good(run_check: Any) -> None:
    assert run_check("VOC064", {"a.csv": notes(plain(30))}) == []


def test_short_notes_may_repeat(run_check: Any) -> None:
    assert run_check("VOC064", {"a.csv": notes(["届かないとのこと。"] * 9 + plain(9))}) == []


def test_two_agents_may_write_the_same(run_check: Any) -> None:
    lines = notes([*plain(9), COPY, COPY, COPY, COPY]).split("\r\n")
    for i in range(10, 14):
        lines[i] = lines[i].replace("菅原", f"担当{i}")
    assert run_check("VOC064", {"a.csv": "\r\n".join(lines)}) == []


def test_copies_are_found_and_counted_by_site(run_check: Any) -> None:
    (found,) = run_check("VOC064", {"a.csv": notes([*plain(9), COPY, COPY, COPY, COPY])})
    assert (found.row, found.column) == (12, "申出内容")
    assert "(仙台 3)" in found.message
    assert COPY not in found.message
