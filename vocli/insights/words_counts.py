"""Who says which word: the contacts and voices behind every word or phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from vocli.insights.quote import representative
from vocli.model import Facts, VoiceKind

_NO_WORDS = ("", *"年月週日時分秒回円件")  # what a number counts says nothing by itself
_WITHIN = 0.9  # of a word's contacts that also say a longer word with it inside: it is only a part of that


@dataclass(frozen=True)
class Said:
    """Every word with the voices that say it: `rows` word, contact_id, voice_id; `contacts` who could have."""

    rows: pd.DataFrame
    contacts: frozenset[str]
    notes: bool  # most voices are operators' notes

    def counts(self) -> dict[str, int]:
        """Contacts of every word; parts of longer words that are said with them are left out."""
        found = self.rows.drop_duplicates(["word", "contact_id"])["word"].value_counts()
        counts = {str(word): int(n) for word, n in found.items()}
        parts = {part for word, n in counts.items() for part in _parts(word, counts, n)}
        return {word: n for word, n in counts.items() if word not in parts}

    def of(self, contacts: Iterable[str]) -> Said:
        """What these contacts said."""
        own = self.contacts & {*contacts}
        return Said(self.rows[self.rows["contact_id"].isin(own)], own, self.notes)


def said(facts: Facts, column: str, only: str = "") -> Said:
    """The words (`terms`) or phrases (`phrases`) of all live voices, or of those that carry the signal `only`."""
    voices = facts.voices
    live = (voices["set_aside"] == "").to_numpy()
    if only and only != "any":
        live = live & (facts.held[only].to_numpy(dtype=bool) if only in facts.held else False)
    own = voices.loc[live, ["contact_id", "voice_id", "kind"]]
    rows = own.assign(word=voices.loc[live, column] if column in voices else None)
    rows = rows.explode("word")
    rows = rows[rows["word"].notna() & ~rows["word"].isin(_NO_WORDS)].drop_duplicates(
        ["word", "voice_id"]
    )
    notes = (own["kind"] == VoiceKind.NOTE).mean() > 0.5 if len(own) else False
    return Said(
        rows[["word", "contact_id", "voice_id"]].reset_index(drop=True),
        frozenset(own["contact_id"]),
        bool(notes),
    )


def voices_behind(own: Said, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The voices of each of these words, in the order of the facts."""
    rows = own.rows[own.rows["word"].isin({*words})]
    return {str(word): tuple(ids) for word, ids in rows.groupby("word")["voice_id"]}


def quoted(facts: Facts, ids: Iterable[str], word: str) -> dict[str, object]:
    """One voice among these that shows the word, and whose words it holds."""
    voices = facts.voices[facts.voices["voice_id"].isin({*ids})]
    quote = representative(voices, word)
    return {"quote": quote["text"], "voice_kind": quote["kind"]}


def _parts(word: str, counts: dict[str, int], n: int) -> Iterable[str]:
    """The words inside a longer one that are hardly said without it."""
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            part = word[start:end]
            if part != word and counts.get(part, 0) and n >= _WITHIN * counts[part]:
                yield part
