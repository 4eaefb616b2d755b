"""Dates are hidden where something says that somebody was born then; all other dates stay."""

from __future__ import annotations

import pytest

from vocli.privacy import mask

X = "〔生年月日〕"


@pytest.mark.parametrize(
    "text",
    [
        "2025年11月5日に届いた",
        "昭和60年創業",
        "2025/11/05 10:12 入電",
        "2025年4月1日生産分",
        "11月5日生放送",
        "誕生日クーポンは2025/11/30まで",
        "誕生日が近い",
        "生年月日を確認",
        "平成生まれ",
        "会社は1985年4月1日に生まれた",
        "2025年に生まれたブランド",
        "3歳の子供",
        "契約日1985/4/1",
        "1歳半",
        "4月1日生まれの商品",
        "2025年11月3日に生まれ変わった",
    ],
)
def test_other_dates_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "date",
    [
        "1985年4月1日",
        "1985/4/1",
        "1985/04/01",
        "1985-04-01",
        "1985.4.1",
        "19850401",
        "昭和60年4月1日",
        "昭和六十年四月一日",
        "S60.4.1",
        "S60/4/1",
        "昭60.4.1",
        "平成元年1月8日",
        "H1.1.8",
        "令和2年12月31日",
        "１９８５年４月１日",
        "4月1日",
        "1985年(昭和60年)4月1日",
        "S600401",
    ],
)
def test_birth_dates_in_every_notation(date: str) -> None:
    assert mask(f"生年月日は{date}です") == f"生年月日は{X}です"
    assert mask(f"生年月日:{date}") == f"生年月日:{X}"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("1985年4月1日生まれです", f"{X}生まれです"),
        ("昭和60年4月1日生", f"{X}生"),
        ("S60.4.1生の主人", f"{X}生の主人"),
        ("昭和60年生まれ", f"{X}生まれ"),
        ("誕生日が4月1日なのに", f"誕生日が{X}なのに"),
        ("お誕生日:1985/4/1", f"お誕生日:{X}"),
        ("生まれは昭和60年の4月1日です", f"生まれは{X}の{X}です"),
        ("誕生日を伺う⇒6月15日", f"誕生日を伺う⇒{X}"),
        ("生年月日は49年6月6日", f"生年月日は{X}"),
        ("DOB: 1985-04-01", f"DOB: {X}"),
        ("date of birth April 1, 1985", f"date of birth {X}"),
        ("1985年4月1日に生まれた", f"{X}に生まれた"),
        ("1985/4/1(40歳)", f"{X}(40歳)"),
        ("生年月日を1985/4/1から1958/4/1に変更", f"生年月日を{X}から{X}に変更"),
        ("大正15年12月1日うまれ", f"{X}うまれ"),
    ],
)
def test_evidence(text: str, masked: str) -> None:
    assert mask(text) == masked
