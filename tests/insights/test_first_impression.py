"""`first-impression`: only customers who joined in the period are new, and only full thirty days are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from vocli.insights import first_impression
from vocli.insights.first_impression_who import find_new
from vocli.model import Asked, Facts, Insight
from vocli.model.side import Customers, SideTables

THEMES = [("T1", "届かない")]
MADE = Callable[..., Facts]


def joined(day: str) -> pd.Timestamp:
    return pd.Timestamp(day, tz="Asia/Tokyo")


def rows(insight: Insight) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]


def note(insight: Insight, key: str) -> dict[str, Any]:
    (found,) = [n for n in insight.notes if n.key == f"first_impression.{key}"]
    return found.values


@pytest.fixture
def facts(make_facts: MADE, made: Any) -> Facts:
    """Contacts of ten weeks: new ones with and without a complaint, old ones, some nobody knows."""
    new = {"contract_since": joined("2026-09-10")}
    contacts = [
        made.contact("n1", "2026-09-12", customer="C-1", theme_id="T1", **new),
        made.contact("n1b", "2026-10-12", customer="C-1", churn_threat=True, **new),
        made.contact("n2", "2026-09-10", customer="C-2", considered=False, question=True, **new),
        made.contact("n2b", "2026-10-11", customer="C-2", considered=False, **new),
        made.contact("n3", "2026-11-10", customer="C-3", considered=False, errand=True, **new),
        made.contact("n4", "2026-09-08", customer="C-4", channel="chat", churned_at=joined("2026-09-30"), **new),
        made.contact("old", "2026-09-08", customer="C-5", contract_since=joined("2026-08-20")),
        made.contact("late", "2026-11-11", customer="C-6", contract_since=joined("2026-12-01")),
        made.contact("none", "2026-11-12", customer="C-7"),
        made.contact("nobody", "2026-11-15", customer="", **new),
    ]  # fmt: skip
    filled = [{"question": False, "errand": False, **row} for row in contacts]
    return make_facts(filled, [], THEMES)


def test_nothing_at_all_is_no_error(make_facts: MADE) -> None:
    (only,) = first_impression.build(make_facts([], []), Asked())
    assert only.table.empty


def test_without_new_customers_nothing_is_claimed(make_facts: MADE, made: Any) -> None:
    old = [made.contact("a", contract_since=joined("2025-01-01"))]
    (only,) = first_impression.build(make_facts(old, []), Asked())
    assert only.table.empty
    assert note(only, "left_out")["before"] == 1
    assert note(only, "nobody") == {}


def test_who_is_new_and_how_many_are_left_out(facts: Facts) -> None:
    new = find_new(facts, 0)
    assert new.first["contact_id"].tolist() == ["n4", "n2", "n1", "n3"]
    assert (new.before, new.later, new.undated, new.unknown) == (1, 1, 1, 1)
    assert new.customers == 4 + 3
    wider = find_new(facts, 30)
    assert set(wider.first["contact_id"]) == {"n1", "n2", "n3", "n4", "old"}
    assert wider.before == 0


def test_days_run_from_the_contract_and_may_lie_before_it(facts: Facts) -> None:
    _, _, spans, channels = first_impression.build(facts, Asked())
    told = [
        (row["days"].key.partition(".")[2], row["days"].values, row["customers"])
        for row in rows(spans)
    ]
    assert told == [
        ("before", {}, 1),
        ("same_day", {"low": 0, "high": 0}, 1),
        ("days", {"low": 1, "high": 7}, 1),
        ("days", {"low": 31, "high": 90}, 1),
    ]
    assert [(r["channel"], r["customers"]) for r in rows(channels)] == [("phone", 3), ("chat", 1)]


def test_a_row_counts_customers_by_their_first_contacts(facts: Facts) -> None:
    tables = first_impression.build(facts, Asked())
    main = tables[0]
    assert {str(r["topic"]): r["customers"] for r in rows(main) if isinstance(r["topic"], str)} == {
        "届かない": 1,
        "question": 1,
        "errand": 1,
    }
    for insight in (main, *tables[2:]):
        assert [len(ids) for ids in insight.evidence] == list(insight.table["customers"])
        assert sum(insight.table["customers"]) == 4


def test_thirty_days_are_counted_to_the_hour_and_must_have_passed(facts: Facts) -> None:
    main, followed, *_ = first_impression.build(facts, Asked())
    assert note(main, "final_means")["n"] == 1  # C-3's days have not passed
    told = {row["followed"]: row for row in rows(followed)}
    # C-1 came on the thirtieth day, C-2 on the thirty-first.
    assert (told["again"]["hits"], told["again"]["base"]) == (1, 2)
    assert (told["again"]["other_hits"], told["again"]["other_base"]) == (0, 1)
    assert told["churn_threat"]["hits"] == 1
    assert (told["churned"]["hits"], told["churned"]["other_hits"]) == (1, 0)
    assert {row["verdict"] for row in told.values()} == {"undecided"}
    assert followed.evidence[0] == ("n1",)


def test_what_no_column_tells_is_not_computed(make_facts: MADE, made: Any) -> None:
    plain = [made.contact("a", contract_since=joined("2026-11-02"))]
    followed = first_impression.build(make_facts(plain, []), Asked())[1]
    assert {row["followed"] for row in rows(followed)} == {"again", "churn_threat"}
    assert {"first_impression.no_churned", "first_impression.no_csat"} <= {
        n.key for n in followed.notes
    }


def crowd(made: Any, n: int, hits: int, *, bad: bool) -> list[dict[str, Any]]:
    """n new customers, the first `hits` of whom come again."""
    out = []
    for i in range(n):
        who = {
            "customer": f"C-{bad}-{i}",
            "contract_since": joined("2026-09-01"),
            "considered": bad,
        }
        out.append(made.contact(f"{bad}-{i:03}", "2026-09-02", **who))
        if i < hits:
            out.append(made.contact(f"{bad}-{i:03}b", "2026-09-12", **who))
    return out


@pytest.mark.parametrize(
    ("bad", "good", "verdict"),
    [
        ((20, 15), (20, 2), "higher"),
        ((19, 15), (20, 2), "undecided"),
        ((20, 4), (20, 3), "no_difference"),
        ((30, 1), (30, 20), "lower"),
    ],
)
def test_a_difference_is_told_only_of_enough_customers(
    make_facts: MADE, made: Any, bad: tuple[int, int], good: tuple[int, int], verdict: str
) -> None:
    last = made.contact("end", "2026-11-01", customer="")
    first = made.contact("start", "2026-09-01", customer="")
    contacts = [first, *crowd(made, *bad, bad=True), *crowd(made, *good, bad=False), last]
    followed = first_impression.build(make_facts(contacts, []), Asked())[1]
    again = rows(followed)[0]
    assert (again["verdict"], again["base"], again["other_base"]) == (verdict, bad[0], good[0])
    assert again["share_low"] < again["share"] < again["share_high"]


def test_the_list_of_customers_tells_how_many_said_nothing(facts: Facts) -> None:
    since = pd.Series([joined("2026-09-08"), joined("2026-10-01"), joined("2020-01-01"), pd.NaT])
    table = Customers("customers.csv", pd.DataFrame({"contract_since": since}))
    told = first_impression.build(replace(facts, tables=SideTables(customers=table)), Asked())[0]
    assert note(told, "listed") == {"n": 2}


def test_the_order_of_rows_changes_nothing(facts: Facts) -> None:
    turned = replace(facts, contacts=facts.contacts.iloc[::-1].reset_index(drop=True))
    pairs = zip(
        first_impression.build(facts, Asked()), first_impression.build(turned, Asked()), strict=True
    )
    for one, other in pairs:
        assert one.table.to_csv() == other.table.to_csv()
        assert one.evidence == other.evidence
