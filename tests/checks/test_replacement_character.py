"""VOC007: traces of lost characters."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def text_of(*cells: str) -> str:
    return HEAD + "".join(f"K-{n:04d},2026/11/05 10:00,{cell}\r\n" for n, cell in enumerate(cells))


def test_plain_texts_are_good(run_check: Any) -> None:
    assert run_check("VOC007", {"a.csv": text_of("届きません", "吉田様から入電")}) == []


def test_signs_that_frame_a_line_are_good(run_check: Any) -> None:
    cells = ("〓〓〓〓〓〓〓〓", "〓〓 お知らせ 〓〓", "〓お知らせ〓")
    assert run_check("VOC007", {"a.csv": text_of(*cells)}) == []


def test_what_reading_could_not_decode_is_told_by_another_check(run_check: Any) -> None:
    data = text_of("届きません", *["届きました"] * 20).encode("utf-8")
    at = data.index("届".encode()) + 1
    assert run_check("VOC007", {"a.csv": data[:at] + data[at + 1 :]}) == []


def test_both_signs_are_found_in_their_lines(run_check: Any) -> None:
    found = run_check("VOC007", {"a.csv": text_of("届きません", "〓田様から入電", "高\ufffd様")})
    assert [(one.code, one.row, one.column) for one in found] == [
        ("VOC007", 3, "申出内容"),
        ("VOC007", 4, "申出内容"),
    ]


def test_many_cells_are_counted_behind_the_first_ones(run_check: Any) -> None:
    found = run_check("VOC007", {"a.csv": text_of(*["〓田様"] * 50)})
    assert len(found) == 21
    assert "30件" in found[-1].message
    assert found[-1].row == 22
