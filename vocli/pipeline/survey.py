"""The first walk: read everything once and decide what only the whole can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.language import line_key, plain, voices_of, with_synonyms
from vocli.model import Plan, Profile, Tools
from vocli.pipeline.concealing import conceal_said
from vocli.pipeline.instruments import encode
from vocli.pipeline.question import Progress, Question
from vocli.pipeline.scope import Scoped
from vocli.signals import Scorer, analysis_text, holds
from vocli.text import digest
from vocli.themes import (
    LOOKED_AT,
    Appeal,
    describe_group,
    discover,
    inverse_frequency,
    name_profiles,
    tell_apart,
    threshold,
)

SAMPLE = 8_000  # distinct voices that discovery sees; assignment sees all (docs/decisions/0005)
_BATCH = 4_096  # contacts per batch
_REPEATED_CONTACTS = 10
_REPEATED_SHARE = 0.03
_COMPANIONS = 12  # voices of one contact that are tied together; a long chat changes its subject


@dataclass(frozen=True)
class Prepared:
    """The voices of all contacts in scope, masked, cut and marked; rows lie in content-hash order.

    `of_voice[i]` is the row of voice i in the distinct texts' `vectors`; -1 for a voice set aside.
    """

    frame: pd.DataFrame
    terms: list[tuple[str, ...]]
    scores: pd.DataFrame
    considered: NDArray[np.bool_]
    of_voice: NDArray[np.int64]
    vectors: NDArray[np.int8] | None


def prepare(
    scoped: Scoped, question: Question, tools: Tools, progress: Progress
) -> tuple[pd.DataFrame, list[tuple[str, ...]]]:
    """The voices of every contact and their terms: mask, then cut, batch by batch."""
    frames: list[pd.DataFrame] = []
    terms: list[tuple[str, ...]] = []
    wording = with_synonyms(tools.tokenizer, tools.synonyms)
    order = scoped.contacts["contact_id"]
    extra = scoped.contacts.set_index("contact_id")["extra"].fillna("")
    batch_of = pd.Series(np.arange(len(order)) // _BATCH, index=order)
    batches = scoped.turns.groupby(scoped.turns["contact_id"].map(batch_of), sort=True)
    for done, (_, turns) in enumerate(batches):
        own = turns["contact_id"].map(extra)
        texts = conceal_said(turns["text"].tolist(), own, tools.tokenizer, question)
        voices = voices_of(turns.assign(text=texts), wording)
        frames.append(voices.frame)
        terms.extend(voices.terms)
        progress("pipeline.step_cut", done + 1, batches.ngroups)
    if not frames:
        return voices_of(scoped.turns, wording).frame, []
    return pd.concat(frames, ignore_index=True), terms


def survey(
    scoped: Scoped, question: Question, tools: Tools, progress: Progress
) -> tuple[Plan, Prepared]:
    """The plan for the second walk, and the voices as far as they are known by then."""
    prepared, repeated = mark_voices(scoped, question, tools, progress)
    return _plan(prepared, question.signal, tools, repeated), prepared


def survey_signals(
    scoped: Scoped, question: Question, tools: Tools, progress: Progress
) -> tuple[Plan, Prepared]:
    """A plan without themes, and the voices with their signals."""
    prepared, repeated = mark_voices(scoped, question, tools, progress)
    plan = Plan(
        repeated=repeated,
        idf={},
        profiles=(),
        signal=question.signal,
        threshold=0.0,
        resolution=0.0,
        stability=0.0,
        tokenizer=tools.tokenizer.name,
        encoder=tools.encoder.name if tools.encoder else "",
        distinct_voices=0,
        sampled_voices=0,
    )
    return plan, prepared


def mark_voices(
    scoped: Scoped,
    question: Question,
    tools: Tools,
    progress: Progress,
    repeated: frozenset[str] | None = None,
) -> tuple[Prepared, frozenset[str]]:
    """Voices cut, encoded and marked with signals; and the lines that are templates.

    `repeated` are a plan's templates; without a plan they are found here.
    """
    frame, terms = prepare(scoped, question, tools, progress)
    if repeated is None:
        repeated = repeated_lines(frame, len(scoped.contacts))
    frame = set_templates_aside(frame, repeated)
    distinct, of_voice = distinct_texts(frame)
    vectors = encode(distinct, tools.encoder, progress) if tools.encoder else None
    scores = _scores(frame, of_voice, vectors, tools)
    considered = _considered(frame, scores, question.signal)
    return Prepared(frame, terms, scores, considered, of_voice, vectors), repeated


def repeated_lines(frame: pd.DataFrame, contacts: int) -> frozenset[str]:
    """Keys of lines that stand in many contacts and say nothing is wrong: templates.

    A short complaint that many customers make in the same words is no template.
    """
    live = frame[frame["set_aside"] == ""]
    pairs = {
        (key, contact)
        for key, contact in zip(map(line_key, live["text"]), live["contact_id"], strict=True)
    }
    counts = Counter(key for key, _ in pairs)
    least = max(_REPEATED_CONTACTS, _REPEATED_SHARE * contacts)
    many = sorted(key for key, n in counts.items() if n >= least and key)
    if not many:
        return frozenset()
    marks = Scorer(None).score(many, ["verbatim"] * len(many), None)
    speaks = (marks >= 0.5).any(axis=1).to_numpy()
    return frozenset(key for key, said in zip(many, speaks, strict=True) if not said)


def set_templates_aside(frame: pd.DataFrame, repeated: frozenset[str]) -> pd.DataFrame:
    """The frame with repeated lines marked `template`."""
    if not repeated:
        return frame
    hit = frame["text"].map(line_key).isin(repeated) & (frame["set_aside"] == "")
    return frame.assign(set_aside=frame["set_aside"].mask(hit, "template"))


def distinct_texts(frame: pd.DataFrame) -> tuple[list[str], NDArray[np.int64]]:
    """What is encoded, each text once in hash order, and each voice's row in it (-1 = set aside)."""
    live = (frame["set_aside"] == "").to_numpy()
    analysed = [analysis_text(plain(text)) for text in frame["text"][live]]
    distinct = sorted(set(analysed), key=digest)
    row = {text: i for i, text in enumerate(distinct)}
    of_voice = np.full(len(frame), -1, dtype=np.int64)
    of_voice[live] = [row[text] for text in analysed]
    return distinct, of_voice


