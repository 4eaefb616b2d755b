"""Delight apart from satisfaction and thanks; no praise without the complaints beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from vocli.insights import delight
from vocli.model import Asked, Facts
from vocli.signals.tagging import mark_tags

MARKED = ("satisfaction", "expectation_exceeded", "staff_praise", "privacy_worry")
PLUS = [("P-1", "訪問の方が丁寧"), ("P-2", "カードがうれしい")]


@pytest.fixture
def say(make_facts: Any, made: Any) -> Any:
    """`say(("A", text, plus_id, {signal: score}), ...)`: facts with one voice each."""

    def go(*said: tuple[str, str, str, dict[str, float]], aside: tuple[str, ...] = ()) -> Facts:
        first = {key: plus for key, _, plus, more in reversed(said) if not more.get("complaint")}
        contacts = [
            made.contact(key, plus_id=first.get(key, ""), considered=False)
            for key in dict.fromkeys([*(k for k, *_ in said), *aside])
        ]
        triggers = mark_tags("trigger", [text for _, text, _, _ in said], ["verbatim"] * len(said))
        blank = {"complaint": 0.0, "thanks": 0.0, "delight": 0.0, **dict.fromkeys(MARKED, 0.0)}
        voices = [
            made.voice(key, text, voice_id=f"{key}-{n}", plus_id=plus, trigger=trigger)
            | blank
            | more
            for n, ((key, text, plus, more), trigger) in enumerate(zip(said, triggers, strict=True))
        ]
        voices += [
            made.voice(key, "ありがとうございました", set_aside="thanks", trigger="") | blank
            for key in aside
        ]
        facts: Facts = make_facts(contacts, voices, marked=MARKED, plus=PLUS)
        flags = {
            s: facts.contacts["contact_id"].isin(
                facts.voices["contact_id"][facts.held[s].to_numpy()]
            )
            for s in facts.held
        }
        return replace(facts, contacts=facts.contacts.assign(**flags))

    return go


def counts(insight: Any, key: str) -> dict[str, int]:
    return dict(zip(insight.table[key], insight.table["contacts"], strict=True))


def test_nothing_said_is_no_delight(make_facts: Any) -> None:
    empty = make_facts([], [], marked=MARKED)
    tagged = replace(empty, voices=empty.voices.assign(trigger=""))
    themes, levels, triggers = delight.build(tagged, Asked())
    assert themes.table.empty
    assert triggers.table.empty
    assert set(levels.table["contacts"]) == {0}


def test_closing_thanks_are_counted_apart_and_are_no_praise(say: Any) -> None:
    facts = say(("A", "水が届きません", "", {"complaint": 0.9}), aside=("B", "C"))
    themes, levels, _ = delight.build(facts, Asked())
    assert counts(levels, "level") == {"delight": 0, "satisfaction": 0, "thanks": 0, "ritual": 2}
    assert themes.n_used == 0


def test_each_contact_stands_in_its_highest_level_only(say: Any) -> None:
    facts = say(
        ("A", "親切に教えてくれてありがとう", "P-1", {"thanks": 0.9}),
        ("A", "満足しています", "P-1", {"satisfaction": 0.9}),
        ("A", "まさか翌日とは", "P-1", {"delight": 0.9}),
        ("B", "満足です", "P-1", {"satisfaction": 0.9}),
        ("C", "お礼を言いたい", "P-1", {"thanks": 0.9}),
    )
    _, levels, _ = delight.build(facts, Asked())
    assert counts(levels, "level") == {"delight": 1, "satisfaction": 1, "thanks": 1, "ritual": 0}


def test_being_satisfied_is_never_delight(say: Any) -> None:
    facts = say(*((f"K{i}", "満足しています", "P-1", {"satisfaction": 0.9}) for i in range(30)))
    themes, _, triggers = delight.build(facts, Asked())
    assert themes.table["delight"].tolist() == [0]
    assert triggers.table.empty


def test_unmet_basics_stand_beside_the_praise_and_come_first_where_they_are_as_many(
    say: Any,
) -> None:
    good = ("A", "訪問の方に感動しました", "P-1", {"delight": 0.9})
    bad = ("B", "訪問の方が時間に来ません", "P-1", {"complaint": 0.9})
    (row,) = delight.build(say(good, bad), Asked())[0].table.to_dict("records")
    assert (row["contacts"], row["delight"], row["unmet"]) == (1, 1, 1)
    assert row["floor"].key == "delight.floor_first"
    assert row["counter"].values == {"text": "訪問の方が時間に来ません"}
    more = [("C", "訪問の方に感動", "P-1", {"delight": 0.9})]
    (row,) = delight.build(say(good, bad, *more), Asked())[0].table.to_dict("records")
    assert row["floor"].key == "delight.floor_beside"


def test_the_trigger_is_what_the_words_name_and_unknown_otherwise(say: Any) -> None:
    facts = say(
        ("A", "誕生日のカードに感動しました", "P-2", {"delight": 0.9}),
        ("B", "頼んでいないのに直してくれて驚いた", "P-1", {"delight": 0.9}),
        ("C", "本当に感激です", "P-1", {"delight": 0.9}),
    )
    _, _, triggers = delight.build(facts, Asked())
    assert counts(triggers, "trigger") == {"foresight": 1, "occasion": 1, "unknown": 1}
    assert triggers.table["trigger"].tolist()[-1] == "unknown"


def test_every_count_equals_the_contacts_of_its_evidence(say: Any) -> None:
    facts = say(
        ("A", "カードがうれしい", "P-2", {"delight": 0.9}),
        ("A", "本当にうれしい", "P-2", {"delight": 0.9}),
        ("B", "丁寧でした", "P-1", {"satisfaction": 0.9}),
        aside=("C",),
    )
    of = dict(zip(facts.voices["voice_id"], facts.voices["contact_id"], strict=True))
    for insight in delight.build(facts, Asked()):
        for n, ids in zip(insight.table["contacts"], insight.evidence, strict=True):
            assert len({of[id_] for id_ in ids}) == n
