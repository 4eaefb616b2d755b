"""What the first walk decides: masks first, templates aside, who is grouped, which themes there are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from vocli.model import Tools
from vocli.pipeline.planning import SAMPLE, first_of_each, said_together
from vocli.pipeline.question import Question, silent
from vocli.pipeline.survey import (
    mark_voices,
    prepare,
    repeated_lines,
    set_templates_aside,
)
from vocli.themes.profile import draft_id

NUMBER = "090-8765-4321"
HOLD = "ただいま順番におつなぎします"  # says nothing by itself
BROKEN = "交換ランプが消えない"


def marked(desk: Any, tools: Tools, signal: str = "any") -> Any:
    return mark_voices(desk.scoped(), Question(patterns=(), signal=signal), tools, silent)


def frame_of(*lines: tuple[str, str]) -> pd.DataFrame:
    """Voices by (contact, text), none set aside."""
    frame = pd.DataFrame(lines, columns=["contact_id", "text"])
    return frame.assign(set_aside="")


# Masks


@pytest.fixture
def private(desk: Any) -> Any:
    """Phone numbers in every place that a customer writes them, and in an operator's note."""
    desk.add("1", f"電話番号は{NUMBER}です。まだ折り返しがありません")
    desk.add("2", "０９０－８７６５－４３２１に電話をください")
    desk.add("3", f"ボトルが届かないとのお申し出。連絡先{NUMBER}")
    desk.add("4", "ボトルが届かない", NUMBER)
    desk.add("5", f"山田太郎と申します。番号は{NUMBER}です。ボトルが届かない")
    return desk


def test_no_encoder_ever_sees_a_phone_number(private: Any, recording: Any) -> None:
    prepared, _ = marked(private, recording)
    seen = "\n".join(recording.encoder.seen)
    assert "ボトルが届かない" in seen
    assert "8765" not in seen
    assert "4321" not in seen
    assert not prepared.frame["text"].str.contains("8765|８７６５").any()


def test_no_tokenizer_ever_sees_a_phone_number(private: Any, recording: Any) -> None:
    marked(private, recording)
    seen = recording.tokenizer.seen
    assert any("ボトル" in text for text in seen)
    assert not [text for text in seen if "8765" in text or "4321" in text or "８７６５" in text]


def test_no_name_of_a_theme_and_no_plan_holds_a_phone_number(busy: Any, walk: Any) -> None:
    for i in range(12):
        busy.add(f"p{i}", f"窓口の電話が{i}日つながらない、{NUMBER}へ折り返しがない")
    plan, _, facts = walk(busy)
    assert plan.profiles
    assert "8765" not in repr(plan)
    assert "8765" not in facts.voices["text"].str.cat() + facts.themes["terms"].str.cat()


def test_batches_do_not_show(busy: Any, words_only: Tools, monkeypatch: Any) -> None:
    whole, terms = prepare(busy.scoped(), Question(patterns=()), words_only, silent)
    monkeypatch.setattr("vocli.pipeline.survey._BATCH", 7)
    steps: list[int] = []
    cut, again = prepare(
        busy.scoped(), Question(patterns=()), words_only, lambda _, done, total: steps.append(done)
    )
    assert cut.equals(whole)
    assert again == terms
    assert steps == list(range(1, 10))


# Templates


def test_a_line_of_many_contacts_that_says_nothing_is_a_template(desk: Any) -> None:
    lines = frame_of(*((str(i), HOLD) for i in range(10)))
    assert len(repeated_lines(lines, 100)) == 1
    assert len(repeated_lines(lines[:9], 100)) == 0


def test_a_line_that_one_contact_repeats_is_no_template() -> None:
    assert repeated_lines(frame_of(*[("1", HOLD)] * 50), 100) == frozenset()


def test_a_template_is_known_by_its_words_whatever_its_numbers() -> None:
    lines = frame_of(*((str(i), f"受付番号{1000 + i}で承りました。") for i in range(10)))
    found = repeated_lines(lines, 100)
    aside = set_templates_aside(lines, found)
    assert set(aside["set_aside"]) == {"template"}


def test_a_complaint_that_many_make_in_the_same_words_is_no_template() -> None:
    lines = frame_of(*((str(i), text) for text in (BROKEN, HOLD) for i in range(40)))
    found = repeated_lines(lines, 100)
    aside = set_templates_aside(lines, found)
    assert set(aside["text"][aside["set_aside"] == "template"]) == {HOLD}


