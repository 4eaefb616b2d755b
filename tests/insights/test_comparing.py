"""Two windows side by side: what rose is told, what is chance is not, and every count has its contacts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from vocli.insights.comparing import as_earlier, compare, compares_itself
from vocli.model import Asked, Column, Facts, Insight, Kind
from vocli.model.asked import Window

Made = Callable[..., Facts]
EARLIER = (date(2026, 9, 7), date(2026, 10, 4))
RECENT = (date(2026, 10, 5), date(2026, 11, 1))
WINDOW = Window(RECENT, EARLIER, 28.0, 28.0)


def build(facts: Facts, evidence: bool = True) -> Insight:
    """A made-up question: contacts per category."""
    groups = sorted(facts.contacts.groupby("category"))
    rows = [{"category": c, "contacts": len(own)} for c, own in groups]
    columns = (Column("category", Kind.TEXT), Column("contacts", Kind.INT))
    return Insight(
        "made",
        None,
        pd.DataFrame(rows, columns=["category", "contacts"], dtype=object),
        columns,
        evidence=tuple(tuple(own["contact_id"]) for _, own in groups) if evidence else (),
        keys=("category",),
        measure="contacts",
    )


def window_of(make_facts: Made, made: Any, start: date, per_category: dict[str, int]) -> Facts:
    """Contacts spread evenly over four weeks from `start`."""
    rows = [
        made.contact(f"{c}-{start}-{i}", f"{start + timedelta(i * 28 // n)}", category=c)
        for c, n in per_category.items()
        for i in range(n)
    ]
    days = tuple(start + timedelta(i) for i in range(28))
    return replace(make_facts(rows, []), open_days=days)


def verdicts(
    make_facts: Made, made: Any, before: dict[str, int], now: dict[str, int], **how: Any
) -> dict[str, dict[str, Any]]:
    """Category -> its compared row."""
    facts = (
        window_of(make_facts, made, RECENT[0], now),
        window_of(make_facts, made, EARLIER[0], before),
    )
    table = compare(build(facts[0], **how), build(facts[1], **how), facts, WINDOW).table
    return {str(row["category"]): row for row in table.to_dict("records")}


@pytest.mark.parametrize("evidence", [True, False])
def test_nothing_is_claimed_where_nothing_changed(
    make_facts: Made, made: Any, evidence: bool
) -> None:
    same = {"配送": 40, "請求": 30, "解約": 25}
    rows = verdicts(make_facts, made, same, {"配送": 43, "請求": 28, "解約": 27}, evidence=evidence)
    assert {row["change"] for row in rows.values()} == {"same"}


@pytest.mark.parametrize("evidence", [True, False])
def test_a_planted_rise_and_fall_are_found(make_facts: Made, made: Any, evidence: bool) -> None:
    rows = verdicts(
        make_facts,
        made,
        {"配送": 20, "請求": 60, "解約": 4, "商品": 30},
        {"配送": 60, "請求": 15, "解約": 3, "商品": 31},
        evidence=evidence,
    )
    assert {c: row["change"] for c, row in rows.items()} == {
        "配送": "rose",
        "請求": "fell",
        "解約": "few",
        "商品": "same",
    }
    assert rows["配送"]["earlier"] == 20
    assert rows["配送"]["recent_per_day"] == pytest.approx(60 / 28, abs=0.01)


def test_what_only_one_window_has_is_0_in_the_other(make_facts: Made, made: Any) -> None:
    rows = verdicts(make_facts, made, {"配送": 20, "消えた": 30}, {"配送": 20, "出た": 30})
    assert (rows["出た"]["earlier"], rows["出た"]["change"]) == (0, "new")
    assert (rows["消えた"]["contacts"], rows["消えた"]["earlier"]) == (0, 30)
    assert rows["消えた"]["change"] == "fell"


def test_one_days_burst_is_no_trend(make_facts: Made, made: Any) -> None:
    before = window_of(make_facts, made, EARLIER[0], {"決済": 4, "配送": 40})
    burst = [made.contact(f"b{i}", "2026-10-15", category="決済") for i in range(20)]
    others = [
        made.contact(f"o{i}", f"{RECENT[0] + timedelta(i % 28)}", category="配送")
        for i in range(40)
    ]
    now = replace(
        make_facts(burst + others, []), open_days=tuple(RECENT[0] + timedelta(i) for i in range(28))
    )
    table = compare(build(now), build(before), (now, before), WINDOW).table
    verdict = dict(zip(table["category"], table["change"], strict=True))["決済"]
    assert verdict.key == "codes.one_day"


def test_evidence_stays_with_its_row(make_facts: Made, made: Any) -> None:
    now = window_of(make_facts, made, RECENT[0], {"配送": 12, "請求": 11})
    before = window_of(make_facts, made, EARLIER[0], {"配送": 12, "消えた": 11})
    result = compare(build(now), build(before), (now, before), WINDOW)
    assert [len(ids) for ids in result.evidence] == result.table["contacts"].tolist()
    assert result.notes[-1].values["recent_contacts"] == 23


def test_a_hidden_row_gets_no_verdict(make_facts: Made, made: Any) -> None:
    now = window_of(make_facts, made, RECENT[0], {"配送": 30})
    before = window_of(make_facts, made, EARLIER[0], {"配送": 3})
    hidden = build(now)
    hidden = replace(hidden, table=hidden.table.assign(contacts=None))
    row = compare(hidden, build(before), (now, before), WINDOW).table.iloc[0]
    assert pd.isna(row["earlier"])
    assert pd.isna(row["change"])


def test_rows_that_vanished_stand_with_their_label(make_facts: Made, made: Any) -> None:
    now = window_of(make_facts, made, RECENT[0], {"配送": 12})
    before = window_of(make_facts, made, EARLIER[0], {"配送": 12, "消えた": 11})

    def twice(facts: Facts) -> Insight:
        one = build(facts, evidence=False)
        table = pd.concat([one.table.assign(by="全体"), one.table.assign(by="那覇")])
        return replace(one, table=table, keys=("by", "category"))

    table = compare(twice(now), twice(before), (now, before), WINDOW).table
    assert table["category"].tolist() == ["配送", "消えた"] * 2


def test_an_answer_that_compares_itself_is_seen_and_the_other_shown_twice() -> None:
    own = Insight("own", None, pd.DataFrame({"change": []}), (Column("change", Kind.CODE),))
    plain = Insight("plain", None, pd.DataFrame({"a": [1]}), (Column("a", Kind.INT),))
    assert compares_itself((plain, own))
    assert not compares_itself((plain,))
    assert as_earlier(plain, WINDOW).name == "plain_earlier"
    assert Asked().earlier is None
