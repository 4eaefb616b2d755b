"""The labelled sentences stay as they were written, before and apart from the seeds, or their figures mean nothing."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

from vocli.signals.definition import seed_texts

FROZEN = "e8b5d29da93a546857cd26a86bc58969874e99ba5412fde3ba589eef229cf324"
KEYS = frozenset(
    [
        "advocate",
        "authority",
        "chase",
        "churn_request",
        "churn_threat",
        "churned",
        "competitor",
        "complaint",
        "defect",
        "delight",
        "distrust",
        "errand",
        "escalation_request",
        "expectation_exceeded",
        "expectation_met",
        "expectation_missed",
        "harassment",
        "howto",
        "inconsistent",
        "leak",
        "not_as_expected",
        "privacy_worry",
        "question",
        "repeat_contact",
        "request",
        "resolved",
        "runaround",
        "safety",
        "satisfaction",
        "self_service_failed",
        "settled",
        "sns",
        "staff_praise",
        "thanks",
        "unresolved",
        "unsettled",
        "upsell",
    ]
)


def path(root: Path) -> Path:
    return root / "benchmarks/data/signals_labelled.csv"


def read(root: Path) -> list[dict[str, str]]:
    with path(root).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_is_frozen(root: Path) -> None:
    content = path(root).read_bytes().replace(b"\r\n", b"\n")  # a checkout may turn the line ends
    assert hashlib.sha256(content).hexdigest() == FROZEN


def test_only_known_keys_in_order_are_used(root: Path) -> None:
    for row in read(root):
        labels = row["labels"].split()
        assert labels == ["none"] or (labels and labels == sorted(set(labels) & KEYS)), row["id"]


def test_no_sentence_stands_twice_or_nearly_twice(root: Path, near: Any) -> None:
    rows = read(root)
    texts = [row["text"] for row in rows]
    assert len({row["id"] for row in rows}) == len(set(texts)) == len(rows)
    assert near(texts, texts) == []


def test_no_sentence_is_nearly_a_seed(root: Path, near: Any) -> None:
    texts = [row["text"] for row in read(root)]
    seeds = list(seed_texts())
    assert seeds
    assert [seed for seed in seeds if seed in set(texts)] == []
    assert near(texts, seeds) == []


def test_the_nearness_test_finds_a_near_sentence(near: Any) -> None:
    assert near(["昨日から画面が真っ暗のままです"], ["昨日から画面が真っ暗のまま"]) != []


def test_every_industry_and_both_halves_are_there(root: Path) -> None:
    rows = read(root)
    halves = Counter(row["hard"] for row in rows)
    assert len(rows) >= 600
    assert len({row["industry"] for row in rows}) == 10
    assert {row["kind"] for row in rows} == {"verbatim", "note", "asr", "survey"}
    assert set(halves) == {"easy", "adversarial"}
    assert 0.45 <= halves["adversarial"] / len(rows) <= 0.55


def test_every_key_is_labelled_often_enough_to_measure(root: Path) -> None:
    rows = read(root)
    positives = Counter((row["hard"], key) for row in rows for key in row["labels"].split())
    assert min(positives["easy", key] for key in KEYS) >= 6
    assert min(positives["adversarial", key] for key in KEYS) >= 6
    assert min(positives["easy", key] + positives["adversarial", key] for key in KEYS) >= 16
