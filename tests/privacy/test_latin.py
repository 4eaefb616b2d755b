"""latin: names in Latin letters go where the words around them say so; brands, pages and thanks stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔氏名〕"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your help",
        "My Page does not open",
        "Name: required と出る",
        "Windows 11 Pro で動きますか",
        "Best price was not applied",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My name is John Carter.", "John Carter"),
        ("Best regards, Linda Meyer", "Linda Meyer"),
        ("Name: Sarah Connors Tel", "Sarah Connors"),
        ("Nguyen Van Minh様 言語設定", "Nguyen Van Minh"),
        ("宛名はK. Yoshikawaでお願いします", "K. Yoshikawa"),
        ("NISHIMURA YUKI 更新済", "NISHIMURA YUKI"),
        ("Mr. Robinson called", "Robinson"),
    ],
)
def test_the_name_goes_and_the_rest_stays(text: str, name: str) -> None:
    assert mask(text) == text.replace(name, X)
