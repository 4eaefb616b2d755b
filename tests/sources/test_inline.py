"""A conversation typed into one cell is cut where a speaker's name opens a line, and nowhere else."""

from __future__ import annotations

import pytest

from vocli.sources.inline import split_cell


@pytest.mark.parametrize(
    "text",
    [
        "客:水が届かない\nOP:確認します",
        "お客様：水が届かない\r\nオペレーター：確認します",
        "【お客様】水が届かない\n【OP】確認します",
        "(客) 水が届かない\n(担当) 確認します",
    ],
)
def test_both_sides(text: str) -> None:
    assert split_cell(text) == [("customer", "水が届かない"), ("agent", "確認します")]


def test_the_agent_alone_is_cut_only_by_a_sure_name() -> None:
    assert split_cell("水が届かない\nOP:確認します") == [
        ("customer", "水が届かない"),
        ("agent", "確認します"),
    ]
    assert split_cell("水が届かない\n担当:佐山まで連絡希望") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "水が届かない",
        "10:30に届くはず",
        "客先:仙台",
        "時刻:10:30",
        "お客様は怒っている",
        "URLはhttps://example.com",
        "文中で客:とある",
    ],
)
def test_no_turns(text: str) -> None:
    assert split_cell(text) is None


def test_lines_without_a_name_belong_to_the_one_before() -> None:
    assert split_cell("客:水が\nまだ来ない\nOP:確認します") == [
        ("customer", "水が\nまだ来ない"),
        ("agent", "確認します"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ｵﾍﾟﾚｰﾀｰ：確認します\n客：水が届かない",
        "10:12 ＯＰ：確認します\n10:13 Ｃ：水が届かない",
        "11/5 10:12 OP: 確認します\n11/5 10:13 客: 水が届かない",
        "[10:12:05] OP 確認します" + "\nOP: 確認します\n客: 水が届かない",
        "【10:12 OP】確認します\n【10:13 お客様】水が届かない",
        "OP 10:12\n確認します\nお客様 10:13\n水が届かない",
    ],
)
def test_stamps_and_widths(text: str) -> None:
    assert [
        turn for turn in split_cell(text) or [] if turn[0] == "customer" and "OP" not in turn[1]
    ] == [("customer", "水が届かない")]
    assert ("agent", "確認します") in (split_cell(text) or [])


@pytest.mark.parametrize(
    "text",
    [
        "12:30 に届く\n13:00 に帰る",
        "10:12 佐藤: 水が届かない",
        "【11/5 10:12 佐藤】水が届かない",
        "【至急】水が届かない",
        "Q: いつ届きますか",
        "A:白 B:黒 のどちらですか",
        "担当:佐藤",
        "ボット: ご用件をどうぞ",
    ],
)
def test_what_looks_like_a_name_and_is_none(text: str) -> None:
    assert split_cell(text) is None


def test_a_named_operator_opens_a_line() -> None:
    text = "10:12 佐藤: 承ります\n10:13 山田: 水が届かない\n10:14 佐藤: 確認します"
    assert split_cell(text) is None
    assert split_cell(text, ("佐藤",)) == [
        ("agent", "承ります"),
        ("customer", "水が届かない"),
        ("agent", "確認します"),
    ]


def test_an_unknown_name_without_a_time_is_a_word() -> None:
    text = "佐藤: 承ります\n理由: 水が届かない"
    assert split_cell(text, ("佐藤",)) == [("agent", "承ります\n理由: 水が届かない")]
    assert split_cell(text, ("鈴木",)) is None


def test_a_new_entry_begins_with_the_customer() -> None:
    text = "客:水が届かない\nOP:確認します\n【11/6 9:00 佐藤】まだ届かない"
    assert (split_cell(text) or [])[-1] == ("customer", "まだ届かない")


def test_bots_and_systems_are_neither_side() -> None:
    text = "ボット:ご用件をどうぞ\nお客様:解約したい\nシステム:切り替えました"
    assert split_cell(text) == [
        ("bot", "ご用件をどうぞ"),
        ("customer", "解約したい"),
        ("system", "切り替えました"),
    ]
