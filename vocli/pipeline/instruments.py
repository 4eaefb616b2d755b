"""The tools that a run lends to its rooms, and vectors made once per distinct text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vocli.engine import map_ordered
from vocli.language import build_tokenizer, load_encoder
from vocli.model import Encoder, Tools
from vocli.pipeline.question import Progress, Question

CHUNK = 256  # texts per piece of work: fixed, so that the number of processes cannot matter
_WORTH_A_POOL = (
    600  # below that, starting processes and loading weights twice costs more than it saves
)


def build_tools(question: Question) -> tuple[Tools, tuple[str, ...]]:
    """The tokenizer and the encoder, and a sentence for each that had to be replaced."""
    tokenizer, why_not_fast = build_tokenizer(
        question.tokenizer, question.words, question.cache_dir
    )
    encoder, why_none = _encoder() if question.use_encoder else (None, "")
    return Tools(tokenizer, encoder), tuple(why for why in (why_not_fast, why_none) if why)


def encode(
    texts: Sequence[str], encoder: Encoder, jobs: int, progress: Progress
) -> NDArray[np.int8]:
    """Vectors of distinct texts, one row each, in the given order."""
    chunks = [list(texts[i : i + CHUNK]) for i in range(0, len(texts), CHUNK)]
    if jobs > 1 and len(texts) >= _WORTH_A_POOL:
        results = map_ordered(_encode_chunk, chunks, jobs)
    else:
        results = map(encoder.encode, chunks)
    rows = []
    for i, vectors in enumerate(results):
        rows.append(vectors)
        progress("pipeline.step_encode", i + 1, len(chunks))
    return np.concatenate(rows) if rows else np.zeros((0, 512), dtype=np.int8)


@cache
def _encoder() -> tuple[Encoder | None, str]:
    """One encoder per process: loading its weights takes a second or two."""
    return load_encoder()


def _encode_chunk(texts: list[str]) -> NDArray[np.int8]:
    encoder, why = _encoder()
    if encoder is None:
        raise RuntimeError(why)
    return encoder.encode(texts)
