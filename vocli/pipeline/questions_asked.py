"""Questions that are alike brought together, and the FAQ entry that each voice asks for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.insights.faq_entries import parse_entries
from vocli.insights.faq_groups import settle_groups
from vocli.language import plain, terms, with_synonyms
from vocli.model import Facts, Tools
from vocli.pipeline.analysis import Analysis
from vocli.pipeline.instruments import build_tools
from vocli.signals import analysis_text
from vocli.stats.alike import Rows, group_alike, likeness, nearest
from vocli.text import digest
from vocli.themes.graph import term_matrix

# What a customer asks, and what else is about the matter of an FAQ entry.
ASKS = ("question", "howto")
ABOUT = (*ASKS, "complaint", "errand", "request", "defect")
# Both were first set by looking at the sample. SAME_ENTRY was then held against the even half of
# benchmarks/data/insights/faq.csv and kept; SAME_QUESTION is measured nowhere yet (docs/insights/faq.md).
SAME_QUESTION = 0.45
SAME_ENTRY = 0.5
_SAMPLE = 3_000  # distinct questions that are grouped with each other; the rest joins them
# Words of asking itself: they make no two questions alike.
_ASKING = frozenset(
    ("知る", "教える", "聞く", "伺う", "確認", "質問", "問い合わせ", "分かる", "分からない", "わかる", "わからない", "方法", "いただく")
)  # fmt: skip


def add_questions(found: Analysis, options: Mapping[str, Any]) -> Analysis:
    """The analysis whose voices have `ask` (the question's id, "" = asks nothing), `ask_score` (how typical it is
    of its group), `entry` (number of the FAQ entry that it is about, "" = none), `entry_score`, and what
    `settle_groups` adds.

    The entries come from the option `existing`, a GivenFile.
    """
    given = options.get("existing")
    entries = parse_entries(given) if given else ()
    tools, _ = build_tools(found.question)
    facts = found.facts
    voices = facts.voices.assign(ask="", ask_score=0.0, entry="", entry_score=0.0)
    if len(voices):
        voices = _with_groups(found, voices)
        if entries:
            texts = [entry.question for entry in entries]
            numbers = [entry.number for entry in entries]
            voices = _with_entries(found, voices, (texts, numbers), tools)
    return replace(found, facts=replace(facts, voices=settle_groups(voices)))


def match(
    texts: Sequence[str], questions: Sequence[str], tools: Tools
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For every text the place of the question that it asks (-1 = none), and how alike they are."""
    own, known = rows_of(texts, tools), [terms_of(text, tools) for text in questions]
    idf = _weights([*own[0], *known])
    mine = (_matrix(own[0], idf), own[1])
    theirs = (_matrix(known, idf), _vectors(questions, tools))
    return nearest(mine, theirs, SAME_ENTRY)


def group(texts: Sequence[str], tools: Tools) -> NDArray[np.int64]:
    """The number of each text's group of questions that mean the same."""
    own = rows_of(texts, tools)
    return group_alike(_among((_matrix(own[0], _weights(own[0])), own[1])), SAME_QUESTION)


def rows_of(
    texts: Sequence[str], tools: Tools
) -> tuple[list[tuple[str, ...]], NDArray[np.int8] | None]:
    """The words and the vectors of texts."""
    return [terms_of(text, tools) for text in texts], _vectors(texts, tools)


def terms_of(text: str, tools: Tools) -> tuple[str, ...]:
    """The words that say what a question is about."""
    tokenizer = with_synonyms(tools.tokenizer, tools.synonyms)
    return _telling(terms(tokenizer.tokens(plain(text))))


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _ASKING)


def _weights(words: Sequence[Sequence[str]]) -> dict[str, float]:
    """idf of every term: log((1 + n) / (1 + df)) + 1. A term of one row tells rows apart as well as any other."""
    counts = Counter(term for row in words for term in set(row))
    n = len(words)
    return {term: round(math.log((1 + n) / (1 + df)) + 1, 6) for term, df in sorted(counts.items())}


def _matrix(words: Sequence[Sequence[str]], idf: dict[str, float]) -> Any:
    return term_matrix(words, idf)[0]


def _vectors(texts: Sequence[str], tools: Tools) -> NDArray[np.int8] | None:
    if tools.encoder is None:
        return None
    return tools.encoder.encode([analysis_text(plain(text)) for text in texts])


def _among(rows: Rows) -> NDArray[np.float64]:
    return likeness(rows, rows)


