"""Card numbers are told by issuer range and check digit; order numbers and article codes stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔カード番号〕"


@pytest.mark.parametrize(
    "text",
    [
        "4111-1111-1111-1112",
        "2025110500012345",
        "注文番号4111111111111111",
        "追跡番号 4111 1111 1111 1111",
        "JANコード4901234567894",
        "4901234567894",
        "カードの下4桁は1111",
        "カード番号が分からない",
        "****-****-****-1111",
        "41111111111111111111111",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "４１１１－１１１１－１１１１－１１１１",
        "5555555555554444",
        "5555-5555-5555-4444",
        "3782 822463 10005",
        "378282246310005",
        "3530111333300000",
        "6011 1111 1111 1117",
        "30569309025904",
        "4111ー1111ー1111ー1111",
        "2223 0031 2200 3222",
    ],
)
def test_card_numbers(number: str) -> None:
    assert mask(f"{number}で払った") == f"{X}で払った"


def test_with_its_label_a_mistyped_card_goes_too() -> None:
    assert mask("カード番号は4111-1111-1111-1112です") == f"カード番号は{X}です"
