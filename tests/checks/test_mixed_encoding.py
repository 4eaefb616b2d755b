"""VOC010: files of one kind in two encodings."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"
ROW = "K-0001,2026/11/05 10:00,届きません\r\n"
OTHER = "K-0002,2026/11/06 10:00,熱い\r\n"


def test_one_encoding_with_and_without_its_mark_is_good(run_check: Any) -> None:
    files = {"a.csv": (HEAD + ROW).encode("utf-8"), "b.csv": (HEAD + OTHER).encode("utf-8-sig")}
    assert run_check("VOC010", files) == []


def test_files_of_other_kinds_may_have_other_encodings(run_check: Any) -> None:
    chat = "会話ID,日時,送信者,本文\r\nC-1,2026/11/05 10:00,お客様,届きません\r\n"
    files = {"a.csv": (HEAD + ROW).encode("cp932"), "b.csv": chat.encode("utf-8")}
    assert run_check("VOC010", files) == []


def test_plain_ascii_is_the_same_in_every_encoding(run_check: Any) -> None:
    head = "id,created_at,text\r\n"
    files = {
        "a.csv": (head + "1,2026/11/05 10:00,hello there\r\n").encode(),
        "b.csv": (head + "2,2026/11/05 10:00,届きません。確認してください。\r\n").encode("cp932"),
    }
    assert run_check("VOC010", files) == []


def test_a_file_in_another_encoding_is_named_beside_one_of_the_usual(run_check: Any) -> None:
    files = {
        "a.csv": (HEAD + ROW).encode("cp932"),
        "b.csv": (HEAD + OTHER).encode("utf-8"),
        "c.csv": (HEAD + OTHER + ROW).encode("cp932"),
    }
    (found,) = run_check("VOC010", files)
    assert found.code == "VOC010"
    assert found.path.endswith("b.csv")
    assert "a.csv" in found.message
