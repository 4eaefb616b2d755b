"""Words that the general dictionary cuts badly: the package's own lexicon and the user's list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vocli.text import nfkc

# Context ids of the IPA dictionary, the same on both sides for nouns.
_CONTEXT = {"名詞,一般": 1285, "名詞,サ変接続": 1283, "名詞,固有名詞,一般": 1288}
_USER_POS = "名詞,固有名詞,一般"
_LONGEST = 40  # the portable engine looks up at most 50 characters
_UNUSABLE = re.compile(r'[,"\x00-\x1f]')


@dataclass(frozen=True)
class Word:
    """One extra dictionary entry."""

    surface: str
    pos: str  # a key of the context table

    @property
    def left(self) -> int:
        """Left context id."""
        return _CONTEXT[self.pos]

    right = left

    @property
    def cost(self) -> int:
        """Word cost: low enough to win over a cut, but Latin letters must not cut longer words."""
        return 5000 if self.surface.isascii() else 2000 - 1000 * min(len(self.surface), 6)

    def tags(self) -> tuple[str, str, str, str]:
        """The four part-of-speech levels."""
        parts = [*self.pos.split(","), "*", "*", "*"]
        return parts[0], parts[1], parts[2], parts[3]

    def line(self) -> str:
        """Everything that the cuts depend on, as one string."""
        return f"{self.surface},{self.left},{self.cost},{self.pos}"


def all_words(user_words: Iterable[str]) -> tuple[Word, ...]:
    """The package's lexicon and the user's words, folded, without doubles, sorted by surface.

    A user's word that no dictionary line can hold (a comma, a quotation mark, over 40 characters)
    is left out.
    """
    found = {word.surface: word for word in lexicon()}
    for text in user_words:
        surface = inner(nfkc(text).strip())
        if surface and len(surface) <= _LONGEST and not _UNUSABLE.search(surface):
            found.setdefault(surface, Word(surface, _USER_POS))
    return tuple(found[surface] for surface in sorted(found))


def inner(text: str) -> str:
    """White space as both engines get it: the ideographic space, which the dictionary knows."""
    return re.sub(r"\s", "\u3000", text)


@cache
def lexicon() -> tuple[Word, ...]:
    """The package's own words."""
    return tuple(Word(inner(row[0]), row[1]) for row in rows("words.tsv"))


def rows(name: str) -> Sequence[tuple[str, ...]]:
    """The lines of a package lexicon, cut at tabs, without comments and blanks."""
    text = (files(__package__) / "lexicon" / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
