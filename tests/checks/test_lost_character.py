"""VOC009: question marks in the place of characters."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,取引先,申出内容\r\n"


def text_of(*cells: str, company: str = "みどり坂商事") -> str:
    rows = (f"K-{n:04d},2026/11/05 10:00,{company},{cell}\r\n" for n, cell in enumerate(cells))
    return HEAD + "".join(rows)


def test_questions_are_good(run_check: Any) -> None:
    cells = (
        "いつ届きますか?教えてください",
        "え??本当ですか???",
        "解約?返金?",
        "何ですか??まだですか?",
        "https://example.jp/faq?id=12&x=3?4",
        "これって無料??",
        "届くのは10時?11時?",
        "?",
    )
    assert run_check("VOC009", {"a.csv": text_of(*cells)}) == []


def test_lost_letters_of_a_text_are_found_in_their_lines(run_check: Any) -> None:
    cells = ("届きません", "10時?12時に届くはず", "株式会社??の者です", "在庫??確認のこと")
    found = run_check("VOC009", {"a.csv": text_of(*cells)})
    assert [(one.row, one.column) for one in found] == [(n, "申出内容") for n in (3, 4, 5)]


def test_a_name_with_a_lost_letter_is_found(run_check: Any) -> None:
    (found,) = run_check("VOC009", {"a.csv": text_of("届きません", company="?橋商事")})
    assert (found.code, found.row, found.column) == ("VOC009", 2, "取引先")
