"""Suspected harassment: words only in the list of its own, the count everywhere, no label on a customer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from vocli.insights import harassment, signals
from vocli.model import Facts

THREAT = "夜道に気をつけろと言われた"


@pytest.fixture
def facts(make_facts: Any, made: Any) -> Facts:
    """Three suspected contacts of one member of staff, the first long before; and an angry one."""
    days = {"A": "2026-09-01", "B": "2026-11-02", "C": "2026-11-09", "D": "2026-11-09"}
    contacts = [made.contact(k, day, agent="A-XYZ", theme_id="D-1") for k, day in days.items()]
    voices = [made.voice(k, THREAT, harassment=0.9) for k in "ABC"]
    voices.append(made.voice("D", "ふざけるな、早く届けて", harassment=0.1))
    themes = [("D-1", "荷物が届かない")]
    return make_facts(contacts, voices, themes, marked=("harassment",))  # type: ignore[no-any-return]


def test_anger_alone_is_not_listed(facts: Facts) -> None:
    assert harassment.build(facts).table["contact_id"].tolist() == ["A", "B", "C"]


def test_the_words_vanish_from_everything_else_and_the_counts_stay(facts: Facts) -> None:
    quiet = harassment.silence(facts)
    assert quiet.voices["text"].tolist() == ["", "", "", "ふざけるな、早く届けて"]
    found = signals.build(quiet)
    row = found.table[found.table["signal"] == "harassment"].iloc[0]
    assert (row["contacts"], row["quote"]) == (3, "")
    assert not found.table["quote"].str.contains("夜道").any()
    complaint = found.table[found.table["signal"] == "complaint"].iloc[0]
    assert complaint["contacts"] == 4  # the complaint inside counts as any other


def test_the_terms_and_phrases_vanish_with_the_words(facts: Facts) -> None:
    cut = [("夜道", "気"), ("夜道",), (), ("荷物",)]
    voices = facts.voices.assign(
        terms=pd.Series(cut, dtype=object), phrases=pd.Series(cut, dtype=object)
    )
    quiet = harassment.silence(replace(facts, voices=voices)).voices
    assert quiet["terms"].tolist() == quiet["phrases"].tolist() == [(), (), (), ("荷物",)]


def test_each_meeting_counts_those_of_the_last_thirty_days(facts: Facts) -> None:
    table = harassment.build(facts).table.set_index("contact_id")
    assert table["agent_30d"].to_dict() == {"A": 1, "B": 1, "C": 2}


def test_no_column_names_or_judges_the_customer(facts: Facts) -> None:
    assert not {"customer", "customer_id", "score", "rank"} & {*harassment.build(facts).table}


def test_a_run_without_the_signal_lists_nobody(make_facts: Any, made: Any) -> None:
    facts = make_facts([made.contact("A")], [made.voice("A", THREAT)])
    assert harassment.build(facts).table.empty
    assert harassment.silence(facts) is facts
