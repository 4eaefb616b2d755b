"""VOC016: cells of # only."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_a_sign_in_a_text_is_good(run_check: Any) -> None:
    text = (
        HEAD
        + "K-1,2026/11/05 10:00,#配送 について\r\nK-2,2026/11/05 10:00,##\r\n#3,2026/11/05 10:00,### 見出し\r\n"
    )
    assert run_check("VOC016", {"a.csv": text}) == []


def test_a_cell_of_signs_is_found(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/05 10:00,届きません\r\nK-2,########,届きません\r\n"
    (found,) = run_check("VOC016", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC016", 3, "受付日時")
