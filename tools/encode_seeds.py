"""Encode the seed sentences of vocli/signals/definitions and fit the packaged model.

Run it after every change of a definition: `.venv/bin/python tools/encode_seeds.py`. Only signals whose
definition, or one that they learn from, has changed are fitted again; `--all` fits every one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from vocli.language import load_encoder
from vocli.signals.clauses import analysis_text
from vocli.signals.definition import SIGNALS, definition_digest, seed_texts
from vocli.signals.model import LinearModel, dump_model, fit_model, load_model

FOLDER = Path(__file__).parents[1] / "vocli" / "signals" / "definitions"


def main() -> int:
    """Write model.json, weights.bin and seeds.bin beside the definitions."""
    encoder, reason = load_encoder()
    if encoder is None:
        print(reason, file=sys.stderr)
        return 2
    vectors = encoder.encode([analysis_text(text) for text in seed_texts()])
    stored = load_model()
    known = {} if "--all" in sys.argv else dict(zip(stored.signals, stored.digests, strict=True))
    stale = [s for s in SIGNALS if known.get(s) != definition_digest(s)]
    print("fitting", *stale)
    kept = stored.only([s for s in SIGNALS if s not in stale])
    model = _join(kept, fit_model(vectors, encoder.name, stale)) if stale else kept
    for name, content in dump_model(_with_seeds(model.only(SIGNALS), vectors)).items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


def _join(one: LinearModel, two: LinearModel) -> LinearModel:
    return LinearModel(
        one.signals + two.signals,
        np.vstack([one.weights, two.weights]),
        one.scale + two.scale,
        one.intercepts + two.intercepts,
        two.seeds,
        two.encoder,
        one.digests + two.digests,
    )


def _with_seeds(model: LinearModel, vectors: np.ndarray) -> LinearModel:
    return LinearModel(
        model.signals,
        model.weights,
        model.scale,
        model.intercepts,
        vectors,
        model.encoder,
        model.digests,
    )


if __name__ == "__main__":
    sys.exit(main())
