"""The dimension that --by asks for, as a label on every contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import CARRIED, Facts, Source
from vocli.pipeline.question import Question
from vocli.pipeline.scope import Scoped

_OWN = ("channel", "account", *CARRIED)


def add_dimension(
    facts: Facts, scoped: Scoped, sources: Sequence[Source], question: Question
) -> Facts:
    """The facts with the label of the asked dimension in `contacts["by"]`; VOC-E203 for an unknown one."""
    if not question.by:
        return facts
    if question.by not in _OWN:
        raise VocliError("VOC-E203", t("pipeline.unknown_dimension", name=question.by))
    labels = facts.contacts[question.by].astype(str)
    return replace(facts, contacts=facts.contacts.assign(by=labels))
