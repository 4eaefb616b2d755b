"""VOC064: a note that copies the row above."""

from __future__ import annotations

from typing import Any

COPY = "ボトルが届かないとのこと。配送会社に確認し折り返すと案内した。"


def test_different_rows_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC064", {"a.csv": made.notes(made.plain(30))}) == []


def test_short_notes_may_repeat(made: Any, run_check: Any) -> None:
    assert (
        run_check("VOC064", {"a.csv": made.notes(["届かないとのこと。"] * 9 + made.plain(9))}) == []
    )


def test_two_agents_may_write_the_same(made: Any, run_check: Any) -> None:
    lines = made.notes([*made.plain(9), COPY, COPY, COPY, COPY]).split("\r\n")
    for i in range(10, 14):
        lines[i] = lines[i].replace("菅原", f"担当{i}")
    assert run_check("VOC064", {"a.csv": "\r\n".join(lines)}) == []


def test_copies_are_found_and_counted_by_site(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC064", {"a.csv": made.notes([*made.plain(9), COPY, COPY, COPY, COPY])})
    assert (found.row, found.column) == (12, "申出内容")
    assert "(仙台 3)" in found.message
    assert COPY not in found.message
