"""Labels of a team: learned from vectors, checked on contacts that were not learned from, kept in a file."""

from __future__ import annotations

import numpy as np
import pytest

from vocli.errors import VocliError
from vocli.signals.learning import (
    LEAST,
    cross_validate,
    dump_learned,
    learn,
    learnable,
    load_learned,
)

N = 60


def contacts(apart: float) -> tuple[np.ndarray, list[str], list[str]]:
    """Two labels whose vectors lie `apart`, each contact its own group."""
    noise = np.random.default_rng(3).normal(size=(2 * N, 32))
    noise[:N, 0] += apart
    labels = ["配送"] * N + ["請求"] * N
    return np.rint(noise * 20).astype(np.int64), labels, [f"g{i}" for i in range(2 * N)]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"vocli_learned": 9}', "受付番号,本文"])
def test_a_file_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(VocliError) as caught:
        load_learned(text, "own.json")
    assert caught.value.code == "VOC-E341"


def test_one_label_alone_cannot_be_learned() -> None:
    with pytest.raises(VocliError) as caught:
        learnable(["配送"] * LEAST + ["請求"] * (LEAST - 1))
    assert caught.value.code == "VOC-E340"


def test_labels_without_a_trace_in_the_words_are_not_found_better_than_by_chance() -> None:
    scores = cross_validate(*contacts(0.0))
    right = sum(score.right for score in scores)
    assert right < 0.65 * 2 * N


def test_labels_that_the_words_tell_are_found() -> None:
    scores = cross_validate(*contacts(6.0))
    assert [score.label for score in scores] == ["請求", "配送"] or len(scores) == 2
    assert all(score.right >= 0.95 * score.n for score in scores)


def test_a_copy_is_never_graded_by_its_original() -> None:
    vectors, labels, _ = contacts(0.0)
    doubled = np.vstack([vectors, vectors])
    groups = [f"g{i}" for i in range(2 * N)] * 2
    right = sum(score.right for score in cross_validate(doubled, labels * 2, groups))
    assert right < 0.65 * 4 * N


def test_a_rare_label_is_counted_but_not_learned() -> None:
    vectors, labels, groups = contacts(6.0)
    scores = cross_validate(vectors, [*labels[:-3], *["訪問"] * 3], groups)
    rare = next(score for score in scores if score.label == "訪問")
    assert (rare.n, rare.said, rare.learned) == (3, 0, False)


def test_a_model_comes_back_from_its_file_as_it_was() -> None:
    vectors, labels, _ = contacts(6.0)
    model = learn(vectors, labels, learnable(labels), "some encoder 1.0")
    again = load_learned(dump_learned(model), "own.json")
    assert (again.labels, again.encoder) == (model.labels, "some encoder 1.0")
    assert np.array_equal(again.log_odds(vectors), model.log_odds(vectors))
