"""Masks, cuts, vectors and cue evidence that earlier runs have made: looked up by what they depend on, else made and kept.

Without a memory everything is made. Values are masked text and numbers; keys are hashes.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.metadata import version

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.cache import key_of, keys_of
from vocli.language import Cuts, Sentence, said_by_customers
from vocli.model import Memory
from vocli.pipeline.question import Question
from vocli.signals import Definition, Weigh, evidence
from vocli.themes import Groups, group_voices
from vocli.themes.discover import Grouping

_GROUPED_WITH = ("numpy", "scipy", "sparse-dot-topn", "graspologic-native")
_UNCHANGED = b"\xff"  # a masked text that is the text; no UTF-8 begins with it


def tokenizer_key(name: str, question: Question) -> str:
    """What a cut depends on beside its text: engine, dictionary, and the team's words and synonyms."""
    known = question.side.synonyms
    told = (
        name,
        version("janome"),
        version("fugashi"),
        question.words,
        sorted(known.word.items()) if known else (),
    )
    return repr(told)


def remembered_masks(
    memory: Memory | None,
    shared: str,
    pairs: Sequence[tuple[str, str]],
    mask: Callable[[Sequence[str], Sequence[str]], list[str]],
) -> list[str]:
    """The masked text of each (text, other cells of its contact), made by `mask` where it is not known."""
    if memory is None:
        return mask([text for text, _ in pairs], [extra for _, extra in pairs])
    keys = keys_of("mask", shared, (f"{len(text)}\0{text}{extra}" for text, extra in pairs))
    known = memory.get(keys)
    left = [i for i, key in enumerate(keys) if key not in known]
    made = mask([pairs[i][0] for i in left], [pairs[i][1] for i in left])
    new = {
        keys[i]: _UNCHANGED if text == pairs[i][0] else text.encode("utf-8", "surrogatepass")
        for i, text in zip(left, made, strict=True)
    }
    memory.put(new)
    known |= new
    return [_masked(known[key], text) for key, (text, _) in zip(keys, pairs, strict=True)]


def _masked(value: bytes, text: str) -> str:
    return text if value == _UNCHANGED else value.decode("utf-8", "surrogatepass")


class RememberedCuts:
    """The cuts of a batch of turns, as far as they are known; `keep` what was cut since."""

    def __init__(self, memory: Memory | None, shared: str, turns: pd.DataFrame) -> None:
        self._memory = memory
        self._shared = shared
        self.known: Cuts = {}
        if memory is None:
            return
        own = said_by_customers(turns)
        pairs = list(dict.fromkeys(zip(own["text"], own["voice_kind"], strict=True)))
        keys = self._keys(pairs)
        found = memory.get(keys)
        self.known = {
            pair: _cut(found[key]) for pair, key in zip(pairs, keys, strict=True) if key in found
        }
        self._had = frozenset(self.known)

    def keep(self) -> None:
        """Put what was cut into the memory."""
        if self._memory is None:
            return
        new = [pair for pair in self.known if pair not in self._had]
        values = (_told(self.known[pair]) for pair in new)
        self._memory.put(dict(zip(self._keys(new), values, strict=True)))

    def _keys(self, pairs: Iterable[tuple[str, str]]) -> list[bytes]:
        return keys_of("cut", self._shared, (f"{kind}\0{text}" for text, kind in pairs))


def _told(cut: tuple[Sentence, ...]) -> bytes:
    # As it is, so that whoever audits the file finds what it holds.
    return json.dumps(cut, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def _cut(value: bytes) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(text, aside, tuple(terms))
        for text, aside, terms in json.loads(value.decode("utf-8", "surrogatepass"))
    )


def evidence_for(memory: Memory | None, question: Question) -> Weigh:
    """`evidence`, which looks up what it has weighed in earlier runs."""
    # Unmasked text is never kept.
    if memory is None or question.reach.personal:
        return evidence
    return partial(_remembered_evidence, memory)


def _remembered_evidence(
    memory: Memory, definitions: Sequence[Definition], texts: Sequence[str], note: Sequence[bool]
) -> NDArray[np.float64]:
    """What `evidence` finds, shape (texts, definitions)."""
    shared = ",".join(definition.key for definition in definitions)
    keys = keys_of(
        "cues", shared, (f"{int(own)}{text}" for text, own in zip(texts, note, strict=True))
    )
    known = memory.get(keys)
    left = [i for i, key in enumerate(keys) if key not in known]
    if left:
        made = evidence(definitions, [texts[i] for i in left], [note[i] for i in left])
        new = {keys[i]: row.astype("<f8").tobytes() for i, row in zip(left, made, strict=True)}
        memory.put(new)
        known |= new
    rows = b"".join(known[key] for key in keys)
    return np.frombuffer(rows, dtype="<f8").reshape(len(keys), len(definitions)).astype(np.float64)


def remembered_groups(memory: Memory | None) -> Grouping:
    """`group_voices`, which looks up the same voices grouped earlier."""
    if memory is None:
        return group_voices

    def group(
        terms: Sequence[Sequence[str]],
        vectors: NDArray[np.int8] | None,
        idf: dict[str, float],
        together: Sequence[tuple[int, int]],
    ) -> Groups:
        digest = hashlib.blake2b(json.dumps([terms, sorted(idf.items()), together]).encode("ascii"))
        digest.update(b"" if vectors is None else vectors.tobytes())
        key = key_of("groups", *map(version, _GROUPED_WITH), digest.hexdigest())
        known = memory.get([key]).get(key)
        if known is not None:
            labels = np.frombuffer(known[16:], dtype="<i8").astype(np.int64)
            return Groups(labels, *struct.unpack("<dd", known[:16]))
        made = group_voices(terms, vectors, idf, together)
        head = struct.pack("<dd", made.resolution, made.stability)
        memory.put({key: head + made.labels.astype("<i8").tobytes()})
        return made

    return group
