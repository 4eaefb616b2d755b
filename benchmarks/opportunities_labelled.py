"""How well `vocli opportunities` finds its two kinds of voices in the frozen labelled sentences.

    .venv/bin/python benchmarks/opportunities_labelled.py [--half dev|test]

The rule is that of vocli.insights.opportunities_who. Its bar was chosen on the development half.
"""

from __future__ import annotations

import argparse

import pandas as pd
from signals_labelled import read, truth

from vocli.insights.opportunities_who import CHANCES, sure_voices
from vocli.language import load_encoder
from vocli.signals import SIGNALS, Scorer, analysis_text, holds


def main() -> None:
    """Print claimed, right and labelled sentences of either kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    table = read(parser.parse_args().half)
    texts, kinds = list(table["text"]), list(table["kind"])
    encoder = load_encoder()[0]
    vectors = encoder.encode([analysis_text(text) for text in texts]) if encoder else None
    scores = Scorer.build(encoder, SIGNALS).score(texts, kinds, vectors)
    held = pd.DataFrame({signal: holds(scores, signal) for signal in SIGNALS})
    for chance in CHANCES:
        found, wanted = sure_voices(scores, held, chance), truth(table, chance)
        print(f"{chance}: claimed {found.sum()}, right {(found & wanted).sum()} of {wanted.sum()}")


if __name__ == "__main__":
    main()
