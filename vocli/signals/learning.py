"""A team's own labels learned: one linear model per label on the vectors of whole contacts."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vocli.errors import VocliError
from vocli.messages import t
from vocli.signals.model import fit_regression
from vocli.text import digest

FOLDS = 5
LEAST = 20  # contacts of a label below which nothing is learned
_STEPS = 30000
_FORM = 1


@dataclass(frozen=True)
class Learned:
    """What a label's contacts look like.

    weights: int16 (labels, 512), to be multiplied by `scale`; a contact carries a label whose log-odds
    are above 0. encoder: the name of the encoder whose vectors they are for.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.int16]
    scale: tuple[float, ...]
    intercepts: tuple[float, ...]
    encoder: str

    def log_odds(self, vectors: NDArray[np.int64]) -> NDArray[np.float64]:
        """Log-odds of shape (contacts, labels) for sums of int8 sentence vectors."""
        raw = vectors.astype(np.float64) @ self.weights.astype(np.float64).T
        norm = np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
        out = raw / np.where(norm == 0, 1.0, norm)
        odds: NDArray[np.float64] = out * np.array(self.scale) + np.array(self.intercepts)
        return odds


@dataclass(frozen=True)
class Score:
    """One label in cross-validation: contacts that carry it, those said to carry it, and those rightly so."""

    label: str
    n: int
    said: int
    right: int
    learned: bool = True


def cross_validate(
    vectors: NDArray[np.int64], labels: Sequence[str], groups: Sequence[str]
) -> list[Score]:
    """How well each label is told by a model that did not see the contact; labels by their number.

    vectors: summed sentence vectors per contact. groups: contacts of one group (equal texts, one
    customer) are never on both sides, or a copy would be graded by its original. A contact is said to
    carry the label with the highest log-odds.
    """
    names = _names(labels)
    truth = np.array(labels, dtype=object)
    fold = np.array([int(digest(group), 16) % FOLDS for group in groups])
    said = np.full(len(truth), "", dtype=object)
    taught = [name for name, n in names if n >= LEAST]
    for k in range(FOLDS):
        inside = (fold != k) & np.isin(truth, taught)
        known = [name for name in taught if 0 < (truth[inside] == name).sum() < inside.sum()]
        if known and (fold == k).any():
            model = learn(vectors[inside], truth[inside].tolist(), known, "")
            best = model.log_odds(vectors[fold == k]).argmax(axis=1)
            said[fold == k] = np.array(known, dtype=object)[best]
    return [_score(name, n, truth, said) for name, n in names]


def _score(name: str, n: int, truth: NDArray[np.object_], said: NDArray[np.object_]) -> Score:
    own = truth == name
    told = said == name
    return Score(name, n, int(told.sum()), int((own & told).sum()), learned=n >= LEAST)


def learn(
    vectors: NDArray[np.int64], labels: Sequence[str], wanted: Sequence[str], encoder: str
) -> Learned:
    """One logistic regression per wanted label against all others, on unit-length vectors."""
    truth = np.array(labels, dtype=object)
    weights, scale, intercepts = [], [], []
    for name in wanted:
        coefficients, intercept = fit_regression(vectors[truth == name], vectors[truth != name])
        step = float(np.abs(coefficients).max()) / _STEPS or 1.0
        weights.append(np.rint(coefficients / step).astype(np.int16))
        scale.append(step)
        intercepts.append(round(intercept, 4))
    return Learned(tuple(wanted), np.vstack(weights), tuple(scale), tuple(intercepts), encoder)


def learnable(labels: Sequence[str]) -> list[str]:
    """The labels with enough contacts, the most frequent first; VOC-E340 where fewer than two have."""
    enough = [name for name, n in _names(labels) if n >= LEAST]
    if len(enough) < 2:
        text = t("signals.too_few_labels", n=len(enough), least=LEAST)
        raise VocliError("VOC-E340", text, hint=t("signals.too_few_labels_hint"))
    return enough


def _names(labels: Sequence[str]) -> list[tuple[str, int]]:
    values, counts = np.unique(np.array([*labels], dtype=object).astype(str), return_counts=True)
    pairs = [(str(v), int(n)) for v, n in zip(values, counts, strict=True) if v]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def dump_learned(model: Learned) -> str:
    """The model as a JSON document that `load_learned` reads."""
    rows = {
        label: {
            "weights": base64.b64encode(model.weights[i].astype("<i2").tobytes()).decode(),
            "scale": model.scale[i],
            "intercept": model.intercepts[i],
        }
        for i, label in enumerate(model.labels)
    }
    told = {"vocli_learned": _FORM, "encoder": model.encoder, "labels": rows}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def load_learned(text: str, where: str) -> Learned:
    """The model of a file written by `signals learn`; VOC-E341 for anything else."""
    try:
        table: Mapping[str, Any] = json.loads(text)
        if table["vocli_learned"] != _FORM:
            raise ValueError(_FORM)
        rows = table["labels"]
        weights = [
            np.frombuffer(base64.b64decode(row["weights"]), dtype="<i2") for row in rows.values()
        ]
        return Learned(
            tuple(rows),
            np.vstack(weights).astype(np.int16),
            tuple(float(row["scale"]) for row in rows.values()),
            tuple(float(row["intercept"]) for row in rows.values()),
            str(table["encoder"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        hint = t("signals.no_learned_hint")
        raise VocliError("VOC-E341", t("signals.no_learned"), where=where, hint=hint) from None
