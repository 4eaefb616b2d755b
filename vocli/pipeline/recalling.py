"""From a history to facts: the same corridor, entered behind the desk where voices are masked and marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.errors import VocliError
from vocli.history import Store, open_store, recall
from vocli.messages import t
from vocli.model import Codebook, Records, Source
from vocli.model.history import Kept
from vocli.pipeline.analysis import Analysis, Walked, conclude
from vocli.pipeline.beside import Joined
from vocli.pipeline.instruments import build_tools
from vocli.pipeline.planning import plan_plus_themes, plan_themes
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Progress, Question
from vocli.pipeline.scope import Scoped, limit
from vocli.pipeline.survey import considered, distinct_texts, unplanned
from vocli.pipeline.windows import widen
from vocli.text import digest
from vocli.themes import load_lock, parse_codebook

_SURVEYED = ("linked", "matched", "numbered")


def walk_history(question: Question, progress: Progress, themed: bool) -> Analysis:
    """What analyse, mark and count make of files, made of a history; VOC-E360 to E363 where it cannot be read."""
    assert question.history
    with open_store(question.history) as store:
        return walk_store(store, question, progress, themed)


def walk_store(store: Store, question: Question, progress: Progress, themed: bool) -> Analysis:
    """The same of an open history."""
    if question.reach.personal:
        raise VocliError("VOC-E306", t("history.masked"), hint=t("history.masked_hint"))
    question = replace(question, codebook=question.codebook or kept_codebook(store))
    span = _span(store, question)
    kept = recall(store, span, question.at_run, turns=question.needs.turns)
    records = Records(kept.contacts, kept.turns, (_source(store, kept),))
    asked, question = question, widen(question, records.contacts)
    scoped = replace(limit(records, question.scope), coded=True)
    tools, remarks = build_tools(question)
    prepared = prepare_kept(kept, scoped, question.signal)
    book = question.codebook
    repeated = book.lock.repeated if book and book.lock else frozenset()
    encoder = tools.encoder.name if tools.encoder else ""
    plan = unplanned(question.signal, repeated, tools.tokenizer.name, encoder)
    if themed:
        plan = plan_themes(prepared, book, question.signal, tools, repeated)
    if question.needs.plus:
        plus = plan_plus_themes(prepared, question.codebook, tools, plan.repeated)
        plan = replace(plan, plus=plus)
    read = Walked(asked, question, records, _joined(records), scoped, tools)
    return conclude(read, plan, prepared, (), remarks)


def kept_codebook(store: Store) -> Codebook | None:
    """The codebook that the history's themes follow."""
    kept = store.setting("codebook")
    return book_of(store, kept) if kept and store.codebook(kept) else None


def book_of(store: Store, kept: str) -> Codebook:
    """The codebook of that digest; VOC-E367 where the history does not hold it."""
    found = store.codebook(kept)
    if found is None:
        raise VocliError("VOC-E367", t("history.no_state"), hint=t("history.no_state_hint"))
    name = t("history.own_codebook")
    return replace(parse_codebook(found[0], name), lock=load_lock(found[1], name))


def prepare_kept(kept: Kept, scoped: Scoped, signal: str) -> Prepared:
    """The voices of the contacts in scope, in the contacts' order, as the first walk would have left them."""
    place = {contact: i for i, contact in enumerate(scoped.contacts["contact_id"])}
    at = kept.frame["contact_id"].map(place)
    inside = np.flatnonzero(at.notna().to_numpy())
    order = inside[np.lexsort((kept.frame["ordinal"].to_numpy()[inside], at.to_numpy()[inside]))]
    frame = kept.frame.iloc[order].reset_index(drop=True)
    scores = kept.scores.iloc[order].reset_index(drop=True)
    _, of_voice = distinct_texts(frame)
    vectors = None if kept.vectors is None else _distinct(kept.vectors[order], of_voice)
    terms = [kept.terms[i] for i in order]
    return Prepared(frame, terms, scores, considered(frame, scores, signal), of_voice, vectors)


def _distinct(vectors: NDArray[np.int8], of_voice: NDArray[np.int64]) -> NDArray[np.int8]:
    """One row per distinct text, that of its first voice."""
    known, first = np.unique(of_voice, return_index=True)
    return vectors[first[known >= 0]]


def _span(store: Store, question: Question) -> tuple[date | None, date | None]:
    """The days to recall: all that were asked for, with the days before that a comparison takes in."""
    scope = question.scope
    if question.compare:
        return None, question.as_of or scope.until
    until = [day for day in (scope.until, question.as_of) if day]
    return scope.since, min(until, default=None)


def _source(store: Store, kept: Kept) -> Source:
    """The history as a source among others: its digest is that of the contacts which were recalled."""
    contacts = kept.contacts
    return Source(
        path=t("history.name"),
        sha256=facts_digest(zip(contacts["contact_id"], contacts["content_hash"], strict=True)),
        reader="history",
        layout="history",
        encoding="",
        newline="",
        header_row=0,
        rows_read=len(contacts),
        contacts=len(contacts),
        turns=len(kept.turns),
        columns=(),
        unused=(),
        voice_kind="verbatim",
        note_share=0.0,
    )


def facts_digest(contents: Iterable[tuple[str, str]]) -> str:
    """A digest of contacts and what each holds, whatever their order."""
    return digest(*(f"{contact}={content}" for contact, content in sorted(contents)), length=64)


def _joined(records: Records) -> Joined:
    """What side tables knew when the contacts were taken in."""
    contacts = records.contacts
    words = contacts["known"].str.split()
    linked, matched, numbered = (
        frozenset(contacts["contact_id"][[name in own for own in words]]) for name in _SURVEYED
    )
    return Joined(records, linked, matched, numbered)


def marks_of(joined: Joined) -> pd.Series:
    """What side tables know of each contact, in words, as the history keeps it."""
    sets = {name: getattr(joined, name) for name in _SURVEYED}
    return pd.Series(
        [
            " ".join(name for name, own in sets.items() if contact in own)
            for contact in joined.records.contacts["contact_id"]
        ],
        joined.records.contacts.index,
        dtype=object,
    )
