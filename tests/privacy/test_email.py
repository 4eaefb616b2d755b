"""Addresses go in every spelling of @ and dot; mentions, packages and prices stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔メール〕"


@pytest.mark.parametrize(
    "text",
    ["@taroさん宛", "1個@100円", "react@18.2.0", "look at example.com", "メールが届かない", "https://example.com/@taro", "a@b", "アットホームな店", "ドットが欠ける"],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "taro@example.jp",
        "taro.sato+a@mail.example.co.jp",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
        "taro＠example.jp",
        "taro(at)example.jp",
        "taro[at]example.jp",
        "taro（あっと）example.jp",
        "taroアットマークexample.jp",
        "taro@exampleドットjp",
        "taro(at)example(dot)jp",
        "taro..123.@example.ne.jp",
        "_taro-x@example.com",
        "taro @ example.jp",
        "taro@gmail",
        "taro_at_example.jp",
        "TARO@EXAMPLE.COM",
        "taro@例え.jp",
    ],
)
def test_addresses_go(address: str) -> None:
    assert mask(f"メールは{address}です") == f"メールは{X}です"
