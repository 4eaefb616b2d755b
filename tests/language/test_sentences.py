"""Where voices are cut, and where they must not be."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.language.sentences import split_voices


def cut(text: str, kind: str = "verbatim") -> list[str]:
    return [text[start:end] for start, end in split_voices(text, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "店頭で「いつでもやめられる。」と説明を受けた。",
        "Ver.2.0とhttps://example.com/?a=1が開けない",
        "Yahoo!メールが届かない",
        "はい。届いてません。",
        "一周年カード、子どもが貼ってます笑",
        "容量は３．５リットルです。",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("水がない。いつ届くのか。", ["水がない。", "いつ届くのか。"]),
        (
            "すごい、直りました！夜でも返事がもらえた",
            ["すごい、直りました！", "夜でも返事がもらえた"],
        ),
        ("高いです(涙)。やめます", ["高いです(涙)。", "やめます"]),
        ("「もう無理。」\n解約します", ["「もう無理。」", "解約します"]),
        ("・送料が高い\n・返事が遅い！", ["送料が高い", "返事が遅い！"]),
        ("1. 水漏れします\n2) 冷えません", ["水漏れします", "冷えません"]),
        ("①水漏れする②お湯が出ない", ["水漏れする", "お湯が出ない"]),
        ("なぜ？？教えてください", ["なぜ？？教えてください"]),
        ("届かない😡。もうやめる", ["届かない😡。", "もうやめる"]),
    ],
)
def test_sentence_ends(text: str, voices: list[str]) -> None:
    assert cut(text) == voices


def test_a_line_that_the_mail_program_wrapped_is_joined() -> None:
    text = "先月から締め日を二十日に変えていただきたく再度\nご連絡差し上げました。\nまだ直っていません。"
    assert cut(text) == [text[:35], "まだ直っていません。"]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "電話がつながらないんですよ何回かけてもだめなんですそれで解約したいんですけどどうすればいいですか",
            [
                "電話がつながらないんですよ",
                "何回かけてもだめなんです",
                "それで解約したいんですけど",
                "どうすればいいですか",
            ],
        ),
        (
            "ランプはまあそれでいいんですけどついでに事務所にももう一台置きたくて",
            ["ランプはまあそれでいいんですけど", "ついでに事務所にももう一台置きたくて"],
        ),
        (
            "チャットで言われたのでかけてるんですけどもう一回最初から説明しないとだめですか",
            ["チャットで言われたのでかけてるんですけど", "もう一回最初から説明しないとだめですか"],
        ),
    ],
)
def test_transcripts_are_cut_at_clause_ends(text: str, voices: list[str]) -> None:
    assert cut(text, "asr") == voices


@pytest.mark.parametrize(
    "text",
    [
        "先週も言ったんですがまだ直っていない状態のままでして",
        "もう届いていますので返品の手続きを取りたいと思っていて",
        "電話してくださいって言われたのでかけているところなの",
        "先週のお届けの件なんですけどまだ来てなくてですね",
        "すみませんこの前お願いした修理の件でかけたんだけど",
        "使えますからと聞いていたのに全然動かないじゃない",
    ],
)
def test_transcripts_are_not_cut_inside_a_clause(text: str) -> None:
    assert cut(text, "asr") == [text]


def test_a_long_text_without_ends_is_treated_as_a_transcript() -> None:
    text = (
        "昨日の夜に注文した品物がまだ来ていません" * 2
        + "それで何度も電話しているのにつながらなくて困っているところです"
    )
    assert len(text) > 60
    assert len(cut(text)) == 3


def test_clause_ends_in_a_short_text_are_left_alone() -> None:
    assert len(cut("電話がつながらないんですよ何回かけてもだめなんです")) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "\u3000"])
def test_blank_texts_have_no_voice(text: str) -> None:
    assert cut(text) == []


@given(
    st.text(st.sampled_from("あ届い電話ですますけどが。！？!?\n「」()（）①・ 1.wん"), max_size=80),
    st.sampled_from(["asr", "note"]),
)
def test_spans_are_ordered_and_keep_every_letter(text: str, kind: str) -> None:
    spans = split_voices(text, kind)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert all(kept.count(ch) == text.count(ch) for ch in "届電話けが")


@pytest.mark.parametrize(
    "text", ["。" * 20_000, "「" * 5_000, "です" * 10_000, "①" * 5_000, "\n" * 20_000]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    split_voices(text, "asr")
    assert time.perf_counter() - start < 3
