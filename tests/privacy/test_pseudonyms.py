"""The same identifier has the same code however it is typed, and the code says nothing."""

from __future__ import annotations

import pytest

from vocli.privacy import pseudonym


@pytest.mark.parametrize("typed", ["ab-0012", "ＡＢ－００１２", "AB 0012", "Ab‐0012", " ab0012 "])
def test_spelling_does_not_matter(typed: str) -> None:
    assert pseudonym(typed, "C") == pseudonym("AB0012", "C")


def test_different_identifiers_differ() -> None:
    codes = {pseudonym(str(i), "C") for i in range(2_000)}
    assert len(codes) >= 1_998
    assert pseudonym("12", "C") != pseudonym("012", "C")


def test_prefix_and_salt_make_other_codes() -> None:
    assert pseudonym("12", "C")[1:] != pseudonym("12", "A")[1:]
    assert pseudonym("12", "C") != pseudonym("12", "C", salt="s")


@pytest.mark.parametrize("empty", ["", " ", "-", "\u3000"])
def test_nothing_has_no_code(empty: str) -> None:
    assert pseudonym(empty, "C") == ""


def test_form() -> None:
    code = pseudonym("12", "C")
    assert code.startswith("C-")
    assert code[2:].isalnum()
    assert code == code.upper()
    assert len(pseudonym("12", "C", length=1)) == 6
