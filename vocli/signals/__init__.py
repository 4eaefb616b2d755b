"""What a voice is: complaint, request, errand, question, thanks and more. One TOML per signal."""

from vocli.signals.clauses import analysis_text
from vocli.signals.cues import evidence
from vocli.signals.definition import (
    CORE,
    FURTHER,
    SIGNALS,
    Cue,
    Definition,
    Seed,
    Trap,
    load_definitions,
)
from vocli.signals.scorer import NearSeed, Scorer, SignalTrace, Trace, Weigh
from vocli.signals.verdict import THRESHOLD, UNSURE_FROM, holds, label, with_companions

__all__ = [
    "CORE",
    "FURTHER",
    "SIGNALS",
    "THRESHOLD",
    "UNSURE_FROM",
    "Cue",
    "Definition",
    "NearSeed",
    "Scorer",
    "Seed",
    "SignalTrace",
    "Trace",
    "Trap",
    "Weigh",
    "analysis_text",
    "evidence",
    "holds",
    "label",
    "load_definitions",
    "with_companions",
]
