"""Workbooks: cells as the text a CSV would hold, the right sheet, and clear refusals."""

from __future__ import annotations

import sys
from datetime import datetime, time
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.sources import Reading, read

openpyxl = pytest.importorskip("openpyxl")

ROWS = [
    ["受付番号", "受付日時", "商品コード", "申出内容", "通話時間"],
    ["0012", datetime(2026, 11, 1, 9, 5), 2.0, "水が三日も届かず困っています", time(0, 5, 2)],
    ["0013", 46327.5, 12, "電話がつながりません", time(0, 1, 0)],
    ["0014", "令和8年11月2日", "０３", "NA", None],
]


def book(path: Path, sheets: dict[str, list[list[object]]], hidden: str = "") -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    made.save(path)
    return path


def test_cells_become_text_and_dates_are_read(tmp_path: Path) -> None:
    records = read([book(tmp_path / "a.xlsx", {"応対": ROWS})], Reading())
    contacts = records.contacts
    assert contacts["contact_id"].tolist() == ["0012", "0013", "0014"]
    assert contacts["product"].tolist() == ["2", "12", "０３"]
    assert contacts["occurred_at"].dt.strftime("%m-%d %H:%M").tolist() == [
        "11-01 09:05",
        "11-01 12:00",
        "11-02 00:00",
    ]
    assert contacts["talk_seconds"].tolist()[:2] == [302.0, 60.0]
    assert records.turns["text"].tolist() == [
        "水が三日も届かず困っています",
        "電話がつながりません",
        "NA",
    ]
    assert records.turns["source_row"].tolist() == [2.0, 3.0, 4.0]
    assert records.sources[0].reader == "xlsx"
    assert records.sources[0].encoding == ""


def test_title_rows_and_a_total_row(tmp_path: Path) -> None:
    rows = [["応対一覧"], [None], *ROWS, ["合計", None, 3, None, None], [None], [None]]
    source = read([book(tmp_path / "a.xlsx", {"応対": rows})], Reading()).sources[0]
    assert source.header_row == 3
    assert source.contacts == 3
    assert source.skipped == (("total", 1),)


def test_the_visible_sheet_with_most_rows_is_read_and_the_others_named(tmp_path: Path) -> None:
    sheets = {"表紙": [["説明"]], "応対": ROWS, "控え": ROWS + ROWS[1:]}
    records = read([book(tmp_path / "a.xlsx", sheets, hidden="控え")], Reading())
    assert len(records.contacts) == 3
    [finding] = [f for f in records.findings if f.code == "VOC-F107"]
    assert "応対" in finding.message and "表紙" in finding.message and "控え" not in finding.message


def test_a_workbook_named_csv_is_still_a_workbook(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"応対": ROWS}).rename(tmp_path / "a.csv")
    assert read([path], Reading()).sources[0].reader == "xlsx"


def test_a_csv_named_xls_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes("受付番号\t申出内容\r\n1\t水が出ない\r\n".encode("utf-16"))
    assert read([path], Reading()).turns["text"].tolist() == ["水が出ない"]


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        read([book(tmp_path / "a.xlsx", {"応対": []})], Reading())
    assert caught.value.code == "VOC-E104"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"応対": ROWS})
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(VocliError) as caught:
        read([path], Reading())
    assert caught.value.code == "VOC-E108"


def locked(path: Path, password: str) -> Path:
    """The workbook at `path` under a password."""
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    with path.open("rb") as plain, (path.parent / "locked.xlsx").open("wb") as out:
        msoffcrypto.OOXMLFile(plain).encrypt(password, out)
    return path.parent / "locked.xlsx"


def test_a_password_is_asked_for_tried_and_named_when_wrong(tmp_path: Path) -> None:
    path = locked(book(tmp_path / "a.xlsx", {"応対": ROWS}), "ひみつ2026")
    for passwords, code in (((), "VOC-E107"), (("falsch", "x"), "VOC-E126")):
        with pytest.raises(VocliError) as caught:
            read([path], Reading(passwords=passwords))
        assert caught.value.code == code
        assert "--password-env" in caught.value.hint
        assert "falsch" not in f"{caught.value.what}{caught.value.hint}"
    records = read([path], Reading(passwords=("falsch", "ひみつ2026")))
    assert records.contacts["contact_id"].tolist() == ["0012", "0013", "0014"]


def test_a_read_only_workbook_opens_without_asking(tmp_path: Path) -> None:
    path = locked(book(tmp_path / "a.xlsx", {"応対": ROWS}), "VelvetSweatshop")
    assert len(read([path], Reading()).contacts) == 3


