"""Workbooks: cells as the text a CSV would hold, the right sheet, and clear refusals."""

from __future__ import annotations

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


def test_a_password_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    def refuse(_: object) -> None:
        raise python_calamine.PasswordError("locked")

    monkeypatch.setattr(python_calamine, "load_workbook", refuse)
    with pytest.raises(VocliError) as caught:
        read([book(tmp_path / "a.xlsx", {"応対": ROWS})], Reading())
    assert caught.value.code == "VOC-E107"
