"""Shares of groups are told apart only where they differ more than chance allows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vocli.stats.proportions import against_rest, differ


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
