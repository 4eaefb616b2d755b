"""One customer's way: the right contacts in order, promises against recorded calls, nobody else's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.insights import customer
from vocli.model import Asked, Facts

JAPAN = "Asia/Tokyo"


def at(text: str) -> pd.Timestamp:
    return pd.Timestamp(text, tz=JAPAN)


@pytest.fixture
def facts(make_facts: Any, made: Any) -> Facts:
    """Two customers; the first came three times, twice about one matter, with a promise on 11/05."""
    contacts = [
        made.contact("K2", "2026-11-04", customer="C-AAAA1111ZZ", theme_id="D-1", channel="phone",
                     callback_due=at("2026-11-05"), outcome="折り返し"),
        made.contact("K1", "2026-11-03", customer="C-AAAA1111ZZ", theme_id="D-1", channel="chat"),
        made.contact("K3", "2026-11-14", customer="C-AAAA1111ZZ", theme_id="D-2", channel="chat"),
        made.contact("X1", "2026-11-03", customer="C-BBBB2222ZZ"),
        made.contact("X2", "2026-11-03", customer=""),
    ]  # fmt: skip
    voices = [
        made.voice(c["contact_id"], f"{c['contact_id']}の荷物がまだ届いていません")
        for c in contacts
    ]
    themes = [("D-1", "荷物が届かない"), ("D-2", "水が漏れる")]
    return make_facts(contacts, voices, themes)  # type: ignore[no-any-return]


def asked(code: str = "C-AAAA1111", as_of: date | None = date(2026, 11, 16)) -> Asked:
    return Asked(options={"customer": code}, as_of=as_of)


@pytest.mark.parametrize("code", ["", "C-", "C-CCCC", "K1"])
def test_no_customer_or_several_are_refused_without_naming_a_number(
    facts: Facts, code: str
) -> None:
    with pytest.raises(VocliError) as caught:
        customer.build(facts, asked(code))
    assert caught.value.code == "VOC-E346"


def test_only_the_customers_own_contacts_stand_there_in_order(facts: Facts) -> None:
    _, table = customer.build(facts, asked())
    assert table.table["contact_id"].tolist() == ["K1", "K2", "K3"]
    assert not table.table["quote"].str.contains("X").any()
    assert [ids for (ids,) in table.evidence] == ["K1", "K2", "K3"]


def test_small_letters_find_the_customer_too(facts: Facts) -> None:
    _, table = customer.build(facts, asked("c-aaaa"))
    assert len(table.table) == 3


def test_the_matter_that_came_twice_is_told_with_windows_and_days(facts: Facts) -> None:
    head, _ = customer.build(facts, asked())
    matter = next(v for k, v in head.table.itertuples(index=False) if k == "customer.matter")
    assert (matter.key, matter.values) == (
        "customer.matter_told",
        {"theme": "荷物が届かない", "n": 2, "windows": 2, "days": 2},
    )


@pytest.mark.parametrize(
    ("call", "as_of", "key"),
    [
        (None, date(2026, 11, 16), "customer.broken"),
        (None, date(2026, 11, 5), "customer.open"),
        ("2026-11-05T15:00", date(2026, 11, 16), "customer.kept"),
        ("2026-11-03T09:00", date(2026, 11, 16), "customer.broken"),  # a call before the promise
        ("2026-11-10T09:00", date(2026, 11, 16), "customer.broken"),  # far too late
    ],
)
def test_a_promise_is_kept_only_by_a_call_in_time(
    facts: Facts, call: str | None, as_of: date, key: str
) -> None:
    rows = [("O1", at(call), "phone", "", "C-AAAA1111ZZ")] if call else []
    columns = ["contact_id", "occurred_at", "channel", "case_id", "customer"]
    from dataclasses import replace

    known = replace(facts, calls_back=pd.DataFrame(rows, columns=columns))
    _, table = customer.build(known, asked(as_of=as_of))
    promise = table.table.set_index("contact_id")["promise"]["K2"]
    assert promise.key == key
    assert table.table.set_index("contact_id")["promise"]["K1"] is None
