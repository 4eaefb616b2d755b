"""Words that belong to a group of contacts, or to a period: said there more often than elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from vocli.insights.comparing import span_of
from vocli.insights.grouping import FEW, LABEL, labels_of
from vocli.insights.words_counts import Said, quoted, voices_behind
from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.model.asked import Window
from vocli.stats.keyness import log_likelihood, p_value, times_as_often
from vocli.stats.rates import benjamini_hochberg

_LIMIT = 0.05  # q
_TIMES = 1.5  # as often as elsewhere
_LEAST = 5  # contacts that say the word in the group
_BOTH = 10  # contacts that say it in both periods
_PER_LABEL = 10
_SHOWN = 60
_BEHIND = (
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("g2", Kind.NUMBER, Place.DETAIL, label="words.columns.g2"),
    Column("q", Kind.SCORE, Place.DETAIL),
)
_LABELLED = (
    Column(LABEL, Kind.TEXT, label="words.columns.by"),
    Column("rank", Kind.INT, width=2),
    Column("word", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("other_share", Kind.SHARE, label="words.columns.other_share"),
    Column("times", Kind.NUMBER, label="words.columns.times"),
    *_BEHIND,
    Column("by_contacts", Kind.INT, Place.DETAIL, label="grouping.contacts"),
)
_CHANGED = (
    Column("rank", Kind.INT, width=2),
    Column("word", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("earlier", Kind.INT, label="comparing.columns.earlier"),
    Column("earlier_share", Kind.SHARE, label="words.columns.earlier_share"),
    Column("change", Kind.CODE),
    *_BEHIND,
)


@dataclass(frozen=True)
class _Tested:
    """A word in a group against the others: contacts that say it, of how many."""

    label: str
    word: str
    hits: int
    n: int
    other_hits: int
    other_n: int

    @property
    def g2(self) -> float:
        return log_likelihood(self.hits, self.n, self.other_hits, self.other_n)

    @property
    def times(self) -> float:
        return times_as_often(self.hits, self.n, self.other_hits, self.other_n)


def by_label(facts: Facts, own: Said) -> Insight:
    """特徴語 of every label of --by: said there 1.5 times as often as by all other contacts, beyond chance.

    Labels with 20 contacts or more, words with 5 or more; q over all words and labels by
    Benjamini-Hochberg, 5%. At most ten words a label, those with the most evidence first.
    """
    contacts = facts.contacts[facts.contacts["contact_id"].isin(own.contacts)]
    groups = {
        label: own.of(contacts.loc[contacts[LABEL] == label, "contact_id"])
        for label in labels_of(contacts)
    }
    large = {label: part for label, part in groups.items() if len(part.contacts) >= FEW}
    total = own.counts()
    tested = [x for label, part in large.items() for x in _tests(label, part, own, total)]
    found = _kept(tested)
    rows, evidence = [], []
    for label, part in large.items():
        mine = [(x, q) for x, q in found if x.label == label][:_PER_LABEL]
        behind = voices_behind(part, [x.word for x, _ in mine])
        for rank, (x, q) in enumerate(mine, 1):
            rows.append(
                {LABEL: label, "by_contacts": x.n, "rank": rank, **_told(facts, x, q, behind)}
            )
            evidence.append(behind[x.word])
    quiet = [label for label in large if not any(x.label == label for x, _ in found)]
    few = [label for label in groups if label not in large]
    return _insight(
        "words_by", rows, evidence, _LABELLED, _label_notes(own, len(tested), quiet, few)
    )


def by_window(recent: tuple[Facts, Said], earlier: tuple[Facts, Said], window: Window) -> Insight:
    """Words whose share of the contacts rose or fell by half or more between the windows, beyond chance."""
    (facts, now), (_, before) = recent, earlier
    counts, old = now.counts(), before.counts()
    tested = [
        _Tested(
            "", word, counts.get(word, 0), len(now.contacts), old.get(word, 0), len(before.contacts)
        )
        for word in sorted({*counts, *old})
        if counts.get(word, 0) + old.get(word, 0) >= _BOTH
    ]
    found = _kept(tested, both=True)
    behind = voices_behind(now, [x.word for x, _ in found])
    rows = [
        {
            "rank": rank,
            **_told(facts, x, q, behind),
            "earlier": x.other_hits,
            "earlier_share": x.other_hits / x.other_n,
            "change": "rose" if x.times > 1 else "fell",
        }
        for rank, (x, q) in enumerate(found, 1)
    ]
    notes = [
        Note("words.tested_periods", {"n": len(tested)}),
        Note(
            "words.compared",
            {
                "recent": span_of(window.recent),
                "earlier": span_of(window.earlier),
                "recent_contacts": len(now.contacts),
                "earlier_contacts": len(before.contacts),
            },
        ),
    ]
    evidence = [behind.get(x.word, ()) for x, _ in found]
    return _insight("words_changed", rows, evidence, _CHANGED, tuple(notes))


def _tests(label: str, part: Said, own: Said, total: dict[str, int]) -> list[_Tested]:
    counts = part.rows.drop_duplicates(["word", "contact_id"])["word"].value_counts()
    n, others = len(part.contacts), len(own.contacts) - len(part.contacts)
    return [
        _Tested(label, str(word), int(hits), n, total[str(word)] - int(hits), others)
        for word, hits in sorted(counts.items())
        if hits >= _LEAST and str(word) in total and others
    ]


def _kept(tested: Sequence[_Tested], *, both: bool = False) -> list[tuple[_Tested, float]]:
    """Those beyond chance and large enough, with their q, the most evidence first."""
    q = benjamini_hochberg([p_value(x.g2) for x in tested])
    found = [
        (x, q[i])
        for i, x in enumerate(tested)
        if q[i] < _LIMIT and (x.times >= _TIMES or (both and x.times <= 1 / _TIMES))
    ]
    return sorted(found, key=lambda pair: (-round(pair[0].g2, 6), pair[0].word))


def _told(
    facts: Facts, x: _Tested, q: float, behind: dict[str, tuple[str, ...]]
) -> dict[str, object]:
    return {
        "word": x.word,
        "contacts": x.hits,
        "share": x.hits / x.n,
        "other_share": x.other_hits / x.other_n,
        "times": round(x.times, 4) if x.other_hits else None,  # no number is so many times 0
        "g2": round(x.g2, 4),
        "q": round(q, 4),
        **quoted(facts, behind.get(x.word, ()), x.word),
    }


def _label_notes(
    own: Said, tested: int, quiet: Sequence[str], few: Sequence[str]
) -> tuple[Note, ...]:
    notes = [Note("words.tested", {"n": tested})]
    if quiet:
        notes.append(Note("words.quiet", {"labels": list(quiet)}))
    if few:
        notes.append(Note("words.few", {"n": FEW, "labels": list(few)}))
    if own.notes:
        notes.append(Note("words.habits"))
    return tuple(notes)


def _insight(
    name: str,
    rows: Sequence[dict[str, object]],
    evidence: Sequence[tuple[str, ...]],
    columns: tuple[Column, ...],
    notes: tuple[Note, ...],
) -> Insight:
    return Insight(
        name=name,
        title=Note(f"words.title_{name}"),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=notes,
        evidence=tuple(evidence),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
        keys=tuple(key for key in (LABEL, "word") if key in {c.key for c in columns}),
    )
