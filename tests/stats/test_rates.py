"""Intervals and tests against known values, and the errors that make a lead distrust a tool."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vocli.stats.rates import benjamini_hochberg, dispersion, rate_change, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 0, 0.0, 1.0),  # nothing known
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 10, 0.0179, 0.4042),
        (15, 148, 0.0624, 0.1604),
        (50, 100, 0.4038, 0.5962),
        (5000, 10000, 0.4902, 0.5098),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=1e-3)


def test_wilson_is_what_scipy_says() -> None:
    from scipy.stats import binomtest

    for hits, n in ((0, 7), (3, 7), (61, 384), (384, 384)):
        ours = wilson(hits, n)
        theirs = binomtest(hits, n).proportion_ci(0.95, method="wilson")
        assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-6)


@pytest.mark.parametrize("hits", [0, 1, 7, 20])
def test_wilson_holds_the_share_and_stays_a_share(hits: int) -> None:
    low, high = wilson(hits, 20)
    assert 0 <= low <= hits / 20 <= high <= 1


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ([], []),
        ([0.03], [0.03]),
        ([0.01, 0.02, 0.03, 0.04], [0.04, 0.04, 0.04, 0.04]),
        ([0.5, 0.001, 0.02], [0.5, 0.003, 0.03]),
        ([1.0, 1.0], [1.0, 1.0]),
    ],
)
def test_benjamini_hochberg(p: list[float], q: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(q)


def test_benjamini_hochberg_is_what_scipy_says() -> None:
    from scipy.stats import false_discovery_control

    p = np.random.default_rng(3).uniform(size=40) ** 2
    assert benjamini_hochberg(list(p)) == pytest.approx(list(false_discovery_control(p)))


@pytest.mark.parametrize("counts", [(0, 0, 20, 20), (5, 5, 0, 20), (5, 5, 20, 0)])
def test_without_contacts_or_days_nothing_changed(counts: tuple[int, int, int, int]) -> None:
    assert rate_change(*counts, 1.0) == 1.0


def test_the_same_rate_over_different_days_is_no_change() -> None:
    assert rate_change(20, 23, 20, 23, 1.0) == 1.0
    assert rate_change(20, 43, 20, 23, 1.0) < 0.05


def test_a_rate_change_is_close_to_the_exact_test() -> None:
    from scipy.stats import binomtest

    for before, recent in ((3, 12), (10, 20), (30, 50), (40, 12), (21, 21)):
        exact = binomtest(recent, before + recent, 23 / 43).pvalue
        assert rate_change(before, recent, 20, 23, 1.0) == pytest.approx(exact, abs=0.03)


def test_both_directions_count_the_same() -> None:
    assert rate_change(10, 25, 20, 20, 1.0) == rate_change(25, 10, 20, 20, 1.0)


def test_scatter_makes_a_change_less_sure() -> None:
    p = [rate_change(20, 40, 20, 20, phi) for phi in (1.0, 1.5, 3.0)]
    assert p == sorted(p)
    assert p[0] < 0.05 < p[2]


def weekly(
    ratio: float, seed: int, themes: int = 25, weeks: int = 10, mean: float = 12.0
) -> np.ndarray:
    """Counts whose variance is `ratio` times their mean."""
    generator = np.random.default_rng(seed)
    if ratio <= 1:
        return generator.poisson(mean, (themes, weeks)).astype(float)
    p = 1 / ratio
    return generator.negative_binomial(mean * p / (1 - p), p, (themes, weeks)).astype(float)


@pytest.mark.parametrize(
    ("ratio", "low", "high"), [(1.0, 1.0, 1.3), (2.0, 1.5, 2.6), (4.0, 3.0, 5.3)]
)
def test_dispersion_finds_the_scatter(ratio: float, low: float, high: float) -> None:
    found = [dispersion(weekly(ratio, seed), np.full(10, 5.0)) for seed in range(12)]
    assert low <= float(np.mean(found)) <= high


def test_dispersion_is_never_below_poisson() -> None:
    even = np.full((10, 10), 20.0)
    assert dispersion(even, np.full(10, 5.0)) == 1.0


def test_dispersion_of_too_little_is_poisson() -> None:
    assert dispersion(np.zeros((0, 0)), np.zeros(0)) == 1.0
    assert dispersion(np.array([[1.0, 9.0, 1.0]]), np.full(3, 5.0)) == 1.0
    assert (
        dispersion(np.full((20, 10), 1.0), np.full(10, 5.0)) == 1.0
    )  # under five per pair of weeks


def test_short_weeks_are_no_scatter() -> None:
    days = np.array([5.0, 2.0, 5.0, 3.0, 5.0, 1.0, 5.0, 4.0])
    counts = np.tile(days * 6, (20, 1))
    assert dispersion(counts, days) == 1.0
    assert dispersion(counts, np.full(8, 5.0)) > 2.0


def test_a_single_burst_is_no_scatter() -> None:
    counts = weekly(1.0, 5)
    calm = dispersion(counts, np.full(10, 5.0))
    counts[3, 4] += 200
    assert dispersion(counts, np.full(10, 5.0)) == pytest.approx(calm, abs=0.2)


def test_a_p_value_is_a_probability() -> None:
    for before in (0, 1, 50, 5000):
        for recent in (0, 1, 50, 5000):
            p = rate_change(before, recent, 20, 21, 1.2)
            assert 0.0 <= p <= 1.0
            assert not math.isnan(p)
