"""VOC017: errors of formulas."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_a_text_that_speaks_of_an_error_is_good(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/05 10:00,画面に #REF! と出ます\r\nK-2,2026/11/05 10:00,#N/Aです\r\n"
    assert run_check("VOC017", {"a.csv": text}) == []


def test_every_error_is_found_in_its_line(run_check: Any) -> None:
    errors = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]
    rows = "".join(f"K-{n},2026/11/05 10:00,{one}\r\n" for n, one in enumerate(errors))
    found = run_check("VOC017", {"a.csv": HEAD + "K-x,2026/11/05 10:00,届きません\r\n" + rows})
    assert [one.row for one in found] == list(range(3, 10))
    assert {one.column for one in found} == {"申出内容"}
