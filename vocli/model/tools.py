"""The instruments that the pipeline builds once per process and lends to the rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray


class Token(NamedTuple):
    """One morpheme in the IPA dictionary's terms."""

    surface: str
    pos: str  # the four part-of-speech levels joined with commas: 名詞,固有名詞,人名,姓
    base: str  # dictionary form; the surface where the dictionary has none


class Tokenizer(Protocol):
    """Cuts one normalised text into morphemes."""

    @property
    def name(self) -> str:
        """`mecab` or `janome`."""

    def tokens(self, text: str) -> list[Token]:
        """The morphemes of `text` in order, white space left out."""


class Encoder(Protocol):
    """Turns sentences into vectors."""

    @property
    def name(self) -> str:
        """Package and version, printed with the result."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Vectors of shape (len(texts), 512), int8; the same text gives the same row in the same call."""


class Memory(Protocol):
    """Values kept between runs, by keys that stand for all that they depend on (vocli.cache)."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are kept."""

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values."""


@dataclass(frozen=True)
class Tools:
    """Lent to privacy, language, signals and themes; `encoder` is None where it cannot be used."""

    tokenizer: Tokenizer
    encoder: Encoder | None
    synonyms: Mapping[str, str] = field(
        default_factory=dict
    )  # spelling -> the word that stands for it
    memory: Memory | None = None
