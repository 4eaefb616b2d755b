"""Unicode work that several rooms share: folding with a way back, hashes, display width. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate


@dataclass(frozen=True)
class Folded:
    """A normalised text and, for each of its characters, where that stood in the original.

    `offsets` has one entry more than `text`: the original's length, so that slices map as well.
    """

    text: str
    original: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span behind `text[start:end]`; a character is taken whole or not at all."""
        stop = end
        # ㌔ becomes two characters: a cut between them takes all of ㌔.
        while start < stop < len(self.text) and self.offsets[stop] == self.offsets[stop - 1]:
            stop += 1
        return self.offsets[start], self.offsets[stop]


def fold(text: str) -> Folded:
    """NFKC with an offset map; control characters (but newline and tab) and lone surrogates vanish.

    Both tokenizers crash or truncate on lone surrogates and NUL.
    """
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        return Folded(text, text, tuple(range(len(text) + 1)))
    out: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        piece = unicodedata.normalize("NFKC", cluster)
        out.append(piece)
        offsets.extend([start] * len(piece))
    offsets.append(len(text))
    return Folded("".join(out), text, tuple(offsets))


def nfkc(text: str) -> str:
    """The text of `fold`, without the map: faster where no way back is needed."""
    folded = unicodedata.normalize("NFKC", text)
    if folded.isprintable():
        return folded
    # Removed first, so that what stood on either side of a removed character composes.
    return unicodedata.normalize("NFKC", "".join(ch for ch in text if _keep(ch)))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Characters that NFKC must see together: a base with its combining marks and kana voicing marks."""
    out: list[tuple[int, str]] = []
    for i, ch in enumerate(text):
        if not _keep(ch):
            continue
        if out and (ch in "ﾞﾟ" or _joins(ch)):
            start, cluster = out[-1]
            out[-1] = (start, cluster + ch)
        else:
            out.append((i, ch))
    return out


def _joins(ch: str) -> bool:
    """Marks, and the vowels and finals of Korean syllables, belong to the character before."""
    if ch < "\u0300":
        return False
    return unicodedata.category(ch).startswith("M") or "\u1160" <= ch <= "\u11ff"


def _keep(ch: str) -> bool:
    return ch in "\n\t" or unicodedata.category(ch) not in {"Cc", "Cs", "Cf", "Co", "Cn"}


def digest(*parts: str, length: int = 16) -> str:
    """Hexadecimal SHA-256 of the parts, each ended by a NUL so that ("ab", "c") differs from ("a", "bc")."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.encode("utf-8", "surrogatepass"))
        sha.update(b"\0")
    return sha.hexdigest()[:length]


@lru_cache(maxsize=1 << 13)  # asked for every character of every cell
def char_width(ch: str) -> int:
    """Columns that a character takes on a terminal; ambiguous ones count 1 (they are kept out of output)."""
    if unicodedata.combining(ch) or unicodedata.category(ch) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "FW" else 1


def width(text: str) -> int:
    """Display columns of a text."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def cut(text: str, columns: int) -> str:
    """The longest beginning of `text` that fits into `columns`."""
    if width(text) <= columns:
        return text
    ends = accumulate(map(char_width, text))
    return text[: sum(1 for end in ends if end <= columns)]


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `columns`; on the left when `right` is set (numbers)."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space
