"""LINE talks: days, texts of several lines, system lines, and who is who."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, read

DATA = Path(__file__).resolve().parent.parent / "data"


def talk(tmp_path: Path, body: str, name: str = "talk.txt", **more: object) -> Records:
    path = tmp_path / name
    path.write_bytes(body.encode())
    return read([path], Reading(**more))  # type: ignore[arg-type]


def when(records: Records) -> list[str]:
    return records.turns["at"].dt.strftime("%m-%d %H:%M").fillna("").tolist()


def title(*rest: str) -> str:
    return "\n".join(
        ["[LINE] 山田 花子とのトーク履歴", "保存日時：2026/11/10 12:00", "", *rest, ""]
    )


def test_a_talk_without_messages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        talk(tmp_path, title("2026/11/05(木)", "ただの文"))
    assert caught.value.code == "VOC-E124"


def test_days_that_could_be_either_are_asked_about(tmp_path: Path) -> None:
    # 05/11/2026 is a Thursday, 11 May a Monday: the day of the week tells.
    known = title("Thu, 05/11/2026", "9:05\t山田 花子\tはい")
    assert when(talk(tmp_path, known)) == ["11-05 09:05"]
    # Both readings of 01/10/2026... a day whose two readings fall on one day of the week.
    both = next(
        f"{day.strftime('%a')}, {day.day:02}/{day.month:02}/2026"
        for day, other in _twins()
        if day.weekday() == other.weekday()
    )
    with pytest.raises(VocliError) as caught:
        talk(tmp_path, title(both, "9:05\t山田 花子\tはい"))
    assert caught.value.code == "VOC-E114"
    assert when(talk(tmp_path, title(both, "9:05\t山田 花子\tはい"), date_order="dmy")) != [""]


def _twins() -> list[tuple[object, object]]:
    from datetime import date

    return [
        (date(2026, month, day), date(2026, day, month))
        for month in range(1, 13)
        for day in range(1, 13)
        if day != month
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2026/11/05(木)",
        "2026/11/05 Thu",
        "2026/11/05(Thu)",
        "Thu, 05/11/2026",
        "Thu, 11/05/2026",
        "2026.11.05 木曜日",
        "2026/11/5（木）",
    ],
)
def test_every_way_to_write_a_day(tmp_path: Path, line: str) -> None:
    extra = ["", "Fri, 11/13/2026", "8:00\t山田 花子\tはい"] if line == "Thu, 11/05/2026" else []
    assert when(talk(tmp_path, title(line, "9:05\t山田 花子\tはい", *extra)))[0] == "11-05 09:05"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("9:05", "09:05"),
        ("09:05", "09:05"),
        ("04:35PM", "16:35"),
        ("12:05 AM", "00:05"),
        ("午後4:35", "16:35"),
    ],
)
def test_every_way_to_write_a_time(tmp_path: Path, clock: str, expected: str) -> None:
    records = talk(tmp_path, title("2026/11/05(木)", f"{clock}\t山田 花子\tはい"))
    assert when(records) == [f"11-05 {expected}"]


def test_texts_of_several_lines_that_look_like_days_and_messages() -> None:
    records = read([DATA / "line_talk_days_inside_texts.txt"], Reading(agents=("みずほ窓口",)))
    turns = records.turns
    assert turns["text"].tolist() == [
        "水が届きません",
        "申し訳ございません。\n2026/11/07(土)\n9:00 から 12:00 にお届けします。",
        "[写真]",
        "メッセージの送信を取り消しました",
        '"緊急"と書いてありました',
        "では土曜日に\n2026/11/07(土)",
        "☎ 通話時間 3:21",
        "届きました\nありがとう",
    ]
    assert turns["speaker"].tolist() == [
        "customer",
        "agent",
        "customer",
        "system",
        "customer",
        "customer",
        "customer",
        "customer",
    ]
    assert turns["kind"].tolist() == [
        "message",
        "message",
        "media",
        "event",
        "message",
        "message",
        "event",
        "message",
    ]
    assert when(records) == [
        "11-05 09:05",
        "11-05 09:06",
        "11-05 09:10",
        "11-05 09:11",
        "11-05 09:12",
        "11-05 09:13",
        "11-06 00:00",
        "11-07 13:00",
    ]
    assert len(records.contacts) == 3
    assert set(records.contacts["channel"]) == {"line"}
    assert records.sources[0].reader == "line"


def test_without_a_named_agent_nobody_is_the_customer(tmp_path: Path) -> None:
    records = read([DATA / "line_talk_days_inside_texts.txt"], Reading())
    assert set(records.turns["speaker"]) == {"unknown", "system"}
    assert "VOC-F119" in {f.code for f in records.findings}


def test_a_talk_in_english_with_the_month_first(tmp_path: Path) -> None:
    body = (
        "[LINE] Chat history with Hanako\nSaved on: 11/20/2026, 12:00\n\nMon, 11/02/2026\n"
        "04:35PM\tHanako\tNo water yet\n04:36PM\tDesk\t[Sticker]\n04:37PM\tHanako unsent a message.\n\n"
        "Fri, 11/13/2026\n12:01AM\tHanako\tThanks\n"
    )
    records = talk(tmp_path, body, agents=("Desk",))
    assert when(records) == ["11-02 16:35", "11-02 16:36", "11-02 16:37", "11-13 00:01"]
    assert records.turns["speaker"].tolist() == ["customer", "agent", "system", "customer"]
    assert records.turns["kind"].tolist() == ["message", "media", "event", "message"]


def test_the_desktop_writes_spaces_instead_of_tabs(tmp_path: Path) -> None:
    body = title("2026.11.05 木曜日", "9:05 山田 花子 水が 届きません", "つづき", "9:06 窓口 はい")
    records = talk(tmp_path, body, agents=("窓口",))
    assert records.turns["text"].tolist() == ["水が 届きません\nつづき", "はい"]
    assert records.turns["speaker"].tolist() == ["customer", "agent"]


def test_a_later_export_of_the_same_talk_adds_only_what_is_new(tmp_path: Path) -> None:
    first = [
        "2026/11/05(木)",
        "9:04\t窓口\tもしもし",
        "9:05\t山田 花子\tはい",
        "9:05\t山田 花子\tはい",
    ]
    (tmp_path / "a.txt").write_text(title(*first), encoding="utf-8")
    (tmp_path / "b.txt").write_text(title(*first, "9:09\t窓口\tどうぞ"), encoding="utf-8")
    records = read([tmp_path / "a.txt", tmp_path / "b.txt"], Reading(agents=("窓口",)))
    assert len(records.contacts) == 1
    assert records.turns["text"].tolist() == ["もしもし", "はい", "はい", "どうぞ"]


def test_messages_before_the_first_day_are_counted(tmp_path: Path) -> None:
    records = talk(tmp_path, title("9:05\t山田 花子\tはい"))
    assert "VOC-F155" in {f.code for f in records.findings}
    assert when(records) == [""]


def test_linetalk_is_a_registered_reader() -> None:
    from vocli.sources import READERS

    assert callable(READERS["linetalk"])


@pytest.mark.parametrize(
    "piece", ["が", "☎", '"', "[写真] ", " ", "が参加しました", "(emoji)", "\t", "2026/11/05(木) "]
)
def test_a_huge_message_is_read_at_once(tmp_path: Path, piece: str) -> None:
    huge = piece * 50_000
    body = title(
        "2026/11/05(木)",
        f"9:05\t山田 花子\t{huge}x",
        f"9:06\t{huge}x\tはい",
        f"9:07\t{huge}x",
        huge,
    )
    assert len(talk(tmp_path, body).turns) >= 2
    spaced = title("2026.11.05 木曜日", f"9:05 山田 花子 {huge}x", f"9:06 {huge}x", huge)
    assert len(talk(tmp_path, spaced, "b.txt").turns) >= 1
    assert (
        len(talk(tmp_path, f"[LINE] {huge}x\n\n2026/11/05(木)\n9:05\ta\tb\n", "c.txt").turns) == 1
    )