def _marked(facts: Facts, signals: Sequence[str]) -> NDArray[np.bool_]:
    held = [facts.held[s].to_numpy(dtype=bool) for s in signals if s in facts.held]
    none = np.zeros(len(facts.voices), dtype=bool)
    return np.asarray(np.logical_or.reduce([none, *held]), dtype=bool)


def _distinct(found: Analysis, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Rows]:
    """The first voice of every distinct text, in the texts' hash order, with words and vectors."""
    prepared = found.prepared
    rows = rows[prepared.of_voice[rows] >= 0]
    _, first = np.unique(prepared.of_voice[rows], return_index=True)
    chosen = rows[first]
    words = [_telling(prepared.terms[i]) for i in chosen]
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[chosen]]
    return chosen, (_matrix(words, _weights(words)), vectors)


def _with_groups(found: Analysis, voices: pd.DataFrame) -> pd.DataFrame:
    asking = np.flatnonzero(_marked(found.facts, ASKS))
    chosen, rows = _distinct(found, asking)
    if not len(chosen):
        return voices
    core = (rows[0][:_SAMPLE], None if rows[1] is None else rows[1][:_SAMPLE])
    labels = group_alike(_among(core), SAME_QUESTION)
    means = _mean_likeness(likeness(rows, core), labels)
    places = means.argmax(axis=1)
    places[: len(labels)] = labels
    score = means[np.arange(len(places)), places]
    joined = (score >= SAME_QUESTION) | (np.arange(len(places)) < len(labels))
    ids = _ids(found, chosen, places, score)
    named = np.array([ids[p] if ok else "" for p, ok in zip(places, joined, strict=True)], object)
    of_text = {int(found.prepared.of_voice[i]): n for n, i in enumerate(chosen)}
    at = np.array([of_text.get(int(found.prepared.of_voice[i]), -1) for i in asking])
    asking, at = asking[at >= 0], at[at >= 0]
    ask, typical = voices["ask"].to_numpy(copy=True), voices["ask_score"].to_numpy(copy=True)
    ask[asking], typical[asking] = named[at], np.round(score[at], 4)
    return voices.assign(ask=ask, ask_score=typical)


def _mean_likeness(alike: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shape (rows, groups): the mean likeness of each row to the members of each group."""
    count = int(labels.max()) + 1
    sums = np.zeros((count, len(alike)))
    np.add.at(sums, labels, alike.T[: len(labels)])
    sizes = np.bincount(labels, minlength=count)[:, None]
    return np.round((sums / sizes).T, 6)


def _ids(
    found: Analysis,
    chosen: NDArray[np.int64],
    places: NDArray[np.int64],
    score: NDArray[np.float64],
) -> dict[int, str]:
    """`Q-` and four digits of each group's most typical wording; more where two meet."""
    best: dict[int, int] = {}
    for row in np.lexsort((np.arange(len(places)), -score)):
        best.setdefault(int(places[row]), int(chosen[row]))
    texts = found.facts.voices["text"]
    for digits in (4, 6, 8, 16):
        ids = {p: "Q-" + digest(plain(texts[i]), length=digits) for p, i in best.items()}
        if len(set(ids.values())) == len(ids):
            return ids
    return {p: f"Q-{n + 1}" for n, p in enumerate(sorted(best))}


def _with_entries(
    found: Analysis,
    voices: pd.DataFrame,
    entries: tuple[Sequence[str], Sequence[str]],
    tools: Tools,
) -> pd.DataFrame:
    prepared = found.prepared
    about = np.flatnonzero(_marked(found.facts, ABOUT))
    about = about[prepared.of_voice[about] >= 0]
    texts = prepared.of_voice[about]
    unique, first, back = np.unique(texts, return_index=True, return_inverse=True)
    if not len(unique):
        return voices
    known = [terms_of(text, tools) for text in entries[0]]
    words = [_telling(prepared.terms[i]) for i in about[first]]
    idf = _weights([*words, *known])
    vectors = None if prepared.vectors is None else prepared.vectors[unique]
    mine = (_matrix(words, idf), vectors)
    theirs = (_matrix(known, idf), _vectors(entries[0], tools))
    place, score = nearest(mine, theirs, SAME_ENTRY)
    numbers = np.array([*entries[1], ""], dtype=object)
    entry, alike = voices["entry"].to_numpy(copy=True), voices["entry_score"].to_numpy(copy=True)
    entry[about], alike[about] = numbers[place[back]], np.round(score[back], 4)
    return voices.assign(entry=entry, entry_score=alike)
