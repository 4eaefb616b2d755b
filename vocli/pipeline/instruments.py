"""The tools that a run lends to its rooms; vectors are made by as many processes as are worth it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vocli.engine import Crew, crew
from vocli.language import build_tokenizer, load_encoder
from vocli.model import Encoder, Tools
from vocli.pipeline.question import Progress, Question, silent

CHUNK = 256  # texts per piece of work
# Turns; below, starting processes and loading the weights in each costs more than it saves.
_WORTH_A_CREW = 4_000


class CrewEncoder:
    """An encoder whose work is done by a crew; the vectors are those of the encoder itself."""

    def __init__(self, encoder: Encoder, workers: Crew) -> None:
        self._encoder = encoder
        self._workers = workers

    @property
    def name(self) -> str:
        """The encoder's own name."""
        return self._encoder.name

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.int8]:
        """Vectors of the texts, one row each, in the given order."""
        chunks = [list(texts[i : i + CHUNK]) for i in range(0, len(texts), CHUNK)]
        rows = [np.zeros((0, 512), dtype=np.int8)]
        work = _encode_chunk if self._workers.many else self._encoder.encode
        for done, vectors in enumerate(self._workers.map(work, chunks), 1):
            rows.append(vectors)
            progress("pipeline.step_encode", done, len(chunks))
        return np.concatenate(rows)


def build_tools(question: Question) -> tuple[Tools, tuple[str, ...]]:
    """The tokenizer and the encoder, and a sentence for each that had to be replaced."""
    tokenizer, why_not_fast = build_tokenizer(
        question.tokenizer, question.words, question.cache_dir
    )
    encoder, why_none = _encoder() if question.use_encoder else (None, "")
    known = question.side.synonyms
    tools = Tools(tokenizer, encoder, known.word if known else {})
    return tools, tuple(why for why in (why_not_fast, why_none) if why)


@contextmanager
def crewed(tools: Tools, jobs: int, turns: int) -> Iterator[Tools]:
    """The same tools, the encoder's work spread over `jobs` processes where that many turns are worth it.

    The processes start at once and load their weights while this one reads on.
    """
    if tools.encoder is None or jobs <= 1 or turns < _WORTH_A_CREW:
        yield tools
        return
    with crew(jobs, _warm_up) as workers:
        yield replace(tools, encoder=CrewEncoder(tools.encoder, workers))


def encode(texts: Sequence[str], encoder: Encoder, progress: Progress) -> NDArray[np.int8]:
    """Vectors of distinct texts, one row each, in the given order."""
    if isinstance(encoder, CrewEncoder):
        return encoder.encode(texts, progress)
    return CrewEncoder(encoder, Crew(None)).encode(texts, progress)


@cache
def _encoder() -> tuple[Encoder | None, str]:
    """One encoder per process: loading its weights takes a second or two."""
    return load_encoder()


def _encode_chunk(texts: list[str]) -> NDArray[np.int8]:
    encoder, why = _encoder()
    if encoder is None:
        raise RuntimeError(why)
    return encoder.encode(texts)


def _warm_up(number: int) -> None:
    """Load the weights; the number only tells the calls apart."""
    _encode_chunk([str(number)])
