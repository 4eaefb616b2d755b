"""Shares of groups are told apart only where they differ more than chance allows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vocli.stats.proportions import FEW, against_rest, differ, judge


@pytest.mark.parametrize("counts", [(0, 0, 3, 9), (0, 10, 0, 20), (10, 10, 20, 20)])
def test_nothing_to_tell_apart_is_no_difference(counts: tuple[int, int, int, int]) -> None:
    assert differ(*counts) == 1.0


def test_the_p_value_is_that_of_the_pooled_z_test() -> None:
    # 30 of 100 against 50 of 100: pooled .4, z = .2 / sqrt(.4 x .6 x .02) = 2.8868
    assert differ(30, 100, 50, 100) == pytest.approx(math.erfc(2.886751 / math.sqrt(2)), rel=1e-5)


def test_equal_groups_are_seldom_told_apart() -> None:
    chance = np.random.default_rng(11)
    hits = chance.binomial(80, 0.3, size=(400, 3))
    claims = sum(min(against_rest([(int(h), 80) for h in row])) < 0.05 / 3 for row in hits)
    assert claims <= 0.07 * 400


def test_a_group_that_stands_alone_or_is_too_small_is_not_judged() -> None:
    assert judge([(3, 90)]) == [("alone", None)]
    verdicts = judge([(2, FEW - 1), (30, 300), (33, 300)])
    assert verdicts[0] == ("few", None)
    assert [name for name, _ in verdicts[1:]] == ["no_difference", "no_difference"]


def test_groups_with_equal_counts_are_judged_by_all_others() -> None:
    verdicts = judge([(40, 100), (10, 100), (10, 100)])
    assert [name for name, _ in verdicts] == ["higher", "lower", "lower"]


def test_groups_that_are_not_judged_do_not_weigh_on_the_others() -> None:
    judged = [(80, 300), (50, 300)]
    alone = [q for _, q in judge(judged)]
    beside = [q for _, q in judge([*judged, *[(0, 0)] * 40])][:2]
    assert beside == alone
