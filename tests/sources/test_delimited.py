"""Rows of delimited files: delimiters, quotes, line numbers, and quotes that are never closed."""

from __future__ import annotations

import pytest

from vocli.sources.delimited import choose_delimiter, read_delimited


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\tc\n1\tx, y\tz\n2\tp, q, r\ts\n", "\t"),
        ("a;b;c\n1;2,5;3\n4;5,5;6\n", ";"),
        ("報表の題名\n\na,b,c\n1,2;2,3\n", ","),
        ("声\n水が出ない\n電話がつながらない\n", ","),
        ('a,b\n"x;y;z;w",1\n"x;y;z;w",2\n', ","),
    ],
)
def test_delimiter_is_the_consistent_one(text: str, delimiter: str) -> None:
    assert choose_delimiter(text) == delimiter


def test_rows_carry_the_physical_line_where_they_begin() -> None:
    grid = read_delimited(b'a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r\n', "a.csv")
    assert grid.rows == [["a", "b"], ["1", "x\r\ny"], [], ["2", "z"]]
    assert grid.lines == [1, 2, 4, 5]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_newline_is_understood(newline: str) -> None:
    grid = read_delimited(newline.join(["a,b", "1,2", "3,4"]).encode(), "a.csv")
    assert grid.rows == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert grid.lines == [1, 2, 3]
    assert grid.open_end


def test_doubled_quotes_are_one() -> None:
    assert read_delimited(b'a,b\n1,"say ""yes"""\n', "a.csv").rows[1] == ["1", 'say "yes"']


def test_a_quote_that_never_closes_does_not_swallow_the_file() -> None:
    text = 'a,b\n1,ok\n2,"broken\n3,ok\n4,"two\nlines"\n5,ok\n'
    grid = read_delimited(text.encode(), "a.csv")
    assert [row[0] for row in grid.rows] == ["a", "1", "2", "3", "4", "5"]
    assert grid.lines == [1, 2, 3, 4, 5, 7]
    assert [f.code for f in grid.findings] == ["VOC-F115"]
    assert grid.findings[0].row == 3


def test_a_cell_of_many_characters_is_read() -> None:
    long = "あ" * 300_000
    assert read_delimited(f"a,b\n1,{long}\n".encode(), "a.csv").rows[1][1] == long


def test_spaces_cut_only_cells_that_are_all_in_quotes() -> None:
    quoted = '"番号" "内容"\n"1" "水 が 出ない"\n"2" "遅い"\n'
    assert read_delimited(quoted.encode(), "a.txt").rows == [
        ["番号", "内容"],
        ["1", "水 が 出ない"],
        ["2", "遅い"],
    ]
    assert choose_delimiter("内容\n水が 出ない です\nまだ 来ない です\n") == ","


def test_a_bar_cuts_where_every_line_has_it() -> None:
    assert choose_delimiter("番号|内容|商品\n1|水、が|S1\n2|湯|S2\n") == "|"
    assert choose_delimiter("番号,内容\n1,水|湯|茶\n2,湯|水|茶\n") == ","
    assert choose_delimiter("内容\n水|湯\nただの文\n") == ","
