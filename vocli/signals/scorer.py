"""Scores per voice and signal: cue evidence plus a linear model on sentence vectors, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.model import Encoder
from vocli.signals.clauses import analysis_text
from vocli.signals.cues import Hit, evidence, find_hits
from vocli.signals.definition import CORE, Definition, load_definitions, seed_texts
from vocli.signals.model import LinearModel, fit_model, load_model, training_labels

_PRIOR = -1.0  # log-odds of a signal before any cue is seen, when cues are all there is
_NEAREST = 3
_UNPROVED = -0.2  # log-odds of at most this, just below the threshold, without a cue that is needed


@dataclass(frozen=True)
class NearSeed:
    """A seed sentence close to a voice; `counts_for` is False for a counter-seed."""

    text: str
    similarity: float
    counts_for: bool


@dataclass(frozen=True)
class SignalTrace:
    """Why one signal got its score. `model` is None where no vector was used."""

    signal: str
    score: float
    model: float | None  # log-odds from the vector
    cues: float  # log-odds from cues minus blocks
    hits: tuple[Hit, ...]
    nearest: tuple[NearSeed, ...]


@dataclass(frozen=True)
class Trace:
    """Why a voice got its scores, one entry per signal in output order."""

    signals: tuple[SignalTrace, ...]

    def of(self, signal: str) -> SignalTrace:
        """The entry of one signal."""
        return next(entry for entry in self.signals if entry.signal == signal)


# Evidence of definitions in texts, of which some are notes: log-odds of shape (texts, definitions).
Weigh = Callable[[Sequence[Definition], Sequence[str], Sequence[bool]], NDArray[np.float64]]


@dataclass(frozen=True)
class Scorer:
    """Marks `signals`. `model` is None without an encoder: then cues alone decide."""

    model: LinearModel | None
    signals: tuple[str, ...] = CORE
    weigh: Weigh = evidence  # or one that remembers

    @classmethod
    def build(cls, encoder: Encoder | None, signals: Sequence[str] = CORE) -> Scorer:
        """A scorer for vectors of this encoder: the packaged model, or a new fit for another encoder.

        Marking fewer signals takes less time: every cue is compiled and run only for those asked for.
        """
        wanted = tuple(signals)
        if encoder is None:
            return cls(None, wanted)
        stored = load_model()
        if stored.encoder == encoder.name:
            return cls(stored.only(wanted), wanted)
        vectors = encoder.encode([analysis_text(text) for text in seed_texts()])
        return cls(fit_model(vectors, encoder.name, wanted), wanted)

    @property
    def _definitions(self) -> tuple[Definition, ...]:
        return load_definitions(self.signals)

    @property
    def mode(self) -> str:
        """`model` when vectors are used, `cues` when cues alone decide."""
        return "cues" if self.model is None else "model"

    def score(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        vectors: NDArray[np.int8] | None,
    ) -> pd.DataFrame:
        """One float32 column per signal, 0..1 with four decimals, one row per text.

        kinds: VoiceKind values. vectors: int8 of shape (len(texts), 512), best of `analysis_text`;
        None scores by cues. Each row depends on its own text, kind and vector alone.
        """
        note = [kind == "note" for kind in kinds]
        keys = list(zip(texts, note, strict=True))
        first: dict[tuple[str, bool], int] = {}
        for i, key in enumerate(keys):
            first.setdefault(key, i)
        place = {key: i for i, key in enumerate(first)}
        rows = np.fromiter(first.values(), dtype=np.intp, count=len(first))
        cues = self.weigh(self._definitions, [key[0] for key in first], [key[1] for key in first])
        odds = cues + self._model_odds(None if vectors is None else vectors[rows], len(rows))
        odds = np.where(self._unproved(cues), np.minimum(odds, _UNPROVED), odds)
        values = np.round(1.0 / (1.0 + np.exp(-odds)), 4).astype(np.float32)
        back = np.fromiter((place[key] for key in keys), dtype=np.intp, count=len(keys))
        return pd.DataFrame(values[back], columns=list(self.signals))

    def explain(self, text: str, kind: str, vector: NDArray[np.int8] | None) -> Trace:
        """The cues, blocks and nearest seeds behind the scores of one voice."""
        vectors = None if vector is None else vector[np.newaxis]
        scores = self.score([text], [kind], vectors).to_numpy(dtype=np.float64)
        cues = evidence(self._definitions, [text], [kind == "note"])[0]
        used = self.model is not None and vectors is not None
        odds = self._model_odds(vectors, 1)
        return Trace(
            tuple(
                SignalTrace(
                    signal=definition.key,
                    score=round(float(scores[0, i]), 4),
                    model=round(float(odds[0, i]), 4) if used else None,
                    cues=round(float(cues[i]), 4),
                    hits=find_hits(definition, text, kind == "note"),
                    nearest=self._nearest(i, vector),
                )
                for i, definition in enumerate(self._definitions)
            )
        )

    def _unproved(self, cues: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Where a signal that needs a cue has none."""
        needs = np.array([d.needs_cue for d in self._definitions], dtype=bool)
        return needs & (cues <= 0)

    def _model_odds(self, vectors: NDArray[np.int8] | None, rows: int) -> NDArray[np.float64]:
        if self.model is None or vectors is None:
            return np.full((rows, len(self.signals)), _PRIOR)
        return self.model.log_odds(vectors)

    def _nearest(self, signal: int, vector: NDArray[np.int8] | None) -> tuple[NearSeed, ...]:
        if self.model is None or vector is None:
            return ()
        yes, no = training_labels(self._definitions[signal])
        texts, counts_for = seed_texts(), frozenset(yes)
        found = self.model.nearest(vector, sorted([*yes, *no]), _NEAREST)
        return tuple(NearSeed(texts[row], cosine, row in counts_for) for row, cosine in found)
