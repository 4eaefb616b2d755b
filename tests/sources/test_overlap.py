"""What is exported twice counts once; what was said twice counts twice."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest

from vocli.model import Records
from vocli.sources import Reading, expand, read

CALLS = "受付番号,受付日時,更新日時,申出内容"
TALK = "会話ID,日時,話者,発話内容"


def put(tmp_path: Path, name: str, header: str, *rows: str) -> Path:
    path = tmp_path / name
    path.write_bytes("".join(f"{row}\r\n" for row in [header, *rows]).encode())
    return path


def said(records: Records) -> list[tuple[str, str]]:
    turns = records.turns
    return list(zip(turns["contact_id"], turns["text"], strict=True))


def row(number: int, text: str = "水が届きません。", updated: str = "") -> str:
    return f"{number:04},2026/11/{number} 9:05,{updated},{text}"


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", CALLS, row(1))
    paths, _ = expand([str(path), str(tmp_path), str(tmp_path / "*.csv")])
    assert len(read(paths, Reading()).contacts) == 1


def test_a_copy_under_another_name_is_named_and_not_counted(tmp_path: Path) -> None:
    paths = [put(tmp_path, name, CALLS, row(1)) for name in ("a.csv", "a - コピー.csv")]
    records = read(paths, Reading())
    assert len(records.contacts) == 1
    [finding] = [f for f in records.findings if f.code == "VOC-F110"]
    assert "a - コピー.csv" in finding.message


def test_overlapping_periods_count_once(tmp_path: Path) -> None:
    first = put(tmp_path, "10.csv", CALLS, row(1), row(2), row(3))
    second = put(tmp_path, "11.csv", CALLS, row(2), row(3), row(4))
    for paths in permutations([first, second]):
        records = read(paths, Reading())
        assert sorted(records.contacts["contact_id"]) == ["0001", "0002", "0003", "0004"]
        assert len(records.turns) == 4
        assert sum(dict(s.skipped).get("duplicate", 0) for s in records.sources) == 2


def test_overlapping_periods_without_ids_count_once(tmp_path: Path) -> None:
    header = "受付日時,申出内容"
    rows = [
        "2026/11/1 9:05,水が届きません。",
        "2026/11/1 9:05,水が届きません。",
        "2026/11/2 9:05,遅い。",
    ]
    first = put(tmp_path, "10.csv", header, *rows)
    second = put(tmp_path, "11.csv", header, *rows[1:], "2026/11/3 9:05,まだです。")
    records = read([first, second], Reading())
    # Two equal rows of one file are two contacts; the other file adds only what is new.
    assert sorted(records.turns["text"]) == sorted([*(r.split(",")[1] for r in rows), "まだです。"])


def test_the_latest_of_two_rows_with_one_id_counts(tmp_path: Path) -> None:
    old, new = (
        row(1, "古い内容です。", "2026/11/2 9:00"),
        row(1, "新しい内容です。", "2026/11/3 9:00"),
    )
    for rows in permutations([old, new]):
        records = read([put(tmp_path, "a.csv", CALLS, *rows)], Reading())
        assert said(records) == [("0001", "新しい内容です。")]
        assert dict(records.sources[0].skipped) == {"older_version": 1}


def test_the_latest_of_two_files_counts(tmp_path: Path) -> None:
    old = put(tmp_path, "b.csv", CALLS, row(1, "古い内容です。", "2026/11/2 9:00"))
    new = put(tmp_path, "a.csv", CALLS, row(1, "新しい内容です。", "2026/11/3 9:00"))
    assert said(read([old, new], Reading())) == [("0001", "新しい内容です。")]


def test_a_row_that_stands_twice_with_its_id_is_one(tmp_path: Path) -> None:
    records = read([put(tmp_path, "a.csv", CALLS, row(1), row(1))], Reading())
    assert len(records.contacts) == 1
    assert dict(records.sources[0].skipped) == {"duplicate": 1}


@pytest.mark.parametrize("header", [TALK, "日時,話者,発話内容"])
def test_the_same_words_in_the_same_second_are_two_messages(tmp_path: Path, header: str) -> None:
    cells = ["C1,"] if header == TALK else [""]
    rows = [
        f"{cells[0]}2026/11/1 9:00:00,お客様,はい。",
        f"{cells[0]}2026/11/1 9:00:00,お客様,はい。",
    ]
    records = read([put(tmp_path, "chat.csv", header, *rows)], Reading())
    assert records.turns["text"].tolist() == ["はい。", "はい。"]
    assert len(records.contacts) == 1


def test_overlapping_chats_keep_two_messages_of_one_second(tmp_path: Path) -> None:
    start = "C1,2026/11/1 9:00:00,お客様,水が届きません。"
    twice = ["C1,2026/11/1 9:01:00,お客様,はい。"] * 2
    first = put(tmp_path, "1.csv", TALK, start, *twice)
    second = put(tmp_path, "2.csv", TALK, *twice, "C1,2026/11/1 9:02:00,担当,承知しました。")
    for paths in permutations([first, second]):
        records = read(paths, Reading())
        assert [text for _, text in said(records)] == [
            "水が届きません。",
            "はい。",
            "はい。",
            "承知しました。",
        ]
        assert records.turns["turn"].tolist() == [0.0, 1.0, 2.0, 3.0]


def test_a_role_that_only_one_export_knows_is_taken_over(tmp_path: Path) -> None:
    first = put(tmp_path, "1.csv", TALK, "C1,2026/11/1 9:00:00,山田,水が届きません。")
    second = put(
        tmp_path,
        "2.csv",
        TALK,
        "C1,2026/11/1 9:00:00,お客様,水が届きません。",
        "C1,2026/11/1 9:01:00,担当,承知しました。",
    )
    for paths in permutations([first, second]):
        turns = read(paths, Reading()).turns
        assert turns["speaker"].tolist() == ["customer", "agent"]


def test_one_conversation_in_two_parts_is_one(tmp_path: Path) -> None:
    first = put(tmp_path, "1.csv", TALK, "C1,2026/11/1 9:00:00,お客様,水が届きません。")
    second = put(tmp_path, "2.csv", TALK, "C1,2026/11/1 9:01:00,担当,承知しました。")
    records = read([first, second], Reading())
    assert len(records.contacts) == 1
    assert records.contacts["occurred_at"].tolist() == [
        pd.Timestamp("2026-11-01 09:00", tz="Asia/Tokyo")
    ]
    assert len(records.turns) == 2
