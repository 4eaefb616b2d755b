"""VOC003: rows of another width."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容,区分\r\n"
GOOD = "K-000{n},2026/11/05 10:0{n},届きません,配送\r\n"


def rows(*numbers: int) -> str:
    return "".join(GOOD.format(n=n) for n in numbers)


def test_rows_of_one_width_are_good(run_check: Any) -> None:
    assert run_check("VOC003", {"a.csv": HEAD + rows(1, 2, 3)}) == []


def test_a_last_row_that_is_still_being_written_is_told_by_another_check(run_check: Any) -> None:
    assert run_check("VOC003", {"a.csv": HEAD + rows(1, 2) + "K-0003,2026/11"}) == []


def test_a_short_and_a_long_row_are_found_in_their_lines(run_check: Any) -> None:
    text = HEAD + rows(1) + "K-0002,2026/11/05 11:00,届きません\r\n" + rows(3)
    text += "K-0004,2026/11/05 12:00,届かない,のはなぜ,配送\r\n" + rows(5)
    found = run_check("VOC003", {"a.csv": text})
    assert [(one.code, one.row) for one in found] == [("VOC003", 3), ("VOC003", 5)]


def test_an_export_that_leaves_out_empty_cells_has_no_half_written_row(run_check: Any) -> None:
    short = "K-0002,2026/11/05 11:00,届きません\r\n"
    found = run_check("VOC003", {"a.csv": HEAD + rows(1) + short + rows(3) + short})
    assert [one.row for one in found] == [3, 5]


def test_a_line_that_is_no_json_is_found(run_check: Any) -> None:
    lines = [
        '{"id": "1", "text": "届きません"}',
        '{"id": "2", "text"',
        '{"id": "3", "text": "熱い"}',
    ]
    found = run_check("VOC003", {"a.ndjson": "\n".join(lines) + "\n"})
    assert [one.row for one in found] == [2]
