"""Rewriting a pattern for speed changes no match."""

from __future__ import annotations

import random
import re

import pytest

from vocli.signals.definition import load_background, load_definitions, seed_texts
from vocli.signals.patterns import compile_pattern, spread

CASES = [
    "(?:a|b)?c|d",
    "(?:(?:a|bc)(?:x|y)|z)w?",
    "[ab]?c",
    "[a-c]+d",
    "(?:a|b){2}c",
    "(?:ab?)+c|[cd]e",
    "a?b?c",
    "(?!ab)[abc]d",
    r"\?a|[?]b",
    "(?:a|)b",
]


@pytest.mark.parametrize("pattern", CASES)
def test_a_spread_pattern_matches_the_same_spans(pattern: str) -> None:
    rng = random.Random(7)
    for _ in range(300):
        text = "".join(rng.choice("abcdewxyz?") for _ in range(12))
        plain = [m.span() for m in re.finditer(pattern, text)]
        assert [m.span() for m in re.finditer(spread(pattern), text)] == plain, text


def test_branches_begin_with_literals() -> None:
    assert spread("(?:(?:a|b)?c|d)") == "(?:ac|bc|c|d)"


def test_a_pattern_too_wide_stays_as_it_is() -> None:
    wide = "(?:[abcdefghijklmnopqrstuvwxyz][abcdefghijklmnopqrstuvwxyz]?)" + "".join(
        f"|(?:[abcdefghijklmnopqrstuvwxyz]{i})" for i in range(30)
    )
    assert spread(wide) == wide


def test_a_class_never_crosses_a_line() -> None:
    assert not compile_pattern("あ[^。]い").search("あ\nい")
    assert compile_pattern("あ[^。]い").search("あんい")


def test_the_end_of_a_sentence_may_carry_a_question_mark() -> None:
    assert compile_pattern("ですか$").search("何時ですか?\n次")
    assert not compile_pattern("ですか$").search("何時ですかね\n次")


def test_packaged_patterns_never_match_nothing() -> None:
    definitions = (*load_definitions(), load_background())
    patterns = [c.pattern for d in definitions for c in (*d.cues, *d.blocks)]
    assert not [p.pattern for p in patterns if p.search("") and p.search("").group() == ""]
    assert any(p.search(text) for p in patterns for text in seed_texts()[:50])