def _scores(
    frame: pd.DataFrame,
    of_voice: NDArray[np.int64],
    vectors: NDArray[np.int8] | None,
    tools: Tools,
) -> pd.DataFrame:
    """Signal scores of every voice; zero where a voice is set aside."""
    live = np.flatnonzero(of_voice >= 0)
    scorer = Scorer.build(tools.encoder)
    texts = frame["text"].iloc[live].tolist()
    kinds = frame["kind"].iloc[live].tolist()
    marked = scorer.score(texts, kinds, None if vectors is None else vectors[of_voice[live]])
    full = pd.DataFrame(0.0, index=range(len(frame)), columns=marked.columns, dtype=np.float32)
    full.iloc[live] = marked.to_numpy()
    return full


def _considered(frame: pd.DataFrame, scores: pd.DataFrame, signal: str) -> NDArray[np.bool_]:
    """Voices that are grouped: those of the signal, and of a complaint's those about safety as well."""
    live = (frame["set_aside"] == "").to_numpy()
    chosen = holds(scores, signal).to_numpy(dtype=bool)
    if signal == "complaint":
        chosen = chosen | holds(scores, "safety").to_numpy(dtype=bool)
    result: NDArray[np.bool_] = live & chosen
    return result


def _plan(prepared: Prepared, signal: str, tools: Tools, repeated: frozenset[str]) -> Plan:
    critical = is_critical(prepared, signal)
    rows = first_of_each(prepared.of_voice, prepared.considered & ~critical)
    sample = rows[:SAMPLE]
    terms = [prepared.terms[i] for i in sample]
    idf = inverse_frequency(terms)
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[sample]]
    found = discover(terms, vectors, idf, said_together(prepared, sample))
    profiles = found.profiles
    group = first_of_each(prepared.of_voice, critical)
    if len(group):
        profiles = tell_apart((*profiles, _critical_profile(prepared, group, idf)))
    members = _members(prepared, profiles, idf, rows, group)
    texts: list[str] = prepared.frame["text"].tolist()
    spoken = [[plain(texts[row]) for row in own] for own in members]
    wording = replace(tools, tokenizer=with_synonyms(tools.tokenizer, tools.synonyms))
    named = name_profiles(profiles, spoken, wording, _appeal(signal, tools))
    return Plan(
        repeated=repeated,
        idf=idf,
        profiles=named,
        signal=signal,
        threshold=threshold(prepared.vectors),
        resolution=found.resolution,
        stability=found.stability,
        tokenizer=tools.tokenizer.name,
        encoder=tools.encoder.name if tools.encoder else "",
        distinct_voices=len(rows),
        sampled_voices=len(sample),
    )


