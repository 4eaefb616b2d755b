"""Quality of every signal on the frozen labelled sentences, easy and adversarial apart.

    .venv/bin/python benchmarks/signals_labelled.py [--half dev|test|all] [--errors SIGNAL] [--cues]
    .venv/bin/python benchmarks/signals_labelled.py --pages DOCS

--pages fills docs/insights/signals.md and writes the confusion table beside it, both of the test half.

The set was labelled before the signals were written (benchmarks/data/signals_labelled.md). Sentences with
an even number are the development half: errors may be read there. Those with an odd number are the test
half: only totals are printed. F1 of a signal that a half does not hold is left out of the mean.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from vocli.language import load_encoder
from vocli.signals import SIGNALS, Scorer, analysis_text, holds

LABELLED = Path(__file__).parent / "data" / "signals_labelled.csv"


def main() -> None:
    """Print one line per signal and the means."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("dev", "test", "all"), default="dev")
    parser.add_argument("--errors", metavar="SIGNAL", help="print what went wrong (dev only)")
    parser.add_argument("--pages", metavar="DOCS", type=Path, help="write the published figures")
    parser.add_argument("--cues", action="store_true", help="score without the encoder")
    asked = parser.parse_args()
    if asked.pages:
        publish(asked.pages)
        return
    table = read(asked.half)
    found = mark(table, cues=asked.cues)
    print(f"{asked.half}: {len(table):,} sentences, {len(found.columns)} signals")
    print(measure(table, found).to_string())
    if asked.errors:
        if asked.half != "dev":
            raise SystemExit("errors may only be read in the development half")
        print_errors(table, found, asked.errors)


def read(half: str) -> pd.DataFrame:
    """The labelled sentences of a half."""
    table = pd.read_csv(LABELLED, dtype=str, keep_default_na=False)
    even = table["id"].str[1:].astype(int) % 2 == 0
    return (
        table if half == "all" else table[even if half == "dev" else ~even].reset_index(drop=True)
    )


def mark(table: pd.DataFrame, *, cues: bool = False) -> pd.DataFrame:
    """One bool column per signal: what the package says of each sentence."""
    encoder = None if cues else load_encoder()[0]
    texts, kinds = list(table["text"]), list(table["kind"])
    vectors = encoder.encode([analysis_text(text) for text in texts]) if encoder else None
    scores = Scorer.build(encoder, SIGNALS).score(texts, kinds, vectors)
    return pd.DataFrame({signal: holds(scores, signal) for signal in SIGNALS})


def truth(table: pd.DataFrame, signal: str) -> pd.Series:
    """Whether each sentence is labelled with the signal."""
    return table["labels"].map(lambda labels: signal in labels.split())


def measure(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Per signal: positives, precision, recall and F1 of the easy and of the adversarial sentences."""
    rows = {}
    for signal in found.columns:
        row: dict[str, float] = {}
        for hard in ("easy", "adversarial"):
            of = (table["hard"] == hard).to_numpy()
            row |= {
                f"{hard[:4]}_{key}": value
                for key, value in _figures(truth(table, signal)[of], found[signal][of]).items()
            }
        rows[signal] = row
    out = pd.DataFrame.from_dict(rows, orient="index")
    out = out.astype(float)
    out.loc["macro"] = out.mean()
    return out.round(3)


def _figures(true: pd.Series, said: pd.Series) -> dict[str, float]:
    hits = int((true & said).sum())
    n, claimed = int(true.sum()), int(said.sum())
    if not n:
        return dict.fromkeys(("n", "p", "r", "f1"), np.nan)
    precision = hits / claimed if claimed else 0.0
    f1 = 2 * hits / (n + claimed)
    return {"n": n, "p": precision, "r": hits / n, "f1": f1}


def confuse(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Rows: the labelled key; columns: how often each key was found in those sentences without being labelled."""
    rows = {}
    for signal in found.columns:
        own = truth(table, signal).to_numpy()
        rows[signal] = {
            "n": int(own.sum()),
            "found": int((found[signal].to_numpy() & own).sum()),
            **{
                other: int((found[other].to_numpy() & own & ~truth(table, other).to_numpy()).sum())
                for other in found.columns
                if other != signal
            },
        }
    return pd.DataFrame.from_dict(rows, orient="index").fillna(0).astype(int)


def publish(docs: Path) -> None:
    """The table of the page and the whole confusion table, of the test half."""
    from vocli.messages import t

    table = read("test")
    found = mark(table)
    figures, wrong = measure(table, found), confuse(table, found)
    lines = [
        "| 声の種類 | キー | やさしい文 F1 (件) | まぎらわしい文 F1 (件) | 取り違えやすいもの |",
        "|---|---|---|---|---|",
    ]
    for signal in found.columns:
        row = figures.loc[signal]
        others = wrong.loc[signal].drop(["n", "found", signal], errors="ignore")
        top = [
            (k, int(v)) for k, v in others.sort_values(ascending=False, kind="stable").items() if v
        ][:2]
        told = "、".join(f"{t(f'codes.{k}')} {v}" for k, v in top)
        cells = [f"{row[f'{hard}_f1']:.2f} ({row[f'{hard}_n']:.0f})" for hard in ("easy", "adve")]
        lines.append(f"| {t(f'codes.{signal}')} | `{signal}` | {cells[0]} | {cells[1]} | {told} |")
    macro = figures.loc["macro"]
    lines.append(f"| **平均** | | **{macro['easy_f1']:.2f}** | **{macro['adve_f1']:.2f}** | |")
    page = docs / "insights" / "signals.md"
    head, _, rest = page.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    tail = rest.partition("<!-- /figures -->\n")[2]
    body = "\n".join(lines)
    page.write_text(f"{head}<!-- figures -->\n{body}\n<!-- /figures -->\n{tail}", encoding="utf-8")
    wrong.to_csv(docs / "insights" / "signals_confusion.csv", index_label="labelled")


def print_errors(table: pd.DataFrame, found: pd.DataFrame, signal: str) -> None:
    """The sentences on which the package and the label differ."""
    true = truth(table, signal)
    for i in np.flatnonzero(true != found[signal]):
        print(
            f"{int(true[i])} {table['id'][i]} {table['hard'][i]} {table['kind'][i]} {table['text'][i]}"
        )


if __name__ == "__main__":
    main()
