"""Good examples of listening for coaching: what the customer said, and how the agent took it up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from vocli.model import Column, Facts, Insight, Kind, Note, Place
from vocli.text import digest

_EACH = 3
_FITS = (12, 70)  # characters of a reply that reads well on a line or two
_ENOUGH = 8  # characters of the customer from which there was something to take up
_MASK = re.compile(r"〔[^〕]+〕")
# A set apology is counted, but nobody needs an example of it.
_SHOWN = frozenset({"repeat", "confirm", "summary", "empathy"})
# Nothing can be learned from a confirmation of which the reader does not see what it confirms.
_TAKES_UP = frozenset({"repeat", "confirm", "summary"})

_COLUMNS = (
    Column("skill", Kind.CODE, label="listening.columns.skill"),
    Column("date", Kind.DATE),
    Column("contact_id", Kind.ID),
    Column("customer_words", Kind.QUOTE, Place.BELOW, label="listening.columns.customer_words"),
    Column("reply", Kind.QUOTE, Place.BELOW, label="listening.columns.reply"),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("by", Kind.TEXT, Place.DETAIL, label="listening.columns.by"),
)


def build(facts: Facts, replies: pd.DataFrame, skills: Sequence[str]) -> Insight:
    """Up to three exchanges per skill, of different contacts and wordings; both sides masked."""
    days = dict(zip(facts.contacts["contact_id"], facts.contacts["day"], strict=True))
    rows: list[dict[str, object]] = []
    for skill in skills:
        if skill not in _SHOWN:
            continue
        marked = replies[replies[skill].astype(bool)]
        if skill in _TAKES_UP:
            marked = marked[marked["shared"] > 0]
        for turn in _best(marked):
            rows.append(
                {
                    "skill": skill,
                    "date": days[turn["contact_id"]],
                    "contact_id": turn["contact_id"],
                    "customer_words": turn["asked"],
                    "reply": turn["text"],
                    "voice_kind": turn["kind"],
                    "by": "",
                }
            )
    return Insight(
        name="examples",
        title=Note("listening.examples_title"),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        n_input=len(replies),
        n_used=len(rows),
        evidence=tuple((str(row["contact_id"]),) for row in rows),
    )


def _best(marked: pd.DataFrame) -> list[dict[str, Any]]:
    """The best replies: readable, without masks, said seldom; ties by the hash of the words."""
    again = Counter(marked["text"])
    turns = [{str(key): value for key, value in turn.items()} for turn in marked.to_dict("records")]
    turns.sort(
        key=lambda turn: (
            _clumsy(turn["text"], turn["asked"]),
            again[turn["text"]],
            digest(turn["text"], turn["contact_id"]),
        )
    )
    chosen: list[dict[str, Any]] = []
    seen: set[str] = set()
    for turn in turns:
        text, contact = turn["text"], turn["contact_id"]
        if text and turn["asked"] and not seen & {text, contact}:
            seen |= {text, contact}
            chosen.append(turn)
    return chosen[:_EACH]


def _clumsy(reply: str, before: str) -> int:
    short, long = _FITS
    faults = (not short <= len(reply) <= long, len(before) < _ENOUGH, len(before) > 2 * long)
    return sum(faults) + 2 * bool(_MASK.search(reply + before))