def test_in_a_large_export_a_template_must_stand_in_a_share_of_it() -> None:
    lines = frame_of(*((str(i), HOLD) for i in range(29)))
    assert repeated_lines(lines, 1000) == frozenset()
    assert len(repeated_lines(frame_of(*((str(i), HOLD) for i in range(30))), 1000)) == 1


def test_what_was_set_aside_before_stays_what_it_was() -> None:
    lines = frame_of(*((str(i), HOLD) for i in range(12)))
    lines.loc[3, "set_aside"] = "greeting"
    aside = set_templates_aside(lines, repeated_lines(lines, 12))
    assert aside["set_aside"].tolist() == ["template"] * 3 + ["greeting"] + ["template"] * 8


def test_templates_and_greetings_are_in_no_theme(busy: Any, walk: Any) -> None:
    for i in range(15):
        busy.add(f"t{i}", f"お世話になっております。{HOLD}。よろしくお願いいたします。")
    _, prepared, facts = walk(busy, signal="any")
    aside = prepared.frame["set_aside"] != ""
    assert {"template", "greeting"} <= set(prepared.frame["set_aside"])
    assert not prepared.considered[aside].any()
    assert (prepared.of_voice[aside] == -1).all()
    assert set(facts.voices["theme_id"][aside]) == {""}
    assert facts.funnel.with_signal == 60


# What is grouped


def test_equal_texts_are_encoded_once(desk: Any, recording: Any) -> None:
    for i in range(6):
        desk.add(str(i), "ボトルが届かない" if i % 2 else "電話がつながらない")
    prepared, _ = marked(desk, recording)
    assert len(recording.encoder.seen) == len(set(recording.encoder.seen)) == 2
    assert prepared.vectors.shape == (2, 512)
    assert sorted(np.bincount(prepared.of_voice).tolist()) == [3, 3]


@pytest.mark.parametrize(
    ("signal", "texts"),
    [
        (
            "any",
            {"ボトルが届かない", "煙が出た", "駐車場の場所を教えてください", "水曜日に受け取る"},
        ),
        ("complaint", {"ボトルが届かない", "煙が出た"}),
        ("question", {"駐車場の場所を教えてください"}),
    ],
)
def test_the_voices_of_a_signal_are_considered(
    desk: Any, words_only: Tools, signal: str, texts: set[str]
) -> None:
    for i, text in enumerate(["ボトルが届かない", "煙が出た", "駐車場の場所を教えてください"]):
        desk.add(str(i), text)
    desk.add("9", "水曜日に受け取る")
    prepared, _ = marked(desk, words_only, signal)
    assert set(prepared.frame["text"][prepared.considered]) == texts


def test_scores_are_zero_where_a_voice_is_set_aside(desk: Any, words_only: Tools) -> None:
    desk.add("1", "ありがとうございました。", "ボトルが届かない。")
    prepared, _ = marked(desk, words_only)
    aside = (prepared.frame["set_aside"] != "").to_numpy()
    assert aside.tolist() == [True, False]
    assert prepared.scores[aside].to_numpy().sum() == 0
    assert prepared.scores["complaint"].to_numpy()[1] > 0.5


def test_one_voice_stands_for_each_text() -> None:
    of_voice = np.array([3, 1, 3, -1, 0, 1])
    chosen = np.array([True, True, True, False, False, True])
    assert first_of_each(of_voice, chosen).tolist() == [1, 0]
    assert first_of_each(of_voice, np.zeros(6, dtype=bool)).tolist() == []


def test_texts_of_one_contact_are_tied(desk: Any, words_only: Tools) -> None:
    desk.add("1", "ボトルが届かない。電話がつながらない。").add(
        "2", "電話がつながらない。煙が出た。"
    )
    desk.add("3", "煙が出た。煙が出た。")
    prepared, _ = marked(desk, words_only)
    sample = first_of_each(prepared.of_voice, prepared.considered)
    texts = [prepared.frame["text"][row].strip("。") for row in sample]
    tied = {frozenset((texts[a], texts[b])) for a, b in said_together(prepared, sample)}
    assert tied == {
        frozenset(("ボトルが届かない", "電話がつながらない")),
        frozenset(("電話がつながらない", "煙が出た")),
    }
    assert all(a < b for a, b in said_together(prepared, sample))
    assert said_together(prepared, sample[:0]) == []


