"""The questions that a command of their own answers, fetched when they are asked."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

# Command -> module of this room. It has NEEDS (vocli.model.Needs) and build(facts, asked), which returns its
# insights, the main table first; `keys` and `measure` of that table let the runner split and compare it. It may
# have needs_under(options), where options change what is read, and SHOWS, dimensions that its table has anyway.
QUESTIONS: dict[str, str] = {
    "words": "words",
    "times": "times",
    "metrics": "metrics",
    "drivers": "drivers",
    "listening": "listening",
    "customer": "customer",
    "ask": "ask",
    "delight": "delight",
    "expectations": "expectations",
    "consistency": "consistency",
    "journey": "journey",
    "resolution": "resolution",
    "escalation": "escalation",
    "accounts": "accounts",
    "first-impression": "first_impression",
    "opportunities": "opportunities",
    "followup": "followup",
    "faq": "faq",
    "effect": "effect",
    "request": "request",
    "watch": "watch",
    "route": "route",
}


def load_question(name: str) -> ModuleType:
    """The module that answers the question `name`; KeyError for one that nobody answers."""
    return import_module(f"vocli.insights.{QUESTIONS[name]}")
