"""VOC062: conversations without a word of the customer."""

from __future__ import annotations

from typing import Any


def test_two_sides_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC062", {"a.csv": made.talks(*[("お客様", "オペレーター")] * 25)}) == []


def test_a_few_without_an_answer_are_good(made: Any, run_check: Any) -> None:
    text = made.talks(*[("お客様", "オペレーター")] * 25, *[("オペレーター",)] * 3)
    assert run_check("VOC062", {"a.csv": text}) == []


def test_a_table_of_notes_is_silent(run_check: Any) -> None:
    text = "受付番号,受付日時,申出内容\r\nK1,2026/11/05 10:00,届かないとのこと\r\n"
    assert run_check("VOC062", {"a.csv": text}) == []


def test_conversations_of_the_company_alone_are_found(made: Any, run_check: Any) -> None:
    text = made.talks(*[("お客様", "オペレーター")] * 20, *[("ボット", "オペレーター")] * 10)
    (found,) = run_check("VOC062", {"a.csv": text})
    assert found.row == 42
    assert "10件あります(30件の33.3%)" in found.message
