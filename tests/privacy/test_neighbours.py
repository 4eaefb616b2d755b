"""neighbours: names beside names and at the end of a message go; lists of things and closing words stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔氏名〕"


@pytest.mark.parametrize(
    "text",
    [
        "よろしくお願いします。至急",
        "机、椅子、棚の3点を返品します",
        "商品と部品が届きません",
        "千葉、福島、長野の店",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("よろしくお願いします。柏木", "柏木"),
        ("ご連絡お待ちしています。柏木 健太", "柏木 健太"),
        ("柏木健太郎、会員証を紛失", "柏木健太郎"),
        ("中様より入電", "中"),
    ],
)
def test_the_name_goes_and_the_rest_stays(text: str, name: str) -> None:
    assert mask(text) == text.replace(name, X)
