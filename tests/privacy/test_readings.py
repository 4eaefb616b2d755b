"""readings: names in kana go where people are named; words that sound alike stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔氏名〕"


@pytest.mark.parametrize(
    "text",
    [
        "たかいですが買います",
        "みなさんに配りました",
        "商品の名前は「ひだまり」です",
        "サイズですが大きいです",
        "読みにくいです",
        "メイン画面のカナ入力",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ふじもとですけど予約を変えたい", "ふじもと"),
        ("娘のみゆが使っています", "みゆ"),
        ("さえこさんへの贈り物", "さえこ"),
        ("タロウくんのお父様より", "タロウ"),
        ("本名のユウスケで呼んでください", "ユウスケ"),
        ("山に田んぼの田でヤマダです", "ヤマダ"),
        ("ふりがな(にった まなみ)", "にった まなみ"),
        ("オリビア先生の予約", "オリビア"),
        ("契約者 カルロス・シルバ 支払い", "カルロス・シルバ"),
    ],
)
def test_the_name_goes_and_the_rest_stays(text: str, name: str) -> None:
    assert mask(text) == text.replace(name, X)
