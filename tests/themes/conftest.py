"""Small tools of one's own: a tokenizer shared by all processes, vectors that follow the words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from vocli.language.tokenizers import build_tokenizer
from vocli.model import Tokenizer, Tools

_PIECE = re.compile(r"[ァ-ヴー]{2,}|[一-鿿]+|[a-z]+|[ぁ-ん]{2,}")


class WordEncoder:
    """A vector per text that is the sum of one fixed random direction per word; int8, 512 wide."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    @property
    def name(self) -> str:
        """Never the name of the packaged encoder."""
        return "words 1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Vectors of shape (len(texts), 512)."""
        self.seen.extend(texts)
        rows = [
            sum((_direction(piece) for piece in _PIECE.findall(text)), np.zeros(512))
            for text in texts
        ]
        dense = np.array(rows).reshape(len(texts), 512)
        length = np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
        return np.clip(np.rint(dense / length * 750), -127, 127).astype(np.int8)


def _direction(piece: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(piece.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=512)


@pytest.fixture(scope="session")
def tokenizer(dictionary_cache: Path) -> Tokenizer:
    """The fast tokenizer."""
    return build_tokenizer("mecab", [], dictionary_cache)[0]


@pytest.fixture
def encoder() -> WordEncoder:
    """The stub encoder."""
    return WordEncoder()


@pytest.fixture
def tools(tokenizer: Tokenizer, encoder: WordEncoder) -> Tools:
    """Both."""
    return Tools(tokenizer, encoder)


@pytest.fixture
def words_only(tokenizer: Tokenizer) -> Tools:
    """A tokenizer and no encoder."""
    return Tools(tokenizer, None)


@dataclass(frozen=True)
class Planted:
    """Voices of known kinds: `kind[i]` is the planted theme of row i."""

    terms: list[tuple[str, ...]]
    vectors: NDArray[np.int8]
    kind: NDArray[np.int64]


def plant(kinds: int = 4, each: int = 30, seed: int = 0) -> Planted:
    """`kinds` x `each` voices: four words of their kind's eight, one of everybody's, and a vector nearby."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(kinds, 512))
    kind = rng.permutation(np.repeat(np.arange(kinds), each))
    terms = []
    for k in kind:
        own = rng.choice(8, 4, replace=False)
        terms.append((*(f"kind{k}word{w}" for w in sorted(own)), f"common{rng.integers(6)}"))
    dense = centres[kind] + rng.normal(size=(len(kind), 512)) * 1.2
    unit = dense / np.linalg.norm(dense, axis=1, keepdims=True)
    vectors = np.clip(np.rint(unit * 750), -127, 127).astype(np.int8)
    return Planted(terms, vectors, kind)


@pytest.fixture(scope="session")
def planted() -> Planted:
    """Four kinds of thirty voices."""
    return plant()
