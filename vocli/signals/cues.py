"""Cue evidence for many voices at once: every pattern runs once over all sentences joined by newlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vocli.signals.clauses import read
from vocli.signals.definition import Cue, Definition, load_background

_FURTHER = 0.5  # a second cue of the same signal says less than the first
_LIMIT = 6.0  # log-odds; more certainty than that no pattern gives


@dataclass(frozen=True)
class Sentences:
    """All sentences of some voices, ready for the patterns.

    `voice[i]` is the voice of sentence i, `note[i]` whether an operator wrote it.
    `blob[scope]` joins the sentences by newlines, `starts[scope]` are their offsets in it.
    """

    voice: NDArray[np.intp]
    note: NDArray[np.bool_]
    blob: dict[str, str]
    starts: dict[str, NDArray[np.intp]]


@dataclass(frozen=True)
class Hit:
    """A cue or a block that was found, with the words it matched."""

    signal: str
    name: str
    weight: float  # negative for a block
    words: str


def split_sentences(texts: Sequence[str], note: Sequence[bool]) -> Sentences:
    """The sentences of `texts`; `note` says per text whether it is an operator's record."""
    readings = [(i, reading) for i, text in enumerate(texts) for reading in read(text)]
    blob: dict[str, str] = {}
    starts: dict[str, NDArray[np.intp]] = {}
    for place, scope in enumerate(("any", "end", "after")):
        lines = [reading[place] for _, reading in readings]
        lengths = np.fromiter((len(line) + 1 for line in lines), dtype=np.intp, count=len(lines))
        blob[scope] = "\n".join(lines)
        starts[scope] = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp)
    voice = np.array([i for i, _ in readings], dtype=np.intp)
    return Sentences(voice, np.array(note, dtype=np.bool_)[voice], blob, starts)


def evidence(
    definitions: Sequence[Definition],
    texts: Sequence[str],
    note: Sequence[bool],
    background: bool = True,
) -> NDArray[np.float64]:
    """Log-odds from cues minus blocks, of shape (texts, definitions).

    Within a sentence they add up; the voice takes its sentence with the strongest evidence for the
    signal, or against it where none speaks for it. The blocks of the background keep set phrases of a
    desk out of customers' voices; what agents say is read without them.
    """
    out = np.zeros((len(texts), len(definitions)))
    if not len(texts):
        return out
    sentences = split_sentences(texts, note)
    shared = _locate(load_background().blocks, sentences) if background else ()
    for column, definition in enumerate(definitions):
        against = (*_locate(definition.blocks, sentences), *shared)
        net = _weigh(_locate(definition.cues, sentences), len(sentences.voice))
        net -= _weigh(against, len(sentences.voice))
        best = np.full(len(texts), -np.inf)
        worst = np.full(len(texts), np.inf)
        np.maximum.at(best, sentences.voice, net)
        np.minimum.at(worst, sentences.voice, net)
        out[:, column] = np.where(best > 0, best, worst)
    return out


def find_hits(definition: Definition, text: str, note: bool) -> tuple[Hit, ...]:
    """The cues and blocks of one signal found in one voice, in the order of the definition."""
    sentences = split_sentences([text], [note])
    blocks = (*definition.blocks, *load_background().blocks)
    hits: list[Hit] = []
    for cues, sign in ((definition.cues, 1.0), (blocks, -1.0)):
        for cue in cues:
            match = cue.pattern.search(sentences.blob[cue.scope]) if _holds_for(cue, note) else None
            if match and match.group():
                hits.append(Hit(definition.key, cue.name, sign * cue.weight, match.group()))
    return tuple(hits)


def _locate(
    cues: Sequence[Cue], sentences: Sentences
) -> tuple[tuple[float, NDArray[np.intp]], ...]:
    """Weight of each cue and the sentences it was found in."""
    return tuple((cue.weight, _find(cue, sentences)) for cue in cues)


def _weigh(located: Sequence[tuple[float, NDArray[np.intp]]], count: int) -> NDArray[np.float64]:
    first = np.zeros(count)
    total = np.zeros(count)
    for weight, found in located:
        first[found] = np.maximum(first[found], weight)
        total[found] += weight
    return np.minimum(first + _FURTHER * (total - first), _LIMIT)


def _find(cue: Cue, sentences: Sentences) -> NDArray[np.intp]:
    if cue.kinds == "note" and not sentences.note.any():
        return np.empty(0, dtype=np.intp)
    ends = [m.end() for m in cue.pattern.finditer(sentences.blob[cue.scope]) if m.group()]
    if not ends:
        return np.empty(0, dtype=np.intp)
    # An end is one past the last matched character, so the character before it tells the line.
    last = np.array(ends, dtype=np.intp) - 1
    found = np.unique(np.searchsorted(sentences.starts[cue.scope], last, side="right") - 1)
    if cue.kinds == "all":
        return found
    kept: NDArray[np.intp] = found[sentences.note[found] == (cue.kinds == "note")]
    return kept


def _holds_for(cue: Cue, note: bool) -> bool:
    return cue.kinds == "all" or (cue.kinds == "note") == note
