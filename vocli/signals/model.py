"""The linear model on sentence vectors: fitted on the seeds, kept in integers so that scores are exact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vocli.signals.cues import evidence
from vocli.signals.definition import (
    CORE,
    SIGNALS,
    Definition,
    definition_digest,
    load_background,
    load_definition,
    load_definitions,
    seed_texts,
)
from vocli.text import digest

_PENALTY = 3.0  # inverse strength of the L2 penalty, chosen by cross-validation on the seeds
# Log-odds added to the cut of a further signal: among a desk's voices it is far rarer than among seeds that
# were written for it, so the cut that suits the seeds claims too much. One value for all of them, chosen on
# the development half of benchmarks/data/signals_labelled.csv, where 0.5 to 1.5 is a plateau.
_RARE = 1.0
_STEPS = 30000  # weights are kept as integers up to this size
_BATCH = 8192
_FOLDS = 5


@dataclass(frozen=True)
class LinearModel:
    """One weight vector per signal over unit-length sentence vectors.

    weights: int16 (signals, 512), to be multiplied by `scale`; intercepts: float64 (signals,);
    seeds: int8 (seeds, 512), rows of `seed_texts()`; encoder: the name of the encoder they came from;
    digests: of the definitions that each signal was fitted on.
    """

    signals: tuple[str, ...]
    weights: NDArray[np.int16]
    scale: tuple[float, ...]
    intercepts: tuple[float, ...]
    seeds: NDArray[np.int8]
    encoder: str
    digests: tuple[str, ...]

    def only(self, signals: Sequence[str]) -> LinearModel:
        """The same model for `signals` alone, in their order; KeyError for one it does not hold."""
        place = {signal: i for i, signal in enumerate(self.signals)}
        rows = [place[signal] for signal in signals]
        return LinearModel(
            tuple(signals),
            self.weights[rows],
            tuple(self.scale[i] for i in rows),
            tuple(self.intercepts[i] for i in rows),
            self.seeds,
            self.encoder,
            tuple(self.digests[i] for i in rows),
        )

    def log_odds(self, vectors: NDArray[np.int8]) -> NDArray[np.float64]:
        """Log-odds of shape (rows, signals). Integer products keep every sum exact, whatever the BLAS."""
        weights = self.weights.astype(np.float64).T
        out = np.empty((len(vectors), len(self.scale)))
        for start in range(0, len(vectors), _BATCH):
            rows = vectors[start : start + _BATCH].astype(np.float64)
            norm = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
            out[start : start + _BATCH] = (rows @ weights) / np.where(norm == 0, 1.0, norm)
        odds: NDArray[np.float64] = out * np.array(self.scale) + np.array(self.intercepts)
        return odds

    def nearest(
        self, vector: NDArray[np.int8], rows: Sequence[int], count: int
    ) -> list[tuple[int, float]]:
        """The `count` seeds among `rows` most similar to `vector`: (row, cosine), nearest first."""
        wanted = self.seeds[list(rows)].astype(np.float64)
        one = vector.astype(np.float64)
        norms = np.sqrt((wanted * wanted).sum(axis=1) * (one @ one))
        cosines = (wanted @ one) / np.where(norms == 0, 1.0, norms)
        order = sorted(range(len(rows)), key=lambda i: (-cosines[i], rows[i]))[:count]
        return [(rows[i], round(float(cosines[i]), 4)) for i in order]


def training_labels(definition: Definition) -> tuple[list[int], list[int]]:
    """Rows of `seed_texts()` that count for and against a signal; a sentence on both sides counts for it."""
    positives = [
        *definition.seeds,
        *(s for k in definition.positives_from for s in load_definition(k).seeds),
    ]
    background = load_background()
    negatives = [
        *definition.counter_seeds,
        *(s for k in definition.negatives_from for s in load_definition(k).seeds),
        *background.seeds,
        *background.counter_seeds,
    ]
    row = {text: i for i, text in enumerate(seed_texts())}
    yes = sorted({row[s.text] for s in positives})
    no = sorted({row[s.text] for s in negatives} - set(yes))
    return yes, no


def fit_model(
    seeds: NDArray[np.int8], encoder: str, signals: Sequence[str] = SIGNALS
) -> LinearModel:
    """Fit one logistic regression per signal on the seed vectors (rows as in `seed_texts()`).

    The intercept is moved so that log-odds of 0, cues included, are the best cut in cross-validation.
    """
    weights, scales, intercepts = [], [], []
    for definition in load_definitions(signals):
        coefficients, intercept = fit_regression(*_sides(definition, seeds))
        scale = float(np.abs(coefficients).max()) / _STEPS or 1.0
        weights.append(np.rint(coefficients / scale).astype(np.int16))
        scales.append(scale)
        margin = 0.0 if definition.key in CORE else _RARE
        intercepts.append(round(intercept - best_cut(definition, seeds) - margin, 3))
    return LinearModel(
        tuple(signals),
        np.vstack(weights),
        tuple(scales),
        tuple(intercepts),
        seeds,
        encoder,
        tuple(definition_digest(signal) for signal in signals),
    )


def fit_regression(
    positives: NDArray[np.integer[Any]], negatives: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.float64], float]:
    """Coefficients and intercept of a balanced logistic regression on unit-length vectors."""
    from sklearn.linear_model import LogisticRegression

    x = _unit(np.vstack([positives, negatives]))
    y = np.repeat([1, 0], [len(positives), len(negatives)])
    model = LogisticRegression(C=_PENALTY, class_weight="balanced", max_iter=1000, tol=1e-6)
    model.fit(x, y)
    return model.coef_[0].astype(np.float64), float(model.intercept_[0])


def best_cut(definition: Definition, seeds: NDArray[np.int8]) -> float:
    """The log-odds above which a voice best counts as positive: highest F-measure on held-out folds of seeds."""
    yes, no = training_labels(definition)
    texts = seed_texts()
    rows = np.array([*yes, *no])
    truth = np.repeat([True, False], [len(yes), len(no)])
    fold = np.array([int(digest(texts[row]), 16) % _FOLDS for row in rows])
    odds = np.empty(len(rows))
    for k in range(_FOLDS):
        weights, intercept = fit_regression(
            seeds[rows[truth & (fold != k)]], seeds[rows[~truth & (fold != k)]]
        )
        odds[fold == k] = _unit(seeds[rows[fold == k]]) @ weights + intercept
    notes = _note_rows()
    cues = evidence([definition], [texts[row] for row in rows], [row in notes for row in rows])
    return _highest_f(odds + cues[:, 0], truth, definition.beta)


def _highest_f(odds: NDArray[np.float64], truth: NDArray[np.bool_], beta: float) -> float:
    """The middle of the cuts whose F-measure comes within 0.01 of the best."""
    cuts = np.round(np.arange(-3.0, 3.01, 0.05), 2)
    weight = beta * beta
    measure = []
    for cut in cuts:
        hits = int((truth & (odds >= cut)).sum())
        wrong = int((~truth & (odds >= cut)).sum())
        missed = int(truth.sum()) - hits
        measure.append((1 + weight) * hits / ((1 + weight) * hits + weight * missed + wrong or 1))
    good = cuts[np.array(measure) >= max(measure) - 0.01]
    return round(float(good.mean()), 2)


@cache
def _note_rows() -> frozenset[int]:
    row = {text: i for i, text in enumerate(seed_texts())}
    every = (*load_definitions(), load_background())
    seeds = (seed for d in every for seed in (*d.seeds, *d.counter_seeds))
    return frozenset(row[seed.text] for seed in seeds if seed.kind == "note")


def _sides(
    definition: Definition, seeds: NDArray[np.int8]
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    yes, no = training_labels(definition)
    return seeds[yes], seeds[no]


def _unit(vectors: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    rows = vectors.astype(np.float64)
    norm = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return rows / np.where(norm == 0, 1.0, norm)


def dump_model(model: LinearModel) -> dict[str, bytes]:
    """The generated files of a model by name: what `load_model` reads."""
    head = {
        "encoder": model.encoder,
        "seeds": digest(*seed_texts(), length=32),
        "signals": {
            signal: {
                "definition": model.digests[i],
                "scale": model.scale[i],
                "intercept": model.intercepts[i],
            }
            for i, signal in enumerate(model.signals)
        },
    }
    return {
        "model.json": (json.dumps(head, indent=2) + "\n").encode(),
        "weights.bin": model.weights.astype("<i2").tobytes(),
        "seeds.bin": model.seeds.tobytes(),
    }


@cache
def load_model() -> LinearModel:
    """The packaged model, fitted when the package was made."""
    folder = files("vocli.signals") / "definitions"
    head = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    held = head["signals"]
    weights = np.frombuffer((folder / "weights.bin").read_bytes(), dtype="<i2")
    seeds = np.frombuffer((folder / "seeds.bin").read_bytes(), dtype=np.int8)
    width = len(weights) // len(held)
    return LinearModel(
        tuple(held),
        weights.reshape(len(held), width).astype(np.int16),
        tuple(row["scale"] for row in held.values()),
        tuple(row["intercept"] for row in held.values()),
        seeds.reshape(-1, width),
        head["encoder"],
        tuple(row["definition"] for row in held.values()),
    )


def seeds_digest() -> str:
    """Of the seed sentences that the packaged seed vectors were made from."""
    folder = files("vocli.signals") / "definitions"
    told = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return str(told["seeds"])
