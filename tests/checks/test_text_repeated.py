"""VOC068: the same long text in many contacts of one day."""

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


LONG = "配送会社の倉庫が止まり、ボトルの到着が遅れる見込みであることをお伝えした。"


def test_different_texts_are_good(run_check: Any) -> None:
    assert run_check("VOC068", {"a.csv": notes(plain(300))}) == []


def test_the_same_text_on_different_days_is_good(run_check: Any) -> None:
    lines = notes([*plain(300), *[LONG] * 6]).split("\r\n")
    for i in range(1, 307):
        lines[i] = lines[i].replace("2026/11/05", f"2026/11/{1 + i % 6:02}")
    assert run_check("VOC068", {"a.csv": "\r\n".join(lines)}) == []


def test_a_template_is_told_elsewhere(run_check: Any) -> None:
    assert run_check("VOC068", {"a.csv": notes([*plain(100), *[LONG] * 12])}) == []


def test_a_text_that_stands_six_times_in_a_day_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC068", {"a.csv": notes([*plain(300), *[LONG] * 6])})
    assert (found.row, found.column) == (302, "申出内容")
    assert "11/05に、まったく同じ本文の応対が6件" in found.message
    assert LONG not in found.message


def test_a_double_import_is_one_finding(run_check: Any) -> None:
    texts = [f"{text}至急とのこと。" for text in plain(40) for _ in range(5)]
    (found,) = run_check("VOC068", {"a.csv": notes(texts)})
    assert found.row == 2
    assert "200件あります(40通りの本文、最初は11/05)" in found.message
