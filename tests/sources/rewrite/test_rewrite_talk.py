"""Plain texts, subtitles and LINE talks: what is said and who says it, never the times."""

from __future__ import annotations

from typing import Any

SECRET, MASK = "ひみつ", "〔電話番号〕"

VTT = """WEBVTT - 通話

NOTE ひみつ のメモ

STYLE
::cue { color: red }

ひみつ-1
00:00:01.000 --> 00:00:02.000 align:start
<v 大空 翼>ひみつです</v>
<v.loud お客様>はい

00:00:03.000 --> 00:00:04.000
- 大空 翼: 12:30 に<i>伺います</i>
<v SPEAKER_01>ひみつ
"""


def test_subtitles_keep_times_tags_and_roles(rewrite: Any, replacing: Any) -> None:
    masked, rewriting = rewrite("a.vtt", VTT.encode(), replacing(SECRET, MASK))
    expected = VTT.replace("大空 翼", "〔氏名〕").replace("ひみつ", MASK)
    expected = expected.replace(f"{MASK}-1", "ひみつ-1")  # a cue's name is no speech
    assert masked.decode() == expected
    assert rewriting.kind == "subtitles"
    assert rewrite("a.vtt", masked, replacing(SECRET, MASK))[0] == masked


def test_a_label_that_comes_back_is_a_speaker(rewrite: Any, replacing: Any) -> None:
    cue = "{}\r\n00:00:0{},000 --> 00:00:09,000\r\n{}\r\n\r\n"
    lines = ["大空: ひみつです", "予定: 明日", "大空: はい", "お客様: ない", "お客様: いいえ"]
    text = "".join(cue.format(i, i, line) for i, line in enumerate(lines, 1))
    masked, _ = rewrite("a.srt", text.encode("cp932"), replacing(SECRET, MASK))
    expected = text.replace("大空", "〔氏名〕").replace("ひみつ", MASK)
    assert masked.decode("cp932") == expected


def test_plain_text_line_by_line(rewrite: Any, replacing: Any) -> None:
    text = '本日の件。\r\n\r\n"ひみつ, から電話\rあり\n以上'
    masked, rewriting = rewrite("memo.txt", text.encode("utf-16"), replacing(SECRET, MASK))
    assert rewriting.kind == "text"
    assert masked.decode("utf-16") == text.replace(SECRET, MASK)


def test_a_table_in_a_txt_is_a_table(rewrite: Any, replacing: Any) -> None:
    text = "受付番号\t氏名\t申出内容\nK1\t大空\tない\nK2\t青木\t困る\n"
    masked, rewriting = rewrite("table.txt", text.encode(), replacing(SECRET, MASK))
    assert rewriting.kind == "delimited"
    assert masked.decode() == text.replace("大空", "〔氏名〕").replace("青木", "〔氏名〕")


TALK = """[LINE] 大空 翼とのトーク履歴
保存日時：2026/11/02 10:00

2026/11/01(日)
10:00\t大空 翼\t"ひみつ へ電話
12:30 に届く と言われた"
10:01\t相談窓口ミドリ\t大空 翼様、承知しました
10:02\t大空 翼がメッセージの送信を取り消しました
10:03\t\tメッセージの送信を取り消しました
10:04\t大空 翼\t[写真]
"""


def test_a_line_talk_loses_its_names_and_keeps_its_shape(rewrite: Any, replacing: Any) -> None:
    masked, rewriting = rewrite("talk.txt", TALK.encode("utf-8-sig"), replacing(SECRET, MASK))
    expected = TALK.replace("大空 翼", "〔氏名〕").replace("相談窓口ミドリ", "〔担当者名〕")
    assert masked.decode("utf-8-sig") == expected.replace(SECRET, MASK)
    assert rewriting.kind == "linetalk"
    assert rewrite("talk.txt", masked, replacing(SECRET, MASK))[0] == masked


def test_a_group_has_no_partner(rewrite: Any, replacing: Any) -> None:
    text = "[LINE] 町内会のトーク履歴\n\n2026/11/01(日)\n10:00\t大空\tはい\n10:01\t青木\tええ\n10:02\t青木が参加しました。\n"
    masked, _ = rewrite("group.txt", text.encode(), replacing(SECRET, MASK))
    assert "大空" not in masked.decode()
    assert "青木" not in masked.decode()
    assert "担当者名" not in masked.decode()


def test_a_talk_saved_on_a_computer_has_spaces(rewrite: Any, replacing: Any) -> None:
    text = (
        "[LINE] 大空 翼のトーク\n\n2026.11.01 日曜日\n10:00 大空 翼 ひみつです\n10:01 ミドリ はい\n"
    )
    masked, _ = rewrite("pc.txt", text.encode(), replacing(SECRET, MASK))
    expected = text.replace("大空 翼", "〔氏名〕").replace("ミドリ", "〔担当者名〕")
    assert masked.decode() == expected.replace(SECRET, MASK)


def test_roles_are_no_names(rewrite: Any, replacing: Any) -> None:
    text = "[LINE] お客様とのトーク履歴\n\n2026/11/01(日)\n10:00\tお客様\tはい\n10:01\tオペレーター\tええ\n"
    assert rewrite("roles.txt", text.encode(), replacing(SECRET, MASK))[0] == text.encode()
