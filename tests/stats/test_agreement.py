"""Precision, recall and kappa from a sample drawn by strata, against values computed by hand."""

from __future__ import annotations

import random

import pytest

from vocli.stats.agreement import Stratum, kappa, precision, recall


def test_nothing_judged_is_no_estimate() -> None:
    empty = [Stratum(40, True, 0, 0), Stratum(60, False, 0, 0)]
    assert precision(empty).value is None
    assert recall(empty).value is None
    assert kappa([], [], []).value is None


def test_a_stratum_that_nobody_judged_leaves_recall_open() -> None:
    strata = [Stratum(40, True, 10, 8), Stratum(60, False, 0, 0)]
    assert precision(strata).value == pytest.approx(0.8)
    assert recall(strata).value is None


def test_recall_weighs_the_strata_by_their_size() -> None:
    # 80 of 100 claimed are right; of 900 others 1 in 30 would have been marked: 80 / (80 + 30).
    strata = [Stratum(100, True, 50, 40), Stratum(900, False, 30, 1)]
    found = recall(strata)
    assert found.value == pytest.approx(80 / 110)
    assert found.low < 80 / 110 < found.high


def test_what_was_seen_whole_has_no_uncertainty() -> None:
    found = precision([Stratum(20, True, 20, 15), Stratum(5, False, 5, 0)])
    assert (found.value, found.low, found.high) == pytest.approx((0.75, 0.75, 0.75))


def test_kappa_is_that_of_the_textbook_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreement .70, by chance .50.
    one = [True] * 25 + [False] * 25
    two = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    found = kappa(one, two, [1.0] * 50)
    assert found.value == pytest.approx(0.4)
    spread = 1.959964 * (0.7 * 0.3 / 50) ** 0.5 / 0.5
    assert (found.low, found.high) == pytest.approx((0.4 - spread, 0.4 + spread))


def test_two_who_always_say_the_same_one_thing_have_no_kappa() -> None:
    assert kappa([True] * 5, [True] * 5, [1.0] * 5).value is None


def test_the_recall_interval_covers_the_truth_in_most_samples() -> None:
    chance = random.Random(7)
    claimed = [chance.random() < 0.85 for _ in range(400)]
    others = [chance.random() < 0.05 for _ in range(1600)]
    truth = sum(claimed) / (sum(claimed) + sum(others))
    covered = 0
    for _ in range(200):
        one, two = chance.sample(claimed, 60), chance.sample(others, 60)
        found = recall([Stratum(400, True, 60, sum(one)), Stratum(1600, False, 60, sum(two))])
        covered += found.low <= truth <= found.high
    assert covered >= 180
