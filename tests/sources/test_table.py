"""From rows to a table: what is dropped is counted, what is odd is told, nothing vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.sources import Reading, read
from vocli.sources.delimited import read_delimited
from vocli.sources.grid import Table
from vocli.sources.table import build_table


def table(text: str) -> Table:
    return build_table(read_delimited(text.encode(), "a.csv"), "a.csv")


def test_title_lines_stand_before_the_header() -> None:
    read = table(
        "応対履歴一覧\n出力日時:2026/11/14 18:00\n\n受付番号,受付日時,申出内容\n1,2026/11/1,水が出ない\n"
    )
    assert read.header == ("受付番号", "受付日時", "申出内容")
    assert read.header_row == 4
    assert read.lines == [5]
    assert "応対履歴一覧" in read.preamble


def test_a_title_that_is_a_known_name_is_no_header() -> None:
    read = table("お客様の声,,\n番号,日付,内容\n1,2026/11/1,水が出ない\n2,2026/11/2,遅い\n")
    assert read.header == ("番号", "日付", "内容")


def test_totals_and_footers_are_dropped_and_counted() -> None:
    read = table(
        "受付番号,件数,申出内容\n1,1,水が出ない\n合計,1件,\n総合計（1件）,,\nConfidential Information - do not share\n以上\n"
    )
    assert read.columns[0] == ["1"]
    assert read.skipped == {"total": 4}
    assert read.rows_read == 5


def test_a_sentence_about_a_total_is_kept() -> None:
    read = table("申出内容,商品\n合計が違う,S1\n合計,請求書\n以上のとおり困っている,S1\n")
    assert len(read.lines) == 3


def test_blank_rows_are_counted_and_trailing_ones_ignored() -> None:
    read = table("a番号,内容\n1,水\n,\n\n2,湯\n,\n,\n")
    assert read.columns[0] == ["1", "2"]
    assert read.skipped == {"blank": 1}
    assert read.lines == [2, 5]


def test_a_repeated_header_is_no_row() -> None:
    read = table("受付番号,内容\n1,水\n受付番号,内容\n2,湯\n")
    assert read.columns[0] == ["1", "2"]
    assert read.skipped == {"header": 1}


def test_short_rows_are_padded_and_told() -> None:
    read = table("受付番号,商品,内容\n1,S1\n2,S1,水\n")
    assert read.columns[2] == ["", "水"]
    assert [(f.code, f.row) for f in read.findings] == [("VOC-F103", 2)]


def test_long_rows_keep_the_rest() -> None:
    read = table("受付番号,商品\n1,水,が出ない,急いで\n2,湯,\n")
    assert read.rest == {0: "が出ない,急いで"}
    assert [(f.code, f.row) for f in read.findings] == [("VOC-F104", 2)]


def test_unquoted_commas_of_a_text_in_the_last_column_stay_in_it() -> None:
    read = table("受付番号,内容\n1,水,が出ない,急いで\n2,湯,\n")
    assert read.columns[1] == ["水,が出ない,急いで", "湯"]
    assert read.rest == {}
    assert [(f.code, f.row) for f in read.findings] == [("VOC-F159", 2)]


def test_what_follows_the_totals_is_the_footer() -> None:
    read = table("ケース番号,説明\n1,水\n\n総計 (1 件)\n\n作成者名\nExample Co.\n")
    assert read.columns[0] == ["1"]
    assert read.skipped == {"total": 3}


def test_a_single_cell_among_the_rows_is_no_footer() -> None:
    read = table("受付番号,内容,商品\n1,水,S1\n小計,,\n2,湯,S1\n3,,\n")
    assert read.columns[0] == ["1", "2", "3"]


TWO = "受付,,申出内容,対応,\n番号,日時,,内容,担当者\n"


def test_two_header_rows_become_one() -> None:
    read = table(TWO + "1,2026/11/1,水が出ない,案内,佐藤\n2,2026/11/2,遅い,案内,佐藤\n")
    assert read.header == ("受付 番号", "受付 日時", "申出内容", "対応 内容", "対応 担当者")
    assert read.columns[0] == ["1", "2"]
    assert read.lines == [3, 4]
    assert read.header_row == 1
    assert [f.code for f in read.findings] == ["VOC-F157"]


def test_both_header_rows_of_a_new_page_are_no_data() -> None:
    read = table(TWO + "1,2026/11/1,水が出ない,案内,佐藤\n" + TWO + "2,2026/11/2,遅い,案内,佐藤\n")
    assert read.columns[0] == ["1", "2"]
    assert read.skipped == {"header": 2}


@pytest.mark.parametrize(
    "text",
    [
        "受付番号,,内容\nA,B,C\nD,E,F\n",
        "受付番号,内容,商品\nA,水,S1\nB,湯,S1\n",
        "応対一覧,,\n受付番号,内容,商品\nA,水,S1\n",
        "基本,,応対\n受付番号,受付日時,申出内容\nA,2026/11/1,水が出ない\n",
    ],
)
def test_a_row_of_short_cells_is_no_second_header(text: str) -> None:
    read = table(text)
    assert "VOC-F157" not in {f.code for f in read.findings}
    assert not any(" " in name for name in read.header)


def test_many_ragged_rows_do_not_flood() -> None:
    read = table("受付番号,商品,内容\n" + "1,S1\n" * 500 + "2,S1,水\n")
    assert len(read.findings) == 21
    assert "480" in read.findings[-1].message


def test_commas_in_a_single_column_are_text() -> None:
    read = table("ご意見\n遅い,高い\n水がぬるい\n電話がつながらない\n")
    assert read.columns[0][0] == "遅い,高い"
    assert not read.findings


def test_a_half_written_last_row_is_told() -> None:
    read = table("受付番号,商品,内容\n1,S1,水\n2,S")
    assert [f.code for f in read.findings] == ["VOC-F105"]
    assert read.columns[0] == ["1", "2"]


def test_repeated_and_blank_headers_get_names_of_their_own() -> None:
    read = table("受付番号,内容,内容,,備考\n1,a,b,c,d\n")
    assert read.header == ("受付番号", "内容", "内容(2)", "列4", "備考")


def test_guards_of_excel_are_removed() -> None:
    read = table('受付番号,電話,内容\n"=""0012""",\'0901,\'it\'\'s\n="0013",1,x\n')
    assert read.columns[0] == ["0012", "0013"]
    assert read.columns[1][0] == "0901"
    assert read.columns[2][0] == "'it''s"


