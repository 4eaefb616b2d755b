"""Patterns that are compiled at their first use do what compiled ones do."""

from __future__ import annotations

import re

import pytest

from vocli.privacy.lazy import is_from, lazily


def test_a_wrong_pattern_fails_when_it_is_used() -> None:
    wrong = lazily("(")
    with pytest.raises(re.error):
        wrong.search("a")


def test_a_lazy_pattern_finds_what_a_compiled_one_finds() -> None:
    lazy, eager = lazily("A+", re.IGNORECASE), re.compile("A+", re.IGNORECASE)
    text = "aaa b A"
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in eager.finditer(text)]
    assert lazy.sub("-", text) == eager.sub("-", text)


def test_a_match_knows_which_pattern_made_it() -> None:
    one, other = lazily("a"), lazily("b")
    match = one.search("a")
    assert match is not None
    assert is_from(match, one) and is_from(match, other, one)
    assert not is_from(match, other)
