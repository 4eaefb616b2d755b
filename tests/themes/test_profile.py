"""A profile is a handful of words and a direction; rows find it by likeness, and no two share an id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from vocli.model import Profile
from vocli.themes import (
    describe_group,
    inverse_frequency,
    place,
    tell_apart,
    term_matrix,
    threshold,
)
from vocli.themes.profile import TERMS, describe, draft_id, similarities, with_context

DRAFT = re.compile(r"D-[0-9a-f]{4}")


@pytest.fixture
def described(planted: Any) -> tuple[Profile, ...]:
    """The profiles of the planted kinds."""
    matrix, vocabulary = term_matrix(planted.terms, inverse_frequency(planted.terms))
    return describe(matrix, vocabulary, planted.vectors, planted.kind)


def placed(profiles: Sequence[Profile], planted: Any, *, vectors: bool = True) -> Any:
    matrix, vocabulary = term_matrix(planted.terms, inverse_frequency(planted.terms))
    rows = np.arange(len(planted.terms))
    return place(profiles, matrix, vocabulary, planted.vectors if vectors else None, rows)


def profile(theme_id: str, *terms: str, centroid: Any = None) -> Profile:
    weighted = tuple((term, 1.0 - i / 100) for i, term in enumerate(terms))
    return Profile(theme_id or draft_id(weighted), "", weighted, centroid)


def test_terms_are_of_unit_length_few_and_heaviest_first(described: Any) -> None:
    for found in described:
        weights = [weight for _, weight in found.terms]
        assert 1 <= len(weights) <= TERMS
        assert sum(weight**2 for weight in weights) == pytest.approx(1.0, abs=1e-3)
        assert weights == sorted(weights, reverse=True)
        assert np.linalg.norm(found.centroid) == pytest.approx(1.0, abs=1e-4)
        assert DRAFT.fullmatch(found.theme_id)


def test_terms_that_weigh_the_same_come_in_the_order_of_the_alphabet() -> None:
    matrix, vocabulary = term_matrix([("c", "a", "b")] * 3, {"a": 1.0, "b": 1.0, "c": 1.0})
    (found,) = describe(matrix, vocabulary, None, np.zeros(3, dtype=np.int64))
    assert [term for term, _ in found.terms] == ["a", "b", "c"]


def test_rows_outside_every_community_shape_no_profile(planted: Any) -> None:
    matrix, vocabulary = term_matrix(planted.terms, inverse_frequency(planted.terms))
    labels = np.where(planted.kind == 0, 0, -1)
    (found,) = describe(matrix, vocabulary, planted.vectors, labels)
    assert all(term.startswith(("kind0", "common")) for term, _ in found.terms)
    assert describe(matrix, vocabulary, None, np.full(len(labels), -1)) == ()


@pytest.mark.parametrize("vectors", [True, False])
def test_every_row_of_a_planted_kind_finds_its_profile(
    described: Any, planted: Any, vectors: bool
) -> None:
    found = placed(described, planted, vectors=vectors)
    assert found.profile.tolist() == planted.kind.tolist()
    assert (found.score >= threshold(planted.vectors if vectors else None)).all()


def test_a_foreign_row_stays_unassigned(described: Any, planted: Any) -> None:
    foreign = np.random.default_rng(9).normal(size=(1, 512))
    vectors = np.rint(foreign / np.linalg.norm(foreign) * 750).astype(np.int8)
    matrix, vocabulary = term_matrix([("unheard",)], inverse_frequency(planted.terms))
    found = place(described, matrix, vocabulary, vectors, np.zeros(1, dtype=np.int64))
    assert found.profile.tolist() == [-1]
    assert found.score[0] < threshold(vectors)


def test_without_profiles_or_rows_nothing_is_assigned(described: Any, planted: Any) -> None:
    assert set(placed((), planted).profile.tolist()) == {-1}
    matrix, vocabulary = term_matrix([], inverse_frequency(planted.terms))
    nobody = place(described, matrix, vocabulary, planted.vectors[:0], np.zeros(0, dtype=np.int64))
    assert (len(nobody.profile), len(nobody.score)) == (0, 0)


def test_a_row_is_placed_alike_alone_and_among_others(described: Any, planted: Any) -> None:
    matrix, vocabulary = term_matrix(planted.terms, inverse_frequency(planted.terms))
    whole = similarities(described, matrix, vocabulary, planted.vectors)
    for i in (0, 7, 119):
        alone = similarities(described, matrix[[i]], vocabulary, planted.vectors[[i]])
        assert alone.tolist() == whole[[i]].tolist()


def test_blocks_of_rows_do_not_show(described: Any, planted: Any, monkeypatch: Any) -> None:
    matrix, vocabulary = term_matrix(planted.terms, inverse_frequency(planted.terms))
    whole = similarities(described, matrix, vocabulary, planted.vectors)
    monkeypatch.setattr("vocli.themes.profile._BLOCK", 7)
    assert similarities(described, matrix, vocabulary, planted.vectors).tolist() == whole.tolist()


def test_profiles_without_known_words_or_centroid_attract_nobody(planted: Any) -> None:
    matrix, vocabulary = term_matrix(planted.terms, inverse_frequency(planted.terms))
    found = similarities([profile("T001", "unheard")], matrix, vocabulary, planted.vectors)
    assert set(found.ravel().tolist()) == {0.0}


def test_a_row_that_is_alone_in_its_contact_keeps_its_likeness() -> None:
    likeness = np.array([[0.2, 0.9], [1.0, 0.1], [0.4, 0.4]])
    assert with_context(likeness, np.array([2, 0, 1])).tolist() == likeness.tolist()


def test_companions_pull_a_row_their_way() -> None:
    likeness = np.array([[0.50, 0.49], [0.0, 2.0], [0.0, 2.0], [1.0, 0.0]])
    mixed = with_context(likeness, np.array([0, 0, 0, 1]))
    assert mixed[0].argmax() == 1
    assert mixed[1].argmax() == mixed[2].argmax() == 1
    assert mixed[3].tolist() == [1.0, 0.0]
    assert mixed.max() <= likeness.max()


def test_an_id_hangs_on_the_terms_alone() -> None:
    terms = (("返金", 0.8), ("遅い", 0.6))
    assert draft_id(terms) == draft_id((("遅い", 0.9), ("返金", 0.1)))
    assert draft_id(terms) != draft_id((("返金", 0.8), ("早い", 0.6)))
    assert draft_id((("返金遅い", 1.0),)) != draft_id(terms)
    assert DRAFT.fullmatch(draft_id(terms))


def test_the_tail_of_the_terms_does_not_change_an_id() -> None:
    terms = [(f"w{i}", 0.5) for i in range(12)]
    assert draft_id(terms[:8]) == draft_id(terms)


def two_that_meet() -> tuple[Profile, Profile]:
    """Two profiles of different terms whose four digits are the same."""
    seen: dict[str, Profile] = {}
    for i in range(5000):
        found = profile("", f"w{i}", "x")
        if found.theme_id in seen:
            return seen[found.theme_id], found
        seen[found.theme_id] = found
    raise AssertionError("no two of 5000 met: four digits no longer meet by chance")


def test_drafts_that_meet_by_chance_get_more_digits() -> None:
    one, two = two_that_meet()
    other = profile("", "y")
    found = tell_apart((one, other, two))
    ids = [p.theme_id for p in found]
    assert len(set(ids)) == 3
    assert ids[1] == other.theme_id
    assert ids[0].startswith(one.theme_id)
    assert ids[2].startswith(two.theme_id)
    assert [p.terms for p in found] == [one.terms, other.terms, two.terms]
    assert [p.theme_id for p in tell_apart((two, other, one))] == ids[::-1]


def test_drafts_of_the_same_terms_are_numbered_whatever_their_order() -> None:
    east = profile("", "a", centroid=np.array([1, 0], dtype=np.float32))
    west = profile("", "a", centroid=np.array([0, 1], dtype=np.float32))
    ids = [p.theme_id for p in tell_apart((east, west))]
    assert len(set(ids)) == 2
    assert [p.theme_id for p in tell_apart((west, east))] == ids[::-1]


def test_ids_that_differ_and_permanent_ids_stay_as_they_are() -> None:
    kept = (profile("", "a"), profile("", "b"), profile("T001", "c"), profile("T002", "c"))
    assert tell_apart(kept) == kept
    assert tell_apart(tell_apart(two_that_meet())) == tell_apart(two_that_meet())


def test_a_group_without_any_known_word_is_still_described() -> None:
    vectors = np.ones((3, 512), dtype=np.int8)
    found = describe_group([(), ("x",), ()], vectors, {})
    assert found.terms == ()
    assert np.linalg.norm(found.centroid) == pytest.approx(1.0, abs=1e-4)
    assert describe_group([("x",)], None, {"x": 1.0}) == replace(
        found, theme_id=draft_id([("x", 1)]), terms=(("x", 1.0),), centroid=None
    )
