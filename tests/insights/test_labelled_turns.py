"""The labelled sets were written before the rules that they measure: nobody bends them afterwards."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "benchmarks" / "data" / "insights"

FROZEN = {
    "listening": "bb1b855fa2f9880fe109c798dd631f9de14352016b2395d7700abd162d20fd49",
    "consistency": "1b9253ca4dff2ce629889b8b9f956e00caee218f204227bbef50323c3b3996f3",
    "expectations": "6df7d324a45b2571fea0fedb85be0a6fb2f8a7744e3a82a9d3ba004cc6a60a99",
    "resolution": "773aea22bd710fd20bb5b2ed8f3b344f5512bf6c917d482aeb5426dd480c531d",
    "journey": "64d79fb40f0614dd300be8a27114f324d23fc05c566384200dd648e4ba781e92",
}

STAGES = ("aware", "consider", "purchase", "start", "use", "recommend", "renew", "leave")
OBJECTS = ("delivery", "quality", "price", "terms", "service", "speed")
ORIGINS = ("ad", "website", "sales", "previous", "competitor", "word_of_mouth")

CLASSES = {
    ("listening", "labels"): ("repeat", "confirm", "summary", "empathy", "set_apology"),
    ("consistency", "line"): ("runaround", "inconsistent", "not_as_expected"),
    ("expectations", "result"): ("missed", "met", "exceeded"),
    ("expectations", "object"): OBJECTS,
    ("expectations", "source"): ORIGINS,
    ("resolution", "problem"): ("solved", "unsolved"),
    ("resolution", "feeling"): ("settled", "unsettled"),
    ("journey", "stage"): STAGES,
}
NOTHING = {
    "listening": "none",
    "consistency": "none",
    "expectations": "none",
    "resolution": "unknown",
    "journey": "unknown",
}
KINDS = {"verbatim", "survey", "asr", "note"}
NEAR = 0.6


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(row: dict[str, str]) -> str:
    return row["text"] if "text" in row else row["customer"] + row["agent"]


def grams(text: str) -> set[str]:
    return {text[at : at + 4] for at in range(max(1, len(text) - 3))}


def near(one: set[str], other: set[str]) -> bool:
    return len(one & other) > NEAR * len(one | other)


def labels_of(row: dict[str, str], column: str) -> list[str]:
    return row[column].split() if column == "labels" else [row[column]]


@pytest.mark.parametrize("name", FROZEN)
def test_the_set_is_the_one_that_was_frozen(name: str) -> None:
    content = (DATA / f"{name}.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == FROZEN[name]


def test_near_sentences_are_recognised() -> None:
    one = grams("昨日からつながらない状態が続いています")
    assert near(one, grams("昨日からつながらない状態が続いていますね"))
    assert not near(one, grams("荷物がまだ届いていません"))


@pytest.mark.parametrize("name", FROZEN)
def test_no_sentence_is_counted_twice(name: str) -> None:
    found = [(row["id"], grams(text_of(row))) for row in rows(name)]
    twins = [(one[0], two[0]) for one, two in combinations(found, 2) if near(one[1], two[1])]
    assert twins == []
    assert len({key for key, _ in found}) == len(found)


@pytest.mark.parametrize(("name", "column"), CLASSES)
def test_every_class_is_known_and_has_enough_rows(name: str, column: str) -> None:
    known = CLASSES[name, column]
    nothing = NOTHING[name]
    counts = Counter(label for row in rows(name) for label in labels_of(row, column))
    assert set(counts) == {*known, nothing}
    assert {label: n for label, n in counts.items() if n < 12} == {}


@pytest.mark.parametrize("name", FROZEN)
def test_a_set_is_large_and_hard_enough_to_publish_its_precision(name: str) -> None:
    columns = [column for file, column in CLASSES if file == name]
    said = [
        row for row in rows(name)
        if any(labels_of(row, column) != [NOTHING[name]] for column in columns)
    ]  # fmt: skip
    traps = [row for row in rows(name) if row["trap"] == "1"]
    assert len(rows(name)) >= 150
    assert len(said) >= 100
    assert len(traps) >= 0.4 * len(rows(name))


@pytest.mark.parametrize("name", [name for name in FROZEN if name != "listening"])
def test_each_text_says_how_it_came_in(name: str) -> None:
    assert {row["kind"] for row in rows(name)} == KINDS


def test_no_expectation_has_neither_object_nor_origin() -> None:
    bare = [row for row in rows("expectations") if row["result"] == "none"]
    assert {(row["object"], row["source"]) for row in bare} == {("none", "none")}


def test_no_label_of_listening_stands_beside_none() -> None:
    labels = [row["labels"].split() for row in rows("listening")]
    assert [found for found in labels if "none" in found and len(found) > 1] == []
    assert [found for found in labels if len(set(found)) < len(found)] == []


def test_a_break_comes_from_an_earlier_stage() -> None:
    breaks = [row for row in rows("journey") if row["from_stage"]]
    assert len(breaks) >= 12
    for row in breaks:
        assert STAGES.index(row["from_stage"]) < STAGES.index(row["stage"]), row["id"]
