"""The plus side in one line: thanks and delight, which are never one number."""

from __future__ import annotations

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note


def build(facts: Facts, hints: tuple[tuple[str, Note], ...]) -> Insight:
    """Contacts with thanks, of which with delight, and what a reader may type next."""
    thanked = facts.contacts["thanks"] | facts.contacts["delight"]
    values = {"thanks": int(thanked.sum()), "delight": int(facts.contacts["delight"].sum())}
    rows = [("insights.label_plus", Note("insights.plus", values)), *hints]
    return Insight(
        name="next",
        title=None,
        table=pd.DataFrame(rows, columns=["label", "value"]),
        columns=(Column("label", Kind.TEXT, width=8), Column("value", Kind.TEXT)),
        layout="pairs",
    )
