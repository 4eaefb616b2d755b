"""Open days by the desk's calendar, and denominators: what changes are divided by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from vocli.model import Facts, Funnel, Records
from vocli.model.side import Calendar, Denominators, SideTables
from vocli.pipeline.apply import _period
from vocli.pipeline.beside import Joined
from vocli.pipeline.exposure import add_side
from vocli.pipeline.question import Question, Scope
from vocli.schema import empty_contacts, empty_turns
from vocli.stats.calendar import open_days

MONDAY = date(2026, 9, 21)
LAST = MONDAY + timedelta(55)
DAYS = [MONDAY + timedelta(i) for i in range(56)]
WORKDAYS = [day for day in DAYS if day.weekday() < 6]


def facts_of(**channels: list[date]) -> Facts:
    """One contact per channel and day."""
    rows = [(f"{c}{i}", day, c) for c, days in channels.items() for i, day in enumerate(days)]
    contacts = pd.DataFrame(rows, columns=["contact_id", "day", "channel"])
    contacts["day"] = pd.Series([row[1] for row in rows], dtype=object)
    days = [row[1] for row in rows]
    n = len(rows)
    return Facts(
        contacts=contacts,
        voices=pd.DataFrame(),
        themes=pd.DataFrame(),
        funnel=Funnel(n, n, 0, 0, 0, 0, n, n, n, 0),
        signal="complaint",
        period=_period(days, LAST),
        open_days=tuple(open_days(days, min(days), LAST)),
    )


Told = Callable[..., tuple[Facts, list[str]]]


@pytest.fixture
def told() -> Told:
    """`told(facts, calendar=..., per=...)`: the facts with their side, and the codes of what is odd."""

    def go(facts: Facts, scope: Scope | None = None, **given: Any) -> tuple[Facts, list[str]]:
        records = Records(empty_contacts(), empty_turns(), ())
        question = Question(patterns=(), scope=scope or Scope(), side=SideTables(**given))
        found, findings = add_side(facts, Joined(records), question)
        return found, [finding.code for finding in findings]

    return go


def calendar(closed: list[date], channel: str = "", days: list[date] = DAYS) -> Calendar:
    return Calendar("cal.csv", {channel: {day: day not in closed for day in days}})


SUNDAYS = [day for day in DAYS if day.weekday() == 6]


def test_without_tables_nothing_changes(told: Told) -> None:
    facts = facts_of(phone=WORKDAYS)
    found, codes = told(facts)
    assert (found.period, found.open_days, codes) == (facts.period, facts.open_days, [])


def test_a_calendar_that_says_what_the_contacts_say_changes_nothing(told: Told) -> None:
    facts = facts_of(phone=[day for day in WORKDAYS if day in facts_of(phone=WORKDAYS).open_days])
    found, codes = told(facts, calendar=calendar(SUNDAYS))
    assert found.period is not None
    assert facts.period is not None
    assert (found.period.recent_days, found.period.before_days) == (24, 24)
    assert codes == []


def test_closed_days_that_no_guess_could_know_are_not_counted(told: Told) -> None:
    inventory = [MONDAY + timedelta(i) for i in (35, 36, 37)]  # closed in the recent window
    busy = [day for day in WORKDAYS if day not in inventory]
    facts = facts_of(phone=busy)
    assert facts.period is not None
    assert facts.period.recent_days == 24  # the guess: weekdays that usually have contacts
    found, codes = told(facts, calendar=calendar(SUNDAYS + inventory))
    assert found.period is not None
    assert (found.period.before_days, found.period.recent_days) == (24, 21)
    assert set(inventory).isdisjoint(found.open_days)
    assert codes == []


def test_contacts_on_a_closed_day_are_said_and_the_day_stays_closed(told: Told) -> None:
    found, codes = told(facts_of(phone=[*WORKDAYS, SUNDAYS[2]]), calendar=calendar(SUNDAYS))
    assert SUNDAYS[2] not in found.open_days
    assert codes == ["VOC-F143"]


def test_a_chat_that_never_closes_keeps_its_own_days(told: Told) -> None:
    found, codes = told(facts_of(phone=WORKDAYS, chat=DAYS), calendar=calendar(SUNDAYS))
    assert codes == ["VOC-F144"]
    days = {row.channel: (row.before, row.recent, row.from_calendar) for row in found.side.calendar}
    assert days == {"phone": (24, 24, True), "chat": (28, 28, False)}
    assert found.period is not None
    # 48 calls and 56 chats: 24 days of all, 4 days of the chats' share
    assert found.period.recent_days == pytest.approx(24 + 4 * 56 / 104, abs=1e-5)
    assert dict(zip(found.open_days, found.side.weights, strict=True))[SUNDAYS[0]] < 1


def test_a_channel_column_decides_even_against_the_contacts(told: Told) -> None:
    own = Calendar(
        "cal.csv", {"phone": {d: d.weekday() < 6 for d in DAYS}, "chat": dict.fromkeys(DAYS, True)}
    )
    found, codes = told(facts_of(phone=WORKDAYS, chat=DAYS[:3] + DAYS[-3:]), calendar=own)
    assert codes == []
    days = {row.channel: (row.before, row.recent) for row in found.side.calendar}
    assert days == {"phone": (24, 24), "chat": (28, 28)}


def test_days_that_the_calendar_lacks_are_said(told: Told) -> None:
    found, codes = told(facts_of(phone=WORKDAYS), calendar=calendar(SUNDAYS, days=DAYS[:40]))
    assert codes == ["VOC-F145"]
    assert found.period is not None
    assert found.period.recent_days == 24


# --- denominators --------------------------------------------------------------------------------


def shipments(days: list[date], each: float = 10.0, product: str = "") -> Denominators:
    return Denominators("per.csv", "出荷", "台", {product: dict.fromkeys(days, each)})


def test_denominators_of_all_weeks_judge_the_changes(told: Told) -> None:
    found, codes = told(facts_of(phone=WORKDAYS), per=shipments(WORKDAYS))
    rate = found.side.rate
    assert rate is not None
    assert (rate.judged, rate.before, rate.recent, rate.total) == (True, 240, 240, 480)
    assert codes == []


def test_denominators_of_some_weeks_do_not(told: Told) -> None:
    found, codes = told(facts_of(phone=WORKDAYS), per=shipments(WORKDAYS[:30]))
    rate = found.side.rate
    assert rate is not None
    assert (rate.judged, rate.total, codes) == (False, 300, ["VOC-F146"])


def test_denominators_of_another_year_are_of_no_use(told: Told) -> None:
    other = shipments([day.replace(year=2024) for day in WORKDAYS])
    found, codes = told(facts_of(phone=WORKDAYS), per=other)
    assert (found.side.rate, codes) == (None, ["VOC-F146"])


def test_a_product_that_is_asked_for_is_divided_by_its_own_number(told: Told) -> None:
    both = Denominators(
        "per.csv",
        "出荷",
        "台",
        {"L2": dict.fromkeys(WORKDAYS, 1.0), "S1": dict.fromkeys(WORKDAYS, 5.0)},
    )
    every, _ = told(facts_of(phone=WORKDAYS), per=both)
    one, _ = told(facts_of(phone=WORKDAYS), Scope(where=(("product", "S1"),)), per=both)
    assert every.side.rate is not None
    assert one.side.rate is not None
    assert (every.side.rate.total, one.side.rate.total) == (288, 240)
