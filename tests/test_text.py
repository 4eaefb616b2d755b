"""The folding that every room relies on, and its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.text import cut, digest, fold, nfkc, pad, width

ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


@given(ANY_TEXT)
def test_both_foldings_agree(text: str) -> None:
    assert fold(text).text == nfkc(text)


@given(ANY_TEXT)
def test_offsets_lead_back_into_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert nfkc(nfkc(text)) == nfkc(text)


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\u200b", "\ufeff", "\x1b", "\r"])
def test_characters_that_break_tokenizers_vanish(bad: str) -> None:
    assert nfkc(f"届{bad}かない") == "届かない"
    assert fold(f"届{bad}かない").text == "届かない"


def test_line_ends_and_tabs_stay() -> None:
    assert nfkc("一行\n二\t行") == "一行\n二\t行"


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("電話は０９０です", "090", "０９０"),
        ("ｶﾞｽが漏れる", "ガス", "ｶﾞｽ"),
        ("5㌔です", "キロ", "㌔"),
        ("か\u3099す", "がす", "か\u3099す"),
        ("㈱です", "(株)", "㈱"),
    ],
)
def test_a_span_maps_to_the_characters_it_came_from(text: str, part: str, original: str) -> None:
    folded = fold(text)
    start = folded.text.index(part)
    a, b = folded.span(start, start + len(part))
    assert text[a:b] == original


def test_half_of_a_ligature_takes_the_whole() -> None:
    folded = fold("5㌔です")
    a, b = folded.span(0, 2)
    assert "5㌔です"[a:b] == "5㌔"


def test_digest_keeps_the_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("\ud800") != digest("")


def test_width_counts_columns_not_characters() -> None:
    assert width("電話a") == 5
    assert width("か\u3099") == 2
    assert cut("電話番号", 5) == "電話"
    assert pad("電話", 6) == "電話  "
    assert pad("12", 4, right=True) == "  12"
