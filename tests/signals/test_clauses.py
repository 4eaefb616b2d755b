"""What the cues and the encoder read of a voice."""

from __future__ import annotations

import pytest

from vocli.signals import analysis_text
from vocli.signals.clauses import read


@pytest.mark.parametrize(
    "text", ["こと", "とのこと", "え", "困ったことがあります", "いいことだと思います", "!?", ""]
)
def test_little_or_ordinary_text_survives(text: str) -> None:
    assert analysis_text(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("箱が濡れていたとのこと。", "箱が濡れていた"),
        ("箱が濡れていたとのお申し出。", "箱が濡れていた"),
        ("いつ直るのかとのお申出", "いつ直るのか"),
        ("箱が濡れていたとの由", "箱が濡れていた"),
        ("えーっと箱が濡れていて", "箱が濡れていて"),
        ("ボタンを押すと音が鳴る", "ボタンを押すと音が鳴る"),
    ],
)
def test_formulas_of_notes_and_fillers_are_left_out(text: str, kept: str) -> None:
    assert analysis_text(text) == kept


def test_the_last_clause_follows_the_last_turn() -> None:
    (reading,) = read("対応は早かったですが、品物は割れていました。")
    assert reading.end == reading.after == "品物は割れていました"
    assert reading.whole == "対応は早かったですが、品物は割れていました"


def test_a_sentence_that_ends_in_a_turn_has_no_later_clause() -> None:
    (reading,) = read("昨日から動かないのですが")
    assert reading.after == ""
    assert reading.end == reading.whole


def test_sentences_are_read_apart_and_keep_their_question_mark() -> None:
    assert [r.whole for r in read("三日待ちました。いつ届きますか?")] == [
        "三日待ちました",
        "いつ届きますか?",
    ]


@pytest.mark.parametrize("text", ["", "。", "!!", " \n "])
def test_a_voice_without_words_has_one_empty_sentence(text: str) -> None:
    assert [r.whole for r in read(text)] == [""]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("箱が濡れていたとのことでお怒り。", "箱が濡れていた"),
        ("箱が濡れていたとのこと。ご立腹。", "箱が濡れていた"),
        ("箱が濡れていたとのお申し出、ご納得いただけないご様子。", "箱が濡れていた"),
        ("箱が濡れていたと強い口調。", "箱が濡れていた"),
        ("箱が濡れていたと大変ご不満のご様子", "箱が濡れていた"),
        ("箱が濡れていたとのお申し出でございます。", "箱が濡れていた"),
    ],
)
def test_how_the_customer_felt_is_not_encoded(text: str, kept: str) -> None:
    assert analysis_text(text) == kept


@pytest.mark.parametrize(
    "text",
    ["ご不満のご様子。", "強い口調。", "ご立腹", "お怒り。", "対応の悪さにご立腹", "納得いかない"],
)
def test_a_voice_of_nothing_but_feeling_stays_whole(text: str) -> None:
    assert analysis_text(text) == text


def test_cues_still_read_how_the_customer_felt() -> None:
    (reading,) = read("箱が濡れていたとのことでお怒り。")
    assert reading.whole.endswith("お怒り")
    assert [r.whole for r in read("箱が濡れていたとのこと。ご立腹。")][-1] == "ご立腹"
