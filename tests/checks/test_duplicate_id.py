"""VOC012: one id, two contents."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"


def test_distinct_ids_are_good(run_check: Any) -> None:
    text = HEAD + "K-1,2026/11/05 10:00,届きません\r\nK-2,2026/11/05 10:00,届きません\r\n"
    assert run_check("VOC012", {"a.csv": text}) == []


def test_an_exact_repetition_is_no_second_content(run_check: Any) -> None:
    row = "K-1,2026/11/05 10:00,届きません\r\n"
    assert run_check("VOC012", {"a.csv": HEAD + row + "K-2,2026/11/05 11:00,熱い\r\n" + row}) == []


def test_turns_share_the_id_of_their_conversation(run_check: Any) -> None:
    text = "会話ID,日時,送信者,本文\r\n"
    text += (
        "C-1,2026/11/05 10:00,お客様,届きません\r\nC-1,2026/11/05 10:01,オペレーター,確認します\r\n"
    )
    assert run_check("VOC012", {"chat.csv": text}) == []


def test_files_of_other_kinds_share_ids(run_check: Any) -> None:
    survey = "回答日時,受付番号,満足度,自由記述\r\n2026/11/06 10:00,K-1,5,よかった\r\n2026/11/07 10:00,K-1,1,わるかった\r\n"
    text = HEAD + "K-1,2026/11/05 10:00,届きません\r\n"
    assert run_check("VOC012", {"a.csv": text, "survey.csv": survey}) == []


def test_a_second_content_is_found_in_its_line(run_check: Any) -> None:
    text = HEAD + 'K-1,2026/11/05 10:00,届きません\r\nK-2,2026/11/05 10:00,"熱い\n本当に"\r\n'
    text += "K-1,2026/11/05 12:00,まだ届きません\r\n"
    (found,) = run_check("VOC012", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC012", 5, "受付番号")
    assert "2行" in found.message


def test_many_are_counted_behind_the_first_ones(run_check: Any) -> None:
    rows = "".join(f"K-{n % 30},2026/11/05 10:00,{n}回目です\r\n" for n in range(60))
    found = run_check("VOC012", {"a.csv": HEAD + rows})
    assert len(found) == 21
    assert "10件" in found[-1].message
