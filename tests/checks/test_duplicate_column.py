"""VOC002: columns of one name."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_distinct_names_are_good(run_check: Any) -> None:
    text = HEAD + "K-0001,2026/11/05 10:00,届きません\r\n"
    assert run_check("VOC002", {"a.csv": text}) == []


def test_a_name_with_a_number_of_its_own_is_good(run_check: Any) -> None:
    text = "受付番号,受付日時,備考,備考(2),申出内容\r\nK-0001,2026/11/05 10:00,a,b,届きません\r\n"
    assert run_check("VOC002", {"a.csv": text}) == []


def test_several_columns_without_a_name_are_good(run_check: Any) -> None:
    text = "受付番号,受付日時,,,申出内容\r\nK-0001,2026/11/05 10:00,a,b,届きません\r\n"
    assert run_check("VOC002", {"a.csv": text}) == []


def test_a_name_that_stands_twice_is_found_in_the_header_row(run_check: Any) -> None:
    text = "応対履歴一覧\r\n受付番号,受付日時,申出内容,申出内容\r\nK-0001,2026/11/05 10:00,届きません,不明\r\n"
    (found,) = run_check("VOC002", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC002", 2, "申出内容")
