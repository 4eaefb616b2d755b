"""What a detector gets and gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from vocli.model import Token, Tokenizer
from vocli.privacy.policy import NO_POLICY, Policy
from vocli.privacy.shapes import modern

SHIELD = "\u3013"  # 〓: stands for characters that no detector may read
_MARKED = re.compile(r"〔[^〔〕\n]{1,12}〕")
_HAS_CIRCLED = re.compile("[①-⑳⓪❶-❿]")
# NFKC turns these into plain digits, which would then run into a number beside them.
_CIRCLED = str.maketrans(dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪❶❷❸❹❺❻❼❽❾❿", SHIELD))


class Hit(NamedTuple):
    """Characters of the folded text that a placeholder replaces."""

    start: int
    end: int
    placeholder: str


class Heads(NamedTuple):
    """The first two characters of surnames, and a pattern that finds every pair that may be one."""

    pairs: frozenset[str]
    shape: re.Pattern[str]


@dataclass
class Context:
    """One folded text and, for those who ask, its words with their places."""

    text: str
    tokenizer: Tokenizer | None
    policy: Policy = NO_POLICY
    digits: int = 99  # kanji ones count
    taken: list[Hit] = field(default_factory=list, repr=False)  # what earlier detectors found
    _surnamed: bool | None = field(default=None, repr=False)
    _starts: list[int] | None = field(default=None, repr=False)
    _words: list[tuple[int, int, Token]] | None = field(default=None, repr=False)

    def may_name(self, heads: Heads) -> bool:
        """True when the beginning of a listed surname stands in the text; asked once, spares most texts most patterns."""
        if self._surnamed is None:
            self._surnamed = not heads.pairs.isdisjoint(heads.shape.findall(self.text))
        return self._surnamed

    def surname_starts(self, heads: Heads) -> list[int]:
        """Where the beginning of a listed surname stands, in the order of the text."""
        if not self.may_name(heads):
            return []
        if self._starts is None:
            found = heads.shape.finditer(self.text)
            self._starts = [match.start() for match in found if match[1] in heads.pairs]
        return self._starts

    def words(self) -> list[tuple[int, int, Token]]:
        """(start, end, token) of every word; empty without a tokenizer."""
        if self._words is None:
            self._words = []
            position = 0
            text = modern(self._without_taken())  # the dictionary knows 高橋, not 髙橋
            tokens = self.tokenizer.tokens(text) if self.tokenizer else []
            for token in tokens:
                start = text.find(token.surface, position)
                if start < 0:  # the tokenizer capped a run of equal characters here
                    continue
                position = start + len(token.surface)
                self._words.append((start, position, token))
        return self._words

    def _without_taken(self) -> str:
        """The text for the tokenizer: numbers found so far are none of its business and would fill its memory."""
        text = self.text
        for hit in self.taken:
            text = text[: hit.start] + SHIELD * (hit.end - hit.start) + text[hit.end :]
        return text


class Detector(NamedTuple):
    """`find` is worth calling only for texts with `digits` digits (kanji ones count) for which `may` is True.

    Both are asked for every text of every run and must cost next to nothing.
    """

    digits: int
    may: Callable[[Context], bool]
    find: Callable[[Context], Iterable[Hit]]


def holds(text: str, words: tuple[str, ...]) -> bool:
    """True when one of the words stands in the text."""
    for word in words:  # noqa: SIM110 - called for every text; any() with a generator takes twice as long
        if word in text:
            return True
    return False


def shield(text: str) -> str:
    """The text with placeholders and circled digits hidden, every character in its place."""
    if "〔" in text:
        text = _MARKED.sub(lambda m: SHIELD * len(m.group()), text)
    return text.translate(_CIRCLED) if _HAS_CIRCLED.search(text) else text
