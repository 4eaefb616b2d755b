"""frames: surnames go where a phrase around them speaks of a person; places and products there stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔氏名〕"


@pytest.mark.parametrize(
    "text",
    [
        "本日は雨のため配達が遅れます",
        "担当が折り返しお電話します",
        "予約:未定",
        "千葉の店が休みです",
        "原因が確認できません",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柏木の家内ですが", "柏木"),
        ("柏木が折り返しお電話いたします", "柏木"),
        ("同僚の柏木に勧められました", "柏木"),
        ("予約:柏木 4名", "柏木"),
        ("お名前をお願いします柏木です", "柏木"),
        ("結婚して柏木になりました", "柏木"),
        ("「柏木」という名前で申し込みました", "柏木"),
        ("客(柏木):まだ届きません", "柏木"),
        ("柏木 10/5 架電済", "柏木"),
    ],
)
def test_the_name_goes_and_the_rest_stays(text: str, name: str) -> None:
    assert mask(text) == text.replace(name, X)
