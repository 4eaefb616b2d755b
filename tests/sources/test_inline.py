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
