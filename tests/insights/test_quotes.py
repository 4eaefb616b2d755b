"""`quotes`: every voice of a theme once, words found however they are typed."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.insights import quotes
from vocli.insights.quotes import fold_kana


@pytest.fixture
def facts(make_facts: Any, made: Any) -> Any:
    contacts = [
        made.contact("A", "2026-11-02", theme_id="D-1"),
        made.contact("B", "2026-11-09", theme_id="D-1", product="床置きL2"),
        made.contact("C", "2026-11-10"),
        made.contact("D", "", considered=False),
    ]
    voices = [
        made.voice("A", "荷物が届かない", theme_id="D-1", theme_score=0.9),
        made.voice(
            "A", "三日も待っている", voice_id="A-1", theme_id="D-1", theme_score=0.8, main=False
        ),
        made.voice(
            "B",
            "届く日がまた変わった",
            theme_id="D-1",
            theme_score=0.7,
            kind="note",
            day="2026-11-09",
        ),
        made.voice("C", "コゲくさいにおい", day="2026-11-10"),
        made.voice("D", "ありがとう", set_aside="thanks", considered=False, main=False, day=""),
    ]
    return make_facts(contacts, voices, [("D-1", "荷物が届かない")])


def test_a_theme_shows_a_voice_of_every_contact_before_a_second_of_one(facts: Any) -> None:
    found = quotes.of_theme(facts, "D-1", 0)
    assert list(found.table["voice_id"]) == ["A-0", "B-0", "A-1"]
    assert found.evidence == (("A-0",), ("B-0",), ("A-1",))
    assert found.n_used == 3


def test_a_limit_leaves_out_the_least_typical_and_says_so(facts: Any) -> None:
    found = quotes.of_theme(facts, "D-1", 2)
    assert list(found.table["voice_id"]) == ["A-0", "B-0"]
    assert found.notes[0].values == {"contacts": 2, "voices": 3, "shown": 2}


def test_operators_notes_are_marked(facts: Any) -> None:
    found = quotes.of_theme(facts, "D-1", 0)
    assert [note.key for note in found.notes] == [
        "insights.quotes_all",
        "insights.note_is_summary",
    ]
    assert [note.key for note in quotes.of_theme(facts, "", 0).notes] == ["insights.quotes_all"]


def test_the_unassigned_are_those_whose_contact_is_in_no_theme(facts: Any) -> None:
    found = quotes.of_theme(facts, "", 0)
    assert list(found.table["contact_id"]) == ["C"]


@pytest.mark.parametrize("word", ["こげ", "コゲ", "ｺｹﾞ", "こげくさい"])
def test_a_word_is_found_in_any_width_and_kana(facts: Any, word: str) -> None:
    found, _, _ = quotes.of_words(facts, [word], 0)
    assert list(found.table["contact_id"]) == ["C"]


def test_any_of_the_words_is_enough_and_the_newest_stand_first(facts: Any) -> None:
    found, weeks, products = quotes.of_words(facts, ["届", "こげ"], 0)
    assert list(found.table["contact_id"]) == ["C", "B", "A"]
    assert [str(week) for week in weeks.table["week"]] == ["2026-11-02", "2026-11-09"]
    assert list(weeks.table["contacts"]) == [1, 2]
    assert list(products.table.itertuples(index=False, name=None)) == [
        ("卓上型S1", 2),
        ("床置きL2", 1),
    ]


def test_what_was_set_aside_is_not_searched(facts: Any) -> None:
    found, weeks, products = quotes.of_words(facts, ["ありがとう"], 0)
    assert [len(x.table) for x in (found, weeks, products)] == [0, 0, 0]


def test_searching_nothing_finds_nothing(make_facts: Any) -> None:
    found, _, _ = quotes.of_words(make_facts([], []), ["焦げ"], 0)
    assert found.table.empty


def test_only_the_name_of_the_file_is_shown(facts: Any) -> None:
    assert set(quotes.of_theme(facts, "D-1", 0).table["source"]) == {"calls.csv"}


@pytest.mark.parametrize(
    ("text", "folded"), [("ABCａ", "abca"), ("カﾞｶﾞ", "がが"), ("ヴァ", "ゔぁ"), ("漢字ー", "漢字ー")]
)
def test_kana_are_folded(text: str, folded: str) -> None:
    assert fold_kana(text) == folded
