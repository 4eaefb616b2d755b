"""Keyness: nothing from nothing, the value of a table worked by hand, no more claims than chance allows."""

from __future__ import annotations

import math
import random

import pytest

from vocli.stats.keyness import log_likelihood, p_value, times_as_often


@pytest.mark.parametrize("table", [(0, 0, 5, 10), (5, 10, 0, 0), (0, 10, 0, 10), (10, 10, 10, 10)])
def test_a_table_that_says_nothing_gives_0(table: tuple[int, int, int, int]) -> None:
    assert log_likelihood(*table) == 0.0


def test_equal_shares_give_0_and_1() -> None:
    assert log_likelihood(10, 50, 20, 100) == pytest.approx(0.0, abs=1e-9)
    assert times_as_often(100, 500, 200, 1000) == pytest.approx(1.0, abs=0.01)
    assert p_value(0.0) == 1.0


def test_a_table_worked_by_hand() -> None:
    """20 of 50 against 30 of 150: expected 12.5, 37.5, 37.5, 112.5; q = 1 + (200/50 + 200/150 - 1) squared / 1200."""
    raw = 2 * (
        20 * math.log(20 / 12.5)
        + 30 * math.log(30 / 37.5)
        + 30 * math.log(30 / 37.5)
        + 120 * math.log(120 / 112.5)
    )
    spread = 200 / 50 + 200 / 150 - 1
    assert log_likelihood(20, 50, 30, 150) == pytest.approx(raw / (1 + spread * spread / 1200))
    assert p_value(3.841459) == pytest.approx(0.05, abs=1e-6)


def test_the_direction_does_not_change_the_evidence() -> None:
    assert log_likelihood(20, 50, 30, 150) == pytest.approx(log_likelihood(30, 150, 20, 50))
    assert times_as_often(20, 50, 30, 150) > 1 > times_as_often(30, 150, 20, 50)


def test_chance_alone_passes_5_percent_seldom() -> None:
    draw = random.Random(7)
    claims = 0
    for _ in range(1000):
        hits = sum(draw.random() < 0.08 for _ in range(40))
        others = sum(draw.random() < 0.08 for _ in range(160))
        claims += p_value(log_likelihood(hits, 40, others, 160)) < 0.05
    assert claims <= 65
