"""A promise is kept by a call on record alone, and nobody who must not be called stands in a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from vocli.insights import followup
from vocli.insights.followup_promises import find_promises
from vocli.insights.followup_repeats import mark_chains
from vocli.model import Asked, Audience, Facts, Insight

MakeFacts = Callable[..., Facts]
AS_OF = date(2026, 11, 14)
DESK = Asked(as_of=AS_OF)


def at(text: str) -> pd.Timestamp:
    return pd.Timestamp(text, tz="Asia/Tokyo")


def calls(*rows: tuple[str, str]) -> pd.DataFrame:
    """Outbound contacts as (moment, customer)."""
    return pd.DataFrame(
        [
            {"contact_id": f"out{i}", "occurred_at": at(when), "channel": "phone", "customer": who, "case_id": ""}
            for i, (when, who) in enumerate(rows)
        ]
    )  # fmt: skip


def noted(contact: str, desk: str) -> dict[str, Any]:
    return {"contact_id": contact, "turn": 1, "speaker": "agent", "kind": "note", "text": desk, "desk": desk}  # fmt: skip


def named(insights: tuple[Insight, ...], name: str) -> Insight:
    return next(insight for insight in insights if insight.name == name)


def counts(insights: tuple[Insight, ...]) -> dict[str, int]:
    main = insights[0].table
    return dict(zip(main["todo"], main["contacts"], strict=True))


@pytest.fixture
def promised(make_facts: MakeFacts, made: Any) -> Facts:
    """Five promises for 11/5 17:00: never kept, kept, kept late, nobody's, due in the future."""
    due = at("2026-11-05 17:00")
    facts = make_facts(
        [
            made.contact("never", callback_due=due),
            made.contact("kept", callback_due=due),
            made.contact("late", callback_due=due),
            made.contact("nobody", callback_due=due, customer=""),
            made.contact("future", callback_due=at("2026-11-16 12:00")),
        ],
        [],
    )
    return replace(
        facts, calls_back=calls(("2026-11-04 10:00", "C-kept"), ("2026-11-09 10:00", "C-late"))
    )


def test_nothing_at_all_is_no_error(make_facts: MakeFacts) -> None:
    found = followup.build(make_facts([], []), Asked())
    assert set(counts(found).values()) == {0}


def test_without_outbound_contacts_no_promise_is_called_broken(promised: Facts) -> None:
    blind = replace(promised, calls_back=promised.calls_back[:0])
    found = followup.build(blind, DESK)
    assert counts(found)["promise"] == 0
    told = {note.key: note.values for note in found[0].notes}
    assert told["followup.no_calls"] == {"n": 5}


def test_a_promise_is_broken_only_where_a_call_would_be_seen_and_its_time_has_come(
    promised: Facts,
) -> None:
    states = {p.contact_id: p.state for p in find_promises(promised, at("2026-11-15"))}
    assert states == {
        "never": "broken", "kept": "kept", "late": "late", "nobody": "unlinked", "future": "pending"
    }  # fmt: skip
    found = followup.build(promised, DESK)
    assert named(found, "broken_promises").table["contact_id"].tolist() == ["late", "never"]
    assert found[0].evidence[0] == ("late", "never")


def test_a_call_before_the_promise_does_not_keep_it(make_facts: MakeFacts, made: Any) -> None:
    facts = make_facts([made.contact("a", callback_due=at("2026-11-03 12:00"))], [])
    before = replace(facts, calls_back=calls(("2026-11-01 10:00", "C-a")))
    assert [p.state for p in find_promises(before, at("2026-11-15"))] == ["broken"]


def test_a_term_without_an_hour_runs_to_the_end_of_its_day(
    make_facts: MakeFacts, made: Any
) -> None:
    facts = make_facts([made.contact("a", callback_due=at("2026-11-03"))], [])
    same_day = replace(facts, calls_back=calls(("2026-11-03 18:00", "C-a")))
    assert [p.state for p in find_promises(same_day, at("2026-11-15"))] == ["kept"]


