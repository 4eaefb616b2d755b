"""Every contact is counted once: in scope, or left out for the first reason that holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vocli.errors import VocliError
from vocli.pipeline.question import Scope


def left_out(scoped: Any) -> tuple[int, int, int, int]:
    return scoped.out_of_period, scoped.filtered, scoped.outbound, scoped.out_of_scope


def ids(scoped: Any) -> set[str]:
    return set(scoped.contacts["contact_id"])


@pytest.fixture
def mixed(desk: Any) -> Any:
    """Contacts with no reason, one reason and several reasons to be left out."""
    desk.add("in", "a").add("also", "b", channel="chat", channel_raw="チャット")
    desk.add("old", "c", day="2026-08-01").add(
        "old-out", "d", day="2026-08-01", direction="outbound"
    )
    desk.add("out", "e", direction="outbound").add("internal", "f", direction="internal")
    desk.add("old-chat", "i", day="2026-08-01", channel="chat", out_of_scope="sales")
    desk.add("silent", "g", out_of_scope="silent")
    return desk.add("silent-out", "h", out_of_scope="silent", direction="outbound")


def test_an_unknown_field_is_named_with_those_there_are(desk: Any) -> None:
    with pytest.raises(VocliError) as caught:
        desk.add("1", "a").scoped(Scope(where=(("prodct", "S1"),)))
    assert caught.value.code == "VOC-E201"
    assert "product" in caught.value.hint


def test_without_conditions_only_outbound_and_foreign_contacts_go(mixed: Any) -> None:
    scoped = mixed.scoped()
    assert ids(scoped) == {"in", "also", "old"}
    assert left_out(scoped) == (0, 0, 4, 2)
    assert (scoped.read, scoped.rows_read) == (9, 9)


def test_each_contact_is_left_out_for_one_reason(mixed: Any) -> None:
    scoped = mixed.scoped(Scope(since=date(2026, 9, 1), channels=("phone",)))
    assert ids(scoped) == {"in"}
    assert left_out(scoped) == (3, 1, 3, 1)
    assert scoped.read == sum(left_out(scoped)) + len(scoped.contacts)


def test_both_ends_of_the_period_are_inside(desk: Any) -> None:
    for day in ("2026-10-31", "2026-11-01", "2026-11-15", "2026-11-16"):
        desk.add(day, "a", day=day)
    scoped = desk.scoped(Scope(since=date(2026, 11, 1), until=date(2026, 11, 15)))
    assert ids(scoped) == {"2026-11-01", "2026-11-15"}
    assert left_out(scoped) == (2, 0, 0, 0)


def test_a_day_is_a_day_in_japan(desk: Any) -> None:
    """Half past midnight in Tokyo is the day before in UTC; the day is that of the desk."""
    desk.add("1", "a", day="2026-11-01T00:30").add("2", "b", day="2026-11-02T00:30")
    assert ids(desk.scoped(Scope(until=date(2026, 11, 1), since=date(2026, 11, 1)))) == {"1"}


@pytest.mark.parametrize("scope", [Scope(since=date(2026, 1, 1)), Scope(until=date(2030, 1, 1))])
def test_a_contact_without_a_time_is_in_no_period(desk: Any, scope: Scope) -> None:
    desk.add("dated", "a").add("undated", "b", day="")
    assert ids(desk.scoped()) == {"dated", "undated"}
    scoped = desk.scoped(scope)
    assert (ids(scoped), scoped.out_of_period) == ({"dated"}, 1)


def test_channels_by_kind_or_by_the_export_s_own_word(mixed: Any) -> None:
    assert ids(mixed.scoped(Scope(channels=("CHAT",)))) == {"also"}
    assert ids(mixed.scoped(Scope(channels=("チャット",)))) == {"also"}
    assert ids(mixed.scoped(Scope(channels=("電話", "chat")))) == {"in", "also", "old"}
    assert ids(mixed.scoped(Scope(channels=("fax",)))) == set()


def test_all_conditions_must_hold(desk: Any) -> None:
    desk.add("1", "a", product="S1", site="那覇").add("2", "b", product="S1", site="札幌")
    assert ids(desk.scoped(Scope(where=(("product", "S1"), ("site", "札幌"))))) == {"2"}
    assert ids(desk.scoped(Scope(where=(("product", "S"),)))) == set()


def test_turns_follow_their_contacts_in_their_own_order(desk: Any) -> None:
    desk.add("1", direction="outbound").turn("1", "gone")
    desk.add("2").turn("2", "second", turn=2.0).turn("2", "first", turn=1.0)
    desk.add("3").turn("3", "only")
    scoped = desk.scoped()
    texts = scoped.turns.groupby("contact_id")["text"].agg(list).to_dict()
    assert texts == {"2": ["first", "second"], "3": ["only"]}
    assert list(dict.fromkeys(scoped.turns["contact_id"])) == list(scoped.contacts["contact_id"])
    assert set(scoped.turns["source_id"]) == set(scoped.contacts["source_id"])


def test_the_order_of_rows_leaves_no_trace(desk: Any, mixed: Any) -> None:
    from dataclasses import replace

    from vocli.pipeline.scope import limit

    records = mixed.records
    turned = replace(records, contacts=records.contacts[::-1], turns=records.turns[::-1])
    one, two = limit(records, Scope()), limit(turned, Scope())
    assert one.contacts.equals(two.contacts)
    assert one.turns.equals(two.turns)


def test_no_contacts_at_all(desk: Any) -> None:
    scoped = desk.scoped(Scope(since=date(2026, 1, 1), channels=("phone",)))
    assert (len(scoped.contacts), len(scoped.turns), left_out(scoped)) == (0, 0, (0, 0, 0, 0))