def test_cells_stay_text() -> None:
    read = table("受付番号,内容\n0012,NA\n1.2E+11,null\n007,1e3\n")
    assert read.columns == (["0012", "1.2E+11", "007"], ["NA", "null", "1e3"])


def test_rows_without_header_get_names_by_position() -> None:
    read = table("1,2026/11/1,水が三日も届かない。\n2,2026/11/2,電話がつながらない。\n")
    assert read.header == ("列1", "列2", "列3")
    assert read.header_row == 0
    assert len(read.lines) == 2
    assert [f.code for f in read.findings] == ["VOC-F114"]


def test_trailing_empty_columns_vanish() -> None:
    assert table("受付番号,内容,,\n1,水,,\n").header == ("受付番号", "内容")


@pytest.mark.parametrize("text", ["\n\n", ",,\n,,\n"])
def test_a_file_without_any_cell_is_empty(text: str) -> None:
    with pytest.raises(VocliError) as caught:
        table(text)
    assert caught.value.code == "VOC-E104"


def test_a_report_without_totals_ends_where_its_footer_begins(tmp_path: Path) -> None:
    rows = "".join(f"A{i},2026/11/05 10:00,電話,{i}番が届きません\r\n" for i in range(5))
    foot = "\r\n月次の一覧\r\nCopyright (c) 2000-2026 example\r\nConfidential Information\r\n"
    path = tmp_path / "a.csv"
    path.write_bytes(f"受付番号,受付日時,チャネル,申出内容\r\n{rows}{foot}".encode())
    records = read([path], Reading())
    assert len(records.contacts) == 5
    assert records.findings == ()
    assert records.sources[0].skipped == (("total", 3),)


def test_a_row_of_white_space_is_no_footer(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "受付番号,受付日時,チャネル,申出内容\r\nA1,2026/11/05 10:00,電話,届きません\r\n \r".encode()
    )
    assert len(read([path], Reading()).contacts) == 1
