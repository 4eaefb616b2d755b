"""With few voices: the words that come back most, in place of themes."""

from __future__ import annotations

from collections import Counter
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
    """Terms of the considered voices by the contacts that hold them; `terms[i]` belong to voice i."""
    chosen = [i for i, said in enumerate(facts.voices["considered"]) if said]
    contacts = facts.voices["contact_id"].tolist()
    holders: Counter[str] = Counter()
    example: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for i in chosen:
        for term in terms[i]:
            if (term, contacts[i]) not in seen:
                seen.add((term, contacts[i]))
                holders[term] += 1
                example.setdefault(term, i)
    ranked = sorted(holders.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[:_SHOWN]
    rows = [_row(facts, rank, term, n, example[term]) for rank, (term, n) in enumerate(ranked, 1)]
    return Insight(
        name="phrases",
        title=Note("insights.phrases_title"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        n_input=facts.funnel.with_signal,
        n_used=facts.funnel.with_signal,
    )


def _row(facts: Facts, rank: int, term: str, n: int, example: int) -> dict[str, object]:
    voice = facts.voices.iloc[example]
    return {
        "rank": rank,
        "phrase": term,
        "contacts": n,
        "share": n / facts.funnel.with_signal,
        "quote": voice["text"],
        "voice_kind": voice["kind"],
    }
