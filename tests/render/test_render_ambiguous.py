"""No character of ambiguous width reaches a screen, and Japanese is left alone."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from vocli.render.ambiguous import UNKNOWN, is_ambiguous, settle


@pytest.mark.parametrize(
    "text",
    [
        "約束の日に届かない",
        "ガギグ、ｶﾞｷﾞｸﾞ。「」ー・〜",
        "full ASCII ~!@#",
        "㈱しずく 髙﨑神神 😊",
        "０１２ＡＢＣ！？",
    ],
)
def test_kanji_kana_and_full_width_forms_are_left_alone(text: str) -> None:
    assert settle(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("待って…—→※", "待って...-->*"),
        ("①番と⑳番、⑴、Ⅳ", "(1)番と(20)番、(1)、IV"),
        ("〇か○か×か", "〇か〇かxか"),
        ("30℃ 15° ±1 §2", "30度C 15度 +-1 S.2"),
        ("αとβとω", "aとbとw"),
        ("ДаЩ", "DaSh"),
        ("café ré", "cafe re"),
        ("▲3,000円と▲印", "-3,000円と^印"),
        ("①️⃣", "(1)\u20e3"),
        ("“引用” ‘一重’", "\"引用\" '一重'"),
        ("│─┼", "|-+"),
        ("一行目\n二行目\t三", "一行目 二行目 三"),
        ("\ue000\ufffd", UNKNOWN * 2),
    ],
)
def test_what_customers_write_stays_readable(text: str, shown: str) -> None:
    assert settle(text) == shown


def test_no_ambiguous_character_of_unicode_survives() -> None:
    every = (chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000)
    left = {c for c in every if is_ambiguous(c) and any(map(is_ambiguous, settle(c)))}
    assert left == set()


def test_no_control_character_survives() -> None:
    every = "".join(map(chr, range(0xA0))) + "\u200b\u202e\u2066"
    assert not [c for c in settle(every) if unicodedata.category(c) in {"Cc", "Cf"}]


def test_settled_text_is_settled() -> None:
    assert settle(settle("①→※…—α°×Д\ue000é")) == settle("①→※…—α°×Д\ue000é")
