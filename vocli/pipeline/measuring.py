"""Figures of an analysis for [[check.limit]]: how much of the work complains, which theme takes how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from vocli.model import Facts
from vocli.pipeline.analysis import analyse, mark
from vocli.pipeline.question import Progress, Question, silent
from vocli.signals import SIGNALS, holds

THEME_SHARE = "theme_share"
_SHARES = {f"{signal}_share": signal for signal in SIGNALS}


def measure(
    question: Question, limits: Sequence[Mapping[str, Any]], progress: Progress = silent
) -> dict[str, float]:
    """Shares of the contacts in scope, by metric; nothing is analysed that no limit asks for.

    `complaint_share` and the like for the core signals and those asked for; `theme_share:T01` for themes of complaints by id and
    by name. Empty where no contact is in scope.
    """
    asked = {str(limit.get("metric", "")) for limit in limits}
    found: dict[str, float] = {}
    if THEME_SHARE in asked:
        found |= _themes(analyse(replace(question, signal="complaint"), progress).facts, limits)
    if asked & _SHARES.keys():
        further = tuple(signal for name, signal in _SHARES.items() if name in asked)
        needs = replace(question.needs, signals=further)
        found |= _signals(mark(replace(question, signal="any", needs=needs), progress).facts)
    return found


def _signals(facts: Facts) -> dict[str, float]:
    live = facts.voices[facts.voices["set_aside"] == ""]
    contacts = facts.funnel.in_scope
    if not contacts:
        return {}
    scores = live[[signal for signal in SIGNALS if signal in live]]
    held = {
        name: live.loc[holds(scores, own), "contact_id"]
        for name, own in _SHARES.items()
        if own in scores
    }
    return {name: ids.nunique() / contacts for name, ids in held.items()}


def _themes(facts: Facts, limits: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Every theme by id and name; a theme that was asked for and has no contact has the share 0."""
    contacts = facts.funnel.in_scope
    if not contacts:
        return {}
    named = [str(own.get("theme", "")) for own in limits if own.get("metric") == THEME_SHARE]
    found = {f"{THEME_SHARE}:{theme}": 0.0 for theme in named if theme}
    counts = facts.contacts["theme_id"].value_counts()
    for theme_id, name in zip(facts.themes["theme_id"], facts.themes["name"], strict=True):
        share = float(counts.get(theme_id, 0)) / contacts
        found |= {f"{THEME_SHARE}:{theme_id}": share, f"{THEME_SHARE}:{name}": share}
    return found
