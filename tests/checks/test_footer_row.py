"""VOC004: totals that pass for contacts."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容,通話時間(秒)\r\n"
ROWS = "".join(f"K-000{n},2026/11/05 10:0{n},届きません,{n}0\r\n" for n in range(1, 6))


def test_rows_without_totals_are_good(run_check: Any) -> None:
    assert run_check("VOC004", {"a.csv": HEAD + ROWS}) == []


def test_a_total_that_reading_leaves_out_is_good(run_check: Any) -> None:
    assert run_check("VOC004", {"a.csv": HEAD + ROWS + "合計,,,150\r\n"}) == []


def test_a_silent_call_at_the_end_is_no_total(run_check: Any) -> None:
    assert run_check("VOC004", {"a.csv": HEAD + ROWS + "K-0006,2026/11/05 11:00,,12\r\n"}) == []


def test_a_small_number_that_happens_to_be_the_sum_is_no_total(run_check: Any) -> None:
    head = "受付番号,受付日時,申出内容,転送回数\r\n"
    rows = "".join(f"K-{n},2026/11/05 10:0{n},届きません,{int(n == 2)}\r\n" for n in range(6))
    assert run_check("VOC004", {"a.csv": head + rows + "K-9,2026/11/05 11:00,,1\r\n"}) == []
    assert run_check("VOC004", {"a.csv": head + rows + "K-9,,,1\r\n"}) == []


def test_a_text_that_speaks_of_a_total_is_no_total(run_check: Any) -> None:
    text = HEAD + ROWS + "K-0006,2026/11/05 11:00,合計,12\r\n"
    assert run_check("VOC004", {"a.csv": text}) == []


def test_a_total_with_a_remark_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC004", {"a.csv": HEAD + ROWS + "合計,,ご確認ください,150\r\n"})
    assert (found.code, found.row, found.column) == ("VOC004", 7, "受付番号")


def test_a_subtotal_between_the_rows_is_found(run_check: Any) -> None:
    text = HEAD + ROWS + "小計,2026/11/05,仙台,150\r\n" + "K-0006,2026/11/05 11:00,熱い,12\r\n"
    (found,) = run_check("VOC004", {"a.csv": text})
    assert found.row == 7


def test_a_last_row_without_a_word_that_sums_the_rows_above_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC004", {"a.csv": HEAD + ROWS + "全拠点,,,150\r\n"})
    assert found.row == 7
