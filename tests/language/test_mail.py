"""A mail is cut down to what its writer wrote; nothing of that is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.language.mail import own_words, quotes_a_mail
from vocli.language.signatures import cut_signature

LINES = st.lists(
    st.sampled_from(
        [
            "水が出ません。", "", "> 引用", "＞引用", "--", "-- ", "=====", "TEL 03-0000-0000", "株式会社サンプル", "佐山", "From: a",
            "件名: b", "-----Original Message-----", "2026年11月3日(火) 9:05 窓口 <a@example.jp>のメール:", "On Tue, Nov 3, 2026 at 9:05", "wrote:",
            "iPhoneから送信", "このメールには機密情報が含まれています", "| a | b |", "総務部より",
        ]
    ),
    max_size=14,
)  # fmt: skip


@given(LINES)
def test_only_whole_lines_go(lines: list[str]) -> None:
    text = "\n".join(lines)
    if len(lines) > 1:
        kept = own_words(text).split("\n")
        assert all(new in ("", old) for new, old in zip(kept, lines, strict=True))


@given(LINES)
def test_a_sentence_above_everything_stays(lines: list[str]) -> None:
    text = "\n".join(["水が漏れて床がぬれています。", *lines])
    assert own_words(text).startswith("水が漏れて床がぬれています。")


@pytest.mark.parametrize(
    "text",
    [
        "水が出ません。",
        "水が出ません。\n原因を教えてください。",
        "| 型番 | 数 |\n| S1 | 2 |",
        "昨日のメール:\n読みました。",
        "差出人: は誰ですか\n返事をください。",
        "総務部の担当です。\n経理課から連絡がほしいです。",
        "03-0000-0000 にかけましたが出ません。\n株式会社サンプルと名乗っていました。",
        "届け先を直してください。\n見本市1-2-3",
        "番号は2つです。\nA-1\nB-2",
        "設置は2026/11/3です。\n注意:\n水が出ません。",
    ],
)
def test_nothing_is_taken_from_plain_words(text: str) -> None:
    assert own_words(text) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_end(newline: str) -> None:
    text = newline.join(["水が出ません。", "> 引用", "電源も入りません。"])
    assert own_words(text).split() == ["水が出ません。", "電源も入りません。"]


def test_a_flattened_mail_is_cut_at_its_mark() -> None:
    text = "返品します。 -----Original Message----- From: 窓口 ご案内です。"
    assert own_words(text).strip() == "返品します。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("焦げた\n-----元のメッセージ-----\n差出人: a", True),
        ("焦げた\n2026/11/03 9:05 窓口 <a@example.jp>:\n> 引用", True),
        ("焦げた\n11/5 10:12 入電:", False),
        ("焦げた\n---------------\n対応", False),
        ("-----Original Message-----", False),
    ],
)
def test_a_note_that_quotes_a_mail(text: str, expected: bool) -> None:
    assert quotes_a_mail(text) is expected


def test_a_card_may_hold_a_slogan_between_two_rules() -> None:
    card = [
        "====",
        "見本商店 佐山",
        "TEL 03-0000-0000",
        "a@example.jp",
        "秋の市を開いています。",
        "====",
    ]
    assert cut_signature(["届きません。", *card])[1:] == [""] * 6


def test_a_text_between_rules_is_no_card() -> None:
    lines = ["====", "水が出ません。", "====", "電源は入ります。", "電話は03-0000-0000です。"]
    assert cut_signature(lines) == lines


@pytest.mark.parametrize(
    "piece", ["> a\n", "-", "=\n", "On 2026 ", "From: a\n", "TEL 0\n", "(", "あ:\n", "2026/1/1 "]
)
def test_long_mails_take_no_time(piece: str) -> None:
    start = time.process_time()
    own_words("水。\n" + piece * (20_000 // len(piece)) + "\nx")
    assert time.process_time() - start < 3
