"""The sheet for a department holds counted facts, voices that open, and never a cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from vocli.errors import VocliError
from vocli.insights import request
from vocli.model import Asked, Facts, Insight, Note
from vocli.model.requests import ImprovementRequest, RequestList
from vocli.model.side import SideTables

MONDAY = date(2026, 10, 12)
THEMES = [("D-1a2b", "約束の日に届かない"), ("D-3c4d", "届いた箱が壊れる"), ("T07", "水が漏れる")]


@pytest.fixture
def facts(make_facts: Callable[..., Facts], made: Any) -> Facts:
    """Two weeks from MONDAY with five late deliveries, the two before with two; one of the weeks after is cut."""
    contacts, voices = [], []

    def add(key: str, day: date, theme: str, **more: Any) -> None:
        contacts.append(made.contact(key, day.isoformat(), theme_id=theme, **more))
        text = f"{key[1:]}日に届くはずが来ない。連絡もありません"
        voices.append(made.voice(key, text, theme_id=theme, day=day.isoformat()))

    for back in range(1, 29):  # other contacts on every day, so that the data reach back
        add(f"Z{back:02d}", MONDAY - timedelta(back), "T07")
    add("K01", MONDAY - timedelta(14), "D-1a2b")
    add("K02", MONDAY - timedelta(1), "D-1a2b")
    for i, channel in enumerate(("phone", "phone", "chat", "email", "phone")):
        more = {"churn_threat": i < 2, "repeat": i == 4, "channel": channel}
        add(f"K1{i}", MONDAY + timedelta(3 * i), "D-1a2b", customer=f"C-{i % 4}", **more)
    add("K90", MONDAY + timedelta(15), "D-1a2b")  # in the week that is not over
    return make_facts(contacts, voices, THEMES)


def named(insights: tuple[Insight, ...], name: str) -> Insight:
    return next(insight for insight in insights if insight.name == name)


def sheet(facts: Facts, **options: Any) -> tuple[Insight, ...]:
    asked = Asked(options={"theme": "約束", **options}, as_of=date(2026, 10, 27))
    return request.build(facts, asked)


def line(insights: tuple[Insight, ...], label: str) -> Any:
    table = named(insights, "request").table
    return table.loc[table["label"] == f"request.{label}", "value"].iloc[0]


@pytest.mark.parametrize("theme", ["会員証", "届", ""])
def test_a_theme_that_is_none_or_not_one_is_refused_with_the_nearest(
    theme: str, facts: Facts
) -> None:
    with pytest.raises(VocliError) as caught:
        sheet(facts, theme=theme)
    assert caught.value.code == "VOC-E202"
    assert "D-1a2b" in caught.value.hint


def test_where_nothing_was_said_there_is_no_theme(make_facts: Callable[..., Facts]) -> None:
    with pytest.raises(VocliError) as caught:
        sheet(make_facts([], []))
    assert caught.value.code == "VOC-E202"


def test_two_whole_weeks_are_counted_against_the_two_before(facts: Facts) -> None:
    insights = sheet(facts)
    happened, harm = line(insights, "happened"), line(insights, "harm")
    assert happened.values == {"start": "10/12", "end": "10/25", "n": 5, "before": 2}
    assert (harm.values["churn"], harm.values["repeat"], harm.values["hours"]) == (2, 1, "1.2")
    assert harm.values["customers"].values == {"n": 4}


def test_without_the_two_weeks_before_they_are_not_counted_as_none(facts: Facts) -> None:
    short = facts.of(facts.contacts["day"].map(lambda day: day >= MONDAY - timedelta(5)))
    assert line(sheet(short), "happened").key == "request.happened_alone"


def test_the_breakdowns_add_up_and_open(facts: Facts) -> None:
    insights = sheet(facts)
    for name in ("request_by_channel", "request_by_product"):
        found = named(insights, name)
        assert (found.table["recent"].sum(), found.table["earlier"].sum()) == (5, 2)
        sums = (found.table["recent"] + found.table["earlier"]).tolist()
        assert [len(ids) for ids in found.evidence] == sums
    main = named(insights, "request")
    assert [len(ids) for ids in main.evidence if ids] == [7, 5]


def test_the_voices_are_of_different_contacts_and_channels(facts: Facts) -> None:
    voices = named(sheet(facts), "request_voices")
    assert sorted(voices.table["channel"]) == ["chat", "email", "phone"]
    assert voices.table["contact_id"].is_unique
    assert {ids[0].removesuffix("-0") for ids in voices.evidence} == set(voices.table["contact_id"])
    assert not set(voices.table["contact_id"]) & {"K01", "K02", "K90"}


def test_suspected_harassment_is_not_quoted(facts: Facts) -> None:
    rough = facts.held.assign(harassment=facts.voices["contact_id"].isin(["K12", "K13"]))
    voices = named(sheet(replace(facts, held=rough)), "request_voices")
    assert set(voices.table["channel"]) == {"phone"}


def test_no_cause_is_filled_in(facts: Facts) -> None:
    known = line(sheet(facts), "known")
    assert known.key == "request.known_value"
    counts = [(week.values["day"], week.values["n"]) for week in known.values["weeks"]]
    assert counts == [
        ("9/14", 0),
        ("9/21", 0),
        ("9/28", 1),
        ("10/5", 1),
        ("10/12", 3),
        ("10/19", 2),
    ]


def test_a_theme_without_an_owner_goes_to_nobody_until_somebody_says(facts: Facts) -> None:
    assert line(sheet(facts), "to") == Note("request.nobody")
    assert line(sheet(facts, to="物流"), "to") == "物流"
    owned = facts.themes.assign(owners=[("物流", "営業"), (), ()])
    assert line(sheet(replace(facts, themes=owned)), "to") == "物流、営業"


# --- the row for the list ------------------------------------------------------------------------


def with_list(facts: Facts, *columns: tuple[str, str]) -> Facts:
    requests = (ImprovementRequest("VOC-2026-014", "T01"),)
    return replace(facts, tables=SideTables(requests=RequestList("r.csv", requests, columns)))


def test_the_row_has_the_columns_of_the_list_and_its_next_number(facts: Facts) -> None:
    columns = (("備考", ""), ("要望番号", "number"), ("テーマ", "theme"), ("状態", "state"))
    (row,) = sheet(with_list(facts, *columns), row=True)
    assert [c.label for c in row.columns] == ["備考", "要望番号", "テーマ", "状態"]
    assert row.table.iloc[0].tolist() == ["", "VOC-2026-015", "約束の日に届かない", "下書き"]


def test_a_settled_theme_is_named_by_its_id(facts: Facts) -> None:
    (row,) = sheet(facts, theme="水が漏れる", row=True, to="品質保証", subject="漏れを止める")
    cells = dict(zip([c.key for c in row.columns], row.table.iloc[0], strict=True))
    assert (cells["number"], cells["theme"], cells["department"]) == (
        "VOC-2026-001",
        "T07",
        "品質保証",
    )
    assert (cells["raised"], cells["due"], cells["aim"]) == ("2026/10/27", "2026/11/10", "減らす")
    assert (cells["subject"], cells["acted_on"], cells["told"]) == ("漏れを止める", "", "")


def test_how_all_requests_stand_needs_the_list_and_no_theme(facts: Facts) -> None:
    assert request.needs_under({"status": True}).tables == ("requests",)
    assert request.needs_under({}).tables == ()
    found = sheet(with_list(facts), theme="", status=True)
    assert [insight.name for insight in found] == ["requests", "effects"]
