"""Names that stand in a column of the same record vanish from its text without any other evidence."""

from __future__ import annotations

import pytest

from vocli.privacy.known import hide_known, names_in

EXTRA = '{"お名前": "山田 太郎", "備考": "青木 一"}'


def test_no_name_column_hides_nothing() -> None:
    assert names_in("") == names_in("{}") == names_in('{"備考": "山田太郎"}') == ()
    assert hide_known(["山田太郎です"], [""]) == ["山田太郎です"]


def test_names_of_customers_inside_json_are_names() -> None:
    assert names_in('{"requester.name": "早乙女さくら", "queue.name": "配送窓口係"}') == (
        "早乙女さくら",
    )


def test_what_is_no_name_is_no_name() -> None:
    assert names_in('{"お名前": "ご本人"}') == names_in('{"お名前": "12345"}') == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("つながらず困りました。山田太郎です", "つながらず困りました。〔氏名〕です"),
        ("山田　太郎さくら", "〔氏名〕さくら"),
        ("南瓦町3-1 山田方へ", "南瓦町3-1 〔氏名〕方へ"),
        ("山田様から入電", "〔氏名〕様から入電"),
        ("山田線が遅れた。青木 一です", "山田線が遅れた。青木 一です"),
    ],
)
def test_the_own_name_vanishes_whole_and_as_a_surname(text: str, expected: str) -> None:
    assert hide_known([text], [EXTRA]) == [expected]


def test_a_latin_name_is_no_part_of_a_word() -> None:
    assert hide_known(["Ann, Annual"], ['{"customer name": "Ann"}']) == ["〔氏名〕, Annual"]
