"""VOC011: ids that Excel turned into 1.2E+11."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_plain_ids_are_good(run_check: Any) -> None:
    text = (
        HEAD
        + "120261105001,2026/11/05 10:00,届きません\r\nE+12,2026/11/05 10:00,1.2E+11と出ます\r\n"
    )
    assert run_check("VOC011", {"a.csv": text}) == []


def test_an_id_in_exponents_is_found_in_its_line(run_check: Any) -> None:
    text = (
        HEAD
        + "120261105001,2026/11/05 10:00,届きません\r\n1.20261E+11,2026/11/05 11:00,届きません\r\n"
    )
    (found,) = run_check("VOC011", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC011", 3, "受付番号")
