"""Whose words a column holds decides how every quote from it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.sources import Reading, read
from vocli.sources.kinds import note_share

NOTES = [
    "ボトルが届かないとのこと。",
    "解約したいとのお申し出。",
    "請求が違う旨。",
    "ご立腹。折り返し希望。",
    "佐山様より入電。水漏れ。",
]
WORDS = [
    "水が届きません。",
    "電話がつながらないです。",
    "主旨がわかりません。",
    "この水は旨いですね。",
    "交換を希望します。",
]
SPOKEN = ["えーと水がですねまだ届いてなくて", "はいはい解約金がかかるって聞いてなくて", "あのー昨日から電話してるんですけど", "ええそうです二階なんですけど", "まだ来てないんですよね"]  # fmt: skip


def kind(
    tmp_path: Path, header: str, texts: list[str], name: str = "a.csv", head: str = ""
) -> tuple[str, float]:
    path = tmp_path / name
    rows = "\n".join(f"{i},{text},{i}" for i, text in enumerate(texts, 1))
    path.write_text(f"{head}{header}\n{rows}\n", encoding="utf-8")
    source = read([path], Reading()).sources[0]
    return source.voice_kind, source.note_share


@pytest.mark.parametrize("text", NOTES)
def test_each_mark_of_a_note_counts(text: str) -> None:
    assert note_share([text]) == 1.0


@pytest.mark.parametrize("text", WORDS)
def test_first_person_words_are_no_note(text: str) -> None:
    assert note_share([text]) == 0.0


def test_a_quarter_of_notes_makes_a_note_column(tmp_path: Path) -> None:
    assert kind(tmp_path, "受付番号,申出内容,階", [NOTES[0], *WORDS[:3]]) == ("note", 0.25)
    assert kind(tmp_path, "受付番号,申出内容,階", [NOTES[0], *WORDS])[0] == "verbatim"


@pytest.mark.parametrize(
    ("header", "name", "head"),
    [
        ("回答ID,自由記述,満足度", "a.csv", ""),
        ("番号,コメント,NPS", "a.csv", ""),
        ("番号,ご意見,階", "アンケート結果.csv", ""),
        ("番号,ご意見,階", "a.csv", "お客様アンケート 2026年11月\n\n"),
    ],
)
def test_surveys(tmp_path: Path, header: str, name: str, head: str) -> None:
    assert kind(tmp_path, header, WORDS, name, head)[0] == "survey"


def test_a_call_log_with_a_score_is_no_survey(tmp_path: Path) -> None:
    assert kind(tmp_path, "受付番号,問い合わせ内容,満足度", WORDS)[0] == "verbatim"


def test_transcripts_by_their_columns_or_their_fillers(tmp_path: Path) -> None:
    assert kind(tmp_path, "受付番号,発話内容,信頼度", WORDS)[0] == "asr"
    assert kind(tmp_path, "受付番号,発話内容,階", SPOKEN)[0] == "asr"
    assert kind(tmp_path, "受付番号,発話内容,階", WORDS)[0] == "verbatim"


def test_share_does_not_depend_on_row_order(tmp_path: Path) -> None:
    texts = [f"{(NOTES + WORDS)[i % 10]}{i}" for i in range(9000)]
    one = kind(tmp_path, "受付番号,申出内容,階", texts, "a.csv")
    two = kind(tmp_path, "受付番号,申出内容,階", texts[::-1], "b.csv")
    assert one == two
