"""People, shares and the foremost theme of a group of contacts."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from vocli.insights.counting import people, share_of, top_theme


def test_where_no_customer_is_known_there_is_no_count_rather_than_nobody() -> None:
    assert people(pd.DataFrame({"customer": ["", ""]})) is None
    assert people(pd.DataFrame({"customer": ["C-1", "", "C-1", "C-2"]})) == 2


def test_a_share_of_nothing_is_empty() -> None:
    assert share_of(0, 0) == {"share": None, "share_low": None, "share_high": None}


def test_a_share_has_the_interval_of_wilson() -> None:
    # 5 of 10 at z = 1.95996: (5 + 1.92073) / 13.84146 -+ 1.95996 x sqrt(2.5 + .96036) / 13.84146
    cells = share_of(5, 10)
    assert cells["share"] == 0.5
    assert cells["share_low"] == pytest.approx(0.2366, abs=1e-4)
    assert cells["share_high"] == pytest.approx(0.7634, abs=1e-4)


def test_equal_themes_are_ordered_by_their_id(make_facts: Any, made: Any) -> None:
    contacts = [
        made.contact(key, theme_id=id_) for key, id_ in zip("ABC", ("D-2", "D-1", ""), strict=True)
    ]
    facts = make_facts(contacts, [], [("D-1", "荷物が届かない"), ("D-2", "つながらない")])
    assert top_theme(facts, facts.contacts) == ("荷物が届かない", 1)
    assert top_theme(facts, facts.contacts[facts.contacts["theme_id"] == ""]) is None