# Plans


def test_planted_complaints_become_themes_with_names(busy: Any, walk: Any) -> None:
    plan, _, facts = walk(busy)
    theme_of = facts.contacts.set_index("contact_id")["theme_id"]
    by_kind = {
        kind: {theme_of[f"{kind}{i}"] for i in range(20)} for kind in ("電話", "ボトル", "ランプ")
    }
    assert all(len(themes) == 1 for themes in by_kind.values())
    assert len(set.union(*by_kind.values())) == 3
    names = {profile.theme_id: profile.name for profile in plan.profiles}
    assert names[by_kind["電話"].pop()] == "電話がつながらない"
    assert names[by_kind["ボトル"].pop()] == "ボトルが届かない"
    assert names[by_kind["ランプ"].pop()] == "交換ランプが消えない"


def test_a_plan_says_what_it_was_made_with(busy: Any, walk: Any, recording: Any) -> None:
    plan, prepared, _ = walk(busy)
    assert (plan.encoder, plan.tokenizer, plan.signal) == ("", "mecab", "complaint")
    assert plan.distinct_voices == plan.sampled_voices == 60 <= SAMPLE
    assert prepared.vectors is None
    with_vectors, prepared, _ = walk(busy, recording, signal="any")
    assert with_vectors.encoder == recording.encoder.name
    assert with_vectors.threshold > plan.threshold
    assert all(profile.centroid is not None for profile in with_vectors.profiles)


def test_a_larger_crowd_is_sampled_and_placed_as_a_whole(
    busy: Any, walk: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("vocli.pipeline.planning.SAMPLE", 45)
    plan, _, facts = walk(busy)
    assert (plan.distinct_voices, plan.sampled_voices) == (60, 45)
    assert facts.funnel.in_theme == 60


@pytest.mark.parametrize("tools", ["words_only", "recording"])
def test_both_walks_twice_in_one_process_are_the_same(
    busy: Any, walk: Any, tools: str, request: Any
) -> None:
    lent = request.getfixturevalue(tools)
    (one, _, first), (two, _, second) = (walk(busy, lent, signal="any") for _ in range(2))
    assert [(p.theme_id, p.name, p.terms) for p in one.profiles] == [
        (p.theme_id, p.name, p.terms) for p in two.profiles
    ]
    assert first.voices.equals(second.voices)
    assert first.contacts.equals(second.contacts)


def test_twenty_contacts_carry_no_themes(desk: Any, walk: Any, complaints_of: Any) -> None:
    for i, text in enumerate(complaints_of("電話")):
        desk.add(str(i), text)
    plan, _, facts = walk(desk)
    assert (plan.profiles, plan.resolution) == ((), 0.0)
    assert (facts.funnel.with_signal, facts.funnel.unassigned) == (20, 20)


def test_many_voices_that_share_nothing_are_unassigned(desk: Any, walk: Any) -> None:
    for i in range(50):
        desk.add(str(i), "".join(chr(0x4E00 + 61 * i + j * 7) for j in range(6)))
    plan, _, facts = walk(desk, signal="any")
    assert plan.profiles == ()
    assert facts.funnel.unassigned == facts.funnel.with_signal == 50


def test_a_critical_theme_that_meets_another_s_id_is_told_apart(
    busy: Any, walk: Any, monkeypatch: Any
) -> None:
    usual = {profile.theme_id for profile in walk(busy)[0].profiles}
    taken = min(usual)

    def meeting(terms: Any, digits: int = 4) -> str:
        if any("煙" in term for term, _ in terms):
            return (taken + "0000")[: 2 + digits]
        return draft_id(terms, digits)

    monkeypatch.setattr("vocli.themes.profile.draft_id", meeting)
    busy.add("hot", "コンセントから煙が出た")
    plan, _, facts = walk(busy)
    ids = [profile.theme_id for profile in plan.profiles]
    assert len(set(ids)) == len(ids) == 4
    assert len(usual & set(ids)) == 2  # the two that met have more digits
    assert facts.contacts["theme_id"].nunique() == 4
