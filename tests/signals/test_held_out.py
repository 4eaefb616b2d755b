"""The held-out sentences stay apart from the seeds, or the published figures mean nothing."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from vocli.signals import CORE
from vocli.signals.definition import seed_texts


def grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def near(texts: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs whose character 4-grams agree by more than 0.6 (Jaccard); only texts that share one are compared."""
    sets = [grams(text) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, held in enumerate(sets):
        for gram in held:
            holders[gram].append(at)
    pairs = []
    for other in others:
        own = grams(other)
        shared = Counter(at for gram in own for at in holders.get(gram, ()))
        pairs += [
            (texts[at], other)
            for at, n in shared.items()
            if n / (len(own) + len(sets[at]) - n) > 0.6
        ]
    return pairs


def read(root: Path) -> list[dict[str, str]]:
    with (root / "benchmarks/data/signals_heldout.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_held_out_sentence_is_nearly_a_seed(root: Path) -> None:
    assert near([row["text"] for row in read(root)], seed_texts()) == []


def test_the_search_finds_what_is_near() -> None:
    assert near(
        ["荷物がまだ届いていません"], ["荷物がまだ届いていませんよ", "水が漏れています"]
    ) == [("荷物がまだ届いていません", "荷物がまだ届いていませんよ")]


def test_every_signal_is_labelled_often_enough_to_measure(root: Path) -> None:
    rows = read(root)
    assert len(rows) >= 300
    assert {row[key] for row in rows for key in CORE} == {"0", "1"}
    assert min(sum(row[key] == "1" for row in rows) for key in CORE) >= 15
