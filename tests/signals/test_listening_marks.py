"""What counts as listening: the customer's words taken up, never a set phrase."""

from __future__ import annotations

import pandas as pd
import pytest

from vocli.signals.listening import SKILLS, mark_replies, mark_turns
from vocli.signals.tagging import mark_each

STOVE = "コードのつけ根が熱くて、少し焦げたにおいがします。"


def found(before: str, reply: str) -> set[str]:
    marks = mark_replies([before], [reply])
    return {skill for skill in SKILLS if marks.at[0, skill]}


def turns(*rows: tuple[str, str, str]) -> pd.DataFrame:
    said = pd.DataFrame(rows, columns=["contact_id", "speaker", "text"])
    return said.assign(turn=range(len(said)), kind="verbatim", at=pd.NaT)


@pytest.mark.parametrize(
    "reply",
    [
        "かしこまりました。",
        "そうなんですね。",
        "ただいま確認いたしますので、少々お待ちください。",
        "お電話番号をお願いいたします。",
        "つまり、点検には3日ほどかかります。",
        "少々お時間をいただいてもよろしいでしょうか。",
        "お待たせいたしました。",
        "お困りの際は、いつでもご連絡ください。",
        "どちら様でいらっしゃいますか。",
    ],
)
def test_a_formula_of_the_desk_is_no_listening(reply: str) -> None:
    assert found(STOVE, reply) == set()


@pytest.mark.parametrize(
    ("before", "reply", "expected"),
    [
        (
            STOVE,
            "コードのつけ根が熱い、ということでお間違いないでしょうか。",
            {"repeat", "confirm"},
        ),
        ("解約の手続きをしたいです。", "解約をご希望でいらっしゃいますか。", {"repeat", "confirm"}),
        (
            "7日に来るはずのボトルがまだ来ていないんです。今日中に要るのに連絡もなくて困っています。",
            "つまり、7日のボトルがまだ来ておらず、今日中に必要ということですね。",
            {"summary"},
        ),
        (
            "3日も水がないんです。",
            "それはお困りでしたね。お子さまがいらっしゃるとなおさらです。",
            {"empathy"},
        ),
        (STOVE, "ご不便をおかけして申し訳ございません。", {"set_apology"}),
        (STOVE, "ご期待に沿えず、誠に申し訳ございません。", {"set_apology"}),
        (STOVE, "コードが熱くなりましたこと、お詫び申し上げます。", set()),
    ],
)
def test_each_skill_is_told_from_the_others(before: str, reply: str, expected: set[str]) -> None:
    assert found(before, reply) == expected


def test_an_answer_that_uses_the_customers_word_gives_nothing_back() -> None:
    assert found("解約金はいくらですか。", "解約金は9,800円でございます。") == set()
    assert found("カタログを送ってください。", "カタログをお送りしますね。") == set()


def test_only_a_reply_listens() -> None:
    said = mark_turns(
        turns(
            ("a", "agent", "コードが熱いのですね。"),
            ("a", "customer", STOVE),
            ("a", "bot", "コードが熱いのですね。"),
            ("a", "agent", "コードのつけ根が熱いのですね。"),
            ("b", "agent", "コードのつけ根が熱いのですね。"),
        )
    )
    assert said["reply"].tolist() == [False, False, False, True, False]
    assert said["repeat"].tolist() == [False, False, False, True, False]
    assert said["asked"].tolist() == ["", "", "", STOVE, ""]
    assert [shared > 0 for shared in said["shared"]] == [False, False, False, True, False]


def test_words_before_a_short_yes_can_still_be_given_back() -> None:
    said = mark_turns(
        turns(("a", "customer", STOVE), ("a", "agent", "はい"), ("a", "customer", "ええ"),
              ("a", "agent", "コードのつけ根が熱いということですね"))
    )  # fmt: skip
    assert said["repeat"].tolist()[-1]


def test_a_note_does_not_tell_how_somebody_listened() -> None:
    said = turns(("a", "customer", STOVE), ("a", "agent", "コードのつけ根が熱いのですね。"))
    assert not mark_turns(said.assign(kind="note"))["reply"].any()


def test_an_interruption_needs_the_times_of_both() -> None:
    long = "あのー昨日からずっと待っているんですけれどもまだ何も届いていなくて困っているんです"
    rows = turns(("a", "customer", long), ("a", "agent", "はい"), ("a", "agent", "ええ"))
    start = pd.Timestamp("2026-11-02 10:00:00", tz="Asia/Tokyo")
    spoken = rows.assign(kind="asr", at=[start, start + pd.Timedelta(seconds=1), pd.NaT])
    assert mark_turns(spoken)["interrupted"].tolist() == [None, True, None]
    late = spoken.assign(at=[start, start + pd.Timedelta(seconds=9), pd.NaT])
    assert mark_turns(late)["interrupted"].tolist() == [None, False, None]
    assert set(mark_turns(rows)["interrupted"]) == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会員情報を見ながら、ご説明、ご理解いただく。処理済。", {"consented", "done"}),
        ("休止の制度をご案内。渋々ご了承。", {"not_consented"}),
        ("差し込みを見直していただく。改善せず技術へ。", {"open", "second_line"}),
        ("契約条件をご説明。ご納得いただけず、SVより折返し。",
         {"not_consented", "open", "superior_promised"}),
        ("上席に交代。責任者よりお詫びし、終話。", {"superior"}),
        ("ご意見として承り、SVへ報告。", set()),
        ("変更内容を復唱し登録。", set()),
    ],
)  # fmt: skip
def test_what_the_desk_records_is_told_apart(text: str, expected: set[str]) -> None:
    marks = mark_each("operator", [text], ["note"])
    assert {str(key) for key in marks if marks.at[0, key]} == expected