def _appeal(signal: str, tools: Tools) -> Appeal:
    """How much a phrase is itself a voice of the signal: nothing to tell apart for `any`."""
    if signal == "any":
        return lambda phrases, _: np.zeros(len(phrases))
    scorer = Scorer.build(tools.encoder)

    def appeal(phrases: Sequence[str], vectors: NDArray[np.int8]) -> NDArray[np.float64]:
        marks = scorer.score(phrases, ["verbatim"] * len(phrases), vectors)
        return marks[signal].to_numpy(dtype=np.float64)

    return appeal


def is_critical(prepared: Prepared, signal: str) -> NDArray[np.bool_]:
    """Voices about safety, kept out of the ranking so that no count can hide them."""
    if signal not in {"complaint", "safety"}:
        return np.zeros(len(prepared.frame), dtype=bool)
    unsafe = holds(prepared.scores, "safety").to_numpy(dtype=bool)
    result: NDArray[np.bool_] = prepared.considered & unsafe
    return result


def first_of_each(of_voice: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """One voice per distinct text among the chosen, in the texts' hash order."""
    rows = np.flatnonzero(chosen)
    _, first = np.unique(of_voice[rows], return_index=True)
    return rows[first]


def said_together(prepared: Prepared, sample: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Pairs of rows of the sample whose texts were said in one contact, the smaller row first."""
    row_of = {int(prepared.of_voice[i]): row for row, i in enumerate(sample)}
    chosen = np.flatnonzero(prepared.considered)
    rows = pd.Series([row_of.get(int(prepared.of_voice[i]), -1) for i in chosen])
    contacts = prepared.frame["contact_id"].iloc[chosen].reset_index(drop=True)
    pairs: set[tuple[int, int]] = set()
    for group in rows[rows >= 0].groupby(contacts[rows >= 0]).unique():
        pairs.update(combinations(sorted(int(row) for row in group)[:_COMPANIONS], 2))
    return sorted(pairs)


def _critical_profile(
    prepared: Prepared, group: NDArray[np.int64], idf: dict[str, float]
) -> Profile:
    terms = [prepared.terms[i] for i in group]
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[group]]
    own = {term: idf.get(term, max(idf.values(), default=1.0)) for row in terms for term in row}
    return replace(describe_group(terms, vectors, own), critical=True)


def _members(
    prepared: Prepared,
    profiles: tuple[Profile, ...],
    idf: dict[str, float],
    rows: NDArray[np.int64],
    group: NDArray[np.int64],
) -> list[NDArray[np.int64]]:
    """For each profile the voices that speak for it, best first."""
    from vocli.pipeline.apply import place_rows

    usual = [p for p in profiles if not p.critical]
    placed = place_rows(prepared, usual, idf, rows)
    members = []
    for number, profile in enumerate(profiles):
        if profile.critical:
            members.append(group)
            continue
        own = np.flatnonzero(placed.profile == number)
        members.append(rows[own[np.argsort(-placed.score[own], kind="stable")]][:LOOKED_AT])
    return members
