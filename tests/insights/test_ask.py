"""Who wants a thing: each contact once, those against it never hidden, and nobody when nobody named it."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.insights import ask
from vocli.model import Asked
from vocli.signals.tagging import mark_tags

WANTED = "訪問サービスを続けてほしい"
AGAINST = "訪問サービスはいりません、動画で十分です"
ASKED = "訪問サービスの料金を教えてください"


def rows(found: Any) -> dict[str, int]:
    table = found[0].table
    return dict(zip(table["stance"], table["contacts"], strict=True))


@pytest.fixture
def say(make_facts: Any, made: Any) -> Any:
    """`say(("A", text, more), ...)`: facts with one voice each, the stance marked by the real cues."""

    def go(*said: tuple[str, str, dict[str, Any]]) -> Any:
        contacts = [made.contact(key) for key in dict.fromkeys(key for key, _, _ in said)]
        stances = mark_tags("stance", [text for _, text, _ in said], ["verbatim"] * len(said))
        voices = [
            made.voice(
                key,
                text,
                voice_id=f"{key}-{n}",
                stance=stance,
                **{"complaint": 0.0, "signal": "none", "question": 0.0, **more},
            )
            for n, ((key, text, more), stance) in enumerate(zip(said, stances, strict=True))
        ]
        return make_facts(contacts, voices, marked=("question",))

    return go


def asked(*words: str) -> Asked:
    return Asked(options={"words": words or ("訪問サービス",)}, files="calls.csv")


@pytest.mark.parametrize("words", [("宅配ロッカー",), ()])
def test_a_thing_that_nobody_named_is_neither_wanted_nor_unwanted(
    say: Any, words: tuple[str, ...]
) -> None:
    found = ask.build(say(("A", WANTED, {})), Asked(options={"words": words}))
    assert found[0].table.empty
    assert found[0].notes[0].key == "ask.nobody"


def test_an_export_without_contacts_has_no_answer(make_facts: Any) -> None:
    assert ask.build(make_facts([], []), asked())[0].table.empty


def test_voices_that_name_something_else_are_not_evidence(say: Any) -> None:
    found = ask.build(say(("A", WANTED, {}), ("A", "水がおいしいです", {})), asked())
    assert found[0].evidence == (("A-0",),)


def test_those_against_come_first_where_they_are_fewer(say: Any) -> None:
    found = ask.build(say(("A", WANTED, {}), ("B", WANTED, {}), ("C", AGAINST, {})), asked())
    assert list(rows(found).items()) == [("unwanted", 1), ("wanted", 2)]


def test_a_contact_stands_in_one_row_only(say: Any) -> None:
    found = ask.build(
        say(("A", WANTED, {}), ("A", AGAINST, {}), ("B", ASKED, {"question": 0.9})), asked()
    )
    assert rows(found) == {"both": 1, "asked": 1}
    assert sum(rows(found).values()) == found[0].n_used == 2


def test_a_complaint_about_using_it_is_not_a_vote_against_it(say: Any) -> None:
    text = "訪問サービスの予約が取れず、三週間待っています"
    found = ask.build(say(("A", text, {"complaint": 0.9, "signal": "complaint"})), asked())
    assert rows(found) == {"trouble": 1}


def test_width_and_kana_of_the_word_do_not_matter(say: Any) -> None:
    found = ask.build(say(("A", "訪問さーびすをお願いしたいです", {})), asked("訪問ｻｰﾋﾞｽ"))
    assert rows(found) == {"wanted": 1}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("来てもらわなくて結構です", "unwanted"),
        ("訪問ではなく電話で教えてほしい", "unwanted"),
        ("訪問は負担になりませんでした、助かりました", "wanted"),
        ("断られました", ""),
        ("訪問の日はいつですか", ""),
    ],
)
def test_negation_turns_a_stance_around(text: str, stance: str) -> None:
    assert mark_tags("stance", [text], ["verbatim"]) == [stance]
