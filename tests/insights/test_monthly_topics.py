"""Topics of the meeting: nothing where nothing stands out; danger first, then what rose, then what weighs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from vocli.insights import monthly_topics, weekly_themes
from vocli.insights.page_judged import months_period
from vocli.insights.page_verdicts import judge_page
from vocli.model import Facts, Insight

THEMES = [
    ("T01", "約束の日に届かない"),
    ("T02", "水漏れ"),
    ("T03", "焦げくさい", True),
    ("T04", "宛名が違う"),
]


def of(theme: str, contacts: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    return [
        {**c, "contact_id": f"{theme}-{c['contact_id']}", "theme_id": theme, **more}
        for c in contacts
    ]


def build(
    make_facts: Any, october: Any, contacts: list[dict[str, Any]]
) -> tuple[Facts, Insight, list[Insight]]:
    facts = make_facts(contacts, [], THEMES)
    facts = replace(
        facts,
        period=months_period(october.page()),
        voices=facts.voices.assign(plus_id=""),
        plus=pd.DataFrame(columns=["theme_id", "name", "critical", "terms"]),
    )
    verdicts = judge_page(facts, october.page())
    themes = weekly_themes.minus(facts, october.page(), verdicts.themes)
    return facts, themes, monthly_topics.build(facts, october.page(), themes)


def test_a_quiet_month_says_so_and_keeps_its_place(
    make_facts: Any, made: Any, october: Any
) -> None:
    _, _, topics = build(
        make_facts, october, of("T02", october.spread(october.first, 4), hours=0.1)
    )
    assert [t.name for t in topics] == ["topic_1"]
    assert topics[0].table["value"].iloc[0].key == "monthly.no_topic"


def test_a_month_without_contacts_has_no_topic(make_facts: Any, made: Any, october: Any) -> None:
    _, _, topics = build(make_facts, october, of("T02", october.spread(october.before, 4)))
    assert topics[0].table["value"].iloc[0].key == "monthly.no_topic"


def test_danger_comes_first_then_what_rose_then_who_thinks_of_leaving(
    make_facts: Any, made: Any, october: Any
) -> None:
    contacts = [
        *of("T04", october.spread(october.before, 12), churn_threat=True),
        *of("T04", october.spread(october.first, 12), churn_threat=True),
        *of("T01", [*october.spread(october.before, 13), *october.spread(october.first, 48)]),
        *of("T03", october.spread(october.first, 1)),
        *of("T02", october.spread(october.first, 3), hours=0.1),
    ]
    facts, themes, topics = build(make_facts, october, contacts)
    chosen = monthly_topics.choose(facts, october.page(), themes)
    assert [(t.theme_id, t.why) for t in chosen] == [
        ("T03", "critical"),
        ("T01", "rose"),
        ("T04", "churn"),
    ]
    assert topics[1].notes[0].key == "monthly.because.rose"
    assert topics[1].notes[0].values["n"] == 48


def test_counts_of_contacts_are_their_evidence(make_facts: Any, made: Any, october: Any) -> None:
    contacts = of(
        "T01",
        [*october.spread(october.before, 13), *october.spread(october.first, 48)],
        repeat=True,
    )
    _, _, topics = build(make_facts, october, contacts)
    table = topics[0].table.set_index("item")
    ids = dict(zip(topics[0].table["item"], topics[0].evidence, strict=True))
    for item in ("contacts", "repeat", "churn", "escalation_request"):
        assert table.loc[item, "this_month"] == len(ids[item])
    assert table.loc["repeat", "this_month"] == 48
    assert table.loc["customers", "this_month"] == 48


def test_hours_that_nobody_measured_have_no_row(make_facts: Any, made: Any, october: Any) -> None:
    contacts = of(
        "T01",
        [*october.spread(october.before, 13), *october.spread(october.first, 48)],
        hours=float("nan"),
    )
    _, _, topics = build(make_facts, october, contacts)
    assert "hours" not in set(topics[0].table["item"])
