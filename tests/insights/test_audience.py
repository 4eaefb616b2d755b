"""Nobody sees more than the audience of a result may see; counts are the same for all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from vocli.insights import detail, phrases, quotes, signals
from vocli.insights.audience import HIDDEN, limit, limit_finding, mark, to_call, withhold
from vocli.insights.quote import representative
from vocli.model import Audience, Column, Finding, Insight, Kind, Note, Reach, Severity

DESK = Reach(pseudonyms=True)
COMPANY = Reach(Audience.COMPANY)
OUTSIDE = Reach(Audience.OUTSIDE)


@pytest.fixture
def facts(make_facts: Any, made: Any) -> Any:
    """One consumer, one client of ours, one client's client who came by a reseller."""
    contacts = [
        made.contact("K-1", customer="C-ABCDEFGHIJKLMNOP"),
        made.contact("K-2", account="アケボノ社"),
        made.contact("K-3", reseller="北の代理店"),
    ]
    voices = [
        made.voice("K-1", "水が届かず困っています", signal="complaint"),
        made.voice("K-2", "請求書の宛名が違います", theme_score=0.9),
        made.voice("K-3", "解約金を聞いていません"),
    ]
    return make_facts(contacts, voices)


def test_the_outside_never_reads_the_voices_of_companies(facts: Any) -> None:
    held = withhold(facts, OUTSIDE)
    assert held.voices["text"].tolist() == ["水が届かず困っています", "", ""]
    assert held.contacts.equals(facts.contacts)
    listed = quotes.of_theme(held, "", 0)
    assert listed.table["quote"].tolist() == ["水が届かず困っています"]
    assert listed.notes[0].values["contacts"] == 3


def test_a_withheld_voice_stands_for_no_theme_and_no_phrase(facts: Any) -> None:
    held = withhold(facts, OUTSIDE)
    assert representative(held.voices, "")["text"] == "水が届かず困っています"
    only = held.voices[held.voices["text"] == ""]
    assert representative(only, "") == {"text": "", "day": "", "kind": ""}
    said = phrases.build(held, [("水",), ("宛名",), ("水",)])
    assert dict(zip(said.table["phrase"], said.table["quote"], strict=True)) == {
        "水": "水が届かず困っています",
        "宛名": "",
    }


@pytest.mark.parametrize("reach", [DESK, COMPANY, replace(OUTSIDE, one_company=True)])
def test_inside_and_for_one_company_voices_stay(facts: Any, reach: Reach) -> None:
    assert withhold(facts, reach).voices["text"].tolist() == facts.voices["text"].tolist()


def test_the_desk_gets_numbers_and_short_codes(facts: Any) -> None:
    table = limit(detail.build(facts), DESK).table
    assert table["contact_id"].tolist() == ["K-1", "K-2", "K-3"]
    assert table["customer"].tolist()[0] == "C-ABCDEFGH"


def test_without_a_key_no_code_is_shown(facts: Any) -> None:
    assert "customer" not in limit(detail.build(facts), Reach()).table


@pytest.mark.parametrize("reach", [COMPANY, OUTSIDE, replace(OUTSIDE, pseudonyms=True)])
def test_others_get_nothing_that_leads_to_a_customer(facts: Any, reach: Reach) -> None:
    scores = signals.per_voice(facts, ("complaint",))
    for insight in (detail.build(facts), quotes.of_theme(facts, "", 0), scores):
        shown = limit(insight, reach)
        keys = {c.key for c in shown.columns} | {str(key) for key in shown.table}
        assert not keys & {"contact_id", "voice_id", "customer", "case_id"}
        assert shown.evidence == ()
        everything = shown.table.to_csv()
        assert not any(word in everything for word in ("K-1", "K-2", "C-ABC"))
        assert len(shown.table) == len(insight.table)


def test_the_outside_gets_no_companies_agents_and_files(facts: Any) -> None:
    shown = limit(detail.build(facts), OUTSIDE)
    assert not {"account", "source", "row"} & set(shown.table)
    everything = shown.table.to_csv()
    assert "アケボノ社" not in everything
    assert "calls.csv" not in everything
    assert {"account", "source", "row"} <= set(limit(detail.build(facts), COMPANY).table)


def test_each_wider_circle_sees_less() -> None:
    assert HIDDEN[Audience.DESK] < HIDDEN[Audience.COMPANY] < HIDDEN[Audience.OUTSIDE]


def test_the_settings_and_the_model_know_the_same_audiences() -> None:
    from vocli.config import AUDIENCE_NAMES, AUDIENCES

    assert list(AUDIENCES) == [audience.value for audience in Audience]
    assert set(AUDIENCE_NAMES.values()) == set(AUDIENCES)


def test_a_finding_names_a_contact_to_the_desk_alone() -> None:
    finding = Finding("VOC-F1", Severity.NOTE, "x", contact_id="K-1")
    assert limit_finding(finding, DESK).contact_id == "K-1"
    assert limit_finding(finding, COMPANY).contact_id is None


def head(name: str = "funnel") -> Insight:
    table = pd.DataFrame([("対象", "3件")], columns=["label", "value"])
    columns = (Column("label", Kind.TEXT), Column("value", Kind.TEXT))
    return Insight(name, None, table, columns, layout="pairs")


def told(insights: tuple[Insight, ...]) -> list[str]:
    values = insights[0].table["value"]
    return [value.key if isinstance(value, Note) else value for value in values]


def test_every_head_says_for_whom_it_is() -> None:
    assert told(mark([head()], DESK)) == ["3件", "insights.audience_desk"]
    assert told(mark([], COMPANY)) == ["insights.audience_company"]
    assert told(mark([head("next")], OUTSIDE)) == ["insights.audience_outside"]
    assert told(mark([], replace(OUTSIDE, one_company=True))) == ["insights.audience_one_company"]


def test_the_company_is_named_where_it_is_set_and_unmasked_results_warn() -> None:
    reach = replace(DESK, company="株式会社しずく日和", personal=True)
    assert told(mark([], reach))[1:] == ["株式会社しずく日和", "insights.personal"]


@pytest.mark.parametrize("cell", ["1", "連絡不可", "不可", "○", "TRUE", "yes", "x", "電話のみ不可"])
def test_whoever_must_not_be_called_is_left_out_and_counted(cell: str) -> None:
    contacts = pd.DataFrame({"customer_id": ["a", "b"], "do_not_contact": [cell, ""]})
    kept, left_out = to_call(contacts)
    assert kept["customer_id"].tolist() == ["b"]
    assert left_out == 1


@pytest.mark.parametrize("cell", ["", " ", "0", "０", "False", "no", "いいえ", "なし", "可", "-"])
def test_a_plain_no_leaves_nobody_out(cell: str) -> None:
    contacts = pd.DataFrame({"customer_id": ["a"], "do_not_contact": [cell]})
    assert to_call(contacts)[1] == 0


def test_one_word_of_a_customer_holds_for_all_their_contacts() -> None:
    contacts = pd.DataFrame(
        {"customer_id": ["a", "a", "", ""], "do_not_contact": ["1", "", "1", ""]}
    )
    kept, left_out = to_call(contacts)
    assert (kept.index.tolist(), left_out) == ([3], 3)
