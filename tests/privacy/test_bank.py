"""Account numbers go, the bank and the branch stay readable; other numbers near money stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔口座番号〕"


@pytest.mark.parametrize(
    "text",
    [
        "口座番号が違うと言われた",
        "普通に使えば3年持つ",
        "普通郵便で1234567円",
        "銀行振込で12800円",
        "銀行に2025年11月5日に行った",
        "普通車1234台",
        "普通の1234567",
        "支店番号を知りたい",
        "記号は12345円の意味",
        "当座の間1000000円",
        "銀行の受付番号1234567",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("口座番号は1234567です", f"口座番号は{X}です"),
        ("口座番号:１２３４５６７", f"口座番号:{X}"),
        ("口座番号No.1234567", f"口座番号No.{X}"),
        ("あおば銀行 中央支店 普通 1234567", f"あおば銀行 中央支店 普通 {X}"),
        ("あおば銀行中央支店(普)1234567", f"あおば銀行中央支店(普){X}"),
        ("普通預金1234567へ", f"普通預金{X}へ"),
        ("当座 0123456", f"当座 {X}"),
        ("普通口座の1234567", f"普通口座の{X}"),
        ("あおば信用金庫 本店 1234567", f"あおば信用金庫 本店 {X}"),
        ("ゆうちょ 記号11940 番号12345671", f"ゆうちょ 記号{X} 番号{X}"),
        ("記号:12340 番号:1234561", f"記号:{X} 番号:{X}"),
        ("ゆうちょ銀行 10170-12345671", f"ゆうちょ銀行 {X}"),
        ("口座番号は123-4567", f"口座番号は{X}"),
        ("普通預金　口座　１２３４５６７", f"普通預金　口座　{X}"),
        ("記号 1 1 0 2 0 と読む", f"記号 {X} と読む"),
        ("記号番号：00190-9-123456", f"記号番号：{X}"),
        ("口座:7654321", f"口座:{X}"),
    ],
)
def test_accounts(text: str, masked: str) -> None:
    assert mask(text) == masked
