"""VOC021: times that have not come."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,折り返し予定,申出内容\r\n"


def test_the_last_minute_of_the_day_is_good(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/15 23:59,,届きません\r\nK-2,,,熱い\r\n"
    assert run_check("VOC021", {"a.csv": text}) == []


def test_a_promised_call_may_lie_ahead(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/15 10:00,2026/11/20 10:00,届きません\r\n"
    assert run_check("VOC021", {"a.csv": text}) == []


def test_a_contact_of_tomorrow_is_found(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/15 10:00,,届きません\r\nK-2,2026/11/16 00:00,,熱い\r\n"
    (found,) = run_check("VOC021", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC021", 3, "受付日時")
