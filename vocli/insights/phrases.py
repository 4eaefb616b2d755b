"""With few voices: the words that come back most, in place of themes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note, Place

_SHOWN = 10
_COLUMNS = (
    Column("rank", Kind.INT, width=2),
    Column("phrase", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, terms: Sequence[Sequence[str]]) -> Insight:
    """Terms of the considered voices by the contacts that hold them; `terms[i]` belong to voice i.

    A term that stands only where a term above it stands is left out: it would repeat the same quote.
    """
    contacts = facts.voices["contact_id"].tolist()
    said: dict[str, list[int]] = {}
    for i, chosen in enumerate(facts.voices["considered"]):
        for term in dict.fromkeys(terms[i]) if chosen else ():
            said.setdefault(term, []).append(i)
    holders = {term: len({contacts[i] for i in where}) for term, where in said.items()}
    kept: list[str] = []
    for term in sorted(said, key=lambda term: (-holders[term], -len(term), term)):
        if len(kept) < _SHOWN and not any(set(said[term]) <= set(said[other]) for other in kept):
            kept.append(term)
    spoken = (facts.voices["text"] != "").to_numpy()
    rows = [
        _row(facts, rank, term, holders[term], next((i for i in said[term] if spoken[i]), -1))
        for rank, term in enumerate(kept, 1)
    ]
    return Insight(
        name="phrases",
        title=Note("insights.phrases_title"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        n_input=facts.funnel.with_signal,
        n_used=facts.funnel.with_signal,
    )


def _row(facts: Facts, rank: int, term: str, n: int, example: int) -> dict[str, object]:
    voice = {"text": "", "kind": ""} if example < 0 else facts.voices.iloc[example]
    return {
        "rank": rank,
        "phrase": term,
        "contacts": n,
        "share": n / facts.funnel.with_signal,
        "quote": voice["text"],
        "voice_kind": voice["kind"],
    }
