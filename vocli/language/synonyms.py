"""A tokenizer that says one word for all that mean the same, so that terms and names of themes agree."""

from __future__ import annotations

from collections.abc import Mapping

from vocli.model import Token, Tokenizer
from vocli.text import nfkc

_NOUN = "名詞,一般,*,*"
_LONGEST = 8  # morphemes of one spelling


def with_synonyms(tokenizer: Tokenizer, words: Mapping[str, str]) -> Tokenizer:
    """The tokenizer itself without words, else one that puts the representative for every spelling.

    `words` maps spellings to representatives; width and capitals do not count. A spelling is found where
    it begins and ends with morphemes, the longest first. What comes out is no cut of the text any more:
    for terms, not for masking.
    """
    return _Representing(tokenizer, words) if words else tokenizer


class _Representing:
    def __init__(self, tokenizer: Tokenizer, words: Mapping[str, str]) -> None:
        self._tokenizer = tokenizer
        self._words = {_fold(spelling): word for spelling, word in words.items()}
        self._longest = max(map(len, self._words))
        self._starts = {spelling[0] for spelling in self._words}

    @property
    def name(self) -> str:
        """The tokenizer's own name."""
        return self._tokenizer.name

    def tokens(self, text: str) -> list[Token]:
        """The morphemes of `text`, those of a spelling replaced by its representative, a noun."""
        found = self._tokenizer.tokens(text)
        out: list[Token] = []
        i = 0
        while i < len(found):
            taken, word = self._at(found, i)
            out.append(Token(word, _NOUN, word) if taken else found[i])
            i += taken or 1
        return out

    def _at(self, tokens: list[Token], start: int) -> tuple[int, str]:
        """(morphemes, representative) of the longest spelling that begins at `start`; (0, "") for none."""
        if _fold(tokens[start].surface)[:1] not in self._starts:
            return 0, ""
        best = (0, "")
        joined = ""
        for taken, token in enumerate(tokens[start : start + _LONGEST], 1):
            joined += _fold(token.surface)
            if len(joined) > self._longest:
                break
            if joined in self._words:
                best = (taken, self._words[joined])
        return best


def _fold(word: str) -> str:
    return nfkc(word).casefold()
