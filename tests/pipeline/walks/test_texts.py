"""Plain texts: a plan from some of them, and a place for any others."""

from __future__ import annotations

import random
from typing import Any

import pytest

from vocli.pipeline import place, plan_texts

WHEN = ("昨日", "今朝", "先週", "毎週", "夜")
UNSEEN = {
    "電話": ["窓口の電話がずっとつながらないのですが", "昨日も電話がつながらない"],
    "ボトル": ["頼んだボトルがどうしても届かない", "予備のボトルもまだ届かない"],
    "ランプ": ["赤い交換ランプが点いて消えない", "交換ランプが消えないまま"],
}


@pytest.fixture(params=["words_only", "recording"])
def lent(request: Any, monkeypatch: Any) -> Any:
    """Texts are worked on with these tools, with and without an encoder."""
    tools = request.getfixturevalue(request.param)
    monkeypatch.setattr("vocli.pipeline.texts.build_tools", lambda _: (tools, ()))
    return tools


@pytest.fixture
def known(complaints_of: Any) -> dict[str, list[str]]:
    """Twenty texts of three kinds."""
    return {kind: complaints_of(kind) for kind in UNSEEN}


def all_of(known: dict[str, list[str]]) -> list[str]:
    return [text for texts in known.values() for text in texts]


def test_no_texts(lent: Any, known: Any) -> None:
    empty = plan_texts([])
    assert empty.profiles == ()
    assert place(empty, ["電話がつながらない"]) == [""]
    assert place(plan_texts(all_of(known)), []) == []


def test_too_few_texts_have_no_themes(lent: Any, known: Any) -> None:
    plan = plan_texts(known["電話"])
    assert plan.profiles == ()
    assert set(place(plan, known["電話"])) == {""}


def test_texts_are_placed_like_their_kind(lent: Any, known: Any) -> None:
    plan = plan_texts(all_of(known))
    seen = {kind: set(place(plan, texts)) for kind, texts in known.items()}
    assert all(len(themes) == 1 for themes in seen.values())
    assert len(set.union(*seen.values())) == 3
    for kind, texts in UNSEEN.items():
        assert set(place(plan, texts)) == seen[kind]


def test_a_foreign_a_ritual_and_an_empty_text_are_in_no_theme(lent: Any, known: Any) -> None:
    plan = plan_texts(all_of(known))
    assert place(plan, ["駅前広場で盆踊り大会", "よろしくお願いいたします。", ""]) == ["", "", ""]


def test_a_text_finds_its_theme_alone_as_among_others(lent: Any, known: Any) -> None:
    plan = plan_texts(all_of(known))
    among = place(plan, all_of(UNSEEN))
    assert [place(plan, [text])[0] for text in all_of(UNSEEN)] == among
    assert place(plan, all_of(UNSEEN)[::-1]) == among[::-1]


def test_a_text_that_comes_often_is_placed_as_if_it_came_once(lent: Any, known: Any) -> None:
    """What is a template was decided by the plan, not by the texts at hand."""
    plan = plan_texts(all_of(known))
    text = "注文の電話窓口"
    (once,) = place(plan, [text])
    assert once != ""
    assert set(place(plan, [text] * 30)) == {once}


def test_a_template_of_the_plan_stays_one(lent: Any, known: Any) -> None:
    line = "窓口の電話を順番におつなぎ"
    plan = plan_texts([*all_of(known), *[line] * 12])
    assert place(plan, [line]) == [""]


def test_of_several_sentences_the_best_placed_decides(lent: Any, known: Any) -> None:
    plan = plan_texts(all_of(known))
    (alone,) = place(plan, ["注文したボトルが届かない。"])
    found = place(
        plan, ["こんにちは。盆踊り大会。注文したボトルが届かない。", "注文したボトルが届かない。"]
    )
    assert found == [alone, alone]


def test_the_order_of_texts_does_not_change_the_plan(lent: Any, known: Any) -> None:
    texts = all_of(known)
    usual = plan_texts(texts)
    mixed = plan_texts(random.Random(5).sample(texts, len(texts)))
    assert [(p.theme_id, p.name, p.terms) for p in mixed.profiles] == [
        (p.theme_id, p.name, p.terms) for p in usual.profiles
    ]


def test_a_plan_of_texts_groups_whatever_they_say(lent: Any) -> None:
    places = ("駅", "空港", "港", "市場", "公園", "城", "寺", "滝")
    texts = [f"{a}の近くに泊まる部屋" for a in places]
    texts += [
        f"{when}{dish}の夕食が楽しみ"
        for when in WHEN
        for dish in ("魚", "蟹", "肉", "豆腐", "鍋", "麺", "鰻")
    ]
    plan = plan_texts(texts)
    assert plan.signal == "any"
    assert len({*place(plan, texts)} - {""}) >= 2
