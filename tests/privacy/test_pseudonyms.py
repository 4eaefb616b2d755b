"""The same identifier has the same code however it is typed, and the code says nothing without the key."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from vocli.privacy import pseudonym
from vocli.privacy.pseudonyms import COUNTED, SHOWN

KEY = b"a key that only this test knows"


def test_another_key_gives_other_codes() -> None:
    assert pseudonym("12", "C", KEY) != pseudonym("12", "C", KEY + b"!")
    assert pseudonym("12", "C", KEY) != pseudonym("12", "C", b"")


def test_the_code_is_no_plain_hash_of_the_identifier() -> None:
    import base64

    for told in (b"12", b"C\x0012", b"C12"):
        plain = base64.b32encode(hashlib.sha256(told).digest()).decode()
        assert not plain.startswith(pseudonym("12", "C", KEY)[2:])


def test_the_code_is_an_hmac_that_others_can_compute() -> None:
    import base64

    own = base64.b32encode(hmac.new(KEY, b"C\x0012", hashlib.sha256).digest()).decode()
    assert pseudonym("12", "C", KEY) == f"C-{own[:SHOWN]}"


@pytest.mark.parametrize("typed", ["ab-0012", "ＡＢ－００１２", "AB 0012", "Ab‐0012", " ab0012 "])
def test_spelling_does_not_matter(typed: str) -> None:
    assert pseudonym(typed, "C", KEY) == pseudonym("AB0012", "C", KEY)


def test_leading_zeros_do_matter() -> None:
    assert pseudonym("12", "C", KEY) != pseudonym("012", "C", KEY)


def test_customers_that_are_counted_never_merge() -> None:
    ids = [str(i) for i in range(40_000)]
    assert len({pseudonym(i, "C", KEY, COUNTED) for i in ids}) == len(ids)
    assert len({pseudonym(i, "C", KEY) for i in ids}) == len(ids)


def test_the_shown_code_is_the_beginning_of_the_counted_one() -> None:
    assert pseudonym("12", "C", KEY, COUNTED).startswith(pseudonym("12", "C", KEY))


def test_a_prefix_makes_other_codes() -> None:
    assert pseudonym("12", "C", KEY)[1:] != pseudonym("12", "A", KEY)[1:]


@pytest.mark.parametrize("empty", ["", " ", "-", "\u3000"])
def test_nothing_has_no_code(empty: str) -> None:
    assert pseudonym(empty, "C", KEY) == ""


def test_form() -> None:
    code = pseudonym("12", "C", KEY)
    assert code.startswith("C-")
    assert code[2:].isalnum()
    assert code == code.upper()
    assert len(pseudonym("12", "C", KEY, length=1)) == 6
    assert len(pseudonym("12", "C", KEY, length=99)) == 53
