"""A question counts once per contact, a set phrase is no answer, and too few contacts say nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.insights import faq
from vocli.insights.faq_entries import parse_entries
from vocli.insights.faq_groups import settle_groups
from vocli.insights.faq_import import for_import
from vocli.insights.faq_wording import wordings
from vocli.model import Asked, Facts, GivenFile, Insight
from vocli.stats.ratios import rate_ratio

MakeFacts = Callable[..., Facts]
HEAD = "番号,公開日,質問,答\n"
FILE = GivenFile("faq.csv", HEAD + "F-1,2026/10/26,水の硬さを知りたい,軟水です。\n")


def asks(key: str, text: str, ask: str, **more: Any) -> dict[str, Any]:
    row = {"key": key, "text": text, "ask": ask, "ask_score": 0.8, "entry": "", "entry_score": 0.0}
    return {**row, "question": 0.9, "complaint": 0.0, "turn": 0, **more}


def reply(key: str, text: str, turn: int = 1, kind: str = "verbatim") -> dict[str, Any]:
    return {"contact_id": key, "turn": turn, "speaker": "agent", "kind": kind, "text": text, "desk": ""}  # fmt: skip


@pytest.fixture
def asked_often(make_facts: MakeFacts, made: Any) -> Callable[..., Facts]:
    """`asked_often(questions, replies)`: one contact per question, four days apart from 2026-09-07 on."""

    def go(questions: list[dict[str, Any]], replies: list[dict[str, Any]] = ()) -> Facts:  # type: ignore[assignment]
        keys = list(dict.fromkeys(q["key"] for q in questions))
        first = date(2026, 9, 7)
        contacts = [
            made.contact(
                key, (first + timedelta(4 * n)).isoformat(), complaint=False, question=True
            )
            for n, key in enumerate(keys)
        ]
        voices = [made.voice(**q, voice_id=f"{q['key']}-{i}") for i, q in enumerate(questions)]
        said = pd.DataFrame(replies) if replies else None
        return make_facts(contacts, voices, marked=("question", "resolved"), said=said)

    return go


def build(facts: Facts, file: GivenFile | None = None) -> tuple[Insight, ...]:
    return faq.build(facts, Asked(options={"existing": file} if file else {}))


def test_nothing_at_all_is_no_error(make_facts: MakeFacts) -> None:
    assert [own.table.empty for own in build(make_facts([], []), FILE)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", "VOC-E314", "質問"),
        ("番号,内容\n1,あ\n", "VOC-E314", "内容"),
        (HEAD, "VOC-E314", "1つもありません"),
        (HEAD + "1,2026/13/40,水は,軟水\n", "VOC-E315", "2行目"),
        (HEAD + "1,,水は,軟水\n1,,湯は,熱い\n", "VOC-E315", "3行目"),
    ],
)
def test_a_file_that_is_no_faq_says_where_and_what_to_do(text: str, code: str, told: str) -> None:
    with pytest.raises(VocliError) as caught:
        parse_entries(GivenFile("faq.csv", text))
    assert caught.value.code == code
    assert told in caught.value.what
    assert caught.value.where == "faq.csv"
    assert caught.value.hint


def test_an_faq_is_read_below_its_title_and_with_other_headers() -> None:
    text = "よくあるご質問\n\nNo.,Q,A,掲載日\n7,水は,軟水,2026年1月5日\n,,,\n,湯は,熱い,\n"
    first, second = parse_entries(GivenFile("faq.csv", text))
    assert (first.number, first.opened, first.answer) == ("7", date(2026, 1, 5), "軟水")
    assert (second.number, second.opened, second.question) == ("2", None, "湯は")


def test_a_contact_that_asks_twice_counts_once_and_rare_questions_have_no_row(
    asked_often: Callable[..., Facts],
) -> None:
    facts = asked_often(
        [asks(f"a{i}", "電源は抜けますか。", "Q-1") for i in range(3)]
        + [asks("a0", "電源を抜いていいですか。", "Q-1"), asks("b", "色は選べますか。", "Q-2")]
    )
    (main,) = build(facts)
    assert main.table["contacts"].tolist() == [3]
    assert main.evidence == (("a0", "a1", "a2"),)
    assert {n.key: n.values for n in main.notes}["faq.rare"]["n"] == 1


def test_a_question_that_an_entry_covers_leaves_the_first_table(
    asked_often: Callable[..., Facts],
) -> None:
    about = {"entry": "F-1", "entry_score": 0.7}
    facts = asked_often(
        [asks(f"a{i}", "水の硬さはどれくらいですか。", "Q-1", **(about if i < 2 else {})) for i in range(4)]
        + [asks(f"b{i}", "色は選べますか。", "Q-2") for i in range(3)]
    )  # fmt: skip
    main, covered, quiet = build(facts, FILE)
    assert main.table["question"].tolist() == ["色は選べますか"]
    assert covered.table["number"].tolist() == ["F-1"]
    assert covered.evidence == (("a0", "a1", "a2", "a3"),)
    assert quiet.table.empty


def test_a_question_asked_often_keeps_its_row_in_a_part_that_asks_it_once(
    asked_often: Callable[..., Facts],
) -> None:
    facts = asked_often([asks(f"a{i}", "電源は抜けますか。", "Q-1") for i in range(3)])
    settled = replace(facts, voices=settle_groups(facts.voices))
    part = settled.of(settled.contacts["contact_id"] == "a1")
    assert build(part)[0].table["contacts"].tolist() == [1]


def test_an_entry_without_contacts_in_the_last_weeks_is_asked_no_longer(
    asked_often: Callable[..., Facts],
) -> None:
    facts = asked_often(
        [asks("old", "水の硬さは。", "Q-1", entry="F-1", entry_score=0.7)]
        + [asks(f"b{i}", "色は選べますか。", "Q-2") for i in range(12)]
    )
    _, covered, quiet = build(facts, FILE)
    assert covered.table.empty
    assert quiet.table[["number", "contacts", "last"]].values.tolist() == [
        ["F-1", 1, date(2026, 9, 7)]
    ]


def test_before_and_after_too_few_say_nothing() -> None:
    assert rate_ratio(9, 3, 49, 21).verdict == "few"
    assert rate_ratio(30, 1, 40, 5).verdict == "few"
    assert rate_ratio(0, 40, 40, 40).verdict == "few"


def test_before_and_after_are_set_against_the_open_days() -> None:
    same = rate_ratio(100, 50, 40, 20)
    assert (same.verdict, same.value) == ("same", 1.0)
    assert same.low is not None and same.high is not None and same.low < 1 < same.high
    assert rate_ratio(100, 50, 30, 60).verdict == "fell"
    assert rate_ratio(50, 100, 60, 30).verdict == "rose"
    assert rate_ratio(100, 50, 30, 60, phi=400).verdict == "few"


def answers(facts: Facts) -> list[str]:
    return build(facts)[0].table.set_index("question_id").sort_index()["answer"].tolist()


def test_what_is_said_to_everybody_is_no_answer(asked_often: Callable[..., Facts]) -> None:
    questions = [asks(f"{q}{i}", f"{q}は使えますか。", f"Q-{q}") for q in "abc" for i in range(3)]
    replies = [reply(q["key"], "はい、会員ページからご利用になれます。") for q in questions]
    thanks = [reply(q["key"], "お待たせしました。担当の者でございます。", 2) for q in questions]
    assert answers(asked_often(questions, replies + thanks)) == ["", "", ""]


def test_the_answer_after_which_nobody_asked_again_is_chosen(
    asked_often: Callable[..., Facts],
) -> None:
    questions = [asks(f"a{i}", "留守のとき電源は抜けますか。", "Q-a") for i in range(6)]
    again = [asks(f"a{i}", "それはどうやるのですか。", "", turn=2) for i in range(4)]
    replies = [reply(f"a{i}", "電源は説明書の5ページのとおりです。") for i in range(4)]
    replies += [
        reply(f"a{i}", "ありがとうございます。電源は水を抜いてからお切りください。") for i in (4, 5)
    ]
    (main,) = build(asked_often(questions + again, replies))
    row = main.table.iloc[0]
    assert row["answer"] == "電源は水を抜いてからお切りください"
    assert (row["answered"], row["answered_so"], row["helped"]) == (6, 2, 2)
    assert row["automation"] == "no_stable"


def test_a_reply_comes_before_a_note(asked_often: Callable[..., Facts]) -> None:
    questions = [asks(f"a{i}", "電源は抜けますか。", "Q-a") for i in range(5)]
    notes = [reply(f"a{i}", "電源は抜けると回答。", kind="note") for i in range(4)]
    facts = asked_often(questions, [*notes, reply("a4", "電源は抜いてもお湯に影響ありません。")])
    assert answers(facts) == ["電源は抜いてもお湯に影響ありません"]


def test_automation_needs_one_answer_and_no_feeling(asked_often: Callable[..., Facts]) -> None:
    questions = [asks(f"a{i}", "電源は抜けますか。", "Q-a") for i in range(6)]
    facts = asked_often(questions, [reply(f"a{i}", "電源は抜いて構いません。") for i in range(6)])
    assert build(facts)[0].table["automation"].tolist() == ["suits"]
    upset = replace(facts, contacts=facts.contacts.assign(complaint=True))
    assert build(upset)[0].table["automation"].tolist() == ["feeling"]
    few = asked_often(questions[:4], [reply(f"a{i}", "電源は抜いて構いません。") for i in range(4)])
    assert build(few)[0].table["automation"].tolist() == ["unknown"]


def test_a_question_is_told_in_customers_words() -> None:
    voices = pd.DataFrame(
        [
            {"text": "〔氏名〕です。電源は。", "kind": "verbatim", "ask_score": 0.9},
            {"text": "電源を抜いてよいかとのこと。", "kind": "note", "ask_score": 0.9},
            {"text": "えっと、電源抜いていいですか💦", "kind": "verbatim", "ask_score": 0.5},
            {"text": "電源抜いていいですか?", "kind": "verbatim", "ask_score": 0.4},
        ]
    )
    assert wordings(voices) == ["電源抜いていいですか", "電源を抜いてよいかとのこと"]


def test_the_file_to_import_has_each_question_once(asked_often: Callable[..., Facts]) -> None:
    facts = asked_often([asks(f"a{i}", "電源は抜けますか。", "Q-a") for i in range(3)])
    main = build(facts)[0]
    twice = replace(main, table=pd.concat([main.table, main.table], ignore_index=True))
    rows = for_import([twice]).table
    assert rows[["number", "question", "contacts"]].values.tolist() == [
        ["N-001", "電源は抜けますか", 3]
    ]
