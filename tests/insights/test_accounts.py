"""Companies, their resellers and sites are counted apart; one that fills a theme is told with both ranks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from vocli.insights import accounts
from vocli.insights.accounts_held import capped
from vocli.insights.audience import limit
from vocli.insights.still_open import still_open
from vocli.model import Asked, Audience, Facts, Insight, Note, Reach

THEMES = [("T1", "宛名が違う"), ("T2", "届かない"), ("T3", "熱い", True)]


def rows(insight: Insight) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]


def keys(insight: Insight) -> set[str]:
    return {note.key for note in insight.notes}


@pytest.fixture
def facts(make_facts: Callable[..., Facts], made: Any) -> Facts:
    """若葉商会 fills T1 by two people; 青空工房 came by a reseller and by itself; two have no company."""
    wakaba = [
        made.contact(
            f"w{i}", theme_id="T1", account="若葉商会", customer=f"C-{i % 2}", outcome="完結"
        )
        for i in range(6)
    ]
    contacts = [
        *wakaba,
        made.contact("a1", end_user="青空工房", reseller="北の販社", theme_id="T1", monthly_fee=3300.0,
                     customer="C-a", outcome="折り返し", category="請求"),
        made.contact("a2", "2026-11-09", account="青空工房", theme_id="T2", customer="C-a",
                     monthly_fee=8800.0, churn_threat=True, outcome="完結"),
        made.contact("b1", theme_id="T2", customer=""),
        *(made.contact(f"c{i}", theme_id="T2", reseller="北の販社") for i in range(4)),
    ]  # fmt: skip
    voices = [made.voice(row["contact_id"], "困っています", blamed="") for row in contacts]
    voices[8]["blamed"], voices[9]["blamed"] = "us", "carrier"
    return make_facts(contacts, voices, THEMES)


def test_nothing_at_all_is_no_error(make_facts: Callable[..., Facts]) -> None:
    for insight in accounts.build(make_facts([], []), Asked()):
        assert insight.table.empty


def test_what_the_export_does_not_tell_is_not_invented(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    plain = make_facts(
        [made.contact("a", account="若葉商会", customer="")], [made.voice("a", "困る")]
    )
    main, held, blamed = accounts.build(plain, Asked())
    (row,) = rows(main)
    assert (row["customers"], row["still_open"], row["amount"]) == (None, None, None)
    assert row["reseller"] is None
    assert {"accounts.no_record", "accounts.no_fee", "accounts.no_customer"} <= keys(main)
    assert held.table.empty
    assert "accounts.no_inquirer" in keys(blamed)


def test_contacts_people_and_companies_are_counted_apart(facts: Facts) -> None:
    main, held, _ = accounts.build(facts, Asked())
    assert main.title
    assert main.title.values == {"n": 2}
    first, second = rows(main)
    assert (first["account"], first["contacts"], first["customers"]) == ("若葉商会", 6, 2)
    # The company stands in 利用企業 of one contact and in 取引先 of the other.
    assert (second["account"], second["contacts"], second["customers"]) == ("青空工房", 2, 1)
    assert second["reseller"][0] == "北の販社"
    assert second["reseller"][1].key == "accounts.direct"
    assert [len(ids) for ids in main.evidence] == [6, 2]
    assert (main.n_input, main.n_used) == (13, 8)
    (one,) = rows(held)
    assert (one["held"], one["contacts"], one["customers"], one["accounts"]) == (6, 7, 3, 2)
    assert [len(ids) for ids in held.evidence] == [6]


def test_the_fee_is_the_newest_of_every_customer(facts: Facts) -> None:
    _, second = rows(accounts.build(facts, Asked())[0])
    assert (second["amount"], second["amount_of"]) == (8800, 1)


def test_a_theme_filled_by_one_company_loses_its_rank(facts: Facts) -> None:
    (one,) = rows(accounts.build(facts, Asked())[1])
    # 7 contacts lead; with one other contact and 40% for the company there is room for one in all.
    assert (one["rank_all"], one["rank_capped"], one["capped"]) == (1, 2, 1)
    assert one["theme_id"] == "T1"


@pytest.mark.parametrize(
    ("contacts", "held", "told"), [(54, 39, 25), (10, 4, 10), (5, 5, 0), (10, 6, 6)]
)
def test_capped_the_company_holds_forty_percent_at_most(
    contacts: int, held: int, told: int
) -> None:
    assert capped(contacts, held) == told
    rest = contacts - held
    assert told - rest <= 0.4 * told + 1e-9


def test_a_critical_theme_has_no_rank_and_takes_none(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    contacts = [
        *(made.contact(f"s{i}", theme_id="T3", account="若葉商会") for i in range(9)),
        *(made.contact(f"t{i}", theme_id="T1", account="青空工房") for i in range(5)),
    ]
    held = accounts.build(make_facts(contacts, [], THEMES), Asked())[1]
    told = {row["theme_id"]: (row["rank_all"], row["rank_capped"]) for row in rows(held)}
    assert told == {"T3": (None, None), "T1": (1, 1)}


def test_rolled_up_direct_sale_is_a_row_of_its_own_and_no_reseller(facts: Facts) -> None:
    main = accounts.build(facts, Asked(options={"roll": "reseller"}))[0]
    assert main.title
    assert main.title.values == {"n": 1}
    first, direct = rows(main)
    assert (first["reseller"], first["contacts"], first["accounts"]) == (("北の販社",), 5, 1)
    assert isinstance(direct["reseller"], Note)
    assert direct["contacts"] == 8
    assert "accounts.direct_means" in keys(main)
    assert sum(len(ids) for ids in main.evidence) == len(facts.contacts)


def test_rolled_down_a_site_names_its_company(make_facts: Callable[..., Facts], made: Any) -> None:
    contacts = [
        made.contact("a", account="若葉商会", place="三階"),
        made.contact("b", account="若葉商会", place="五階"),
        made.contact("c", account="若葉商会"),
        made.contact("d", account="青空工房", place="三階"),
    ]
    main = accounts.build(make_facts(contacts, []), Asked(options={"roll": "place"}))[0]
    assert [(r["place"], r["account"], r["contacts"]) for r in rows(main)] == [
        ("三階", "若葉商会", 1),
        ("五階", "若葉商会", 1),
        ("三階", "青空工房", 1),
    ]
    assert "accounts.rest_place" in keys(main)
    assert accounts.needs_under({"roll": "place"}).columns == (("place",),)


def test_a_later_finished_contact_about_the_matter_closes_the_earlier_one(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    same = {"customer": "C-1", "theme_id": "T1"}
    contacts = [
        made.contact("early", "2026-11-02", outcome="折り返し", **same),
        made.contact("other", "2026-11-02", outcome="保留", customer="C-2", theme_id="T1"),
        made.contact("done", "2026-11-04", outcome="完結", **same),
        made.contact("again", "2026-11-06", outcome="調査中", **same),
        made.contact("nobody", "2026-11-02", outcome="二次対応", customer=""),
        made.contact("silent", "2026-11-02"),
    ]
    frame = make_facts(contacts, []).contacts
    assert frame.loc[still_open(frame), "contact_id"].tolist() == ["other", "again", "nobody"]


def test_who_complains_about_whom_counts_only_named_parties(facts: Facts) -> None:
    voices = facts.voices.assign(blamed=facts.voices["blamed"])
    asking = facts.contacts.assign(inquirer="代理店")
    blamed = accounts.build(replace(facts, voices=voices, contacts=asking), Asked())[2]
    assert [(r["inquirer"], r["blamed"], r["contacts"]) for r in rows(blamed)] == [
        ("代理店", "us", 1),
        ("代理店", "carrier", 1),
    ]
    assert blamed.title
    assert blamed.title.values == {"n": 2, "base": len(facts.contacts)}
    assert blamed.evidence == (("b1",), ("c0",))


def test_a_question_is_no_complaint_about_anybody(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    asks = made.voice("a", "代理店に聞けばよいですか", blamed="reseller", considered=False)
    blamed = accounts.build(make_facts([made.contact("a", considered=False)], [asks]), Asked())[2]
    assert blamed.table.empty


def test_the_outside_reads_no_name_of_a_company(facts: Facts) -> None:
    for roll in accounts.ROLLS:
        for insight in accounts.build(facts, Asked(options={"roll": roll})):
            shown = limit(insight, Reach(Audience.OUTSIDE))
            told = shown.table.to_csv() + str(shown.notes) + str(shown.title) + str(shown.evidence)
            assert not any(name in told for name in ("若葉商会", "青空工房", "北の販社"))


def test_the_order_of_rows_changes_nothing(facts: Facts) -> None:
    turned = replace(
        facts,
        contacts=facts.contacts.iloc[::-1].reset_index(drop=True),
        voices=facts.voices.iloc[::-1].reset_index(drop=True),
        held=facts.held.iloc[::-1].reset_index(drop=True),
    )
    for roll in accounts.ROLLS:
        asked = Asked(options={"roll": roll})
        for one, other in zip(
            accounts.build(facts, asked), accounts.build(turned, asked), strict=True
        ):
            assert one.table.to_csv() == other.table.to_csv()
            assert one.evidence == other.evidence
