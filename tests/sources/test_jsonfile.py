"""JSON and NDJSON: rows, nested names, lists of messages, broken lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.sources import Reading, read

ROWS = [
    {"id": "0012", "created_at": "2026-11-01T00:05:00Z", "text": "水が三日も届きません", "custom": {"colour": "白", "codes": ["a", "b"]}, "weight": 1.20},
    {"id": "0013", "created_at": 1793491200, "text": "電話がつながりません", "custom": None, "flag": True},
]  # fmt: skip
TALK = {
    "conversation_id": "C1",
    "created_at": "2026-11-01T09:00:00+09:00",
    "product": "S1",
    "messages": [
        {"role": "user", "content": "水が届きません", "created_at": "2026-11-01T09:00:05+09:00"},
        {"role": "bot", "content": "お調べします", "created_at": "2026-11-01T09:00:06+09:00"},
        {"role": "agent", "content": "本日届きます", "created_at": "2026-11-01T09:03:00+09:00"},
    ],
}


def put(path: Path, value: object) -> Path:
    path.write_text(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("form", ["list", "data", "tickets", "ndjson"])
def test_every_arrangement_gives_the_same_rows(tmp_path: Path, form: str) -> None:
    value: object = {
        "list": ROWS,
        "data": {"data": ROWS, "count": 2},
        "tickets": {"tickets": ROWS, "next_page": None},
        "ndjson": "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n",
    }[form]
    records = read([put(tmp_path / "a.json", value)], Reading())
    assert records.contacts["contact_id"].tolist() == ["0012", "0013"]
    assert records.contacts["occurred_at"].dt.strftime("%d %H:%M").tolist() == [
        "01 09:05",
        "01 09:00",
    ]
    assert not records.sources[0].zone_assumed
    extra = json.loads(records.contacts["extra"].iloc[0])
    assert extra == {"custom.codes": "a, b", "custom.colour": "白", "weight": "1.2"}
    assert records.sources[0].reader == ("ndjson" if form == "ndjson" else "json")
    assert records.sources[0].header_row == 0


def test_ndjson_rows_are_physical_lines(tmp_path: Path) -> None:
    text = json.dumps(ROWS[0]) + "\n\n" + json.dumps(ROWS[1]) + "\n"
    assert read([put(tmp_path / "a.ndjson", text)], Reading()).contacts["source_row"].tolist() == [
        1.0,
        3.0,
    ]


def test_one_object_is_one_contact(tmp_path: Path) -> None:
    assert len(read([put(tmp_path / "a.json", ROWS[0])], Reading()).contacts) == 1


def test_a_list_of_messages_becomes_turns(tmp_path: Path) -> None:
    second = {**TALK, "conversation_id": "C2"}
    records = read([put(tmp_path / "chat.json", [TALK, second])], Reading())
    assert records.contacts["contact_id"].tolist() == ["C1", "C2"]
    assert records.contacts["product"].tolist() == ["S1", "S1"]
    first = records.turns[records.turns["contact_id"] == "C1"]
    assert first["speaker"].tolist() == ["customer", "bot", "agent"]
    assert first["text"].tolist() == ["水が届きません", "お調べします", "本日届きます"]
    assert first["at"].dt.strftime("%H:%M:%S").tolist() == ["09:00:05", "09:00:06", "09:03:00"]
    assert records.contacts["occurred_at"].dt.strftime("%H:%M:%S").tolist()[0] == "09:00:00"


def test_messages_without_an_id_are_kept_apart(tmp_path: Path) -> None:
    one = {"messages": [{"role": "user", "text": "水が届きません"}]}
    two = {"messages": [{"role": "user", "text": "請求が違います"}]}
    records = read([put(tmp_path / "chat.json", [one, two])], Reading())
    assert len(records.contacts) == 2
    assert records.contacts["contact_id"].is_unique


def test_a_single_conversation_object_is_read(tmp_path: Path) -> None:
    records = read([put(tmp_path / "chat.json", TALK)], Reading())
    assert len(records.contacts) == 1
    assert len(records.turns) == 3


def test_a_broken_line_is_told_and_counted(tmp_path: Path) -> None:
    text = json.dumps(ROWS[0]) + "\n" + '{"id": "x", "te\n' + json.dumps(ROWS[1]) + "\n"
    records = read([put(tmp_path / "a.ndjson", text)], Reading())
    assert len(records.contacts) == 2
    assert records.sources[0].skipped == (("broken", 1),)
    assert records.sources[0].rows_read == 3
    assert [(f.code, f.row) for f in records.findings] == [("VOC-F113", 2)]


@pytest.mark.parametrize("text", ["{", "[1, 2]", "3", '"x"', "[{}]", "// note\n[]", "[" * 100_000])
def test_what_is_no_list_of_records_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(VocliError) as caught:
        read([put(tmp_path / "a.json", text)], Reading())
    assert caught.value.code in {"VOC-E109", "VOC-E111"}


def test_an_empty_list_has_no_contacts(tmp_path: Path) -> None:
    assert len(read([put(tmp_path / "a.json", "[]")], Reading()).contacts) == 0


def test_lone_surrogates_do_not_pass(tmp_path: Path) -> None:
    records = read(
        [put(tmp_path / "a.json", '[{"id":"1","text":"水が\\ud800届きません"}]')], Reading()
    )
    records.turns["text"].iloc[0].encode("utf-8")
    assert records.turns["text"].iloc[0].startswith("水が")
