"""One word for all that mean the same: in terms, at the edges of morphemes, and never in masking."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vocli.language import terms, with_synonyms
from vocli.model import Token

WORDS = {
    "違約金": "解約金", "解約近々": "解約金", "解約金": "解約金",
    "アプリ": "しずくアプリ", "しずくアプリ": "しずくアプリ",
    "S1": "卓上型S1", "卓上型S1": "卓上型S1", "定期": "定期便", "定期便": "定期便",
}  # fmt: skip


class Cut:
    """A tokenizer that cuts at bars; what starts with a small letter of kana is a particle."""

    name = "cut"

    def tokens(self, text: str) -> list[Token]:
        return [Token(part, "助詞,格助詞" if part in "がをに" else "名詞,一般,*,*", part) for part in text.split("|")]  # fmt: skip


@pytest.fixture
def said() -> Callable[[str], list[str]]:
    """The surfaces of a text that is cut at bars."""
    wording = with_synonyms(Cut(), WORDS)
    return lambda text: [token.surface for token in wording.tokens(text)]


def test_without_words_it_is_the_tokenizer_itself() -> None:
    plain = Cut()
    assert with_synonyms(plain, {}) is plain


def test_other_words_stay_as_they_are(said: Callable[[str], list[str]]) -> None:
    assert said("電話|が|混雑") == ["電話", "が", "混雑"]


def test_a_part_of_a_morpheme_is_no_word(said: Callable[[str], list[str]]) -> None:
    assert said("アプリケーション|が|定期的") == ["アプリケーション", "が", "定期的"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("違約金|が|高額", ["解約金", "が", "高額"]),
        ("解約|近々|が", ["解約金", "が"]),
        ("しずく|アプリ|に", ["しずくアプリ", "に"]),
        ("卓上|型|S|1|が", ["卓上型S1", "が"]),
        ("s1|が", ["卓上型S1", "が"]),
        ("定期|便", ["定期便"]),
        ("定期|購入", ["定期便", "購入"]),
    ],
)
def test_the_longest_spelling_is_replaced(
    said: Callable[[str], list[str]], text: str, expected: list[str]
) -> None:
    assert said(text) == expected


def test_the_name_of_the_tokenizer_stays() -> None:
    assert with_synonyms(Cut(), WORDS).name == "cut"


def test_spellings_meet_in_one_term() -> None:
    wording = with_synonyms(Cut(), WORDS)
    first, second = (terms(wording.tokens(text)) for text in ("違約金|が", "解約|近々|が"))
    assert first == second == ("解約金",)
