"""Encode the seed sentences of vocli/signals/definitions and fit the packaged model.

Run it after every change of a definition: `.venv/bin/python tools/encode_seeds.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from vocli.language import load_encoder
from vocli.signals.clauses import analysis_text
from vocli.signals.definition import seed_texts
from vocli.signals.model import dump_model, fit_model

FOLDER = Path(__file__).parents[1] / "vocli" / "signals" / "definitions"


def main() -> int:
    """Write model.json, weights.bin and seeds.bin beside the definitions."""
    encoder, reason = load_encoder()
    if encoder is None:
        print(reason, file=sys.stderr)
        return 2
    vectors = encoder.encode([analysis_text(text) for text in seed_texts()])
    for name, content in dump_model(fit_model(vectors, encoder.name)).items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
