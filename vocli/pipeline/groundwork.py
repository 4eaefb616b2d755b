"""What a codebook without a lock is built on: voices measured, centroids drawn from its examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.language import terms, with_synonyms
from vocli.model import Codebook, Lock, Needs, Side, Tools
from vocli.pipeline.analysis import mark
from vocli.pipeline.instruments import build_tools, encode
from vocli.pipeline.planning import PLUS, first_of_each, is_critical, is_plus
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Progress, Question, silent
from vocli.themes import (
    Found,
    Material,
    build_lock,
    inverse_frequency,
    refine,
    term_matrix,
    threshold,
)


def first_lock(book: Codebook, question: Question, progress: Progress = silent) -> Lock:
    """The lock of a codebook that people wrote, its words and centroids measured in the question's files."""
    asked = replace(question, codebook=None, needs=Needs(signals=PLUS))
    found = mark(asked, progress)
    tools, _ = build_tools(asked)
    prepared, plan = found.prepared, found.plan
    rows = _rows(prepared, plan.signal)
    material = Material(
        tokenizer=plan.tokenizer,
        encoder=plan.encoder,
        threshold=threshold(prepared.vectors),
        idf={
            side: inverse_frequency(
                [prepared.terms[i] for i in first_of_each(prepared.of_voice, chosen)]
            )
            for side, chosen in rows.items()
        },
        repeated=plan.repeated,
        vectors=vectors_of(book, tools),
    )
    material = replace(material, spelled=spell_terms(book, material.idf, tools))
    rough = build_lock(book, None, material)
    measured: dict[str, Found] = {}
    for side, chosen in rows.items():
        measured.update(_measure(prepared, rough, side, np.flatnonzero(chosen)))
    return build_lock(book, None, replace(material, found=measured))


def vectors_of(book: Codebook, tools: Tools) -> dict[str, NDArray[np.int8]]:
    """The vectors of every example and counter-example; {} without an encoder."""
    texts = sorted({x for theme in book.themes for x in (*theme.examples, *theme.counter_examples)})
    if tools.encoder is None or not texts:
        return {}
    return dict(zip(texts, encode(texts, tools.encoder, silent), strict=True))


def spell_terms(
    book: Codebook, idf: Mapping[Side, Mapping[str, float]], tools: Tools
) -> dict[str, tuple[str, ...]]:
    """How the tokenizer cuts the terms that no voice has as they stand."""
    wording = with_synonyms(tools.tokenizer, tools.synonyms)
    spelled = {}
    for theme in book.themes:
        known = idf.get(theme.side, {})
        for term, _ in theme.terms:
            if term not in known:
                own = terms(wording.tokens(term))
                spelled[term] = own or (term,)
    return spelled


def _rows(prepared: Prepared, signal: str) -> dict[Side, NDArray[np.bool_]]:
    """The voices that each side's themes group."""
    return {
        Side.COMPLAINT: prepared.considered & ~is_critical(prepared, signal),
        Side.PRAISE: is_plus(prepared),
    }


def _measure(
    prepared: Prepared, rough: Lock, side: Side, rows: NDArray[np.int64]
) -> Mapping[str, Found]:
    seats = [seat for seat in rough.seats if seat.side is side and not seat.critical]
    matrix, vocabulary = term_matrix([prepared.terms[i] for i in rows], dict(rough.idf[side]))
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[rows]]
    contacts, _ = pd.factorize(prepared.frame["contact_id"].iloc[rows])
    return refine(seats, matrix, vocabulary, vectors, contacts.astype(np.int64), rough.threshold)
