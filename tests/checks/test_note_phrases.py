"""VOC063: notes that say nothing but a fixed phrase."""

from __future__ import annotations

from typing import Any


def test_notes_with_words_of_the_customer_are_good(made: Any, run_check: Any) -> None:
    texts = [*made.plain(20), *["折り返し希望。ボトルが届かないとのこと"] * 5]
    assert run_check("VOC063", {"a.csv": made.notes(texts)}) == []


def test_what_customers_write_themselves_is_no_note(run_check: Any) -> None:
    rows = "".join(f"C{i},2026-11-05 10:00:00,お客様,折り返し希望\n" for i in range(9))
    assert run_check("VOC063", {"a.csv": "会話ID,日時,送信者,本文\n" + rows}) == []


def test_phrases_are_counted_by_site(made: Any, run_check: Any) -> None:
    north = made.notes([*made.plain(20), *["折り返し希望"] * 4, "折り返し希望。"])
    south = made.notes(["「折り返し希望」"] * 2, "那覇").replace("K", "N").partition("\r\n")[2]
    (found,) = run_check("VOC063", {"a.csv": north + south})
    assert (found.row, found.column) == (22, "申出内容")
    assert found.message == "申出内容が「折り返し希望」のみ(仙台 5、那覇 2)"


def test_every_phrase_is_told_apart(made: Any, run_check: Any) -> None:
    found = run_check(
        "VOC063", {"a.csv": made.notes([*made.plain(9), *["同上"] * 3, *["前回と同じ。"] * 4])}
    )
    assert [(f.row, "同上" in f.message) for f in found] == [(11, True), (14, False)]
