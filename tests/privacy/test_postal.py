"""Seven digits are a postal code only with a mark, a label or an address behind them."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔郵便番号〕"


@pytest.mark.parametrize(
    "text",
    ["123-4567", "商品123-4567を注文", "1234567円", "郵便が届かない", "123-4567個", "管理1234567"],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("〒123-4567", X),
        ("1234567(郵便番号)", f"{X}(郵便番号)"),
        ("ゆうびん番号 123-4567", f"ゆうびん番号 {X}"),
        ("〒1234567", X),
        ("〒 １２３－４５６７", X),
        ("〒123ー4567", X),
        ("郵便番号123-4567", f"郵便番号{X}"),
        ("郵便番号は123の4567です", f"郵便番号は{X}です"),
        ("郵便番号が変わり1234567になった", f"郵便番号が変わり{X}になった"),
        ("123-4567東京都", f"{X}東京都"),
        ("1234567 北海道", f"{X} 北海道"),
        ("zip code 123-4567", f"zip code {X}"),
    ],
)
def test_postal_codes_go(text: str, masked: str) -> None:
    assert mask(text) == masked
