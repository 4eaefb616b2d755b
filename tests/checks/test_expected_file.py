"""VOC026: files that must arrive."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"
TEXT = HEAD + "K-1,2026/11/05 10:00,届きません\r\n"


def test_what_arrived_is_good(run_check: Any) -> None:
    assert run_check("VOC026", {"calls_11.csv": TEXT}, expect=("calls*.csv",)) == []
    assert run_check("VOC026", {"calls_11.csv": TEXT}) == []


def test_a_table_without_texts_has_arrived_too(run_check: Any) -> None:
    paths = ("exports/calls.csv", "exports/acd.csv")
    assert (
        run_check("VOC026", {"calls.csv": TEXT}, expect=("exports/acd.csv",), delivered=paths) == []
    )


def test_a_pattern_without_a_file_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC026", {"calls.csv": TEXT}, expect=("calls*.csv", "chat*.csv"))
    assert (found.code, found.path) == ("VOC026", "")
    assert "chat*.csv" in found.message
