"""Why a voice carries the signals that it carries: cues, blocks, nearest seed sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from vocli.model import Column, Insight, Kind, Note, Place

_LIKELY = 0.35  # below it, and without a cue, a signal is not worth a line on the screen
_COLUMNS = (
    Column("signal", Kind.CODE),
    Column("score", Kind.SCORE),
    Column("holds", Kind.CODE, label="trace.columns.holds"),
    Column("cue_weight", Kind.POINTS, label="trace.columns.cues"),
    Column("vector_weight", Kind.POINTS, label="trace.columns.vector"),
    Column("hits", Kind.TEXT, Place.BELOW, label="trace.columns.hits"),
    Column("near", Kind.TEXT, Place.BELOW, label="trace.columns.near"),
)


@dataclass(frozen=True)
class Reason:
    """One signal of one voice. hits: (cue, weight, matched words); near: (seed, cosine, speaks for it)."""

    signal: str
    score: float
    holds: bool
    cues: float
    vector: float | None
    hits: tuple[tuple[str, float, str], ...]
    near: tuple[tuple[str, float, bool], ...]


def build(voice: Mapping[str, object], reasons: Sequence[Reason], number: int = 0) -> Insight:
    """One row per signal, the likeliest first; on a screen those that came near or met a cue."""
    order = sorted(reasons, key=lambda r: (-r.score, r.signal))
    told = [r for r in order if r.score >= _LIKELY or r.hits]
    rest = [r for r in order if r not in told]
    rows = [_row(reason) for reason in (*told, *rest)]
    values = {
        "id": voice["voice_id"],
        "text": voice["text"],
        "kind": Note(f"codes.{voice['kind']}"),
    }
    return Insight(
        name=f"trace_{number}" if number else "trace",
        title=Note("trace.title", values),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=(Note("trace.how"),),
        n_input=1,
        n_used=1,
        evidence=tuple((str(voice["voice_id"]),) for _ in rows),
        shown=max(1, len(told)),
    )


def _row(reason: Reason) -> dict[str, object]:
    return {
        "signal": reason.signal,
        "score": reason.score,
        "holds": "yes" if reason.holds else "no",
        "cue_weight": reason.cues,
        "vector_weight": reason.vector,
        "hits": _list(
            Note("trace.hit", {"name": name, "weight": f"{weight:+.1f}", "words": words})
            for name, weight, words in reason.hits
        ),
        "near": _list(
            Note(
                f"trace.near_{'for' if good else 'against'}",
                {"text": text, "cosine": f"{cosine:.2f}"},
            )
            for text, cosine, good in reason.near
        ),
    }


def _list(notes: Iterable[Note]) -> Note | None:
    told = list(notes)
    return Note("trace.list", {"items": told}) if told else None
