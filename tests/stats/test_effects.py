"""Effects on a score: nothing is claimed of nothing, what is there is found, and the intervals are honest."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

from vocli.stats.effects import (
    answers_needed,
    choose,
    detectable,
    levels,
    regress,
    without,
)

ROOT = Path(__file__).resolve().parent.parent.parent


def none(n: int) -> np.ndarray:
    """No adjustment of n answers."""
    return np.zeros((n, 0))


def simulation() -> object:
    """The benchmark's own module, so that test and published figures judge in the same way."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import drivers_simulation

        return drivers_simulation
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))


def test_equal_answers_tell_nothing() -> None:
    feature = np.repeat([1.0, 0.0], [12, 30])[:, None]
    effect = regress(np.full(42, 4.0), feature, none(42))[0]
    assert (effect.estimate, effect.p) == (pytest.approx(0, abs=1e-9), 1.0)


def test_a_small_group_of_equal_answers_has_no_narrow_interval() -> None:
    """Ten contacts, none of whom left, do not prove that nobody leaves."""
    left = np.concatenate([np.zeros(10), np.repeat([1.0, 0.0], [20, 180])])
    feature = np.repeat([1.0, 0.0], [10, 200])[:, None]
    effect = regress(left, feature, none(210))[0]
    assert effect.estimate == pytest.approx(-0.1)
    assert effect.p > 0.2 and effect.low < -0.2 < effect.high


def test_answers_of_one_person_do_not_count_as_many() -> None:
    rng = np.random.default_rng(3)
    score, feature = rng.normal(3, 1, 60), np.repeat([1.0, 0.0], [20, 40])
    often = np.repeat(np.arange(60), 5)
    alone = regress(score, feature[:, None], none(60))[0]
    repeated = regress(score[often], feature[often][:, None], none(300), often)[0]
    blind = regress(score[often], feature[often][:, None], none(300))[0]
    assert repeated.estimate == pytest.approx(alone.estimate)
    assert repeated.se == pytest.approx(alone.se, rel=0.05)
    assert blind.se < alone.se / 2


def test_two_groups_give_the_difference_of_their_means_with_the_error_of_welch() -> None:
    with_it = np.array([1.0, 2, 5, 5, 4, 1, 5, 1, 3, 5])
    rest = np.array([3.0, 4, 4, 3, 4, 3, 4, 3, 3, 4, 4, 3, 4, 4])
    score = np.concatenate([with_it, rest])
    feature = np.repeat([1.0, 0.0], [10, 14])[:, None]
    effect = regress(score, feature, none(24))[0]
    a, b = with_it.var(ddof=1) / 10, rest.var(ddof=1) / 14
    assert effect.estimate == pytest.approx(with_it.mean() - rest.mean())
    assert effect.se == pytest.approx(math.sqrt(a + b))
    # Bell & McCaffrey for two groups: (1/m + 1/n)² / (1/(m²(m-1)) + 1/(n²(n-1))).
    assert effect.df == pytest.approx((1 / 10 + 1 / 14) ** 2 / (1 / 900 + 1 / (14**2 * 13)))


def test_a_channel_that_drags_the_score_is_not_taken_for_the_feature() -> None:
    channel = np.repeat(["phone", "chat"], 200)
    feature = np.concatenate([np.repeat([1.0, 0.0], [160, 40]), np.repeat([1.0, 0.0], [40, 160])])
    score = np.where(channel == "phone", 3.0, 5.0) + np.tile([-0.5, 0.5], 200)
    raw = regress(score, feature[:, None], none(400))[0]
    fair = regress(score, feature[:, None], levels(channel.tolist()))[0]
    assert raw.estimate == pytest.approx(-1.2)
    assert fair.estimate == pytest.approx(0, abs=1e-9)


def test_columns_that_say_the_same_are_left_out_and_named() -> None:
    rng = np.random.default_rng(1)
    a, b = (rng.random((2, 300)) < 0.3).astype(float)
    near = a.copy()
    near[np.flatnonzero(a)[0]] = 0
    columns = np.column_stack([a, b, a, near, np.ones(300)])
    chosen = choose(columns, none(300), 30)
    assert chosen.kept == (0, 1)
    assert chosen.overlapping == {2: 0, 3: 0, 4: -1}


def test_a_column_that_the_adjustment_holds_is_left_out() -> None:
    channel = levels(["phone"] * 60 + ["chat"] * 40)
    assert choose(channel.copy(), channel, 10).overlapping == {0: -1}


def test_more_columns_than_the_answers_bear_are_told() -> None:
    rng = np.random.default_rng(2)
    columns = (rng.random((60, 5)) < 0.4).astype(float)
    chosen = choose(columns, none(60), 3)
    assert (chosen.kept, chosen.crowded) == ((0, 1, 2), (3, 4))


def test_rare_levels_share_a_column_or_have_none() -> None:
    assert levels([]).shape == (0, 0)
    assert levels(["phone"] * 9).shape == (9, 0)
    assert levels(["phone"] * 30 + ["chat"] * 9).shape == (39, 0)
    shared = levels(["phone"] * 30 + ["chat"] * 6 + ["line"] * 7 + ["mail"] * 12)
    assert shared.sum(axis=0).tolist() == [12, 13]


def test_what_could_have_been_found_shrinks_with_the_root_of_the_answers() -> None:
    rng = np.random.default_rng(5)
    score, feature = rng.normal(0, 1, 400), np.tile([1.0, 0.0, 0.0, 0.0], 100)
    few = regress(score[:100], feature[:100, None], none(100))[0]
    many = regress(score, feature[:, None], none(400))[0]
    assert detectable(few, 1) / detectable(many, 1) == pytest.approx(2, rel=0.15)
    assert detectable(many, 12) > detectable(many, 1)
    # 2.8 standard errors are the textbook's: 1.96 + 0.84.
    assert detectable(many, 1) == pytest.approx(2.8 * many.se, rel=0.02)
    assert answers_needed(100, 1.0, 0.5) == 400
    assert answers_needed(100, math.nan, 0.5) == 0


def test_leaving_one_out_moves_the_mean_by_its_share() -> None:
    score = np.array([1.0, 1, 5, 5])
    assert without(score, np.array([True, False, False, False])) == pytest.approx(3 - 11 / 3)
    assert math.isnan(without(score, np.ones(4, dtype=bool)))
    assert math.isnan(without(score, np.zeros(4, dtype=bool)))


def test_the_order_of_the_answers_cannot_matter() -> None:
    rng = np.random.default_rng(7)
    score = rng.integers(1, 6, 200).astype(float)
    columns, other = (rng.random((200, 3)) < 0.3).astype(float), rng.permutation(200)
    one = regress(score, columns, none(200))
    two = regress(score[other], columns[other], none(200))
    assert [e.p for e in one] == pytest.approx([e.p for e in two])


def test_random_answers_are_rarely_claimed() -> None:
    """The published run has 200 rounds a case (`benchmarks/drivers_simulation.py`); here are 40."""
    false, _, mean, _ = simulation().run(300, 0.0, 40)  # type: ignore[attr-defined]
    assert false <= 4
    assert abs(mean) < 0.1


def test_half_a_point_is_found_in_two_thousand_answers() -> None:
    _, found, mean, reach = simulation().run(2000, 0.5, 3)  # type: ignore[attr-defined]
    assert found == 3
    assert mean == pytest.approx(0.43, abs=0.1)  # 0.5 before answers are rounded to 1 to 5
    assert reach < 0.5
