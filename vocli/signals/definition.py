"""What a signal is: cues, blocks, seed sentences and traps, read from one TOML per signal."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vocli.signals.patterns import Wording, compile_pattern
from vocli.text import digest

# What every run marks and the kind of a voice is named by.
CORE: tuple[str, ...] = (
    "complaint",
    "request",
    "errand",
    "question",
    "thanks",
    "delight",
    "safety",
    "churn_threat",
    "escalation_request",
)
# Marked only for the questions that ask for them.
FURTHER: tuple[str, ...] = (
    "howto",
    "defect",
    "chase",
    "self_service_failed",
    "satisfaction",
    "staff_praise",
    "expectation_met",
    "expectation_missed",
    "expectation_exceeded",
    "churn_request",
    "churned",
    "competitor",
    "distrust",
    "runaround",
    "inconsistent",
    "not_as_expected",
    "repeat_contact",
    "authority",
    "leak",
    "privacy_worry",
    "sns",
    "harassment",
    "upsell",
    "advocate",
    "resolved",
    "unresolved",
    "settled",
    "unsettled",
)
SIGNALS: tuple[str, ...] = CORE + FURTHER
BACKGROUND = "background"  # sentences without any signal; its blocks hold for every signal
SCOPES = ("any", "end", "after")
KINDS = ("all", "own", "note")


@dataclass(frozen=True)
class Cue:
    """A pattern that speaks for a signal, or as a block against it.

    `scope`: any = the sentence, end = its last clause, after = the clause that follows a turn.
    `kinds`: all voices, the customer's own words, or operators' notes. `weight`: log-odds.
    """

    name: str
    pattern: Wording
    weight: float
    scope: str
    kinds: str


@dataclass(frozen=True)
class Seed:
    """A sentence written for the purpose; `own` words or a `note`."""

    text: str
    kind: str


@dataclass(frozen=True)
class Trap:
    """A sentence and whether the signal must hold for it; tests read them."""

    text: str
    kind: str
    expected: bool


@dataclass(frozen=True)
class Definition:
    """One signal. `positives_from` and `negatives_from` name signals whose seeds count for or against."""

    key: str
    cues: tuple[Cue, ...]
    blocks: tuple[Cue, ...]
    seeds: tuple[Seed, ...]
    counter_seeds: tuple[Seed, ...]
    positives_from: tuple[str, ...]
    negatives_from: tuple[str, ...]
    traps: tuple[Trap, ...]
    beta: float  # how much a missed voice weighs against a false one when the cut is chosen
    needs_cue: bool = (
        False  # never claimed by likeness alone: a false one would set people in motion
    )


def load_definitions(signals: Sequence[str] = SIGNALS) -> tuple[Definition, ...]:
    """The packaged definitions of `signals`, in the order asked for."""
    return tuple(load_definition(key) for key in signals)


@cache
def load_definition(key: str) -> Definition:
    """One packaged signal: read and compiled when it is first asked for."""
    return _load(key)


@cache
def load_background() -> Definition:
    """Sentences without a signal and the blocks that hold for all signals."""
    return _load(BACKGROUND)


@cache
def seed_texts() -> tuple[str, ...]:
    """Every distinct seed and counter-seed, in the order of the definitions; row i of the seed vectors."""
    definitions = (*load_definitions(), load_background())
    seeds = [seed.text for d in definitions for seed in (*d.seeds, *d.counter_seeds)]
    return tuple(dict.fromkeys(seeds))


def definition_digest(key: str) -> str:
    """Changes whenever the definition, or one whose seeds it learns from, changes."""
    table = tomllib.loads(_source(key))
    teachers = (*table["positives_from"], *table["negatives_from"], BACKGROUND)
    return digest(*(_source(k) for k in (key, *teachers)), length=32)


def parse_definition(table: Mapping[str, Any]) -> Definition:
    """A definition from its TOML table; KeyError, ValueError or re.error where it is not well formed."""
    return Definition(
        key=table["key"],
        cues=tuple(_cue(row) for row in table.get("cues", ())),
        blocks=tuple(_cue(row) for row in table.get("blocks", ())),
        seeds=_seeds(table["seeds"]),
        counter_seeds=_seeds(table["counter_seeds"]),
        positives_from=tuple(table["positives_from"]),
        negatives_from=tuple(table["negatives_from"]),
        traps=tuple(
            Trap(row["text"], row.get("kind", "verbatim"), row["expected"])
            for row in table.get("traps", ())
        ),
        beta=float(table.get("beta", 1.0)),
        needs_cue=bool(table.get("needs_cue", False)),
    )


def _load(key: str) -> Definition:
    return parse_definition(tomllib.loads(_source(key)))


@cache
def _source(key: str) -> str:
    path = files("vocli.signals") / "definitions" / f"{key}.toml"
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _cue(row: Mapping[str, Any]) -> Cue:
    scope, kinds = row.get("scope", "any"), row.get("kinds", "all")
    if scope not in SCOPES or kinds not in KINDS:
        raise ValueError(row["name"])
    return Cue(row["name"], compile_pattern(row["pattern"]), float(row["weight"]), scope, kinds)


def _seeds(table: Mapping[str, Any]) -> tuple[Seed, ...]:
    return tuple(Seed(text, kind) for kind in ("own", "note") for text in table[kind])
