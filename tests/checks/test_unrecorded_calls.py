"""VOC028: answered calls against recorded ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from vocli.model.side import CallCount, SideTables, Traffic

HEAD = "受付番号,受付日時,受発信区分,チャネル,申出内容\r\n"
DAYS = (date(2026, 11, 5), date(2026, 11, 6))


def calls(first: int, second: int) -> str:
    rows = [f"K-a{n},2026/11/05 10:00,受信,電話,届きません\r\n" for n in range(first)]
    rows += [f"K-b{n},2026/11/06 10:00,受信,電話,熱い\r\n" for n in range(second)]
    return HEAD + "".join(rows)


def side(*answered: int) -> SideTables:
    counts = [CallCount(day, "phone", n + 2, n, 2) for day, n in zip(DAYS, answered, strict=True)]
    chat = CallCount(DAYS[0], "chat", 500, 500, 0)
    return SideTables(traffic=Traffic("acd.csv", (*counts, chat)))


def test_without_a_table_nothing_is_missing(run_check: Any) -> None:
    assert run_check("VOC028", {"calls.csv": calls(1, 1)}) == []


def test_a_few_unrecorded_calls_are_good(run_check: Any) -> None:
    assert run_check("VOC028", {"calls.csv": calls(19, 20)}, side=side(20, 21)) == []


def test_days_that_the_export_does_not_hold_are_left_out(run_check: Any) -> None:
    assert run_check("VOC028", {"calls.csv": calls(20, 0)}, side=side(20, 50)) == []


def test_missing_records_are_found_with_their_days(run_check: Any) -> None:
    (found,) = run_check("VOC028", {"calls.csv": calls(20, 8)}, side=side(20, 20))
    assert found.code == "VOC028"
    assert "応答 40件" in found.message
    assert "28件(70.0%)" in found.message
    assert "11/06(応答20、記録8)" in found.message


def test_a_low_week_is_not_hidden_by_good_ones(run_check: Any) -> None:
    days = [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19)]
    counts = tuple(CallCount(day, "phone", 100, 100, 0) for day in days)
    rows = [
        f"K-{day:%m%d}{n},{day:%Y/%m/%d} 10:00,受信,電話,届きません\r\n"
        for day, recorded in zip(days, (100, 90, 99), strict=True)
        for n in range(recorded)
    ]
    table = SideTables(traffic=Traffic("acd.csv", counts))
    (found,) = run_check("VOC028", {"calls.csv": HEAD + "".join(rows)}, side=table)
    assert "2026/10/12から2026/10/12" in found.message
    assert "90件(90.0%)" in found.message


def test_outbound_calls_are_no_records_of_answered_ones(run_check: Any) -> None:
    text = calls(20, 8) + "".join(
        f"K-c{n},2026/11/06 10:00,発信,電話,折り返し\r\n" for n in range(12)
    )
    assert len(run_check("VOC028", {"calls.csv": text}, side=side(20, 20))) == 1


def test_the_share_can_be_given(run_check: Any) -> None:
    allowed = {"unrecorded_calls": {"share": 0.6}}
    text = calls(20, 8)
    assert run_check("VOC028", {"calls.csv": text}, side=side(20, 20), thresholds=allowed) == []
