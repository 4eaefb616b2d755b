"""VOC060: rows without text."""

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


def test_a_few_empty_rows_are_good(run_check: Any) -> None:
    assert run_check("VOC060", {"a.csv": notes([*plain(200), "", "", ""])}) == []


def test_free_text_of_a_survey_may_be_empty(run_check: Any) -> None:
    rows = [f"2026/11/05 10:00,K{i},{1 + i % 5},{'' if i % 2 else '良かった'}" for i in range(40)]
    text = "\r\n".join(["回答日時,受付番号,満足度,自由記述", *rows])
    assert run_check("VOC060", {"a.csv": text}) == []


def test_many_empty_rows_are_found_at_the_first(run_check: Any) -> None:
    (found,) = run_check("VOC060", {"a.csv": notes([*plain(40), *[""] * 10])})
    assert (found.row, found.column) == (42, "申出内容")
    assert "10行あります(50行の20.0%)" in found.message


def test_the_threshold_is_the_teams(run_check: Any) -> None:
    more = {"thresholds": {"text_empty": {"share": 0.3}}}
    assert run_check("VOC060", {"a.csv": notes([*plain(40), *[""] * 10])}, **more) == []
