"""VOC019: rows that repeat another exactly."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"
ROW = "K-1,2026/11/05 10:00,届きません\r\n"
OTHER = "K-2,2026/11/05 11:00,熱い\r\n"


def test_rows_that_differ_are_good(run_check: Any) -> None:
    assert (
        run_check("VOC019", {"a.csv": HEAD + ROW + OTHER + "K-1,2026/11/06 10:00,届いた\r\n"}) == []
    )


def test_turns_are_no_repetitions(run_check: Any) -> None:
    turn = "C-1,2026/11/05 10:00,お客様,はい\r\n"
    assert run_check("VOC019", {"a.csv": "会話ID,日時,送信者,本文\r\n" + turn * 3}) == []


def test_repetitions_are_counted_and_the_first_is_placed(run_check: Any) -> None:
    (found,) = run_check("VOC019", {"a.csv": HEAD + ROW + OTHER + ROW + ROW})
    assert (found.code, found.severity, found.row) == ("VOC019", "note", 4)
    assert "2行" in found.message
