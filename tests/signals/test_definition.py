"""Definitions are complete, and the stored model was made from them."""

from __future__ import annotations

import re

import pytest

from vocli import messages
from vocli.signals import SIGNALS, load_definitions
from vocli.signals.definition import (
    definition_digest,
    load_background,
    parse_definition,
    seed_texts,
)
from vocli.signals.model import load_model, seeds_digest, training_labels
from vocli.text import digest

EMPTY = {
    "key": "x",
    "positives_from": [],
    "negatives_from": [],
    "seeds": {"own": [], "note": []},
    "counter_seeds": {"own": [], "note": []},
}


@pytest.mark.parametrize("pattern", [r"あ\sい", r"あ\$", r"\[あ"])
def test_a_pattern_that_could_leave_its_line_is_refused(pattern: str) -> None:
    cue = {"name": "a", "pattern": pattern, "weight": 1}
    with pytest.raises(ValueError, match=re.escape(pattern)):
        parse_definition({**EMPTY, "cues": [cue]})


@pytest.mark.parametrize("wrong", [{"scope": "start"}, {"kinds": "asr"}])
def test_an_unknown_scope_or_kind_is_refused(wrong: dict[str, str]) -> None:
    cue = {"name": "a", "pattern": "あ", "weight": 1, **wrong}
    with pytest.raises(ValueError, match="a"):
        parse_definition({**EMPTY, "cues": [cue]})


def test_the_stored_model_is_as_new_as_the_definitions() -> None:
    model = load_model()
    wanted = tuple(definition_digest(signal) for signal in SIGNALS)
    assert (model.signals, model.digests) == (SIGNALS, wanted), "run tools/encode_seeds.py"
    assert seeds_digest() == digest(*seed_texts(), length=32), "run tools/encode_seeds.py"
    assert load_model().seeds.shape == (len(seed_texts()), 512)


def test_definitions_stand_in_output_order() -> None:
    assert tuple(d.key for d in load_definitions()) == SIGNALS
    assert SIGNALS[0] == "complaint"


@pytest.mark.parametrize("key", SIGNALS)
def test_every_signal_has_seeds_of_both_styles_and_traps_of_both_kinds(key: str) -> None:
    definition = next(d for d in load_definitions() if d.key == key)
    for seeds in (definition.seeds, definition.counter_seeds):
        assert {seed.kind for seed in seeds} == {"own", "note"}
        assert len(seeds) >= 25
    assert {trap.expected for trap in definition.traps} == {True, False}
    assert all(cue.weight > 0 for cue in (*definition.cues, *definition.blocks))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("part", ["label", "counts", "not_counts"])
def test_every_signal_is_named_and_explained(language: str, part: str) -> None:
    table = messages.catalogue(language, "signals")[part]
    assert set(SIGNALS) <= set(table)
    assert all(table[key].strip() for key in SIGNALS)


@pytest.mark.parametrize("key", SIGNALS)
def test_no_seed_counts_on_both_sides(key: str) -> None:
    definition = next(d for d in load_definitions() if d.key == key)
    both = {s.text for s in definition.seeds} & {s.text for s in definition.counter_seeds}
    assert not both
    yes, no = training_labels(definition)
    assert yes
    assert no
    assert not set(yes) & set(no)


def test_no_trap_is_a_seed() -> None:
    seeds = set(seed_texts())
    traps = [t.text for d in (*load_definitions(), load_background()) for t in d.traps]
    assert not [text for text in traps if text in seeds]
