"""Expectations: result, object and source per contact; types only for themes, and mostly not to be told."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.insights import expectations
from vocli.model import Asked, Facts
from vocli.signals.tagging import mark_tags

RESULTS = ("expectation_missed", "expectation_met", "expectation_exceeded")
MARKED = (*RESULTS, "churn_request", "churned")
TAGS = ("expect_object", "expect_source", "expect_type")
MISSED = {"expectation_missed": 0.9}


@pytest.fixture
def say(make_facts: Any, made: Any) -> Any:
    """`say(("A", text, {signal: score}, contact values), ...)`: one voice each, tagged by the real cues."""

    def go(*said: tuple[str, str, dict[str, float], dict[str, Any]]) -> Facts:
        contacts = {key: made.contact(key, **more) for key, _, _, more in said}
        texts = [text for _, text, _, _ in said]
        tags = {tag: mark_tags(tag, texts, ["verbatim"] * len(texts)) for tag in TAGS}
        voices = [
            made.voice(key, text, voice_id=f"{key}-{n}")
            | dict.fromkeys(MARKED, 0.0)
            | scores
            | {tag: own[n] for tag, own in tags.items()}
            for n, (key, text, scores, _) in enumerate(said)
        ]
        themes = [("D-1", "荷物が届かない")]
        facts: Facts = make_facts(list(contacts.values()), voices, themes, marked=MARKED)
        return facts

    return go


def main(facts: Facts) -> list[tuple[str, str, str, int]]:
    table = expectations.build(facts, Asked())[0].table
    return [tuple(row) for row in table[["result", "object", "came_from", "contacts"]].to_numpy()]


def test_a_complaint_without_a_former_expectation_is_none(say: Any) -> None:
    rows, leaving, types = expectations.build(say(("A", "とても遅いです", {}, {})), Asked())
    assert rows.table.empty
    assert leaving.table.empty
    assert types.table.empty


def test_object_and_source_are_told_from_the_words(say: Any) -> None:
    facts = say(
        ("A", "サイトには翌日に届くとあったのに届きません", MISSED, {}),
        ("B", "店頭でいつでもやめられると聞いたのに違約金を取られた", MISSED, {}),
        ("C", "もう少しよいと思っていました", MISSED, {}),
    )
    assert main(facts) == [
        ("missed", "delivery", "website", 1),
        ("missed", "terms", "sales", 1),
        ("missed", "unsaid", "unsaid", 1),
    ]


def test_the_source_may_stand_in_the_sentence_beside_it(say: Any) -> None:
    facts = say(
        ("A", "契約のときに店頭で説明を受けました", {}, {}),
        ("A", "違約金がかかるとは聞いていません", MISSED, {}),
    )
    assert main(facts) == [("missed", "terms", "sales", 1)]


def test_the_source_of_another_contact_is_not_borrowed(say: Any) -> None:
    facts = say(
        ("A", "店頭で説明を受けました", {}, {}),
        ("B", "違約金がかかるとは聞いていません", MISSED, {}),
    )
    assert main(facts) == [("missed", "terms", "unsaid", 1)]


def test_two_sentences_of_one_contact_are_one_contact(say: Any) -> None:
    text = "サイトには翌日に届くとあったのに"
    facts = say(("A", text, MISSED, {}), ("A", f"{text}、届かない", MISSED, {}))
    ((*_, n),) = main(facts)
    assert n == 1


def test_those_who_want_to_leave_are_counted_by_source(say: Any) -> None:
    facts = say(
        ("A", "店頭の説明と違います", MISSED, {"churn_threat": True}),
        ("B", "店頭の説明と違いました", MISSED, {}),
        ("C", "広告の内容と違います", {"expectation_exceeded": 0.9}, {"churn_threat": True}),
    )
    (row,) = expectations.build(facts, Asked())[1].table.to_dict("records")
    assert (row["came_from"], row["contacts"], row["leaving"]) == ("sales", 2, 1)


@pytest.mark.parametrize(
    ("n", "values", "held_as"),
    [
        (19, {}, "cannot_tell"),
        (24, {}, "common"),
        (24, {"product": "S1", "channel": "phone"}, "cannot_tell"),  # one product, one channel
        (24, {"customer": "C-1"}, "cannot_tell"),  # one customer's wish
    ],
)
def test_a_type_needs_many_customers_over_products_or_channels(
    say: Any, n: int, values: dict[str, Any], held_as: str
) -> None:
    facts = say(
        *(
            (
                f"K{i}",
                f"明細に{i}番の荷物とあったのに違います",
                MISSED,
                {"theme_id": "D-1", "product": f"P{i % 3}", "channel": ("phone", "chat")[i % 2]}
                | values,
            )
            for i in range(n)
        )
    )
    (row,) = expectations.build(facts, Asked())[2].table.to_dict("records")
    assert row["held_as"] == held_as


def test_what_only_ever_surprises_is_latent(say: Any) -> None:
    facts = say(
        *(
            (
                f"K{i}",
                f"{i}番の方がそこまでとは",
                {"expectation_exceeded": 0.9},
                {"theme_id": "D-1"},
            )
            for i in range(24)
        )
    )
    (row,) = expectations.build(facts, Asked())[2].table.to_dict("records")
    assert row["held_as"] == "latent"


def test_every_count_equals_the_contacts_of_its_evidence(say: Any) -> None:
    facts = say(
        ("A", "サイトには翌日に届くとあったのに", MISSED, {}),
        ("A", "サイトには翌日着とあったのに", MISSED, {}),
        ("B", "サイトには即日発送とあったのに", MISSED, {}),
    )
    rows = expectations.build(facts, Asked())[0]
    of = dict(zip(facts.voices["voice_id"], facts.voices["contact_id"], strict=True))
    for n, ids in zip(rows.table["contacts"], rows.evidence, strict=True):
        assert len({of[id_] for id_ in ids}) == n
