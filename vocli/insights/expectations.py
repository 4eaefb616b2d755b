"""What customers had expected, where that came from, and what became of it."""

from __future__ import annotations

import pandas as pd

from vocli.insights.counting import people, share_of
from vocli.insights.expectation_types import list_types
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

RESULTS = ("missed", "exceeded", "met")
OBJECTS = ("delivery", "quality", "price", "terms", "service", "speed", "unsaid")
SOURCES = ("ad", "website", "sales", "previous", "competitor", "word_of_mouth", "unsaid")
_SIGNALS = tuple(f"expectation_{result}" for result in RESULTS)
LEAVING = ("churn_threat", "churn_request", "churned")
NEEDS = Needs(
    signals=(*_SIGNALS, *LEAVING),
    tags=("expect_object", "expect_source", "expect_type"),
    themes=True,
)
# Precision on the odd rows of benchmarks/data/insights/expectations.csv, see docs/insights/expectations.md.
# A value below 0.7 is marked 参考値 beside the figures that it concerns.
PRECISION: dict[str, float] = {
    "result.missed": 0.88,
    "result.exceeded": 1.0,
    "result.met": 1.0,
    "object.delivery": 1.0,
    "object.quality": 1.0,
    "object.price": 1.0,
    "object.terms": 1.0,
    "object.service": 0.0,  # one sentence
    "object.speed": 1.0,
    "came_from.ad": 1.0,
    "came_from.website": 1.0,
    "came_from.sales": 1.0,
    "came_from.previous": 1.0,
    "came_from.competitor": 1.0,
    "came_from.word_of_mouth": 1.0,
}
_TRUSTED = 0.7
_SHOWN = 10
_ROWS = (
    Column("result", Kind.CODE, label="expectations.columns.result"),
    Column("object", Kind.CODE, label="expectations.columns.object"),
    Column("came_from", Kind.CODE, label="expectations.columns.source"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voices", Kind.INT, Place.DETAIL),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_LEAVING = (
    Column("came_from", Kind.CODE, label="expectations.columns.source"),
    Column("contacts", Kind.INT),
    Column("leaving", Kind.INT, label="expectations.columns.leaving"),
    Column("share", Kind.SHARE),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Result x object x source with quotes; how many who expected in vain want to leave; types per theme."""
    voices = expecting(facts)
    return (_rows(facts, voices), _leaving(facts, voices), list_types(facts, voices))


def expecting(facts: Facts) -> pd.DataFrame:
    """One row per voice that tells what was expected: its result, object and source ("unsaid" = not named).

    A voice with several results keeps the one with the highest score.
    """
    present = [signal for signal in _SIGNALS if signal in facts.held]
    voices = facts.voices[facts.held[present].any(axis=1).to_numpy(dtype=bool)]
    scores = voices[present].where(facts.held.loc[voices.index, present], -1.0)
    result = scores.idxmax(axis=1) if len(scores) else pd.Series(dtype=object)
    told: pd.DataFrame = voices.assign(
        result=[str(signal).removeprefix("expectation_") for signal in result],
        object=_said(facts, voices, "expect_object"),
        source=_said(facts, voices, "expect_source"),
        theme_score=scores.max(axis=1) if len(scores) else 0.0,
    )
    return told


def _said(facts: Facts, voices: pd.DataFrame, tag: str) -> list[str]:
    """The tag of each voice; of one that has none, that of another sentence of the same turn.

    "They told me in the shop that I could cancel at any time. Nobody spoke of a fee." is one expectation.
    """
    if tag not in facts.voices:
        return ["unsaid"] * len(voices)
    live = facts.voices[(facts.voices["set_aside"] == "") & (facts.voices[tag] != "")]
    beside = live.drop_duplicates(["contact_id", "turn"]).set_index(["contact_id", "turn"])[tag]
    return [
        own or str(beside.get((contact, turn), "unsaid"))
        for own, contact, turn in zip(
            voices[tag], voices["contact_id"], voices["turn"], strict=True
        )
    ]


def _rows(facts: Facts, voices: pd.DataFrame) -> Insight:
    n = int(voices["contact_id"].nunique())
    groups = voices.groupby(["result", "object", "source"], sort=True)
    rows = [_row(facts, key, own, n) for key, own in groups]  # type: ignore[arg-type]
    rows.sort(key=lambda row: (-row["contacts"], *_order(row)))  # type: ignore[operator]
    notes = [Note("expectations.met_is_silent")]
    if doubtful := _doubtful():
        notes.append(Note("expectations.doubtful", {"classes": doubtful}))
    return Insight(
        name="expectations",
        title=Note("expectations.title", {"n": n, **_results(voices)}),
        table=tabulate(rows, _ROWS),
        columns=_ROWS,
        notes=tuple(notes),
        n_input=len(facts.contacts),
        n_used=n,
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
        shown=_SHOWN,
        keys=("result", "object", "came_from"),
        measure="contacts",
    )


def _order(row: dict[str, object]) -> tuple[int, int, int]:
    return (
        RESULTS.index(str(row["result"])),
        OBJECTS.index(str(row["object"])),
        SOURCES.index(str(row["came_from"])),
    )


def _results(voices: pd.DataFrame) -> dict[str, int]:
    return {
        result: int(voices.loc[voices["result"] == result, "contact_id"].nunique())
        for result in RESULTS
    }


def _row(facts: Facts, key: tuple[str, str, str], own: pd.DataFrame, n: int) -> dict[str, object]:
    ids = own["contact_id"].unique()
    contacts = facts.contacts[facts.contacts["contact_id"].isin(ids)]
    quote = representative(own, "")
    return {
        "result": key[0],
        "object": key[1],
        "came_from": key[2],
        "contacts": len(ids),
        **share_of(len(ids), n),
        "customers": people(contacts),
        "quote": quote["text"],
        "voices": len(own),
        "voice_kind": quote["kind"],
        "evidence": tuple(own["voice_id"]),
    }


def _leaving(facts: Facts, voices: pd.DataFrame) -> Insight:
    """Of the contacts with a missed expectation, by source, those that also speak of leaving."""
    missed = voices[voices["result"] == "missed"]
    present = [signal for signal in LEAVING if signal in facts.contacts]
    gone = set(facts.contacts.loc[facts.contacts[present].any(axis=1), "contact_id"])
    rows = []
    for source in SOURCES:
        ids = sorted(missed.loc[missed["source"] == source, "contact_id"].unique())
        if not ids:
            continue
        leaving = [id_ for id_ in ids if id_ in gone]
        rows.append(
            {
                "came_from": source,
                "contacts": len(ids),
                "leaving": len(leaving),
                **share_of(len(leaving), len(ids)),
                "evidence": tuple(ids),
            }
        )
    rows.sort(key=lambda row: (-len(row["evidence"]), SOURCES.index(str(row["came_from"]))))  # type: ignore[arg-type]
    n = int(missed["contact_id"].nunique())
    return Insight(
        name="leaving",
        title=Note("expectations.leaving_title", {"n": n}),
        table=tabulate(rows, _LEAVING),
        columns=_LEAVING,
        notes=(Note("expectations.leaving_how"),),
        n_input=n,
        n_used=n,
        evidence=tuple(row["evidence"] for row in rows),  # type: ignore[misc]
    )


def _doubtful() -> list[Note]:
    """The classes whose measured precision is too low to be trusted."""
    return [
        Note("expectations.doubtful_class", {"class": Note(f"codes.{key}")})
        for key, value in PRECISION.items()
        if value < _TRUSTED
    ]
