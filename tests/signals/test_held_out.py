"""The held-out sentences stay apart from the seeds, or the published figures mean nothing."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from vocli.signals import CORE
from vocli.signals.definition import seed_texts


def read(root: Path) -> list[dict[str, str]]:
    with (root / "benchmarks/data/signals_heldout.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_held_out_sentence_is_nearly_a_seed(root: Path, near: Any) -> None:
    assert near([row["text"] for row in read(root)], seed_texts()) == []


def test_the_search_finds_what_is_near(near: Any) -> None:
    assert near(
        ["荷物がまだ届いていません"], ["荷物がまだ届いていませんよ", "水が漏れています"]
    ) == [("荷物がまだ届いていません", "荷物がまだ届いていませんよ")]


def test_every_signal_is_labelled_often_enough_to_measure(root: Path) -> None:
    rows = read(root)
    assert len(rows) >= 300
    assert {row[key] for row in rows for key in CORE} == {"0", "1"}
    assert min(sum(row[key] == "1" for row in rows) for key in CORE) >= 15
