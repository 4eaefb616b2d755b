"""VOC014: ids that lost their leading zeros."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,会員番号,申出内容\r\n"


def text_of(*ids: str) -> str:
    rows = (f"K-{n:04d},2026/11/05 10:00,{one},届きません\r\n" for n, one in enumerate(ids))
    return HEAD + "".join(rows)


def test_ids_of_one_length_are_good(run_check: Any) -> None:
    assert run_check("VOC014", {"a.csv": text_of("00426382", "00425293", "00410017", "")}) == []


def test_numbers_that_never_had_zeros_are_good(run_check: Any) -> None:
    assert run_check("VOC014", {"a.csv": text_of("98", "99", "100", "101", "12345")}) == []


def test_ids_of_another_kind_are_good(run_check: Any) -> None:
    ids = ("00426382", "00425293", "00410017", "C-3MXD", "法人12")
    assert run_check("VOC014", {"a.csv": text_of(*ids)}) == []


def test_a_shorter_id_is_found_in_its_line(run_check: Any) -> None:
    (found,) = run_check("VOC014", {"a.csv": text_of("00426382", "425293", "00410017", "00410018")})
    assert (found.code, found.row, found.column) == ("VOC014", 3, "会員番号")
    assert "8桁" in found.message
