"""Verdicts of a monthly page: none without history, per open day, and nothing from outside the two months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from vocli.insights.page_judged import judge_page, months_period
from vocli.model.page import PageSpan


def verdict(make_facts: Any, contacts: list[dict[str, Any]], span: PageSpan) -> str:
    facts = make_facts(contacts, [])
    facts = replace(facts, period=months_period(span))
    return judge_page([facts.contacts], facts, span)[0].code


def test_a_first_month_has_no_verdict(make_facts: Any, made: Any, october: Any) -> None:
    first = october.page(begins=date(2026, 9, 28))
    assert months_period(first) is None
    assert verdict(make_facts, october.spread(october.first, 40), first) == "no_history"


def test_a_month_that_is_longer_only_has_not_risen(
    make_facts: Any, made: Any, october: Any
) -> None:
    contacts = [*october.spread(october.before, 40), *october.spread(october.first, 55)]
    assert verdict(make_facts, contacts, october.page(open_days=(18, 25))) == "same"


def test_a_rise_per_open_day_is_told(make_facts: Any, made: Any, october: Any) -> None:
    contacts = [*october.spread(october.before, 13), *october.spread(october.first, 48)]
    assert verdict(make_facts, contacts, october.page()) == "rose"


def test_a_burst_before_the_two_months_hides_nothing(
    make_facts: Any, made: Any, october: Any
) -> None:
    burst = [made.contact(f"b{i}", "2026-07-15") for i in range(60)]
    contacts = [*burst, *october.spread(october.before, 13), *october.spread(october.first, 48)]
    assert verdict(make_facts, contacts, october.page()) == "rose"


def test_a_burst_within_the_month_is_no_rise(make_facts: Any, made: Any, october: Any) -> None:
    burst = [made.contact(f"b{i}", "2026-10-15") for i in range(30)]
    contacts = [*burst, *october.spread(october.before, 6), *october.spread(october.first, 6)]
    assert verdict(make_facts, contacts, october.page()) == "one_day"


def test_days_that_the_data_do_not_reach_are_not_judged(october: Any) -> None:
    early = replace(october.page(), newest=date(2026, 10, 15))
    period = months_period(early)
    assert period is not None
    assert period.recent_to == date(2026, 10, 15)


def test_a_theme_without_contacts_is_too_small_to_judge(
    make_facts: Any, made: Any, october: Any
) -> None:
    facts = make_facts(october.spread(october.first, 3), [])
    facts = replace(facts, period=months_period(october.page()))
    assert judge_page([facts.contacts[:0]], facts, october.page())[0].code == "few"
