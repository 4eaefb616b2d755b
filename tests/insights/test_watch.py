"""What must be looked at is never hidden, nobody is labelled, and where too little is known nothing is claimed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from vocli.insights import watch
from vocli.insights.audience import limit
from vocli.insights.watch_burst import burst_note
from vocli.insights.watch_days import PEOPLE_DAYS
from vocli.model import Asked, Audience, Facts, Insight, Note, Period, Reach
from vocli.render.cells import say

TODAY = date(2026, 11, 15)
MARKED = ("safety", "leak", "authority", "harassment")
CRITICAL = ("T9", "熱い・焦げくさい", True)
BOOK = [("T1", "届かない"), CRITICAL]
MakeFacts = Callable[..., Facts]


def table(insights: tuple[Insight, ...], name: str) -> Insight:
    return next(one for one in insights if one.name == name)


def built(facts: Facts, **options: Any) -> tuple[Insight, ...]:
    return watch.build(facts, Asked(as_of=TODAY, options=options))


def spoken(facts: Facts) -> str:
    """Every sentence and cell of the answer, as a reader sees it."""
    out: list[str] = []
    for one in built(facts):
        out += [say(one.title), *map(say, one.notes)]
        for row in one.table.to_dict("records"):
            for cell in row.values():
                items = cell if isinstance(cell, tuple) else (cell,)
                out += [say(i) if isinstance(i, Note | str) else str(i) for i in items]
    return "\n".join(out)


@pytest.fixture
def hot(make_facts: MakeFacts, made: Any, period: Period) -> Facts:
    """Ten weeks with three customers of a critical theme, of one lot, a customer list, and quiet contacts."""
    quiet = [
        made.contact(f"q{i}", str(date(2026, 9, 14) + timedelta(i)), theme_id="T1")
        for i in range(60)
    ]
    days = ("2026-10-29", "2026-11-12", "2026-11-13")
    fire = [made.contact(f"h{i}", day, theme_id="T9", safety=True) for i, day in enumerate(days)]
    voices = [made.voice(f"h{i}", "コードのあたりから焦げたにおいがします。", theme_id="T9", safety=0.9, day=days[i])
              for i in range(3)]  # fmt: skip
    facts = make_facts([*quiet, *fire], voices, BOOK, period, marked=("safety",))
    listed = pd.DataFrame(
        {
            "member": [f"{i:05d}" for i in range(103)],
            "customer": ["C-h0", "C-h1", "C-h2", *(f"C-x{i}" for i in range(100))],
            "do_not_contact": ["", "", "", "1", *[""] * 99],
            "churned_at": [pd.NaT] * 4 + [pd.Timestamp("2026-10-01", tz="Asia/Tokyo")] + [pd.NaT] * 98,
            "product": "S1",
            "ロット": ["26B"] * 8 + ["26A"] * 95,
        }
    )  # fmt: skip
    known = dict(zip(listed["customer"], listed["ロット"], strict=True))
    traits = facts.contacts[["contact_id"]].assign(
        product="S1", ロット=facts.contacts["customer"].map(known).fillna("")
    )
    return replace(facts, listed=listed, traits=traits)


def test_an_export_without_anything_is_quiet(make_facts: MakeFacts) -> None:
    facts = make_facts([], [], BOOK)
    assert watch.alerts(built(facts)) == []
    assert "気になる動きはありません" in spoken(facts)


def test_a_quiet_desk_is_told_so_and_without_history_nothing_is_judged(
    make_facts: MakeFacts, made: Any
) -> None:
    calm = make_facts([made.contact("a", theme_id="T1")], [made.voice("a", "届きません。")], BOOK)
    insights = built(calm)
    assert watch.alerts(insights) == []
    assert [note.key for note in table(insights, "watch_moved").notes] == ["insights.no_history"]


def test_a_single_critical_contact_is_never_hidden(hot: Facts) -> None:
    critical = table(built(hot), "watch_critical")
    (row,) = critical.table.to_dict("records")
    assert (row["this_week"], row["contacts"], row["first_day"]) == (2, 3, date(2026, 10, 29))
    assert critical.evidence == (("h0", "h1", "h2"),)
    assert "ロット 26B(分かる3件すべて)" in spoken(hot)
    (alert,) = watch.alerts(built(hot))
    assert (alert.kind, alert.n) == ("critical", 2)
    assert say(alert.told) == "熱い・焦げくさい: 今週 2件、累計 3件"


def test_suspected_harassment_is_counted_and_never_quoted(
    make_facts: MakeFacts, made: Any, period: Period
) -> None:
    voices = [made.voice("a", "夜道に気をつけろよ", harassment=0.9)]
    facts = make_facts(
        [made.contact("a", "2026-11-12", harassment=True)], voices, BOOK, period, marked=MARKED
    )
    rows = table(built(facts), "watch_critical").table
    assert rows.set_index("kind").at["harassment", "this_week"] == 1
    assert "夜道" not in spoken(facts)
    assert watch.alerts(built(facts)) == []


def test_every_count_equals_its_evidence(hot: Facts) -> None:
    for one in built(hot):
        if "contacts" in one.table and one.evidence:
            assert [len(ids) for ids in one.evidence] == list(one.table["contacts"])


def test_who_shares_the_condition_and_was_not_heard_is_listed_without_the_opted_out_and_the_gone(
    hot: Facts,
) -> None:
    insights = built(hot)
    (row,) = table(insights, "watch_same").table.to_dict("records")
    assert say(row["condition"]) == "ロット 26B"
    assert (row["customers"], row["known"], row["unheard"], row["left_out"]) == (3, 3, 3, 1)
    listed = table(insights, "watch_same_list").table
    assert listed["member"].tolist() == ["00005", "00006", "00007"]


def test_what_everybody_has_is_no_condition_and_two_customers_are_too_few(hot: Facts) -> None:
    same = replace(hot, listed=hot.listed.drop(columns="ロット"))
    assert table(built(same), "watch_same").table.empty  # S1 is the only product
    two = hot.of(hot.contacts["contact_id"] != "h2")
    answer = table(built(two), "watch_same")
    assert answer.table.empty
    assert "判断できない" in say(answer.notes[0])


def test_without_a_customer_list_it_says_what_is_missing(hot: Facts) -> None:
    bare = replace(hot, listed=pd.DataFrame(), traits=pd.DataFrame())
    answer = table(built(bare), "watch_same")
    assert answer.table.empty
    assert "--customers" in say(answer.notes[0])


def person(made: Any, key: str, **more: Any) -> dict[str, Any]:
    return made.contact(key, "2026-11-10", **{"customer": "C-1", "theme_id": "T1", **more})  # type: ignore[no-any-return]


def calls(*rows: tuple[str, str]) -> pd.DataFrame:
    times = [pd.Timestamp(f"{day} 09:00", tz="Asia/Tokyo") for _, day in rows]
    return pd.DataFrame({
        "contact_id": [f"o{i}" for i in range(len(rows))], "occurred_at": times, "channel": "phone",
        "customer": [who for who, _ in rows], "case_id": "",
    })  # fmt: skip


def test_a_customer_is_described_by_facts_alone(make_facts: MakeFacts, made: Any) -> None:
    due = pd.Timestamp("2026-11-11 17:00", tz="Asia/Tokyo")
    contacts = [person(made, f"k{i}") for i in range(3)]
    contacts.append(person(made, "k3", considered=False, theme_id="", callback_due=due))
    facts = replace(make_facts(contacts, [], BOOK), calls_back=calls(("C-2", "2026-11-12")))
    listed = table(built(facts), "watch_people_list")
    (row,) = listed.table.to_dict("records")
    assert [say(note) for note in row["facts"]] == [
        "30日で4回", "不満 3", "約束漏れ 1", "同じ用件 3"
    ]  # fmt: skip
    assert row["contact_id"] == "k3"
    assert row["contact_ids"] == ("k0", "k1", "k2", "k3")
    for word in ("リスク", "クレーマー", "要注意", "危険"):
        assert word not in spoken(facts)


def test_a_promise_is_broken_only_where_the_term_is_over_and_nobody_called(
    make_facts: MakeFacts, made: Any
) -> None:
    def told(due: str, called: pd.DataFrame) -> bool:
        at = pd.Timestamp(f"{due} 17:00", tz="Asia/Tokyo")
        facts = make_facts([person(made, "a", callback_due=at, theme_id="")], [], BOOK)
        return not table(built(replace(facts, calls_back=called)), "watch_people").table.empty

    assert told("2026-11-12", calls(("C-2", "2026-11-12")))
    assert not told("2026-11-12", calls(("C-1", "2026-11-12")))
    assert told("2026-11-15", calls(("C-2", "2026-11-12")))  # the data tell to the end of that day
    assert not told("2026-11-16", calls(("C-2", "2026-11-12")))
    assert not told("2026-11-12", calls())  # no outbound call at all: nothing can be told


def test_two_complaints_or_old_ones_are_no_reason_to_call(make_facts: MakeFacts, made: Any) -> None:
    two = make_facts([person(made, f"k{i}") for i in range(2)], [], BOOK)
    assert table(built(two), "watch_people").table.empty
    old = str(TODAY - timedelta(PEOPLE_DAYS))
    past = make_facts(
        [made.contact(f"k{i}", old, customer="C-1", theme_id="T1") for i in range(5)], [], BOOK
    )
    assert table(built(past), "watch_people").table.empty


def test_who_must_not_be_called_is_counted_and_not_listed(make_facts: MakeFacts, made: Any) -> None:
    contacts = [person(made, f"k{i}") for i in range(3)]
    contacts.append(person(made, "z", considered=False, do_not_contact="1"))
    insights = built(make_facts(contacts, [], BOOK))
    assert table(insights, "watch_people").table["customers"].tolist() == [1]
    listed = table(insights, "watch_people_list")
    assert listed.table.empty
    assert "連絡不可のため一覧から除いたお客様 1人" in [say(note) for note in listed.notes]


def test_no_list_of_customers_leaves_the_desk(hot: Facts) -> None:
    for audience in (Audience.COMPANY, Audience.OUTSIDE):
        for one in (limit(each, Reach(audience)) for each in built(hot)):
            assert not {"contact_id", "customer", "member", "contact_ids"} & {*one.table.columns}
            assert one.evidence == ()


def test_a_list_is_handed_over_alone(hot: Facts) -> None:
    assert [one.name for one in built(hot, list="same")] == ["watch_same_list"]
    assert [one.name for one in built(hot, list="people")] == ["watch_people_list"]


def test_a_sudden_week_is_an_alert_and_a_draft_that_is_too_small_is_shown_without_one(
    make_facts: MakeFacts, made: Any, period: Period
) -> None:
    start = period.before_from
    steady = [made.contact(f"a{i}", str(start + timedelta(i)), theme_id="T1") for i in range(55)]
    sudden = [made.contact(f"s{i}", str(start + timedelta(7 * i)), theme_id="T2") for i in range(7)]
    sudden += [
        made.contact(f"s{i}", f"2026-11-{9 + i % 5:02d}", theme_id="T2") for i in range(7, 27)
    ]
    draft = [made.contact(f"d{i}", "2026-11-12", theme_id="D-1") for i in range(3)]
    themes = [("T1", "届かない"), ("T2", "急ぎ"), ("D-1", "下書き")]
    facts = make_facts([*steady, *sudden, *draft], [], themes, period)
    facts = replace(facts, themes=facts.themes.assign(status=["active", "active", "draft"]))
    moved = table(built(facts), "watch_moved").table.set_index("theme_id")
    assert moved["code"].to_dict() == {"T2": "surged", "D-1": "few"}
    assert [alert.kind for alert in watch.alerts(built(facts))] == ["surged"]


def test_a_burst_tells_its_hours_and_when_it_could_be_noticed() -> None:
    at = pd.date_range("2026-11-05 10:07", periods=22, freq="13min", tz="Asia/Tokyo")
    group = pd.DataFrame({"day": [date(2026, 11, 5)] * 22, "occurred_at": at})
    told = say(burst_note(group, date(2026, 11, 5)))
    assert told.startswith(
        "11/5に集中: 10時から15時に22件(この日 22件)。最初の声 10:07、5件目 10:59(52分後"
    )
    undated = group.assign(occurred_at=pd.Timestamp("2026-11-05", tz="Asia/Tokyo"))
    assert "時刻は分からない" in say(burst_note(undated, date(2026, 11, 5)))


def test_the_order_of_the_rows_does_not_matter(hot: Facts) -> None:
    turned = replace(hot, contacts=hot.contacts[::-1].reset_index(drop=True))
    for one, other in zip(built(hot), built(turned), strict=True):
        assert one.table.to_dict("records") == other.table.to_dict("records")
