"""What a detector gets and gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from vocli.model import Token, Tokenizer

SHIELD = "\u3013"  # 〓: stands for characters that no detector may read
_MARKED = re.compile(r"〔[^〔〕\n]{1,12}〕")
# NFKC turns these into plain digits, which would then run into a number beside them.
_CIRCLED = str.maketrans(dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪❶❷❸❹❺❻❼❽❾❿", SHIELD))


class Hit(NamedTuple):
    """Characters of the folded text that a placeholder replaces."""

    start: int
    end: int
    placeholder: str


@dataclass
class Context:
    """One folded text and, for those who ask, its words with their places."""

    text: str
    tokenizer: Tokenizer | None
    _words: list[tuple[int, int, Token]] | None = field(default=None, repr=False)

    def words(self) -> list[tuple[int, int, Token]]:
        """(start, end, token) of every word; empty without a tokenizer."""
        if self._words is None:
            self._words = []
            position = 0
            tokens = self.tokenizer.tokens(self.text) if self.tokenizer else []
            for token in tokens:
                start = self.text.find(token.surface, position)
                if start < 0:  # the tokenizer capped a run of equal characters here
                    continue
                position = start + len(token.surface)
                self._words.append((start, position, token))
        return self._words


DETECTOR = Callable[[Context], Iterable[Hit]]


def shield(text: str) -> str:
    """The text with placeholders and circled digits hidden, every character in its place."""
    if "〔" in text:
        text = _MARKED.sub(lambda m: SHIELD * len(m.group()), text)
    return text.translate(_CIRCLED)
