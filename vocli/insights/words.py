"""The words that come back most, what is said of what, and the words that belong to a product or a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from vocli.insights.words_counts import Said, quoted, said, voices_behind
from vocli.insights.words_keyness import by_label, by_window
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place
from vocli.stats.rates import wilson

NEEDS = Needs(terms=True, phrases=True)
ONLY = "only"  # the option that limits to voices of one signal
_LEAST = 3  # contacts of a word
_MOST = 200  # rows
_SHOWN = 20
_WORD = (
    Column("rank", Kind.INT, width=2),
    Column("word", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    Column("quote", Kind.QUOTE),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voices", Kind.INT, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def needs_under(options: Mapping[str, Any]) -> Needs:
    """What the question reads where only voices of one signal are asked for."""
    only = str(options.get(ONLY) or "")
    return replace(NEEDS, signals=(only,) if only else ())


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """頻出語 and 言い回し; before them 特徴語 per label of --by, and of the recent window with --compare.

    A word counts once per contact. Shares are of the contacts with a live voice (of the signal, where one
    is asked for). Evidence are the voices that say the word.
    """
    only = str(asked.options.get(ONLY) or "")
    words = said(facts, "terms", only)
    out: list[Insight] = []
    if asked.by:
        out.append(by_label(facts, words))
    if asked.earlier and asked.window:
        earlier = (asked.earlier, said(asked.earlier, "terms", only))
        out.append(by_window((facts, words), earlier, asked.window))
    out.append(_frequent(facts, words, ("words", "word"), only))
    out.append(_frequent(facts, said(facts, "phrases", only), ("words_phrases", "phrase"), only))
    if not asked.by:
        hint = Note("words.next_by", {"files": asked.files}, True)
        out[-1] = replace(out[-1], notes=(*out[-1].notes, hint))
    return tuple(out)


def _frequent(facts: Facts, own: Said, names: tuple[str, str], only: str) -> Insight:
    """The words or phrases that most contacts say; `names` of the table and of its column of words."""
    name, key = names
    kind = Note(f"codes.{only}") if only and only != "any" else ""
    counts = {word: n for word, n in own.counts().items() if n >= _LEAST}
    order = sorted(counts, key=lambda word: (-counts[word], word))[:_MOST]
    behind = voices_behind(own, order)
    columns = tuple(replace(c, key=key) if c.key == "word" else c for c in _WORD)
    rows = [
        {"rank": i, key: word, **_row(facts, own, word, behind[word])}
        for i, word in enumerate(order, 1)
    ]
    base = len(own.contacts)
    return Insight(
        name=name,
        title=Note(
            f"words.title_{key}",
            {"n": base, "kind": Note("words.of_kind", {"kind": kind}) if kind else ""},
        ),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=_notes(own, len(counts), key),
        n_input=len(facts.contacts),
        n_used=base,
        evidence=tuple(behind[word] for word in order),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
        keys=(key,),
    )


def _row(facts: Facts, own: Said, word: str, ids: tuple[str, ...]) -> dict[str, object]:
    contacts = set(facts.voices.loc[facts.voices["voice_id"].isin({*ids}), "contact_id"])
    known = facts.contacts.loc[facts.contacts["contact_id"].isin(contacts), "customer"]
    low, high = wilson(len(contacts), len(own.contacts))
    named = bool((facts.contacts["customer"] != "").any())
    return {
        "contacts": len(contacts),
        "share": len(contacts) / len(own.contacts),
        "share_low": low,
        "share_high": high,
        "customers": int(known[known != ""].nunique()) if named else None,
        "voices": len(ids),
        **quoted(facts, ids, word),
    }


def _notes(own: Said, found: int, key: str) -> tuple[Note, ...]:
    notes = []
    if found > _SHOWN + 1:
        notes.append(Note("words.more", {"n": found - _SHOWN}, True))
    if found > _MOST:
        notes.append(Note("words.most", {"n": _MOST, "of": found}))
    if own.notes and key == "word":
        notes.append(Note("words.of_notes"))
    return tuple(notes)
