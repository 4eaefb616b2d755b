"""Verdicts of a page: one family of tests, the watch's own of a week, and of a month nothing from outside two months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.insights import watch, weekly_conclusions, weekly_summary, weekly_themes
from vocli.insights.page_judged import months_period
from vocli.insights.page_verdicts import judge_page
from vocli.model import Facts, Insight, Note, Period
from vocli.model.page import PageSpan
from vocli.pipeline.periods import weekly_span

# Eight weeks until Sunday 2026-11-15.
BEGIN, MONDAY, END = date(2026, 9, 21), date(2026, 11, 9), date(2026, 11, 15)
WEEK = weekly_span(MONDAY)
EIGHT_WEEKS = Period(date(2026, 10, 19), END, BEGIN, date(2026, 10, 18), 20, 20)


def of_weeks(made: Any, theme: str, weeks: list[int]) -> list[dict[str, Any]]:
    """So many contacts of a theme in each of the eight weeks, spread over its working days."""
    return [
        made.contact(
            f"{theme}-{week}-{i}",
            (BEGIN + timedelta(7 * week + i % 5)).isoformat(),
            theme_id=theme,
        )
        for week, n in enumerate(weeks)
        for i in range(n)
    ]


def themes_of(facts: Facts) -> Insight:
    return weekly_themes.minus(facts, WEEK, judge_page(facts, WEEK).themes)


def week(make_facts: Any, made: Any, own: list[int]) -> Facts:
    """T1 as told, beside a theme that stays as it is."""
    calm = of_weeks(made, "T2", [8, 9, 8, 7, 9, 8, 8, 9])
    themes = [("T1", "届かない"), ("T2", "高い")]
    facts: Facts = make_facts([*of_weeks(made, "T1", own), *calm], [], themes, EIGHT_WEEKS)
    return facts


def verdict(make_facts: Any, contacts: list[dict[str, Any]], span: PageSpan) -> str:
    facts = make_facts(contacts, [])
    facts = replace(facts, period=months_period(span))
    return judge_page(facts, span).whole["in_scope"].code


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


def test_a_theme_without_contacts_is_too_small_to_judge(
    make_facts: Any, made: Any, october: Any
) -> None:
    facts = make_facts(october.spread(october.first, 3), [])
    facts = replace(facts, period=months_period(october.page()))
    assert (
        judge_page(facts.of(pd.Series(False, facts.contacts.index)), october.page())
        .whole["in_scope"]
        .code
        == "few"
    )


def test_a_sudden_week_has_one_verdict_in_the_column_the_sentences_and_the_watch(
    make_facts: Any, made: Any
) -> None:
    facts = week(make_facts, made, [5, 4, 5, 4, 5, 4, 5, 24])
    verdicts = judge_page(facts, WEEK)
    themes = themes_of(facts)
    row = themes.table.set_index("theme_id").loc["T1"]
    assert row["change"] == verdicts.surges["T1"].code == "surged"
    tables = {one.name: one for one in watch.tables_of(facts, END, verdicts.surges)}
    moved = tables["watch_moved"].table.set_index("theme_id").loc["T1"]
    assert (moved["code"], moved["this_week"]) == ("surged", 24)
    said = weekly_conclusions.choose({"themes": themes})
    assert [one.key for one in said] == ["weekly.say.surged"]
    mail = weekly_summary.lines({"themes": themes, **tables}, WEEK)
    told = [line.values["sentence"] for line in mail if "sentence" in line.values]
    assert told == [Note("weekly.mail.surged", {"theme": "届かない", "n": 24, "usual": 4.5})]


def test_a_quiet_week_has_no_sentence_of_change(make_facts: Any, made: Any) -> None:
    facts = week(make_facts, made, [5, 4, 5, 4, 5, 4, 5, 6])
    themes = themes_of(facts)
    assert weekly_conclusions.choose({"themes": themes}) == ()
    assert not weekly_summary.is_alert({"themes": themes})


def test_most_of_a_theme_on_one_earlier_day_stays_told(make_facts: Any, made: Any) -> None:
    """The watch looks at the newest weeks only; the column tells of any day that makes the theme."""
    facts = week(make_facts, made, [2, 30, 2, 2, 2, 2, 2, 2])
    burst = facts.contacts.assign(
        day=[
            date(2026, 9, 29) if one.startswith("T1-1-") else day
            for one, day in zip(facts.contacts["contact_id"], facts.contacts["day"], strict=True)
        ]
    )
    verdicts = judge_page(replace(facts, contacts=burst), WEEK)
    assert verdicts.themes["T1"].verdict == Note("codes.one_day", {"day": "9/29"})
    assert verdicts.themes["T2"].code == "same"


def test_more_groups_on_a_page_make_each_verdict_harder(make_facts: Any, made: Any) -> None:
    """All verdicts of a page are one family: what is just enough alone is not enough among many."""
    own = of_weeks(made, "T1", [5, 5, 5, 5, 12, 11, 12, 11])
    alone = make_facts(own, [], [("T1", "届かない")], EIGHT_WEEKS)
    others = [f"T{n}" for n in range(2, 30)]
    crowd = [c for other in others for c in of_weeks(made, other, [5] * 8)]
    names = [("T1", "届かない"), *((one, one) for one in others)]
    among = make_facts([*own, *crowd], [], names, EIGHT_WEEKS)
    first, second = (judge_page(facts, WEEK).themes["T1"] for facts in (alone, among))
    assert first.code == "rose"
    assert (second.code, second.q > first.q) == ("same", True)
