"""Planted kinds of voices are found again, from words and vectors or words alone, in any order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from vocli.themes import MIN_VOICES, discover, inverse_frequency, place, term_matrix
from vocli.themes.discover import MAX_THEMES, drop_small, most_themes, usual_level


def groups_of(terms: Any, vectors: Any, together: Any = ()) -> tuple[Any, Any]:
    """The discovery and every row's theme by its profiles."""
    idf = inverse_frequency(terms)
    found = discover(terms, vectors, idf, together)
    matrix, vocabulary = term_matrix(terms, idf)
    rows = np.arange(len(terms))
    return found, place(found.profiles, matrix, vocabulary, vectors, rows).profile


def same(one: Any, two: Any) -> bool:
    """Whether two discoveries are the same to the last bit."""

    def bare(found: Any) -> Any:
        centroids = [None if p.centroid is None else p.centroid.tobytes() for p in found.profiles]
        return found.resolution, found.stability, [p.terms for p in found.profiles], centroids

    return bool(bare(one) == bare(two))


def test_too_few_voices_have_no_themes(planted: Any) -> None:
    few = MIN_VOICES - 1
    found = discover(planted.terms[:few], planted.vectors[:few], inverse_frequency(planted.terms))
    assert (found.profiles, found.resolution) == ((), 0.0)


@pytest.mark.parametrize("terms", [[()] * 60, [(f"only{i}",) for i in range(60)]])
def test_voices_that_share_nothing_have_no_themes(terms: Any) -> None:
    found, placed = groups_of(terms, None)
    assert found.profiles == ()
    assert set(placed.tolist()) == {-1}


def test_planted_kinds_are_found(planted: Any) -> None:
    found, placed = groups_of(planted.terms, planted.vectors)
    assert len(found.profiles) == 4
    assert adjusted_rand_score(planted.kind, placed) == 1.0
    assert found.stability > 0.9


def test_planted_kinds_are_found_by_words_alone(planted: Any) -> None:
    found, placed = groups_of(planted.terms, None)
    assert adjusted_rand_score(planted.kind, placed) == 1.0
    assert all(profile.centroid is None for profile in found.profiles)


def test_planted_kinds_are_found_by_vectors_alone(planted: Any) -> None:
    found, placed = groups_of([()] * len(planted.kind), planted.vectors)
    assert adjusted_rand_score(planted.kind, placed) == 1.0
    assert len({profile.theme_id for profile in found.profiles}) == len(found.profiles) == 4


def test_discovery_twice_in_one_process_is_the_same(planted: Any) -> None:
    idf = inverse_frequency(planted.terms)
    one = discover(planted.terms, planted.vectors, idf)
    two = discover(planted.terms, planted.vectors, idf)
    assert same(one, two)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_does_not_change_who_belongs_together(planted: Any, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(planted.kind))
    _, usual = groups_of(planted.terms, planted.vectors)
    found, placed = groups_of([planted.terms[i] for i in order], planted.vectors[order])
    assert adjusted_rand_score(usual[order], placed) == 1.0
    assert len(found.profiles) == 4


def test_a_sentence_that_names_nothing_goes_with_what_was_said_beside_it(planted: Any) -> None:
    """Twenty empty sentences, each said in a contact of the first kind."""
    hosts = np.flatnonzero(planted.kind == 0)[:20]
    rows = len(planted.kind)
    terms = [*planted.terms, *([("again", "angry")] * 20)]
    beside = [(int(host), rows + i) for i, host in enumerate(hosts)]
    apart, _ = groups_of(terms, None)
    joined, _ = groups_of(terms, None, beside)
    assert (len(apart.profiles), len(joined.profiles)) == (5, 4)
    words = next(dict(p.terms) for p in joined.profiles if "again" in dict(p.terms))
    assert any(word.startswith("kind0") for word in words)


def test_idf_leaves_out_what_stands_once_and_what_stands_everywhere() -> None:
    idf = inverse_frequency([("a", "all"), ("a", "all"), ("b", "all"), ("b", "all"), ("c", "all")])
    assert list(idf) == ["a", "b"]
    assert idf["a"] == pytest.approx(np.log(6 / 3) + 1, abs=1e-6)
    assert inverse_frequency([]) == {}


def test_the_usual_level_is_smooth_rising_and_bounded() -> None:
    rows = np.unique(np.geomspace(1, 1_000_000, 400).astype(int))
    levels = [usual_level(int(n)) for n in rows]
    assert levels == sorted(levels)
    assert 0.5 <= levels[0] < levels[-1] <= 2.0
    steps = [usual_level(int(n * 1.1)) - usual_level(int(n)) for n in rows[rows >= 40]]
    assert max(steps) < 0.03  # a tenth more rows is no other level


def test_the_number_of_themes_is_one_a_lead_can_act_on() -> None:
    found = [most_themes(rows) for rows in (40, 400, 2000, 1_000_000)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (5, MAX_THEMES)


def test_small_groups_and_those_beyond_the_limit_are_dissolved() -> None:
    labels = np.array([0] * 2 + [1] * 5 + [2] * 4 + [3] * 6)
    assert drop_small(labels, 3, 25).tolist() == [-1] * 2 + [0] * 5 + [1] * 4 + [2] * 6
    assert drop_small(labels, 3, 2).tolist() == [-1] * 2 + [0] * 5 + [-1] * 4 + [1] * 6
    assert set(drop_small(labels, 7, 25).tolist()) == {-1}


def test_among_equal_groups_the_first_ones_stay() -> None:
    labels = np.array([0, 1, 2] * 3)
    assert drop_small(labels, 1, 2).tolist() == [0, 1, -1] * 3
