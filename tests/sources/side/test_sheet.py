"""Any side table: header below title lines, columns by many names, what is wrong named with its row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vocli.errors import VocliError
from vocli.sources.side import TABLES, header_names, read_side
from vocli.sources.side.sheet import open_sheet

HEAD = ["日付", "着信", "応答"]


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_file_is_no_table(name: str) -> None:
    for data in (b"", b"\xef\xbb\xbf", b"\r\n,,\r\n"):
        with pytest.raises(VocliError) as caught:
            read_side({name: ("side.csv", data)})
        assert (caught.value.code, caught.value.where) == ("VOC-E132", "side.csv")


@pytest.mark.parametrize("name", [name for name in TABLES if name != "synonyms"])
def test_a_table_without_its_columns_says_which_and_what_it_has(
    name: str, as_csv: Callable[..., bytes]
) -> None:
    with pytest.raises(VocliError) as caught:
        read_side({name: ("side.csv", as_csv([["品名", "備考"], ["ボトル", "x"]]))})
    assert caught.value.code == "VOC-E132"
    assert "備考" in caught.value.hint


def test_two_columns_of_one_meaning_are_asked_about(as_csv: Callable[..., bytes]) -> None:
    rows = [["日付", "着信", "入電数", "応答"], ["2026/11/9", 1, 1, 1]]
    with pytest.raises(VocliError) as caught:
        open_sheet(as_csv(rows), "acd.csv", "traffic", ("day",))
    assert caught.value.code == "VOC-E133"
    assert "着信、入電数" in caught.value.what
    assert "1行" in caught.value.where


def test_the_header_may_stand_below_title_lines(as_csv: Callable[..., bytes]) -> None:
    rows = [["着信レポート"], ["出力日：2026/11/16"], HEAD, ["2026/11/9", 3, 2], ["合計", 3, 2]]
    sheet = open_sheet(as_csv(rows), "acd.csv", "traffic", ("day",))
    assert (list(sheet.cells("offered")), sheet.table.header_row) == (["3"], 3)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_does_not_matter(encoding: str, as_csv: Callable[..., bytes]) -> None:
    data = as_csv([HEAD, ["2026/11/9", 3, 2]], encoding)
    assert list(open_sheet(data, "x", "traffic", ("day",)).cells("answered")) == ["2"]


def test_a_workbook_is_read_whatever_its_name(as_book: Callable[..., bytes]) -> None:
    from datetime import datetime

    data = as_book([HEAD, [datetime(2026, 11, 9), 3, 2]])
    traffic = read_side({"traffic": ("acd.csv", data)}).traffic
    assert traffic is not None
    assert [(f"{c.day}", c.offered, c.answered) for c in traffic.counts] == [("2026-11-09", 3, 2)]


def test_unknown_columns_are_named(as_csv: Callable[..., bytes]) -> None:
    rows = [[*HEAD, "備考", "天気"], ["2026/11/9", 3, 2, "", ""]]
    (finding,) = read_side({"traffic": ("acd.csv", as_csv(rows))}).findings
    assert (finding.code, finding.path) == ("VOC-F131", "acd.csv")
    assert "備考、天気" in finding.message


@pytest.mark.parametrize("name", TABLES)
def test_no_header_name_has_two_meanings_in_one_table(name: str) -> None:
    from vocli.sources.synonyms import normalise

    seen: dict[str, str] = {}
    for key, names in header_names(name).items():
        for header in names:
            form = normalise(header)
            assert seen.setdefault(form, key) == key, header


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (key, name)
        for key in ("day", "offered", "answered", "abandoned", "channel", "slot")
        for name in header_names("traffic")[key]
    ],
)
def test_every_documented_name_is_understood(
    key: str, name: str, as_csv: Callable[..., bytes]
) -> None:
    sheet = open_sheet(as_csv([[name, "備考"], ["2026/11/9", "x"]]), "x", "traffic", ())
    assert sheet.columns == {key: (name,)}


def test_the_files_are_told_by_their_content(as_csv: Callable[..., bytes]) -> None:
    data = as_csv([HEAD, ["2026/11/9", 3, 2]])
    ((path, sha),) = read_side({"traffic": ("acd.csv", data)}).sources
    assert (path, len(sha)) == ("acd.csv", 64)
