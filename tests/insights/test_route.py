"""Every theme is in the list of all who own it, and what nobody owns is in plain sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from vocli.insights import route
from vocli.model import Asked, Facts
from vocli.render.cells import say

TODAY = date(2026, 11, 8)
MakeFacts = Callable[..., Facts]


@pytest.fixture
def facts(make_facts: MakeFacts, made: Any) -> Facts:
    """T1 is owned by two departments, T2 by one, T3 by nobody; P1 is praise."""
    contacts = [made.contact(f"a{i}", theme_id="T1") for i in range(3)]
    contacts += [made.contact("b", theme_id="T2"), made.contact("c", theme_id="T3")]
    contacts.append(made.contact("p", considered=False, thanks=True, plus_id="P1"))
    voices = [made.voice(c["contact_id"], "荷物が届かなくて困っています。", theme_id=c["theme_id"]) for c in contacts]  # fmt: skip
    own = make_facts(contacts, voices, [("T1", "遅い"), ("T2", "高い"), ("T3", "熱い", True)], plus=[("P1", "丁寧")])  # fmt: skip
    owners = [("物流", "開発"), ("経理",), ()]
    return replace(own, themes=own.themes.assign(owners=owners), plus=own.plus.assign(owners=[("開発",)]))  # fmt: skip


def test_an_export_without_themes_routes_nothing(make_facts: MakeFacts) -> None:
    (overview,) = route.build(make_facts([], []), Asked(as_of=TODAY))
    assert overview.table.empty


def test_where_no_theme_names_an_owner_all_are_unassigned_and_the_way_out_is_told(
    facts: Facts,
) -> None:
    bare = replace(facts, themes=facts.themes.drop(columns="owners"), plus=facts.plus[:0])
    overview, only = route.build(bare, Asked(as_of=TODAY))
    assert len(only.table) == 3
    assert "--codebook" in " ".join(map(say, overview.notes))


def test_a_theme_of_two_departments_is_in_both_lists_and_the_sum_is_said_to_exceed(
    facts: Facts,
) -> None:
    overview, *each = route.build(facts, Asked(as_of=TODAY))
    assert [one.name for one in each] == ["route_物流", "route_開発", "route_経理", "route_nobody"] or [
        one.name for one in each
    ] == ["route_開発", "route_物流", "route_経理", "route_nobody"]  # fmt: skip
    counts = dict(zip([str(o) for o in overview.table["owner"]], overview.table["contacts"], strict=True))  # fmt: skip
    assert counts["物流"] == counts["開発"] == 3
    assert any("3件多くなります" in say(note) for note in overview.notes)


def test_every_count_equals_its_evidence(facts: Facts) -> None:
    for one in route.build(facts, Asked(as_of=TODAY)):
        assert [len(ids) for ids in one.evidence] == list(one.table["contacts"])


def test_the_critical_theme_without_an_owner_stands_in_the_last_list(facts: Facts) -> None:
    last = route.build(facts, Asked(as_of=TODAY))[-1]
    assert say(last.title).startswith("担当未定")
    assert last.table["change"].tolist() == ["critical"]


def test_praise_reaches_its_owner_apart_from_complaints(facts: Facts) -> None:
    own = next(d for d in route.departments(facts, TODAY) if d.name == "開発")
    assert [row["side"] for row in own.rows] == ["minus", "plus"]
    assert (len(own.contacts("minus")), len(own.contacts("plus"))) == (3, 1)


def test_the_state_of_requests_is_told_where_it_is_known(facts: Facts) -> None:
    found = route.departments(facts, TODAY, {"T2": ("VOC-1 回答待ち",)})
    rows = [row for one in found for row in one.rows]
    assert {row["theme_id"]: row["requests"] for row in rows if row["requests"]} == {
        "T2": ("VOC-1 回答待ち",)
    }
