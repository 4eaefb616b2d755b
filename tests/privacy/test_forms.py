"""Names beside labels, in two spellings, under a line or next to other personal data go without an honorific."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔氏名〕"


@pytest.mark.parametrize(
    "text",
    [
        "氏名・住所で本人確認",
        "氏名:未入力",
        "名前/住所を変更",
        "受取人が不在",
        "契約者は別の人",
        "旧姓のままの宛名",
        "宛名 なし",
        "フリガナが違う",
        "カナ入力",
        "読み方が分からない",
        "お願いします。\n以上",
        "ボトル キャップ",
        "アイス コーヒー",
        "営業時間 10時",
        "本人(確認済)",
        "商品(3)",
        "受付から配送に変更",
        "午前から午後へ変更",
        "Windows Update",
        "Customer Support",
        "担当者→営業部へ変更",
    ],
)
def test_labels_without_a_name_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("旧姓は鵜飼です", f"旧姓は{X}です"),
        ("名字が榎本から梶原に変わった", f"名字が{X}から{X}に変わった"),
        ("差出人：三枝 雅子", f"差出人：{X}"),
        ("From: Taro Yamada <taro@example.jp>", f"From: {X} <〔メール〕>"),
        ("山田 太郎 <taro@example.jp>", f"{X} <〔メール〕>"),
        ("My name is Hanako Suzuki", f"My name is {X}"),
        ("ご依頼主 三枝 雅子 様", f"ご依頼主 {X} 様"),
        ("【氏名】三枝雅子", f"【氏名】{X}"),
        ("(氏名)三枝雅子", f"(氏名){X}"),
        ("氏名　　三枝　雅子", f"氏名　　{X}"),
        ("お名前→三枝", f"お名前→{X}"),
        ("お客様のお名前は「三枝雅子」", f"お客様のお名前は「{X}」"),
        ("契約者本人 三枝雅子", f"契約者本人 {X}"),
        ("紹介者：三枝雅子", f"紹介者：{X}"),
        ("宛名 三枝雅子様", f"宛名 {X}様"),
        ("三枝雅子(43)", f"{X}(43)"),
        ("三枝（みつえだ）です", f"{X}（{X}）です"),
        ("カナ：ミツエダ", f"カナ：{X}"),
        ("読みはミツエダです", f"読みは{X}です"),
        ("読みがなは「さえぐさ」", f"読みがなは「{X}」"),
        ("カナ氏名 サエグサマサコ", f"カナ氏名 {X}"),
        ("ﾌﾘｶﾞﾅ ｻｴｸﾞｻﾏｻｺ", f"ﾌﾘｶﾞﾅ {X}"),
        ("口座名義人：サエグサマサコ", f"口座名義人：{X}"),
        ("ヤマダ，ハナコ", X),
        ("山田→佐藤に名義変更", f"{X}→{X}に名義変更"),
    ],
)
def test_names_go(text: str, masked: str) -> None:
    assert mask(text) == masked
