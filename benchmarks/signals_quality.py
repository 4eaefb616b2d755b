"""Quality of the signals on labelled sentences: AUC, precision, recall and F1 per signal.

    .venv/bin/python benchmarks/signals_quality.py [CSV ...] [--cues] [--errors SIGNAL]

A CSV has the columns text, kind (verbatim, survey, asr, note; optional) and, for each signal that it
labels, a column of 0 and 1 with the signal's key. Without a CSV: benchmarks/data/signals_heldout.csv,
whose domains no seed comes from and which no threshold was chosen on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from vocli.language import load_encoder
from vocli.signals import SIGNALS, THRESHOLD, Scorer, analysis_text

HELD_OUT = Path(__file__).parent / "data" / "signals_heldout.csv"


def main() -> None:
    """Print one table per file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=[HELD_OUT])
    parser.add_argument("--cues", action="store_true", help="score without the encoder")
    parser.add_argument("--errors", metavar="SIGNAL", help="print the sentences that went wrong")
    asked = parser.parse_args()
    encoder = None if asked.cues else load_encoder()[0]
    scorer = Scorer.build(encoder)
    for path in asked.files:
        table = pd.read_csv(path, dtype={"text": str})
        kinds = list(table["kind"]) if "kind" in table else ["verbatim"] * len(table)
        texts = list(table["text"])
        vectors = encoder.encode([analysis_text(text) for text in texts]) if encoder else None
        scores = scorer.score(texts, kinds, vectors)
        print(f"{path.name}: {len(table):,} sentences, mode {scorer.mode}")
        print(measure(table, scores).to_string())
        if asked.errors:
            print_errors(table, scores, asked.errors)


def measure(table: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """One row per labelled signal; macro_f1 is the mean of the F1 of its presence and of its absence."""
    from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

    rows = {}
    for signal in [s for s in SIGNALS if s in table]:
        truth = table[signal].to_numpy(dtype=int)
        found = (scores[signal].to_numpy() >= THRESHOLD).astype(int)
        rows[signal] = {
            "n": int(truth.sum()),
            "auc": roc_auc_score(truth, scores[signal]) if 0 < truth.sum() < len(truth) else np.nan,
            "precision": precision_score(truth, found, zero_division=0),
            "recall": recall_score(truth, found, zero_division=0),
            "f1": f1_score(truth, found, zero_division=0),
            "macro_f1": f1_score(truth, found, average="macro", zero_division=0),
        }
    out = pd.DataFrame.from_dict(rows, orient="index")
    out = out.astype(float)
    out.loc["mean"] = out.mean()
    return out.round(3)


def print_errors(table: pd.DataFrame, scores: pd.DataFrame, signal: str) -> None:
    """The sentences on the wrong side of the threshold, with their score."""
    wrong = (scores[signal] >= THRESHOLD) != (table[signal] == 1)
    for i in np.flatnonzero(wrong):
        print(f"{table[signal].iloc[i]} {scores[signal].iloc[i]:.2f} {table['text'].iloc[i]}")


if __name__ == "__main__":
    main()