def test_the_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = locked(book(tmp_path / "a.xlsx", {"応対": ROWS}), "x")
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    for passwords, code in (((), "VOC-E107"), (("x",), "VOC-E125")):
        with pytest.raises(VocliError) as caught:
            read([path], Reading(passwords=passwords))
        assert caught.value.code == code


def test_a_password_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    def refuse(_: object) -> None:
        raise python_calamine.PasswordError("locked")

    monkeypatch.setattr(python_calamine, "load_workbook", refuse)
    with pytest.raises(VocliError) as caught:
        read([book(tmp_path / "a.xlsx", {"応対": ROWS})], Reading())
    assert caught.value.code == "VOC-E107"


def test_sheets_of_one_header_are_read_together_and_told_apart(tmp_path: Path) -> None:
    november = [ROWS[0], *[[f"1{row[0]}", *row[1:]] for row in ROWS[1:]], ["合計", 3]]
    sheets = {
        "10月": ROWS,
        "11月": november,
        "12月": [ROWS[0]],
        "一覧": [["区分", "値"], ["a", "b"]],
    }
    records = read([book(tmp_path / "calls.xlsx", sheets)], Reading())
    assert len(records.contacts) == 6
    assert [Path(s.path).name for s in records.sources] == ["calls.xlsx[10月]", "calls.xlsx[11月]"]
    assert records.contacts["source_id"].nunique() == 2
    [finding] = [f for f in records.findings if f.code == "VOC-F107"]
    assert "一覧" in finding.message and "10月、11月" in finding.message


def test_a_sheet_that_is_a_copy_counts_once(tmp_path: Path) -> None:
    records = read([book(tmp_path / "a.xlsx", {"応対": ROWS, "応対 (2)": ROWS})], Reading())
    assert len(records.contacts) == 3


def test_a_hidden_sheet_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"応対": ROWS, "控え": ROWS}, hidden="控え")
    records = read([path], Reading())
    [finding] = [f for f in records.findings if f.code == "VOC-F156"]
    assert "控え" in finding.message and "応対" not in finding.message


def test_merged_cells_make_one_header_of_two_rows(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (
        ["応対一覧"],
        ["対象期間", "2026年11月"],
        [None],
        ["受付", None, "お客様情報", None, "申出内容"],
        ["番号", "日時", "契約種類", "住まい", None],
        ["0012", datetime(2026, 11, 1, 9, 5), "定期", "戸建", "水が届かないとのこと"],
        ["0013", "令和8年11月2日 9時", "都度", "集合", "電話がつながらないとのこと"],
        ["0014", 46329.5, "都度", "集合", "請求が違うとのこと"],
    ):
        sheet.append(row)
    for cells in ("A1:E1", "A4:B4", "C4:D4", "E4:E5"):
        sheet.merge_cells(cells)
    made.save(tmp_path / "a.xlsx")
    records = read([tmp_path / "a.xlsx"], Reading())
    source = records.sources[0]
    assert source.header_row == 4
    assert {use.field: use.column for use in source.columns} == {
        "contact_id": "受付 番号",
        "occurred_at": "受付 日時",
        "text": "申出内容",
    }
    assert source.unused == ("お客様情報 契約種類", "お客様情報 住まい")
    assert records.contacts["source_row"].tolist() == [6.0, 7.0, 8.0]
    assert records.contacts["occurred_at"].dt.strftime("%m-%d %H").tolist() == [
        "11-01 09",
        "11-02 09",
        "11-03 12",
    ]


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in ROWS[:2]:
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    contacts = read([tmp_path / "a.xlsx"], Reading()).contacts
    assert contacts["occurred_at"].dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2026-11-01 09:05"]


def test_formulas_without_a_value_are_counted(tmp_path: Path) -> None:
    rows = [*ROWS, ["0015", "=NOW()", 1, "水が出ません", "=1+1"]]
    records = read([book(tmp_path / "a.xlsx", {"応対": rows})], Reading())
    [finding] = [f for f in records.findings if f.code == "VOC-F158"]
    assert "2" in finding.message
    assert records.contacts["occurred_at"].isna().sum() == 1


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["受付番号", "申出内容"])
    made.active["XFD1048576"] = "x"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(VocliError) as caught:
        read([tmp_path / "a.xlsx"], Reading())
    assert caught.value.code == "VOC-E121"


def test_marks_of_errors_and_whole_numbers_are_plain(tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        ["#N/A", datetime(2026, 11, 1), 2.0, "水が出ません", 3.5],
        [12.0, None, 2.5, "湯が出ません", 1],
    ]
    contacts = read([book(tmp_path / "a.xlsx", {"応対": rows})], Reading()).contacts
    assert contacts["product"].tolist() == ["2", "2.5"]
    assert contacts["contact_id"].tolist()[1] == "12"
    assert "#N/A" not in contacts["contact_id"].tolist()
