"""The company's own people get a placeholder of their own."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔担当者名〕"


@pytest.mark.parametrize(
    "text",
    [
        "担当の方が親切",
        "担当者から連絡なし",
        "担当は未定",
        "担当:営業課",
        "【11/5 追記】",
        "受付の対応が悪い",
        "担当者の名前が分からない",
        "窓口の混雑",
        "店員の態度",
        "営業の電話がしつこい",
        "SVへ報告",
        "当社の都合",
        "弊社の商品",
        "東口店が対応した",
        "担当者 変更",
        "受付:10時",
        "センターが承り",
    ],
)
def test_roles_without_a_name_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("担当の佐藤が承ります", f"担当の{X}が承ります"),
        ("佐藤が承りました", f"{X}が承りました"),
        ("対応者 佐藤", f"対応者 {X}"),
        ("岩城SVへ", f"{X}SVへ"),
        ("内海→外村へ引き継ぎ", f"{X}→{X}へ引き継ぎ"),
        ("【担当】仲村【内容】", f"【担当】{X}【内容】"),
        ("担当は髙橋です", f"担当は{X}です"),
        ("担当佐藤", f"担当{X}"),
        ("弊社の佐藤から連絡", f"弊社の{X}から連絡"),
        ("対応者：阿部", f"対応者：{X}"),
        ("【11/5 10:12 阿部】届かず", f"【11/5 10:12 {X}】届かず"),
        ("オペレーターの伊藤さん", f"オペレーターの{X}さん"),
        ("受付のタナカさん", f"受付の{X}さん"),
        ("担当者名: 佐藤 花子", f"担当者名: {X}"),
        ("窓口の佐藤という方", f"窓口の{X}という方"),
    ],
)
def test_names_go(text: str, masked: str) -> None:
    assert mask(text) == masked
