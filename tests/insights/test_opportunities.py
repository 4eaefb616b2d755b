"""`opportunities`: only sure voices, with what stands against them, and nobody who must not be contacted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from vocli.insights import opportunities
from vocli.insights.audience import limit
from vocli.model import Asked, Audience, Facts, Insight, Reach

MARKED = ("upsell", "advocate", "churn_request", "unresolved")


def rows(insight: Insight) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]


def said(made: Any, key: str, text: str, **scores: Any) -> dict[str, Any]:
    row: dict[str, Any] = made.voice(key, text, complaint=0.0, considered=False, signal="upsell")
    return {**row, **dict.fromkeys(MARKED, 0.0), **scores}


@pytest.fixture
def facts(make_facts: Callable[..., Facts], made: Any) -> Facts:
    """Four who ask for more, two who recommend; one leaves, one may not be contacted, one waits."""
    plain = {"considered": False}
    contacts = [
        made.contact("ask", "2026-11-06", customer="C-1", **plain),
        made.contact("angry", "2026-11-05", customer="C-2", theme_id="T1", product="床置きL2"),
        made.contact("waits", "2026-11-04", customer="C-3", **plain),
        made.contact("opened", "2026-11-03", customer="C-3", outcome="保留", **plain),
        made.contact("barred", "2026-11-02", customer="C-4", product="", **plain),
        made.contact("barred2", "2026-11-01", customer="C-4", do_not_contact="不可", **plain),
        made.contact("leaves", customer="C-5", **plain),
        made.contact("unsure", customer="C-6", **plain),
        made.contact("tells", "2026-11-07", customer="C-7", plus_id="P1", **plain),
    ]
    voices = [
        said(made, "ask", "事務所にもう一台置けますか", upsell=0.9),
        said(made, "angry", "まだ届きません", complaint=0.9, considered=True, theme_id="T1"),
        said(made, "angry", "もう一台も考えていたのに", voice_id="angry-1", upsell=0.8),
        said(made, "waits", "上のプランはいくらですか", upsell=0.8),
        said(made, "barred", "二台目の割引はありますか", upsell=0.8),
        said(made, "leaves", "施設に入るので契約を終えたい", upsell=0.8, churn_request=0.9),
        said(made, "unsure", "追加で確認したい", upsell=0.6),
        said(made, "tells", "隣の人にも薦めました", advocate=0.9),
    ]
    return make_facts(
        contacts, voices, [("T1", "届かない")], marked=MARKED, plus=[("P1", "水がおいしい")]
    )


def test_nothing_at_all_is_no_error(make_facts: Callable[..., Facts], made: Any) -> None:
    for facts in (make_facts([], []), make_facts([made.contact("a")], [made.voice("a", "困る")])):
        for insight in opportunities.build(facts, Asked()):
            assert insight.table.empty


def test_who_leaves_or_is_not_sure_asks_for_nothing(facts: Facts) -> None:
    main = opportunities.build(facts, Asked())[0]
    asks, tells = rows(main)
    assert main.evidence == (("angry", "ask", "barred", "waits"), ("tells",))
    assert (asks["chance"], asks["contacts"], asks["customers"]) == ("upsell", 4, 4)
    assert (tells["chance"], tells["contacts"]) == ("advocate", 1)


def test_a_complaint_and_an_open_matter_stand_beside_it_as_facts(facts: Facts) -> None:
    main, *_, listed = opportunities.build(facts, Asked())
    asks = rows(main)[0]
    # Open is the matter of another contact of the same customer; free is only `ask`.
    assert (asks["complaint"], asks["open"], asks["barred"], asks["free"]) == (1, 1, 1, 1)
    told = {row["contact_id"]: row["beside"] for row in rows(listed)}
    assert [note.key for note in told["angry"]] == ["opportunities.fact_complains"]
    assert [note.key for note in told["waits"]] == ["opportunities.fact_open"]
    assert told["ask"] is None


def test_who_must_not_be_contacted_is_counted_and_not_listed(facts: Facts) -> None:
    listed = opportunities.build(facts, Asked())[3]
    # The other contact's cell speaks for the customer.
    assert listed.table["contact_id"].tolist() == ["tells", "ask", "angry", "waits"]
    assert listed.notes[0].key == "opportunities.barred"
    assert listed.notes[0].values == {"n": 1}
    assert listed.evidence == (("tells",), ("ask",), ("angry",), ("waits",))


def test_without_the_column_nobody_is_said_to_be_free(facts: Facts) -> None:
    unknown = replace(facts, contacts=facts.contacts.assign(do_not_contact=""))
    listed = opportunities.build(unknown, Asked())[3]
    assert listed.notes[0].key == "opportunities.no_column"


def test_what_ends_unsolved_in_the_customers_words_is_open(
    make_facts: Callable[..., Facts], made: Any
) -> None:
    voices = [
        said(made, "a", "二台目はいくらですか", upsell=0.9),
        said(made, "a", "前の件はまだ直っていません", voice_id="a-1", turn=2, unresolved=0.9),
    ]
    made_facts = make_facts([made.contact("a", considered=False)], voices, marked=MARKED)
    assert rows(opportunities.build(made_facts, Asked())[0])[0]["open"] == 1


def test_products_and_topics_add_up_with_their_evidence(facts: Facts) -> None:
    _, products, topics, _ = opportunities.build(facts, Asked())
    for insight in (products, topics):
        assert [len(ids) for ids in insight.evidence] == list(insight.table["contacts"])
        assert sum(insight.table["contacts"]) == 5
    told = [(r["chance"], r["product"]) for r in rows(products)]
    assert told[:2] == [("upsell", "卓上型S1"), ("upsell", "床置きL2")]
    assert told[2][1].key == "opportunities.no_product"
    assert [r["theme"] for r in rows(topics) if isinstance(r["theme"], str)] == [
        "届かない",
        "水がおいしい",
    ]


def test_permission_is_never_assumed(facts: Facts) -> None:
    main = opportunities.build(facts, Asked())[0]
    assert {"opportunities.permission", "opportunities.reference"} <= {n.key for n in main.notes}


def test_numbers_of_contacts_stay_at_the_desk(facts: Facts) -> None:
    for audience in (Audience.COMPANY, Audience.OUTSIDE):
        for insight in opportunities.build(facts, Asked()):
            shown = limit(insight, Reach(audience, pseudonyms=True))
            assert not {"contact_id", "customer"} & {str(c) for c in shown.table}
            assert shown.evidence == ()


def test_the_order_of_rows_changes_nothing(facts: Facts) -> None:
    turned = replace(
        facts,
        contacts=facts.contacts.iloc[::-1].reset_index(drop=True),
        voices=facts.voices.iloc[::-1].reset_index(drop=True),
        held=facts.held.iloc[::-1].reset_index(drop=True),
    )
    pairs = zip(
        opportunities.build(facts, Asked()), opportunities.build(turned, Asked()), strict=True
    )
    for one, other in pairs:
        assert one.table.to_csv() == other.table.to_csv()
        assert one.evidence == other.evidence