@pytest.mark.parametrize(
    ("desk", "term"),
    [
        ("物流へ調査依頼、結果は11/9(月)までに折返しと案内。", "2026-11-10"),
        ("10月31日に折返しと案内。", "2026-11-01"),
        ("上席に相談のうえ、5日までに回答と案内。", "2026-11-06"),
        ("明日折り返しを約束。", "2026-11-04"),
        ("３日以内に折返し。", "2026-11-06"),
        ("社内で確認のうえ折返しとする。", None),
    ],
)
def test_the_term_is_read_from_the_desks_words(
    make_facts: MakeFacts, made: Any, desk: str, term: str | None
) -> None:
    facts = make_facts(
        [made.contact("a", "2026-11-02")],
        [],
        said=pd.DataFrame([noted("a", desk)]),
    )  # fmt: skip
    found = find_promises(
        replace(facts, calls_back=calls(("2026-09-01 9:00", "x"))), at("2027-01-01")
    )
    assert [(p.basis, p.due) for p in found] == [("words", at(term) if term else None)]


@pytest.mark.parametrize(
    "desk", ["折り返し希望。", "折返し架電、ご了承いただく。", "登録を変更。終話。"]
)
def test_a_wish_and_a_call_that_was_made_are_no_promises(
    make_facts: MakeFacts, made: Any, desk: str
) -> None:
    facts = make_facts([made.contact("a")], [], said=pd.DataFrame([noted("a", desk)]))
    broken = replace(facts, calls_back=calls(("2026-09-01 9:00", "x")))
    assert find_promises(broken, at("2026-11-15")) == []


def repeated(make_facts: MakeFacts, made: Any, **last: Any) -> Facts:
    """One customer three times about a theme within a week, once about another, one other customer."""
    same = {"customer": "C-1", "theme_id": "T1"}
    return make_facts(
        [
            made.contact("a", "2026-11-02", **same),
            made.contact("b", "2026-11-05", **same),
            made.contact("c", "2026-11-12", **same, **last),
            made.contact("d", "2026-11-06", customer="C-1", theme_id="T2"),
            made.contact("e", "2026-11-13", customer="C-2", theme_id="T1"),
            made.contact("f", "2026-11-13", customer="", theme_id="T1"),
        ],
        [],
        [("T1", "遅い"), ("T2", "高い")],
    )


def test_another_matter_or_another_customer_is_no_repeat(make_facts: MakeFacts, made: Any) -> None:
    found = followup.build(repeated(make_facts, made), DESK)
    assert found[0].evidence[2] == ("b", "c")
    chains = named(found, "repeat_list")
    assert chains.table[["contact_id", "contacts", "span"]].values.tolist() == [["c", 3, 10]]
    assert chains.evidence == (("a", "b", "c"),)


def test_the_days_are_those_asked_for(make_facts: MakeFacts, made: Any) -> None:
    short = followup.build(repeated(make_facts, made), replace(DESK, options={"days": 3}))
    assert short[0].evidence[2] == ("b",)


def test_a_part_of_the_contacts_knows_what_went_before(make_facts: MakeFacts, made: Any) -> None:
    facts = repeated(make_facts, made)
    chained = replace(facts, contacts=mark_chains(facts.contacts, 7, AS_OF))
    part = chained.of(chained.contacts["contact_id"] == "c")
    assert followup.build(part, DESK)[0].evidence[2] == ("c",)


def test_days_between_two_windows_make_nothing_final(make_facts: MakeFacts, made: Any) -> None:
    contacts = [
        made.contact("old", "2025-11-02", theme_id="T1"),
        made.contact("new", "2026-11-02", theme_id="T1"),
    ]
    chained = mark_chains(make_facts(contacts, []).contacts, 7, AS_OF)
    assert dict(zip(chained["contact_id"], chained["final"], strict=True)) == {
        "old": False, "new": True
    }  # fmt: skip


