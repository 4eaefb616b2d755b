"""VOC027: files that are still being written."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容,区分\r\n"
ROWS = "".join(f"K-000{n},2026/11/05 10:0{n},届きません,配送\r\n" for n in range(1, 4))


def test_a_whole_last_row_is_good(run_check: Any) -> None:
    assert run_check("VOC027", {"a.csv": HEAD + ROWS}) == []
    assert run_check("VOC027", {"a.csv": (HEAD + ROWS).rstrip("\r\n")}) == []


def test_a_short_row_between_whole_ones_is_told_by_another_check(run_check: Any) -> None:
    text = HEAD + "K-0000,2026/11/05 10:00,届きません\r\n" + ROWS
    assert run_check("VOC027", {"a.csv": text}) == []


def test_a_row_cut_off_is_found_in_its_line(run_check: Any) -> None:
    (found,) = run_check("VOC027", {"a.csv": HEAD + ROWS + "K-0004,2026/11/0"})
    assert (found.code, found.row) == ("VOC027", 5)


def test_a_short_last_row_with_a_line_end_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC027", {"a.csv": HEAD + ROWS + "K-0004,2026/11/05\r\n"})
    assert found.row == 5


def test_half_an_object_is_found(run_check: Any) -> None:
    lines = ['{"id": "1", "text": "届きません"}', '{"id": "2", "text": "熱い"}', '{"id": "3", "te']
    (found,) = run_check("VOC027", {"a.ndjson": "\n".join(lines)})
    assert found.row == 3


def test_a_file_that_ends_inside_quotes_is_half_written(run_check: Any) -> None:
    text = '受付番号,受付日時,申出内容\r\nA1,2026/11/05 10:00,"届きません"\r\nA2,2026/11/05 11:00,"途中で'
    assert [found.row for found in run_check("VOC027", {"a.csv": text})] == [3]
