"""A name is what customers say: a sentence, no mask, no number of ours, never one name for two themes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from vocli.model import Profile, Tools
from vocli.text import width
from vocli.themes import name_profiles
from vocli.themes.profile import draft_id

PHONE = ["電話がつながりません", "何度かけても電話がつながらない", "電話がつながらないので困る"]
BOTTLE = ["予定のボトルが届かない", "ボトルが届かず困っている", "昨日のボトルが届きません"]


def nothing(phrases: Sequence[str], _: NDArray[np.int8]) -> NDArray[np.float64]:
    """No phrase is more of a complaint than another."""
    return np.zeros(len(phrases))


def profile(*terms: str, centroid: Any = None) -> Profile:
    weighted = tuple((term, round(0.7 - i / 50, 2)) for i, term in enumerate(terms))
    return Profile(draft_id(weighted), "", weighted, centroid)


def names_of(profiles: Any, spoken: Any, tools: Tools, appeal: Any = nothing) -> list[str]:
    return [p.name for p in name_profiles(profiles, spoken, tools, appeal)]


def centred(tools: Tools, texts: Sequence[str]) -> Any:
    assert tools.encoder is not None
    mean = tools.encoder.encode(texts).astype(np.float64).sum(axis=0)
    return (mean / np.linalg.norm(mean)).astype(np.float32)


def test_no_theme_no_name(words_only: Tools) -> None:
    assert names_of((), (), words_only) == []


def test_a_theme_is_named_by_what_its_voices_say(words_only: Tools) -> None:
    profiles = (profile("電話", "つながらない"), profile("ボトル", "届かない"))
    named = name_profiles(profiles, (PHONE, BOTTLE), words_only, nothing)
    assert [p.name for p in named] == ["電話がつながらない", "ボトルが届かない"]
    assert [(p.theme_id, p.terms) for p in named] == [(p.theme_id, p.terms) for p in profiles]


def test_the_order_of_voices_that_say_the_same_does_not_matter(tools: Tools) -> None:
    profiles = (
        profile("電話", centroid=centred(tools, PHONE)),
        profile("ボトル", centroid=centred(tools, BOTTLE)),
    )
    usual = names_of(profiles, (PHONE, BOTTLE), tools)
    for seed in range(4):
        mixed = [random.Random(seed).sample(own, len(own)) for own in (PHONE, BOTTLE)]
        assert names_of(profiles, mixed, tools) == usual
    assert names_of(profiles[::-1], (BOTTLE, PHONE), tools) == usual[::-1]


def test_no_name_twice(words_only: Tools) -> None:
    profiles = (profile("電話"), profile("電話", "夜"), profile("電話", "朝"))
    names = names_of(profiles, [PHONE * 3, PHONE, PHONE[:1]], words_only)
    assert len(set(names)) == 3
    assert names[0] == "電話がつながらない"  # the larger theme chooses first


def test_what_is_said_everywhere_names_no_theme(words_only: Tools) -> None:
    spoken = [[f"{text}、対応が悪い" for text in own] for own in (PHONE, BOTTLE)]
    names = names_of((profile("つながる"), profile("届く")), spoken, words_only)
    assert names == ["電話がつながらない", "ボトルが届かない"]


def test_names_fit_into_their_column(words_only: Tools) -> None:
    long = "お客様相談窓口専用電話が全然ちっともつながらないままになってしまっている"
    names = names_of((profile("窓口"), profile("電話")), [[long] * 3, PHONE], words_only)
    assert all(0 < width(name) <= 28 for name in names)


def test_no_name_holds_a_mask(words_only: Tools) -> None:
    spoken = [["〔氏名〕からの返事を待つだけ", "もう〔電話番号〕へ連絡済み"], ["〔氏名〕"]]
    names = names_of((profile("返事", "連絡"), profile("担当", "不明")), spoken, words_only)
    assert not [name for name in names if "〔" in name or "〕" in name or name.startswith("D-")]


def test_without_a_phrase_a_clause_of_a_voice_is_the_name(words_only: Tools) -> None:
    spoken = [["とても残念、もう二度と御免です", "はあ"]]
    assert names_of((profile("二度", "御免"),), spoken, words_only) == ["もう二度と御免です"]


def test_clauses_with_the_theme_s_words_come_first(words_only: Tools) -> None:
    spoken = [["とても残念です", "もう二度と御免です"]]
    assert names_of((profile("御免"),), spoken, words_only) == ["もう二度と御免です"]


def test_of_a_clause_that_is_too_long_the_end_is_the_name(words_only: Tools) -> None:
    text = "いくら何でもこれほどまでに長々と待たされるだけの窓口はもうこりごり"
    (name,) = names_of((profile("窓口"),), [[text]], words_only)
    assert text.endswith(name)
    assert 8 <= width(name) <= 28


def test_a_voice_deep_in_the_theme_can_still_name_it(words_only: Tools) -> None:
    spoken = [["はあ"] * 100 + ["もう二度と御免です"]]
    assert names_of((profile("御免"),), spoken, words_only) == ["もう二度と御免です"]


def test_only_then_the_heaviest_terms_are_listed(words_only: Tools) -> None:
    one = profile("解約金", "解約", "高い", "説明")
    assert names_of((one,), [["はあ"]], words_only) == ["解約金・高い"]
    assert names_of((one,), [[]], words_only) == ["解約金・高い"]
    assert names_of((profile("騒音"),), [["はあ"]], words_only) == ["騒音"]
    two = profile("解約金", "高い", "説明", "電話")
    assert names_of((one, two), [[], []], words_only) in (
        ["解約金・高い", "解約金・高い・説明"],
        ["解約金・高い・説明", "解約金・高い"],
    )


def test_a_theme_without_voices_and_words_keeps_its_id(words_only: Tools) -> None:
    empty = profile()
    assert names_of((empty,), [[]], words_only) == [empty.theme_id]


def test_a_complaint_names_a_theme_of_complaints(tools: Tools) -> None:
    """Two phrases as frequent and as close: the appeal decides."""
    texts = ["窓口を訪ねた", "窓口が混む"] * 3

    def complaint(phrases: Sequence[str], _: NDArray[np.int8]) -> NDArray[np.float64]:
        return np.array([float(phrase == "窓口が混む") for phrase in phrases])

    def visit(phrases: Sequence[str], _: NDArray[np.int8]) -> NDArray[np.float64]:
        return np.array([float(phrase == "窓口を訪ねる") for phrase in phrases])

    theme = profile("窓口", centroid=centred(tools, texts))
    assert names_of((theme,), [texts], tools, complaint) == ["窓口が混む"]
    assert names_of((theme,), [texts], tools, visit) == ["窓口を訪ねる"]


def test_of_equal_phrases_the_one_nearer_the_centre_is_the_name(tools: Tools) -> None:
    texts = ["窓口が混む", "店舗が遠い"] * 3
    for near in texts[:2]:
        theme = profile("騒音", centroid=centred(tools, [near]))
        assert names_of((theme,), [texts], tools) == [near]


def test_a_phrase_near_another_theme_s_centre_gives_way(tools: Tools) -> None:
    other = ["店舗が遠い"] * 4
    mixed = ["窓口が混む", "店舗が遠い"] * 3
    own = profile("窓口", centroid=centred(tools, ["窓口が混む"]))
    beside = profile("店舗", centroid=centred(tools, other))
    assert names_of((own, beside), [mixed, other], tools) == ["窓口が混む", "店舗が遠い"]


@pytest.mark.parametrize("count", [2, 5])
def test_names_are_those_of_the_voices_or_the_terms(words_only: Tools, count: int) -> None:
    profiles = [profile("電話", f"夜{i}") for i in range(count)]
    names = names_of(profiles, [PHONE] * count, words_only)
    assert len(set(names)) == count
    assert not [name for name in names if name.startswith("D-")]
