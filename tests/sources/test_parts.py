"""A long file in blocks gives what the whole file gives."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, look_at, parts, read
from vocli.sources import opening as opening_module
from vocli.sources.parts import count_lines, cut, is_cuttable

ROOT = Path(__file__).resolve().parents[2]
HEAD = "受付番号,受付日時,申出内容\r\n"


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few hundred bytes, so that small files are long ones."""
    monkeypatch.setattr(opening_module, "LONG", 500)
    monkeypatch.setattr(parts, "BLOCK", 700)


def rows(count: int, text: str = "ボトルが{i}本届きません") -> str:
    return "".join(
        f"A{i:04},2026/11/{i % 28 + 1:02} 10:00,{text.format(i=i)}\r\n" for i in range(count)
    )


def frames(records: Records) -> tuple[pd.DataFrame, pd.DataFrame]:
    contacts = records.contacts.sort_values("contact_id").reset_index(drop=True)
    turns = records.turns.sort_values(["contact_id", "turn"]).reset_index(drop=True)
    return contacts, turns


def same(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Records, Records]:
    """The file read as a whole and in blocks, after both were found equal."""
    whole = read([path], Reading())
    with monkeypatch.context() as patch:
        patch.setattr(opening_module, "LONG", 500)
        patch.setattr(parts, "BLOCK", 700)
        cut_up = read([path], Reading())
    for one, other in zip(frames(whole), frames(cut_up), strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert cut_up.sources == whole.sources
    return whole, cut_up


def test_a_wrong_column_is_told_of_a_long_file_too(tmp_path: Path, small_blocks: None) -> None:
    (tmp_path / "a.csv").write_bytes((HEAD + rows(60)).encode("cp932"))
    with pytest.raises(VocliError) as error:
        read([tmp_path / "a.csv"], Reading(columns=(("text", "ない列"),)))
    assert error.value.code == "VOC-E113"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_blocks_give_the_contacts_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    (tmp_path / "a.csv").write_bytes(("出力日,2026/11/30\r\n" + HEAD + rows(90)).encode(encoding))
    whole, _ = same(tmp_path / "a.csv", monkeypatch)
    assert len(whole.contacts) == 90


def test_a_line_break_in_quotes_is_no_end_of_a_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = rows(80, '"一行目{i}\n二行目、""引用""\r\n三行目"')
    (tmp_path / "a.csv").write_text(HEAD + text, encoding="utf-8", newline="")
    whole, _ = same(tmp_path / "a.csv", monkeypatch)
    assert whole.contacts["source_row"].tolist()[:3] == [2.0, 5.0, 8.0]


def test_rows_without_an_id_that_repeat_in_another_block_are_contacts_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "2026/11/05 10:00,ボトルが届きません\r\n"
    (tmp_path / "a.csv").write_text(
        "受付日時,申出内容\r\n" + line * 60, encoding="utf-8", newline=""
    )
    whole, _ = same(tmp_path / "a.csv", monkeypatch)
    assert whole.contacts["contact_id"].nunique() == 60


def test_a_conversation_that_a_block_cuts_is_one_contact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = "".join(
        f"C{i // 30},{'お客様' if i % 2 else 'OP'},{i}番目の発話です\r\n" for i in range(90)
    )
    (tmp_path / "a.csv").write_text("会話ID,話者,発話\r\n" + turns, encoding="utf-8", newline="")
    whole = read([tmp_path / "a.csv"], Reading())
    monkeypatch.setattr(opening_module, "LONG", 500)
    monkeypatch.setattr(parts, "BLOCK", 700)
    cut_up = read([tmp_path / "a.csv"], Reading())
    pd.testing.assert_frame_equal(frames(whole)[1], frames(cut_up)[1])
    assert cut_up.sources[0].contacts == whole.sources[0].contacts == 3


def test_records_per_line_are_read_in_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"id": f"T{i}", "created_at": "2026-11-05T10:00:00Z", "text": f"{i}番の品が届きません"} | ({"plan": "月"} if i > 50 else {}), ensure_ascii=False) for i in range(90)]  # fmt: skip
    lines[70] = '{"id": "T70", "tex'
    (tmp_path / "a.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(opening_module, "LONG", 500)
    monkeypatch.setattr(parts, "BLOCK", 700)
    records = read([tmp_path / "a.ndjson"], Reading())
    assert len(records.contacts) == 89
    assert [(f.code, f.row) for f in records.findings if f.code == "VOC-F113"] == [("VOC-F113", 71)]


def test_a_bad_byte_is_told_with_its_place_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray((HEAD + rows(90)).encode("utf-8"))
    at = data.index(b"A0070") + 26
    data[at] = 0xFF
    (tmp_path / "a.csv").write_bytes(bytes(data))
    whole = read([tmp_path / "a.csv"], Reading())
    monkeypatch.setattr(opening_module, "LONG", 500)
    monkeypatch.setattr(parts, "BLOCK", 700)
    cut_up = read([tmp_path / "a.csv"], Reading())
    assert [f for f in cut_up.findings if f.code == "VOC-F101"] == [
        f for f in whole.findings if f.code == "VOC-F101"
    ]
    assert any(f.row == 72 for f in cut_up.findings)


@pytest.mark.parametrize("name", ["calls.csv", "chat_log.csv", "mail_form.csv", "survey.csv"])
def test_the_sample_reads_the_same_in_blocks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "sample_data" / name
    whole = read([path], Reading())
    monkeypatch.setattr(opening_module, "LONG", 500)
    monkeypatch.setattr(parts, "BLOCK", 40_000)
    cut_up = read([path], Reading())
    assert frames(whole)[1]["text"].tolist() == frames(cut_up)[1]["text"].tolist()
    assert cut_up.sources[0].contacts == whole.sources[0].contacts
    assert cut_up.sources[0].skipped == whole.sources[0].skipped


@pytest.mark.parametrize("name", ["calls.csv", "chat_log.csv", "line.csv", "survey.csv"])
def test_a_look_counts_what_reading_counts(name: str) -> None:
    path = ROOT / "sample_data" / name
    sources, looks, findings = look_at([path], Reading())
    records = read([path], Reading())
    assert tuple(sources) == records.sources
    assert [f.code for f in findings] == [f.code for f in records.findings]
    assert looks[str(path)].begin == records.contacts["occurred_at"].min()


def test_blocks_cover_the_file(tmp_path: Path, small_blocks: None) -> None:
    data = (HEAD + rows(100)).encode("utf-8")
    (tmp_path / "a.csv").write_bytes(data)
    blocks = list(cut(tmp_path / "a.csv", True, lambda done: None))
    assert b"".join(block.data for block in blocks) == data
    assert len(blocks) > 3
    for block in blocks[1:]:
        assert block.lines == count_lines(data[: block.offset])


@pytest.mark.parametrize(
    ("head", "container", "expected"),
    [
        (b"\xff\xfea\0,\0", "delimited", False),
        (b'[{"id": 1},', "json", False),
        (b'{"id": 1}\n{"id": 2}\n', "json", True),
        (b'{\n "tickets": [', "json", False),
        (b"a,b\n1,2\n", "delimited", True),
        (b"PK\x03\x04", "workbook", False),
    ],
)
def test_only_what_lies_line_by_line_is_cut(head: bytes, container: str, expected: bool) -> None:
    assert is_cuttable(head, container) is expected