def test_what_is_not_final_is_in_no_share_and_its_day_is_told(
    make_facts: MakeFacts, made: Any
) -> None:
    found = named(followup.build(repeated(make_facts, made), DESK), "repeats")
    whole = found.table.iloc[0]
    assert (whole["first"], whole["early"], whole["share"]) == (2, 1, None)
    early = next(note for note in found.notes if note.key == "followup.early")
    assert early.values == {"n": 1, "days": 7, "day": "11/21"}


def test_who_must_not_be_called_is_counted_and_stands_in_no_list(
    make_facts: MakeFacts, made: Any
) -> None:
    facts = repeated(make_facts, made, do_not_contact="連絡不可", outcome="保留")
    found = followup.build(facts, DESK)
    assert counts(found)["unfinished"] == 1
    assert found[0].table["barred"].tolist() == [0, 0, 2, 0, 1]
    for own in found[1:]:
        if "contact_id" in own.table:
            assert own.table.empty
            assert any(note.key == "followup.left_out" for note in own.notes) or own.n_input == 0


def test_other_departments_get_counts_and_no_list(promised: Facts) -> None:
    found = followup.build(promised, replace(DESK, audience=Audience.COMPANY))
    assert [own.name for own in found] == ["followup", "repeats"]


def test_a_low_score_is_followed_up_by_any_later_call(make_facts: MakeFacts, made: Any) -> None:
    facts = make_facts(
        [
            made.contact("low", csat="1"),
            made.contact("called", csat="2"),
            made.contact("fine", csat="5"),
            made.contact("silent", nps="3"),
            made.contact("wrote", "2026-11-04", nps="6"),
            made.contact("pleased", nps="9"),
        ],
        [made.voice("wrote", "返事が遅くて困りました。", kind="survey"),
         made.voice("pleased", "また使います。", kind="survey")],
    )  # fmt: skip
    facts = replace(facts, calls_back=calls(("2026-11-20 10:00", "C-called")))
    table = named(followup.build(facts, DESK), "low_scores").table
    assert table["contact_id"].tolist() == ["wrote", "low"]
    assert table["waited"].tolist() == [10, 12]
    assert table["quote"].tolist() == ["返事が遅くて困りました", ""]


def test_what_was_solved_or_called_back_is_not_unfinished(make_facts: MakeFacts, made: Any) -> None:
    due = at("2026-11-05 17:00")
    facts = make_facts(
        [
            made.contact("held", "2026-11-01", outcome="保留"),
            made.contact("older", "2026-10-01", outcome="二次対応"),
            made.contact("overdue", outcome="折り返し", callback_due=due),
            made.contact("kept", outcome="折り返し", callback_due=due),
            made.contact("solved", outcome="保留", resolved_at=at("2026-11-03")),
            made.contact("closed", outcome="折り返し", status="完了"),
            made.contact("working", "2026-11-10", status="対応中", outcome="完結"),
            made.contact("done", outcome="完結"),
        ],
        [],
    )
    facts = replace(facts, calls_back=calls(("2026-11-04 10:00", "C-kept")))
    found = followup.build(facts, replace(DESK, options={"open": True}))
    assert [own.name for own in found] == ["followup", "unfinished"]
    assert found[1].table["contact_id"].tolist() == ["overdue", "older", "held", "working"]
    assert found[1].table["overdue"].tolist()[0] == 9


def test_every_count_is_that_of_its_evidence(promised: Facts) -> None:
    for own in followup.build(promised, DESK):
        if "contacts" in own.table and own.name != "repeat_list":
            assert own.table["contacts"].tolist() == [len(ids) for ids in own.evidence]


def test_the_order_of_rows_decides_nothing(promised: Facts) -> None:
    turned = replace(promised, contacts=promised.contacts[::-1].reset_index(drop=True))
    for one, other in zip(
        followup.build(promised, DESK), followup.build(turned, DESK), strict=True
    ):
        pd.testing.assert_frame_equal(one.table, other.table)
        assert one.evidence == other.evidence
