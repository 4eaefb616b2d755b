"""The tools that a run lends to its rooms; vectors are made by as many processes as are worth it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vocli.cache import Cache, keys_of
from vocli.engine import Crew, crew
from vocli.language import arithmetic, build_tokenizer, load_encoder
from vocli.messages import t
from vocli.model import Encoder, Memory, Tools
from vocli.pipeline.question import Progress, Question, silent

CHUNK = 256  # texts per piece of work
SIZE = 512  # numbers of a vector
_BLOCK = 16 * CHUNK  # texts that are encoded before they are kept
# Turns; below, starting processes and loading the weights in each costs more than it saves.
_WORTH_A_CREW = 4_000


class CrewEncoder:
    """An encoder whose work is done by a crew; the vectors are those of the encoder itself.

    hire: gives the crew, when the first texts come.
    """

    def __init__(self, encoder: Encoder, hire: Callable[[], Crew]) -> None:
        self._encoder = encoder
        self._hire = hire

    @property
    def name(self) -> str:
        """The encoder's own name."""
        return self._encoder.name

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.int8]:
        """Vectors of the texts, one row each, in the given order."""
        chunks = [list(texts[i : i + CHUNK]) for i in range(0, len(texts), CHUNK)]
        rows = [np.zeros((0, SIZE), dtype=np.int8)]
        workers = self._hire() if chunks else Crew(None)
        work = _encode_chunk if workers.many else self._encoder.encode
        for done, vectors in enumerate(workers.map(work, chunks), 1):
            rows.append(vectors)
            progress("pipeline.step_encode", done, len(chunks))
        return np.concatenate(rows)


class RememberingEncoder:
    """An encoder that looks up what it has encoded in earlier runs; a run that is cut off loses one block."""

    def __init__(self, encoder: Encoder, memory: Memory) -> None:
        self.encoder = encoder
        self._memory = memory
        self._made_with = f"{encoder.name} {arithmetic()}"

    @property
    def name(self) -> str:
        """The encoder's own name."""
        return self.encoder.name

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.int8]:
        """Vectors of the texts, one row each, in the given order."""
        keys = keys_of("vector", self._made_with, texts)
        known = self._memory.get(keys)
        left = [i for i, key in enumerate(keys) if key not in known]
        for start in range(0, len(left), _BLOCK):
            block = left[start : start + _BLOCK]
            made = encode([texts[i] for i in block], self.encoder, silent)
            new = {keys[i]: row.tobytes() for i, row in zip(block, made, strict=True)}
            self._memory.put(new)
            known |= new
            progress("pipeline.step_encode", start + len(block), len(left))
        rows = b"".join(known[key] for key in keys)
        return np.frombuffer(rows, dtype=np.int8).reshape(len(keys), SIZE).copy()


def build_tools(question: Question) -> tuple[Tools, tuple[str, ...]]:
    """The tokenizer, the encoder and the memory, and a sentence for each that had to be replaced."""
    tokenizer, why_not_fast = build_tokenizer(
        question.tokenizer, question.words, question.cache_dir
    )
    encoder, why_none = _encoder() if question.use_encoder else (None, "")
    known = question.side.synonyms
    memory = Cache(question.cache_dir, question.cache_limit) if question.cache_limit else None
    if encoder is not None and memory is not None:
        encoder = RememberingEncoder(encoder, memory)
    tools = Tools(tokenizer, encoder, known.word if known else {}, memory)
    return tools, tuple(why for why in (why_not_fast, why_none) if why)


def memory_trouble(tools: Tools) -> tuple[str, ...]:
    """One sentence where the memory could not be used."""
    trouble = tools.memory.trouble if isinstance(tools.memory, Cache) else ""
    return (t("pipeline.no_memory", reason=trouble),) if trouble else ()


@contextmanager
def crewed(tools: Tools, jobs: int, turns: int) -> Iterator[Tools]:
    """The same tools, the encoder's work spread over `jobs` processes where that many turns are worth it.

    The processes start at once and load their weights while this one reads on; where there is a memory, when the
    first text is not in it.
    """
    if tools.encoder is None or jobs <= 1 or turns < _WORTH_A_CREW:
        yield tools
        return
    with ExitStack() as stack:
        hire = cache(lambda: stack.enter_context(crew(jobs, _warm_up)))
        if isinstance(tools.encoder, RememberingEncoder) and tools.memory is not None:
            working = CrewEncoder(tools.encoder.encoder, hire)
            yield replace(tools, encoder=RememberingEncoder(working, tools.memory))
            return
        hire()
        yield replace(tools, encoder=CrewEncoder(tools.encoder, hire))


def encode(texts: Sequence[str], encoder: Encoder, progress: Progress) -> NDArray[np.int8]:
    """Vectors of distinct texts, one row each, in the given order."""
    if isinstance(encoder, CrewEncoder | RememberingEncoder):
        return encoder.encode(texts, progress)
    return CrewEncoder(encoder, lambda: Crew(None)).encode(texts, progress)


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
