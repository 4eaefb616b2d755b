"""Scores against values computed by hand."""

from __future__ import annotations

import math

import pytest

from vocli.stats.scores import (
    Promoters,
    Sample,
    clearly_positive,
    count_promoters,
    difference,
    interval,
    mean,
    needed,
    nps,
    quantile,
    rank_correlation,
    share,
    share_of_days,
    without,
)


@pytest.mark.parametrize("empty", [nps(Promoters(0, 0, 0)), mean([]), share(0, 0)])
def test_nothing_has_no_interval_and_no_difference(empty: Sample) -> None:
    assert empty.n == 0
    assert interval(empty) is None
    assert difference(empty, share(3, 9)) == 1.0
    assert needed(empty, 0.1, 20) == 20


def test_promoters_are_9_and_10_detractors_0_to_6() -> None:
    assert count_promoters(list(range(11))) == Promoters(2, 2, 7)


# 推奨 25, 中立 53, 批判 40: 21.186% - 33.898% = -12.712 points; the variance of one answer is
# (65/118 - (15/118)^2) * 118/117 = 0.53926, its root over 118 0.067602, times 1.96 13.25 points.
def test_nps_with_the_variance_of_the_trinomial() -> None:
    told = nps(Promoters(25, 53, 40))
    assert told.mean == pytest.approx(-100 * 15 / 118)
    assert told.variance == pytest.approx(5392.58, abs=0.01)
    assert interval(told) == pytest.approx((-25.96, 0.54), abs=0.01)


def test_all_promoters_is_100_and_all_detractors_minus_100() -> None:
    assert nps(Promoters(7, 0, 0)).mean == 100
    assert nps(Promoters(0, 0, 7)).mean == -100


# 5 4 4 3 1: mean 3.4, squares 2.56 + 0.36 + 0.36 + 0.16 + 5.76 = 9.2, variance 2.3; t(4) = 2.776.
def test_a_mean_with_students_interval() -> None:
    told = mean([5, 4, 4, 3, 1])
    assert (told.mean, told.variance) == (pytest.approx(3.4), pytest.approx(2.3))
    half = 2.776445 * math.sqrt(2.3 / 5)
    assert interval(told) == pytest.approx((3.4 - half, 3.4 + half), abs=1e-5)


def test_how_many_more_answers_would_do() -> None:
    half_and_half = share(50, 100)
    low, high = interval(half_and_half) or (0, 1)
    assert needed(half_and_half, 0.1, 20) == math.ceil(100 * ((high - low) / 0.1) ** 2) - 100
    assert needed(share(1, 4000), 0.1, 20) == 0
    assert needed(Sample("mean", 7, 5.0, 0.0), 0.4, 20) == 13  # all alike, and still too few


# 30 of 60 against 15 of 60: pooled 0.375, error sqrt(0.375 * 0.625 * 2/60) = 0.088388, z = 2.8284.
def test_two_proportions() -> None:
    assert difference(share(30, 60), share(15, 60)) == pytest.approx(0.004678, abs=1e-6)
    assert difference(share(0, 60), share(0, 60)) == 1.0


# 1 2 3 4 5 against 3 4 5 6 7: t = 2 / sqrt(0.5 + 0.5) = 2 on 8 degrees of freedom, p = 0.0805.
def test_welch() -> None:
    assert difference(mean([1, 2, 3, 4, 5]), mean([3, 4, 5, 6, 7])) == pytest.approx(
        0.0805, abs=1e-4
    )


# -12.712 of 118 against 10 of 100: together 60, 93, 65 of 218, variance (125/218 - (5/218)^2) * 1e4 =
# 5728.69, error sqrt(5728.69 * (1/118 + 1/100)) = 10.2876, z = 22.712 / 10.2876 = 2.2077.
def test_two_nps() -> None:
    p = difference(nps(Promoters(25, 53, 40)), nps(Promoters(35, 40, 25)))
    assert p == pytest.approx(math.erfc(2.2077 / math.sqrt(2)), abs=1e-5)
    assert p < 0.05


@pytest.mark.parametrize(
    ("whole", "part", "rest"),
    [
        (mean([1, 2, 3, 4, 9]), mean([2, 9]), mean([1, 3, 4])),
        (share(7, 20), share(3, 5), share(4, 15)),
        (nps(Promoters(9, 5, 6)), nps(Promoters(2, 1, 3)), nps(Promoters(7, 4, 3))),
    ],
)
def test_the_others_are_the_whole_without_the_part(
    whole: Sample, part: Sample, rest: Sample
) -> None:
    found = without(whole, part)
    assert (found.n, found.hits) == (rest.n, rest.hits)
    assert (found.mean, found.variance) == (pytest.approx(rest.mean), pytest.approx(rest.variance))


def test_rank_correlation_of_pairs() -> None:
    assert rank_correlation({}) == (0.0, 0)
    assert rank_correlation({(1, 5): 3, (5, 1): 3}) == (pytest.approx(-1.0), 6)
    r, n = rank_correlation({(1, 1): 20, (5, 5): 20})
    assert clearly_positive(r, n, 30)
    assert not clearly_positive(r, 10, 30)
    assert not clearly_positive(-0.9, 400, 30)


def test_the_90_percent_point_lies_between_neighbours() -> None:
    assert quantile([10, 20, 30, 40, 50], 0.5) == 30
    assert quantile([10, 20, 30, 40, 50], 0.9) == pytest.approx(46)


# 8 of 10, 9 of 10, 1 of 20: 18/40 = 0.45; deviations 3.5, 4.5, -8: squares 96.5, variance of the share
# 3/2 * 96.5 / 1600 = 0.090469; of one of three days 0.271406.
def test_the_calls_of_a_day_are_one_value() -> None:
    told = share_of_days([(8, 10), (9, 10), (1, 20)])
    assert (told.n, told.mean) == (3, pytest.approx(0.45))
    assert told.variance == pytest.approx(0.271406, abs=1e-6)
    assert difference(share_of_days([(9, 10)]), told) == 1.0


def test_one_bad_day_is_no_change_of_the_answer_rate() -> None:
    usual = [(95, 100)] * 10 + [(93, 100)] * 10
    outage = [*usual[1:], (20, 100)]
    assert difference(share_of_days(usual), share_of_days(outage)) > 0.05
    assert difference(share(1880, 2000), share(1805, 2000)) < 0.05
    worse = [(85, 100)] * 10 + [(83, 100)] * 10
    assert difference(share_of_days(usual), share_of_days(worse)) < 0.001
