"""Products and sites side by side: rows add up, a difference is claimed only where it is hardly chance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from vocli import messages
from vocli.insights import breakdowns
from vocli.model import Facts
from vocli.render import cells


def desk(make_facts: Any, made: Any, **products: tuple[int, int]) -> Facts:
    """Facts of contacts: per product how many, and how many of them with a complaint."""
    contacts = [
        made.contact(f"{name}-{n}", product=name.strip("_"), considered=n < complaints)
        for name, (many, complaints) in products.items()
        for n in range(many)
    ]
    return make_facts(contacts, [])  # type: ignore[no-any-return]


def verdicts(facts: Facts) -> dict[str, str]:
    insight = breakdowns.build(facts, "product")
    assert insight is not None
    return dict(zip(insight.table["label"], insight.table["verdict"], strict=True))


def test_an_export_without_the_column_gets_no_table(make_facts: Any, made: Any) -> None:
    assert breakdowns.build(make_facts([made.contact("a", product=" ")], []), "product") is None
    assert breakdowns.build(make_facts([], []), "product") is None


def test_rows_add_up_to_the_whole_and_the_blank_is_one_of_them(make_facts: Any, made: Any) -> None:
    facts = desk(make_facts, made, 甲=(30, 10), 乙=(25, 5), _=(60, 20))
    table = breakdowns.build(facts, "product").table  # type: ignore[union-attr]
    assert list(table["label"]) == ["全体", "甲", "乙", "記入なし"]
    for key in ("contacts", "complaint"):
        assert table[key].iloc[1:].sum() == table[key].iloc[0]
    assert table["contacts"].iloc[0] == facts.funnel.in_scope


def test_the_difference_is_in_points_against_all(make_facts: Any, made: Any) -> None:
    table = breakdowns.build(desk(make_facts, made, 甲=(50, 25), 乙=(50, 5)), "product").table  # type: ignore[union-attr]
    assert table["diff"].iloc[0] is None
    assert list(table["diff"].iloc[1:]) == pytest.approx([-20.0, 20.0])  # 乙 sorts first


def test_contacts_that_name_nothing_are_compared_with_nothing(make_facts: Any, made: Any) -> None:
    facts = desk(make_facts, made, 甲=(100, 50), 乙=(100, 50), _=(300, 20))
    insight = breakdowns.build(facts, "product")
    assert insight is not None
    assert verdicts(facts) == {
        "全体": None,
        "甲": "no_difference",
        "乙": "no_difference",
        "記入なし": None,
    }
    assert list(insight.table["diff"]) == [None, 0.0, 0.0, None]
    assert any("記入のある応対 200件" in cells.say(note) for note in insight.notes)


def test_the_only_label_has_nothing_to_be_compared_with(make_facts: Any, made: Any) -> None:
    assert verdicts(desk(make_facts, made, 甲=(100, 50), _=(100, 1)))["甲"] == "alone"


def test_a_planted_difference_is_found(make_facts: Any, made: Any) -> None:
    told = verdicts(desk(make_facts, made, 甲=(200, 120), 乙=(200, 60), 丙=(200, 60)))
    assert told == {"全体": None, "甲": "higher", "乙": "lower", "丙": "lower"}


def test_a_small_group_is_never_judged(make_facts: Any, made: Any) -> None:
    facts = desk(make_facts, made, 甲=(400, 40), 乙=(19, 19))
    insight = breakdowns.build(facts, "product")
    assert insight is not None
    assert verdicts(facts)["乙"] == "few"
    assert list(insight.table["few"]) == ["", "", "少数"]
    assert any("少数" in cells.say(note) for note in insight.notes)


def test_equal_groups_are_seldom_told_apart(make_facts: Any, made: Any) -> None:
    random = np.random.default_rng(7)
    facts = desk(make_facts, made, 甲=(60, 0), 乙=(60, 0), 丙=(60, 0), 丁=(60, 0))
    claims = 0
    for _ in range(40):
        contacts = facts.contacts.assign(considered=random.random(240) < 0.3)
        told = verdicts(replace(facts, contacts=contacts))
        claims += bool({"higher", "lower"} & {*told.values()})
    assert claims <= 5  # 2 expected


def test_the_leading_theme_is_that_of_the_row(make_facts: Any, made: Any) -> None:
    contacts = [
        made.contact("a", product="甲", theme_id="T2"),
        made.contact("b", product="甲", theme_id="T2"),
        made.contact("c", product="甲", theme_id="T1"),
        made.contact("d", product="乙", theme_id="T1"),
        made.contact("e", product="乙", theme_id="T2"),
        made.contact("f", product="丙", considered=False),
    ]
    facts = make_facts(contacts, [], [("T1", "届かない"), ("T2", "熱い")])
    table = breakdowns.build(facts, "product").table.set_index("label")  # type: ignore[union-attr]
    assert tuple(table.loc["甲", ["top_theme", "top_contacts"]]) == ("熱い", 2)
    assert tuple(table.loc["乙", ["top_theme", "top_contacts"]]) == (
        "届かない",
        1,
    )  # the smaller id
    assert tuple(table.loc["丙", ["top_theme", "top_contacts"]]) == (None, None)


def test_customers_are_empty_where_nobody_can_be_told_apart(make_facts: Any, made: Any) -> None:
    facts = make_facts([made.contact("a", customer=""), made.contact("b", customer="")], [])
    assert list(breakdowns.build(facts, "product").table["customers"]) == [None, None]  # type: ignore[union-attr]


def test_every_count_has_its_contacts(make_facts: Any, made: Any) -> None:
    insight = breakdowns.build(desk(make_facts, made, 甲=(30, 10), 乙=(5, 1)), "product")
    assert insight is not None
    assert [len(ids) for ids in insight.evidence] == list(insight.table["contacts"])


def test_the_order_of_the_rows_changes_nothing(make_facts: Any, made: Any) -> None:
    facts = desk(make_facts, made, 甲=(7, 3), 乙=(7, 4), 丙=(9, 1))
    shuffled = replace(facts, contacts=facts.contacts.iloc[::-1].reset_index(drop=True))
    one, other = breakdowns.build(facts, "product"), breakdowns.build(shuffled, "product")
    assert one is not None
    assert other is not None
    assert one.table.equals(other.table)


def test_both_languages_build(make_facts: Any, made: Any) -> None:
    messages.use("en")
    try:
        insight = breakdowns.build(make_facts([made.contact("a")], []), "site")
        assert insight is not None
        assert cells.say(insight.title) == "Contacts and complaints per site"
    finally:
        messages.use("ja")
