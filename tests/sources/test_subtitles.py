"""Subtitles: who speaks is what the file says, and what merely looks like a speaker is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.sources import Reading, read

DATA = Path(__file__).resolve().parent.parent / "data"


def put(tmp_path: Path, text: str, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def srt(*texts: str) -> str:
    return "\n".join(
        f"{i}\n00:00:{2 * i:02},000 --> 00:00:{2 * i + 1:02},500\n{text}\n"
        for i, text in enumerate(texts, 1)
    )


def said(path: Path, *agents: str) -> list[tuple[str, str]]:
    turns = read([path], Reading(agents=agents)).turns
    return list(zip(turns["speaker"], turns["text"], strict=True))


@pytest.mark.parametrize(
    "text",
    ["12:30 に届く", "明日の12:30に届く予定です", "https://example.jp/a を見た", "予定: 明日の朝"],
)
def test_what_looks_like_a_speaker_is_text(tmp_path: Path, text: str) -> None:
    path = put(tmp_path, srt("【お客様】もしもし", text, "届きません", "はい"), "call.srt")
    assert said(path)[1] == ("unknown", text)


def test_a_file_without_cues_is_refused(tmp_path: Path) -> None:
    for text, code in (("WEBVTT\n\n", "VOC-E104"), ("no subtitles", "VOC-E124")):
        with pytest.raises(VocliError) as caught:
            read([put(tmp_path, text, "a.vtt")], Reading())
        assert caught.value.code == code


def test_voices_of_one_cue_are_turns_of_their_own() -> None:
    records = read([DATA / "two_voices_in_one_cue.vtt"], Reading(agents=("佐藤",)))
    turns = records.turns
    assert turns["speaker"].tolist() == ["agent", "customer", "customer", "agent", "agent"]
    assert turns["text"].tolist() == [
        "お電話ありがとうございます。",
        "水が <3日> も来ない & 連絡もない。",
        "12:30 に届くと言われました。",
        "確認いたします。",
        "お待ちください。",
    ]
    assert turns["source_row"].tolist() == [7.0, 7.0, 12.0, 15.0, 19.0]
    assert records.contacts["contact_id"].tolist() == ["two_voices_in_one_cue"]
    assert records.contacts["agent_id"].tolist() == ["佐藤"]
    assert records.contacts["occurred_at"].isna().all()
    assert records.sources[0].reader == "vtt"
    assert records.sources[0].voice_kind == "asr"
    assert "VOC-F152" in {f.code for f in records.findings}


def test_without_a_named_agent_nobody_is_the_customer() -> None:
    turns = read([DATA / "two_voices_in_one_cue.vtt"], Reading()).turns
    assert set(turns["speaker"]) == {"unknown"}


def test_three_people_leave_it_open_who_is_the_customer(tmp_path: Path) -> None:
    path = put(tmp_path, srt("甲: はい。", "乙: はい。", "丙: はい。"), "a.srt")
    assert [role for role, _ in said(path, "甲")] == ["agent", "unknown", "unknown"]


def test_prefixes_name_the_speaker(tmp_path: Path) -> None:
    texts = ("[SPEAKER_00]: もしもし。", "【お客様】届きません。", "OP1: 失礼しました。", "(音楽)")
    records = read([put(tmp_path, srt(*texts), "a.srt")], Reading())
    assert records.turns["speaker"].tolist() == ["unknown", "customer", "agent", "unknown"]
    assert records.turns["text"].tolist()[:3] == ["もしもし。", "届きません。", "失礼しました。"]
    assert records.turns["kind"].tolist()[-1] == "event"


def test_names_before_a_colon_count_where_most_cues_have_them(tmp_path: Path) -> None:
    texts = (
        "Tanaka Taro: 12:30 に届く",
        "鈴木: 予定: 明日",
        "Tanaka Taro: はい",
        "鈴木: はい\nTanaka Taro: では",
    )
    assert said(put(tmp_path, srt(*texts), "a.srt"), "鈴木") == [
        ("customer", "12:30 に届く"),
        ("agent", "予定: 明日"),
        ("customer", "はい"),
        ("agent", "はい"),
        ("customer", "では"),
    ]


def test_a_sentence_over_two_cues_is_one_turn(tmp_path: Path) -> None:
    texts = ("客: 水が三日も", "客: 届いていません。", "OP: 申し訳ございません。", "客: はい。")
    assert said(put(tmp_path, srt(*texts), "a.srt"))[0] == (
        "customer",
        "水が三日も届いていません。",
    )
    plain = [text.replace("。", "") for text in texts]
    assert len(said(put(tmp_path, srt(*plain), "b.srt"))) == 4


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("20261101_0905_call.srt", "2026-11-01 09:05:02"),
        ("GMT20261031-153000_Recording.srt", "2026-11-01 00:30:02"),
        ("call-2026-11-01T09-05-30.srt", "2026-11-01 09:05:32"),
        ("20261301_0905.srt", ""),
        ("call_0120000000.srt", ""),
    ],
)
def test_only_a_whole_moment_in_the_name_gives_times(
    tmp_path: Path, name: str, expected: str
) -> None:
    at = read([put(tmp_path, srt("客: はい。"), name)], Reading()).turns["at"]
    assert at.dt.strftime("%Y-%m-%d %H:%M:%S").fillna("").tolist() == [expected]


def test_sbv_and_wrong_suffixes_are_read(tmp_path: Path) -> None:
    sbv = "0:00:01.000,0:00:02.000\n客: 届きません\n\n0:00:03.000,0:00:04.000\nOP: はい\n"
    assert said(put(tmp_path, sbv, "a.sbv"))[0] == ("customer", "届きません")
    assert said(put(tmp_path, srt("客: 届きません"), "a.txt"))[0] == ("customer", "届きません")
    vtt = "\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n客: 届きません\r\n"
    assert said(put(tmp_path, vtt, "b.txt"))[0] == ("customer", "届きません")
    path = tmp_path / "c.vtt"
    path.write_bytes(vtt.encode("utf-16"))
    assert said(path)[0] == ("customer", "届きません")


def test_cues_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n客: はい\n\n00:99.000 --> kaputt\n客: いいえ\n"
    findings = read([put(tmp_path, text, "a.vtt")], Reading()).findings
    assert "VOC-F154" in {f.code for f in findings}


def test_subtitles_are_a_registered_reader() -> None:
    from vocli.sources import READERS

    assert callable(READERS["subtitles"])


@pytest.mark.parametrize("piece", ["[LINE] ", "♪ ", "(", "客", " ", "<v ", ":"])
def test_a_huge_cue_is_read_at_once(tmp_path: Path, piece: str) -> None:
    huge = piece * 50_000
    cues = "\n\n".join(
        f"00:0{i}.000 --> 00:0{i}.900\n{text}"
        for i, text in enumerate((f"<v {huge}>はい", f"♪{huge}x♪", f"客: {huge}"))
    )
    turns = read([put(tmp_path, f"WEBVTT\n\n{cues}\n", "a.vtt")], Reading()).turns
    assert len(turns) >= 2
