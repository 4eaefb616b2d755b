"""Open days by a calendar of the desk's own, and days weighed by the channels that were open."""

from __future__ import annotations

from datetime import date, timedelta

from vocli.stats.calendar import follows, known_days, weigh_days

MONDAY = date(2026, 9, 7)
WEEKS = [MONDAY + timedelta(i) for i in range(28)]
CLOSED = {day: day.weekday() != 6 for day in WEEKS}  # closed on Sundays


def test_a_closed_day_with_a_contact_stays_closed() -> None:
    sunday = MONDAY + timedelta(6)
    assert sunday not in known_days(CLOSED, WEEKS, WEEKS[0], WEEKS[-1])


def test_an_open_day_without_a_contact_is_open() -> None:
    found = known_days(CLOSED, [], WEEKS[0], WEEKS[-1])
    assert len(found) == 24


def test_days_that_the_calendar_lacks_are_guessed() -> None:
    half = {day: state for day, state in CLOSED.items() if day < MONDAY + timedelta(14)}
    weekdays = [day for day in WEEKS if day.weekday() < 5]
    found = known_days(half, weekdays, WEEKS[0], WEEKS[-1])
    saturdays = [day for day in found if day.weekday() == 5]
    assert saturdays == [MONDAY + timedelta(5), MONDAY + timedelta(12)]


def test_a_channel_that_answers_on_closed_days_has_another_calendar() -> None:
    assert not follows(CLOSED, set(WEEKS))


def test_a_contact_now_and_then_on_a_closed_day_does_not_make_it_another_calendar() -> None:
    weekdays = {day for day in WEEKS if day.weekday() < 5}
    assert follows(CLOSED, weekdays)
    assert follows(CLOSED, weekdays | {MONDAY + timedelta(6)})
    assert follows(CLOSED, set())


def test_one_closed_day_says_nothing_about_a_channel() -> None:
    week = set(WEEKS[:7])
    assert follows(CLOSED, week)


def test_with_one_channel_every_open_day_weighs_one() -> None:
    assert weigh_days({"phone": WEEKS[:3]}, {"phone": 1.0}) == dict.fromkeys(WEEKS[:3], 1.0)


def test_days_weigh_what_the_open_channels_hold() -> None:
    found = weigh_days({"phone": WEEKS[:1], "chat": WEEKS[:2]}, {"phone": 0.6, "chat": 0.2})
    assert found == {WEEKS[0]: 1.0, WEEKS[1]: 0.25}


def test_channels_without_contacts_weigh_nothing() -> None:
    assert weigh_days({"phone": WEEKS[:1], "fax": WEEKS[1:2]}, {"phone": 1.0}) == {WEEKS[0]: 1.0}
    assert weigh_days({"fax": WEEKS}, {"phone": 1.0}) == {}


def test_neither_the_order_of_days_nor_of_channels_matters() -> None:
    days = {"phone": WEEKS[:20], "chat": WEEKS[3:], "line": WEEKS[::2]}
    shares = {"line": 0.1, "chat": 0.3, "phone": 0.6}
    turned = {name: list(reversed(own)) for name, own in reversed(days.items())}
    assert list(weigh_days(days, shares).items()) == list(weigh_days(turned, shares).items())
