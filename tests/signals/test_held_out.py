"""The held-out sentences stay apart from the seeds, or the published figures mean nothing."""

from __future__ import annotations

import csv
from pathlib import Path

from vocli.signals import CORE
from vocli.signals.definition import seed_texts


def grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)


def read(root: Path) -> list[dict[str, str]]:
    with (root / "benchmarks/data/signals_heldout.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_held_out_sentence_is_nearly_a_seed(root: Path) -> None:
    seeds = [(text, grams(text)) for text in seed_texts()]
    near = [
        (row["text"], text)
        for row in read(root)
        for text, seed in seeds
        if likeness(grams(row["text"]), seed) > 0.6
    ]
    assert near == []


def test_every_signal_is_labelled_often_enough_to_measure(root: Path) -> None:
    rows = read(root)
    assert len(rows) >= 300
    assert {row[key] for row in rows for key in CORE} == {"0", "1"}
    assert min(sum(row[key] == "1" for row in rows) for key in CORE) >= 15
