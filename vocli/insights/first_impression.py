"""第一印象: what new customers meet first, and what follows within thirty days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from vocli.insights import first_impression_after as after
from vocli.insights.counting import share_of
from vocli.insights.first_impression_who import DAYS, Newcomers, find_new
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(
    columns=(("customer",), ("contract_since",)),
    signals=("howto", "chase"),
    themes=True,
)
# What a first contact without a theme is about, the most telling first; "" = nothing of these.
KINDS = ("howto", "question", "chase", "errand", "request", "delight", "thanks")
_SPANS = ((0, 0), (1, 7), (8, 30), (31, 90), (91, None))  # days from contract to first contact
_SHOWN = 10
_UNPLACED = {
    "complaint": Note("first_impression.unassigned"),
    "": Note("first_impression.no_kind"),
}

_GROUP = (
    Column("customers", Kind.INT),
    Column("share", Kind.SHARE),
    Column("complaint", Kind.INT, label="first_impression.columns.complaint"),
    Column("again", Kind.INT, label="first_impression.columns.again"),
    Column("final", Kind.INT, label="first_impression.columns.final"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
)
_MAIN = (
    Column("topic", Kind.CODE, label="first_impression.columns.topic"),
    *_GROUP,
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """First contacts by topic, by days since the contract and by channel, and what followed each.

    options: `joined_within`, how many days before the period a contract may have begun (0: none).
    A row counts customers; `evidence` are their first contacts, one each.
    """
    new = find_new(facts, int(asked.options.get("joined_within") or 0))
    main = _topics(facts, new)
    if not len(new.first):
        return (main,)
    return (
        main,
        after.build(facts, new),
        _by(new, "days", [(_span(low, high), _inside(new, low, high)) for low, high in _all_spans()]),
        _by(new, "channel", [(str(c), new.first["channel"] == c) for c in _channels(new)]),
    )  # fmt: skip


def _topics(facts: Facts, new: Newcomers) -> Insight:
    rows = []
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    topics = _topic(new.first)
    for topic in sorted(set(topics)):
        own = new.first[topics == topic]
        theme = topic if topic in names else ""
        quote = _quote(facts, own, topic, names.get(theme, ""))
        rows.append(
            {
                "topic": names.get(theme, "") or _UNPLACED.get(topic, topic),
                **_counts(own, len(new.first)),
                "quote": quote["text"],
                "voice_kind": quote["kind"],
                "theme_id": theme,
            }
        )
    rows.sort(key=lambda row: (-row["customers"], row["theme_id"] == "", str(row["topic"])))
    return Insight(
        name="first_impression",
        title=Note("first_impression.title", {"n": len(new.first)}),
        table=tabulate(rows, _MAIN),
        columns=_MAIN,
        notes=_notes(new),
        n_input=new.customers,
        n_used=len(new.first),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN if len(rows) > _SHOWN + 1 else None,
        keys=("topic",),
        measure="customers",
    )


def _topic(first: pd.DataFrame) -> pd.Series:
    """The theme of each first contact, else `complaint`, else the first of KINDS that it carries."""
    out = first["theme_id"].astype(object).where(first["theme_id"] != "", "")
    out = out.mask((out == "") & first["considered"], "complaint")
    for kind in KINDS:
        if kind in first:
            out = out.mask((out == "") & first[kind].astype(bool), kind)
    return out


def _counts(own: pd.DataFrame, base: int) -> dict[str, Any]:
    final = own[own["final"]]
    return {
        "customers": len(own),
        **share_of(len(own), base),
        "complaint": int(own["considered"].sum()),
        "again": int(final["again"].sum()),
        "final": len(final),
        "evidence": tuple(sorted(own["contact_id"])),
    }


def _quote(facts: Facts, own: pd.DataFrame, topic: str, name: str) -> dict[str, str]:
    """A voice of these contacts that speaks of the topic."""
    voices = facts.voices[facts.voices["contact_id"].isin(own["contact_id"])]
    if name:
        said = voices[voices["theme_id"] == topic]
    elif topic in facts.held:
        said = voices[facts.held.loc[voices.index, topic].to_numpy(dtype=bool)]
        said = said.assign(theme_score=said[topic].astype(float))
    else:
        said = voices[:0]
    return representative(said, name)


def _by(new: Newcomers, key: str, groups: Sequence[tuple[Any, pd.Series]]) -> Insight:
    """One row per group of first contacts that holds any, in the order given."""
    columns = (_NAMES[key], *_GROUP)
    rows = [
        {key: name, **_counts(new.first[inside], len(new.first))}
        for name, inside in groups
        if inside.any()
    ]
    return Insight(
        name=f"by_{key}",
        title=Note(f"first_impression.by_{key}"),
        table=tabulate(rows, columns),
        columns=columns,
        n_input=len(new.first),
        n_used=sum(row["customers"] for row in rows),
        evidence=tuple(row["evidence"] for row in rows),
    )


_NAMES = {
    "days": Column("days", Kind.TEXT, label="first_impression.columns.days"),
    "channel": Column("channel", Kind.CODE),
}


def _all_spans() -> tuple[tuple[int | None, int | None], ...]:
    return ((None, -1), *_SPANS)


def _inside(new: Newcomers, low: int | None, high: int | None) -> pd.Series:
    days = new.first["days"]
    above = days >= low if low is not None else pd.Series(True, index=days.index)
    return above & (days <= high) if high is not None else above


def _span(low: int | None, high: int | None) -> Note:
    if low is None:
        return Note("first_impression.before")
    if high is None:
        return Note("first_impression.days_from", {"low": low})
    return Note("first_impression.days" if high else "first_impression.same_day", {"low": low, "high": high})  # fmt: skip


def _channels(new: Newcomers) -> list[str]:
    counts = new.first["channel"].value_counts()
    return sorted(counts.index, key=lambda c: (-counts[c], c))


def _notes(new: Newcomers) -> tuple[Note, ...]:
    dates = {"start": f"{new.start:%Y/%m/%d}", "end": f"{new.end:%Y/%m/%d}"} if new.start and new.end else {}  # fmt: skip
    notes = []
    if dates:
        key = "first_impression.new_within" if new.within else "first_impression.new_means"
        notes.append(Note(key, {**dates, "days": new.within}))
    values = {"before": new.before, "undated": new.undated, "unknown": new.unknown}
    notes.append(Note("first_impression.left_out", {**values, "later": new.later}))
    if new.listed is not None:
        notes.append(Note("first_impression.listed", {"n": new.listed}))
    if not len(new.first):
        notes.append(Note("first_impression.nobody", screen_only=True))
        return tuple(notes)
    notes.append(Note("first_impression.final_means", {"days": DAYS, "n": int((~new.first["final"]).sum())}))  # fmt: skip
    return tuple(notes)
