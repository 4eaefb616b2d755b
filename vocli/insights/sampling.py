"""A sample for a human to judge, and how vocli did on it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.stats.agreement import Estimate

VERDICT = "verdict"
_SAMPLE = (
    Column("voice_id", Kind.ID),
    Column("contact_id", Kind.ID),
    Column("voice_kind", Kind.CODE),
    Column("text", Kind.TEXT),
    Column(VERDICT, Kind.TEXT, label="sampling.columns.verdict"),
    Column("second_verdict", Kind.TEXT, label="sampling.columns.second_verdict"),
)
_SCORES = (
    Column("figure", Kind.TEXT, label="sampling.columns.figure"),
    Column("value", Kind.SCORE, label="sampling.columns.value"),
    Column("low", Kind.SCORE, label="sampling.columns.low"),
    Column("high", Kind.SCORE, label="sampling.columns.high"),
    Column("judged", Kind.INT, label="sampling.columns.judged"),
)
_MISSES = (
    Column("voice_id", Kind.ID),
    Column("failure", Kind.CODE),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, rows: Sequence[int], signal: str) -> Insight:
    """The voices `rows` with empty cells for the verdicts of one or two humans."""
    own = facts.voices.loc[list(rows)]
    table = own[["voice_id", "contact_id", "kind", "text"]].rename(columns={"kind": "voice_kind"})
    table = table.assign(verdict="", second_verdict="").reset_index(drop=True)
    return Insight(
        name="sample",
        title=Note("sampling.title", {"n": len(table), "signal": Note(f"codes.{signal}")}),
        table=table.astype(object),
        columns=_SAMPLE,
        notes=(Note("sampling.how", {"signal": Note(f"codes.{signal}")}),),
        n_input=len(facts.voices),
        n_used=len(table),
        evidence=tuple((str(id_),) for id_ in table["voice_id"]),
        shown=10,
    )


def score(
    figures: Sequence[tuple[str, Estimate, int]], signal: str, judged: int, left: int
) -> Insight:
    """One row per figure: (key, estimate, verdicts that it rests on)."""
    rows = [
        {
            "figure": Note(f"sampling.{key}"),
            "value": estimate.value,
            "low": estimate.low if estimate.value is not None else None,
            "high": estimate.high if estimate.value is not None else None,
            "judged": n,
        }
        for key, estimate, n in figures
    ]
    notes = [Note("sampling.weighted")]
    if left:
        notes.append(Note("sampling.left", {"n": left}))
    return Insight(
        name="score",
        title=Note("sampling.scored", {"signal": Note(f"codes.{signal}"), "n": judged}),
        table=pd.DataFrame(rows, columns=[c.key for c in _SCORES], dtype=object),
        columns=_SCORES,
        notes=tuple(notes),
        n_input=judged + left,
        n_used=judged,
    )


def list_misses(facts: Facts, missed: Sequence[int], false: Sequence[int]) -> Insight:
    """The voices on which vocli and the human differ."""
    rows = [
        {
            "voice_id": facts.voices["voice_id"][i],
            "failure": failure,
            "quote": facts.voices["text"][i],
            "voice_kind": facts.voices["kind"][i],
        }
        for own, failure in ((missed, "missed"), (false, "claimed"))
        for i in own
    ]
    return Insight(
        name="differences",
        title=Note("sampling.differences", {"missed": len(missed), "false": len(false)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _MISSES], dtype=object),
        columns=_MISSES,
        n_input=len(rows),
        n_used=len(rows),
        evidence=tuple((str(row["voice_id"]),) for row in rows),
        shown=20,
    )
