"""Rules of a theme are read or refused with their reason, and hold what they say."""

from __future__ import annotations

import pytest

from vocli.errors import VocliError
from vocli.themes.rules import compile_rule, folded


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "  ",
        '""',
        "AND 焦げ",
        "焦げ OR",
        "(焦げ",
        "焦げ)",
        '"焦げ',
        "焦げ NEAR",
        "NOT",
        "焦げ NEAR/10 NOT 煙",
    ],
)
def test_a_rule_that_cannot_be_read_is_named(rule: str) -> None:
    with pytest.raises(VocliError) as failed:
        compile_rule(rule)
    assert failed.value.code == "VOC-E351"
    assert failed.value.where == rule
    assert failed.value.hint


@pytest.mark.parametrize(
    ("rule", "text", "holds"),
    [
        ("焦げ OR 煙", "煙が出た", True),
        ("焦げ OR 煙", "水が出た", False),
        ("解約金 AND NOT 返金", "解約金がかかる", True),
        ("解約金 AND NOT 返金", "解約金が返金された", False),
        ("解約金 15,000円", "15,000円の解約金", True),  # side by side: both
        ("焦げ OR 煙 AND 床", "焦げた", True),  # AND binds tighter
        ("(焦げ OR 煙) AND 床", "焦げた", False),
        ("NOT (焦げ OR 煙)", "水だけ", True),
        ('"AND"', "A and B", True),  # in quotes it is a word
        ("ｓｍｓ", "SMSが来ない", True),  # width and case do not count
        ("日 NEAR/3 違う", "日付が違う", True),
        ("日 NEAR/3 違う", "違うのは日", True),  # either order
        ("日 NEAR/2 違う", "日付がぜんぜん違う", False),
        ("日 NEAR 違う", "日付がぜんぜん違う", True),  # ten where no number stands
    ],
)
def test_what_a_rule_holds(rule: str, text: str, holds: bool) -> None:
    assert compile_rule(rule)(folded(text)) is holds
