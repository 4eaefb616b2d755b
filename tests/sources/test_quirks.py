"""Small files, each named by its quirk, read as a person would read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.sources import READERS, Reading, expand, read

DATA = Path(__file__).resolve().parent.parent / "data"


def test_cp932_preamble_total_duplicate() -> None:
    records = read([DATA / "cp932_preamble_total_duplicate.csv"], Reading())
    source = records.sources[0]
    assert (source.encoding, source.newline, source.header_row) == ("CP932", "CRLF", 4)
    assert (source.rows_read, source.contacts) == (5, 3)
    assert source.skipped == (("duplicate", 1), ("total", 1))
    assert records.contacts["contact_id"].tolist() == ["0001", "0002", "0003"]
    assert records.contacts["source_row"].tolist() == [5.0, 6.0, 9.0]
    assert records.contacts["direction"].tolist() == ["inbound", "inbound", "outbound"]
    assert records.turns["text"].iloc[0] == "髙橋様より、水が～届かないとのこと。"
    assert records.contacts["occurred_at"].dt.strftime("%m-%d %H:%M").tolist() == [
        "11-01 09:05",
        "11-02 10:30",
        "11-03 00:00",
    ]
    assert source.voice_kind == "note"


def test_semicolon_halfwidth_headers() -> None:
    records = read([DATA / "semicolon_halfwidth_headers.csv"], Reading())
    assert records.contacts["channel"].tolist() == ["email", "line"]
    assert records.turns["text"].tolist() == ["配送料は1,200円ですか", "まだ届きません"]
    assert records.sources[0].encoding == "UTF-8 (BOM)"


def test_utf16_tab() -> None:
    records = read([DATA / "utf16_tab.txt"], Reading())
    assert records.contacts["nps"].tolist() == ["9", "3"]
    assert records.sources[0].voice_kind == "survey"
    assert set(records.contacts["channel"]) == {"survey"}


def test_euc_jp_two_date_columns() -> None:
    records = read([DATA / "euc_jp_two_date_columns.csv"], Reading())
    assert records.sources[0].encoding == "EUC-JP"
    assert records.contacts["occurred_at"].dt.strftime("%m-%d %H:%M").tolist() == [
        "11-01 15:05",
        "11-03 01:30",
    ]


def test_nested_messages() -> None:
    records = read([DATA / "nested_messages.ndjson"], Reading())
    assert records.contacts["contact_id"].tolist() == ["T1", "T2"]
    assert records.contacts["occurred_at"].dt.strftime("%m-%d %H:%M").tolist() == [
        "11-01 00:30",
        "11-01 09:00",
    ]
    assert records.turns["speaker"].tolist() == ["customer", "agent", "customer"]


def test_two_row_header_totals_footer() -> None:
    records = read([DATA / "two_row_header_totals_footer.csv"], Reading())
    source = records.sources[0]
    assert source.header_row == 4
    assert source.skipped == (("total", 4),)
    used = {use.field: use.column for use in source.columns}
    assert used["contact_id"] == "受付 番号"
    assert used["agent_id"] == "対応 担当者"
    assert records.contacts["contact_id"].tolist() == ["0001", "0002", "0003"]
    assert records.contacts["source_row"].tolist() == [6.0, 8.0, 10.0]
    assert records.contacts["occurred_at"].dt.strftime("%m-%d %H:%M").tolist() == [
        "11-01 09:05",
        "11-03 12:00",
        "11-05 01:30",
    ]


def test_utf16le_without_bom() -> None:
    records = read([DATA / "utf16le_without_bom.csv"], Reading())
    assert records.sources[0].encoding == "UTF-16 LE"
    assert records.turns["text"].iloc[1] == "髙橋です、電話がつながりません。"


def test_spaces_all_quoted() -> None:
    records = read([DATA / "spaces_all_quoted.txt"], Reading())
    assert records.contacts["contact_id"].tolist() == ["1", "2"]
    assert records.turns["text"].tolist() == ["水が 三日も 届きません", "電話が つながりません"]


def test_nul_huge_cell_half_row() -> None:
    records = read([DATA / "nul_huge_cell_half_row.csv"], Reading())
    assert records.turns["text"].str.len().tolist() == [6, 120000]
    assert {"VOC-F102", "VOC-F105"} <= {finding.code for finding in records.findings}


def test_files_of_every_kind_are_read_together() -> None:
    names = [
        "cp932_preamble_total_duplicate.csv",
        "euc_jp_two_date_columns.csv",
        "nested_messages.ndjson",
        "utf16_tab.txt",
    ]
    paths, _ = expand([str(DATA / name) for name in names])
    records = read(paths, Reading())
    assert [Path(source.path).name for source in records.sources] == names
    assert len(records.contacts) == 9
    assert records.contacts["contact_id"].is_unique
    assert set(records.turns["contact_id"]) <= set(records.contacts["contact_id"])


@pytest.mark.parametrize("name", ["delimited", "workbook", "json"])
def test_every_reader_is_registered(name: str) -> None:
    assert callable(READERS[name])
