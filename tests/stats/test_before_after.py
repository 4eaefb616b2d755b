"""An effect is claimed only where the controls, the scatter and the time before leave no other reading."""

from __future__ import annotations

import math

import pytest

from vocli.stats.before_after import Windows, compare, moving_before, power

STEADY = [Windows(60, 60, 24, 24)] * 12


def test_without_controls_nothing_is_compared() -> None:
    with pytest.raises(ValueError, match="no control"):
        compare(Windows(60, 20, 24, 24), [], 1.0)


def test_too_few_contacts_are_no_verdict() -> None:
    effect = compare(Windows(8, 4, 24, 24), STEADY, 1.0)
    assert effect.verdict == "undecided"
    assert effect.reach > 0.3


def test_no_contact_at_all_says_nothing() -> None:
    effect = compare(Windows(0, 0, 24, 24), STEADY, 1.5)
    assert (effect.verdict, effect.low, effect.high) == ("undecided", -1.0, math.inf)


def test_many_contacts_without_a_change_are_no_difference() -> None:
    assert compare(Windows(400, 396, 24, 24), STEADY, 1.0).verdict == "same"


def test_a_fall_that_all_themes_share_is_not_the_action() -> None:
    falling = [Windows(60, 30, 24, 24)] * 12
    effect = compare(Windows(60, 30, 24, 24), falling, 1.0)
    assert effect.verdict in {"same", "undecided"}
    assert effect.controls == pytest.approx(-0.5, abs=0.02)
    assert effect.effect == pytest.approx(0.0, abs=0.02)


def test_a_holiday_after_the_action_is_no_fall() -> None:
    shorter = [Windows(60, 45, 24, 18)] * 12
    assert compare(Windows(80, 60, 24, 18), shorter, 1.0).verdict in {"same", "undecided"}


def test_a_fall_of_this_theme_alone_is_found_and_its_size_lies_within_the_interval() -> None:
    effect = compare(Windows(80, 24, 24, 24), STEADY, 1.2)
    assert effect.verdict == "fell"
    assert effect.low < -0.7 < effect.high < 0


def test_a_rise_from_nothing_has_no_upper_end_worth_a_claim_only_when_it_is_large() -> None:
    assert compare(Windows(0, 3, 24, 24), STEADY, 1.0).verdict == "undecided"
    assert compare(Windows(0, 20, 24, 24), STEADY, 1.0).verdict == "rose"


def test_scatter_widens_the_interval() -> None:
    calm, wild = (compare(Windows(60, 40, 24, 24), STEADY, phi) for phi in (1.0, 3.0))
    assert wild.low < calm.low < calm.high < wild.high


def test_controls_that_drift_apart_widen_the_interval_and_are_told() -> None:
    apart = [Windows(60, n, 24, 24) for n in (20, 30, 45, 60, 80, 120, 150)]
    calm, wild = (compare(Windows(60, 25, 24, 24), c, 1.0) for c in (STEADY, apart))
    assert (calm.scatter, calm.verdict) == (0.0, "fell")
    assert wild.scatter > 0.3
    assert wild.verdict == "undecided"


def test_one_control_with_a_story_of_its_own_does_not_speak_for_all() -> None:
    grown = [*STEADY, Windows(60, 240, 24, 24)]
    assert abs(compare(Windows(60, 40, 24, 24), grown, 1.0).controls) < 0.05


def test_the_order_of_the_controls_does_not_matter() -> None:
    mixed = [Windows(60, n, 24, 24) for n in (50, 61, 72, 40)]
    own = Windows(50, 31, 24, 24)
    assert compare(own, mixed, 1.3) == compare(own, mixed[::-1], 1.3)


def test_small_controls_are_added_up_before_they_count() -> None:
    many = [Windows(2, 2, 24, 24)] * 30
    assert compare(Windows(80, 24, 24, 24), many, 1.0).controls == pytest.approx(0.0, abs=0.01)


def test_more_contacts_find_a_third_less_more_often() -> None:
    few, many = (power(Windows(n, n, 24, 24), STEADY, 1.5, 0.7) for n in (20, 900))
    assert 0 < few < 0.3
    assert 0.8 < many < 1


@pytest.mark.parametrize(
    ("weeks", "up", "moving"),
    [
        ((20, 21, 19, 20), False, False),  # nothing moves
        ((0, 0, 0, 0), False, False),
        ((14, 18, 24, 29), False, False),  # rising until the action
        ((14, 18, 24, 29), True, True),
        ((30, 28, 15, 12), False, True),  # the later half is lower
        ((2, 14, 29, 23), False, True),  # a wave that has broken
        ((2, 14, 23, 29), False, False),  # a wave that has not
    ],
)
def test_what_moved_before_the_action_is_seen(
    weeks: tuple[int, ...], up: bool, moving: bool
) -> None:
    assert moving_before(weeks, [100.0] * 4, 1.0, up=up) is moving


def test_a_short_week_is_no_fall_before_the_action() -> None:
    assert not moving_before((20, 20, 20, 10), (100, 100, 100, 50), 1.0)
    assert not moving_before((20, 20), (0, 0), 1.0)
