"""One row per customer sentence, numbered the same way whatever the order of the rows."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest

from vocli.language.voices import COLUMNS, line_key, plain, unknown_turns, voices_of
from vocli.model import Tokenizer

ROW: dict[str, Any] = {
    "turn": 0.0,
    "speaker": "customer",
    "kind": "message",
    "voice_kind": "verbatim",
    "source_row": 2.0,
    "source_id": "abc",
}


def turns(*rows: dict[str, Any]) -> pd.DataFrame:
    columns = [
        "contact_id",
        "turn",
        "speaker",
        "kind",
        "voice_kind",
        "text",
        "source_row",
        "source_id",
    ]
    return pd.DataFrame([{**ROW, **row} for row in rows], columns=columns)


@pytest.mark.parametrize(
    "row",
    [
        {"speaker": "agent"},
        {"speaker": "bot"},
        {"speaker": "unknown"},
        {"kind": "auto_reply"},
        {"kind": "event"},
        {"text": ""},
    ],
)
def test_only_the_customers_messages_are_voices(mecab: Tokenizer, row: dict[str, Any]) -> None:
    voices = voices_of(turns({"contact_id": "A1", "text": "水が出ない。", **row}), mecab)
    assert voices.terms == []
    assert list(voices.frame.columns) == list(COLUMNS)
    assert len(voices.frame) == 0


def test_a_frame_without_rows_gives_no_voice(mecab: Tokenizer) -> None:
    assert len(voices_of(turns(), mecab).frame) == 0


def test_two_sentences_of_a_note_are_two_voices(mecab: Tokenizer) -> None:
    note = "11/7着予定のボトルが届かず、3日水がない。いつ届くのかとのお申し出。⇒配送会社へ確認、ご了承いただき終話。"
    voices = voices_of(turns({"contact_id": "0012", "text": note, "voice_kind": "note"}), mecab)
    assert list(voices.frame["text"]) == [
        "11/7着予定のボトルが届かず、3日水がない。",
        "いつ届くのかとのお申し出。",
    ]
    assert list(voices.frame["voice_id"]) == ["0012-0", "0012-1"]
    assert "届かない" in voices.terms[0]
    assert "申し出" not in voices.terms[1]


def test_an_arrow_in_a_customers_own_words_hands_nothing_over(mecab: Tokenizer) -> None:
    voices = voices_of(turns({"contact_id": "A1", "text": "電源を押す→動かない"}), mecab)
    assert list(voices.frame["text"]) == ["電源を押す→動かない"]


def test_ordinals_run_over_the_turns_of_a_contact(mecab: Tokenizer) -> None:
    voices = voices_of(
        turns(
            {"contact_id": "B", "turn": 2.0, "text": "まだ来ない。困っています。"},
            {"contact_id": "A", "text": "水が漏れる。"},
            {"contact_id": "B", "turn": 0.0, "text": "もしもし。届かない。"},
        ),
        mecab,
    )
    assert list(voices.frame["voice_id"]) == ["B-0", "B-1", "B-2", "B-3", "A-0"]
    assert list(voices.frame["text"])[:2] == ["もしもし。", "届かない。"]
    assert list(voices.frame["set_aside"]) == ["greeting", "", "", "", ""]


def test_the_order_of_rows_changes_no_voice(mecab: Tokenizer) -> None:
    rows = [
        {"contact_id": f"C{i % 7}", "turn": float(i // 7), "text": f"商品{i}が届かない。困る。"}
        for i in range(40)
    ]
    expected = voices_of(turns(*rows), mecab)
    random.Random(4).shuffle(rows)
    found = voices_of(turns(*rows), mecab)
    key = "voice_id"
    pd.testing.assert_frame_equal(
        expected.frame.sort_values(key, ignore_index=True),
        found.frame.sort_values(key, ignore_index=True),
    )
    by_id = dict(zip(expected.frame[key], expected.terms, strict=True))
    assert dict(zip(found.frame[key], found.terms, strict=True)) == by_id


def test_what_is_set_aside_has_no_terms(mecab: Tokenizer) -> None:
    voices = voices_of(turns({"contact_id": "A", "text": "お世話になっております。"}), mecab)
    assert list(voices.frame["set_aside"]) == ["greeting"]
    assert voices.terms == [()]


def test_masks_never_become_terms(mecab: Tokenizer) -> None:
    text = "〔氏名〕様の〔電話番号〕に折り返してほしいが留守電になる"
    (found,) = voices_of(turns({"contact_id": "A", "text": text}), mecab).terms
    assert not {"氏名", "電話番号", "電話", "番号"} & set(found)
    assert "留守" in "".join(found)


def test_the_shown_text_is_as_written(mecab: Tokenizer) -> None:
    text = "えーと、ｱﾌﾟﾘが　開きません！！"
    voices = voices_of(turns({"contact_id": "A", "text": text}), mecab)
    assert list(voices.frame["text"]) == [text]
    assert voices.terms[0] == ("アプリ", "開かない")


def test_plain_text_has_no_mask_and_no_ritual() -> None:
    assert plain("お世話になっております、〔氏名〕です。ｱﾌﾟﾘが開きません") == "アプリが開きません"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("受付番号:A-0012 担当〔担当者名〕", "受付番号:A-99 担当〔氏名〕"),
        ("2025/11/05 10:12 受付しました。", "2024/1/5 9:02受付しました"),
        ("ＡＢＣショップ　カスタマー係", "abcショップ カスタマー係"),
    ],
)
def test_lines_that_differ_in_numbers_are_the_same_line(one: str, other: str) -> None:
    assert line_key(one) == line_key(other)


def test_lines_that_say_different_things_differ() -> None:
    assert line_key("水が漏れる") != line_key("水が出ない")
    assert line_key("！？") == ""


def test_an_automatic_mail_is_counted_not_used(mecab: Tokenizer) -> None:
    text = "受け付けました。水が出ない件ですね。\nこのメールは自動送信です。"
    voices = voices_of(turns({"contact_id": "A", "text": text}), mecab)
    assert list(voices.frame["set_aside"]) == ["auto_reply"]
    assert voices.terms == [()]


@pytest.mark.parametrize(("kind", "aside"), [("verbatim", "template"), ("survey", "")])
def test_an_event_is_one_in_a_chat_only(mecab: Tokenizer, kind: str, aside: str) -> None:
    voices = voices_of(
        turns({"contact_id": "A", "text": "母が参加しました。", "voice_kind": kind}), mecab
    )
    assert list(voices.frame["set_aside"]) == [aside]


def test_unknown_speakers_are_counted_per_file() -> None:
    frame = turns(
        {"contact_id": "A", "text": "水", "speaker": "unknown", "source_id": "f2"},
        {"contact_id": "A", "text": "水", "speaker": "unknown", "source_id": "f1"},
        {"contact_id": "B", "text": "水", "speaker": "unknown", "source_id": "f2"},
        {"contact_id": "B", "text": "水", "speaker": "unknown", "kind": "event"},
        {"contact_id": "B", "text": "水"},
    )
    assert list(unknown_turns(frame).items()) == [("f1", 1), ("f2", 2)]
    assert unknown_turns(turns()) == {}
    assert unknown_turns(frame.drop(columns="source_id")) == {"": 3}
