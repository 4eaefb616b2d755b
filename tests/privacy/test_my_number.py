"""Individual Numbers are told by their check digit or label; parcel numbers of the same length stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask
from vocli.privacy.my_number import is_valid

X = "〔マイナンバー〕"


@pytest.mark.parametrize("number", ["123456789018", "987654321093", "246813579020"])
def test_the_check_digit(number: str) -> None:
    made = next(f"{number[:11]}{digit}" for digit in range(10) if is_valid(f"{number[:11]}{digit}"))
    assert sum(is_valid(f"{number[:11]}{digit}") for digit in range(10)) == 1
    assert mask(f"番号は{made}です") == f"番号は{X}です"


@pytest.mark.parametrize(
    "text",
    [
        "送り状番号は123456789018です",
        "追跡番号 1234-5678-9018",
        "荷物の番号は1234 5678 9018",
        "123456789012",
        "202511051012",
        "1234567890180",
        "注文番号:123456789018",
        "マイナンバーカードは使えますか",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("マイナンバーは123456789018です", f"マイナンバーは{X}です"),
        ("マイナンバー 1234 5678 9018", f"マイナンバー {X}"),
        ("マイナンバー:１２３４－５６７８－９０１８", f"マイナンバー:{X}"),
        ("個人番号1234-5678-9018を送った", f"個人番号{X}を送った"),
        ("個人番号は123456789010と記入", f"個人番号は{X}と記入"),
        ("マイナンバーは一二三四五六七八九〇一八", f"マイナンバーは{X}"),
        ("マイナ番号、1234・5678・9018", f"マイナ番号、{X}"),
    ],
)
def test_with_its_label_any_twelve_digits_go(text: str, masked: str) -> None:
    assert mask(text) == masked
