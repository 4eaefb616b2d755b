"""The first walk: read everything once and decide what only the whole can tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.language import line_key, plain, voices_of, with_synonyms
from vocli.model import Needs, Plan, Tools
from vocli.pipeline.concealing import conceal_said
from vocli.pipeline.instruments import encode
from vocli.pipeline.planning import PLUS, plan_themes
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.question import Progress, Question
from vocli.pipeline.remembering import RememberedCuts, evidence_for, tokenizer_key
from vocli.pipeline.scope import Scoped
from vocli.signals import (
    CORE,
    FURTHER,
    Scorer,
    Weigh,
    analysis_text,
    evidence,
    holds,
    with_companions,
)
from vocli.text import digest

ALWAYS = ("harassment",)
_BATCH = 4_096  # contacts per batch
_REPEATED_CONTACTS = 10
_REPEATED_SHARE = 0.03


def prepare(
    scoped: Scoped, question: Question, tools: Tools, progress: Progress
) -> tuple[pd.DataFrame, list[tuple[str, ...]]]:
    """The voices of every contact and their terms: mask, then cut, batch by batch."""
    frames: list[pd.DataFrame] = []
    terms: list[tuple[str, ...]] = []
    wording = with_synonyms(tools.tokenizer, tools.synonyms)
    # Unmasked text is never kept.
    memory = None if question.reach.personal else tools.memory
    shared = tokenizer_key(tools.tokenizer.name, question)
    order = scoped.contacts["contact_id"]
    extra = scoped.contacts.set_index("contact_id")["extra"].fillna("")
    batch_of = pd.Series(np.arange(len(order)) // _BATCH, index=order)
    batches = scoped.turns.groupby(scoped.turns["contact_id"].map(batch_of), sort=True)
    for done, (_, turns) in enumerate(batches):
        if not scoped.coded:
            own = turns["contact_id"].map(extra)
            texts = conceal_said(turns["text"].tolist(), own, tools, question)
            turns = turns.assign(text=texts)  # noqa: PLW2901 - the same turns, masked
        cuts = RememberedCuts(memory, shared, turns)
        voices = voices_of(turns, wording, cuts.known)
        cuts.keep()
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
    prepared, repeated = mark_voices(scoped, question, tools, progress, _templates(question))
    return plan_themes(prepared, question.codebook, question.signal, tools, repeated), prepared


def _templates(question: Question) -> frozenset[str] | None:
    """The templates that a codebook knows: what is one must not hang on the week."""
    book = question.codebook
    return book.lock.repeated if book and book.lock else None


def survey_signals(
    scoped: Scoped, question: Question, tools: Tools, progress: Progress
) -> tuple[Plan, Prepared]:
    """A plan without themes, and the voices with their signals."""
    prepared, repeated = mark_voices(scoped, question, tools, progress, _templates(question))
    encoder = tools.encoder.name if tools.encoder else ""
    return unplanned(question.signal, repeated, tools.tokenizer.name, encoder), prepared


def unplanned(signal: str, repeated: frozenset[str], tokenizer: str, encoder: str) -> Plan:
    """A plan without themes."""
    return Plan(
        repeated=repeated,
        idf={},
        profiles=(),
        signal=signal,
        threshold=0.0,
        resolution=0.0,
        stability=0.0,
        tokenizer=tokenizer,
        encoder=encoder,
        distinct_voices=0,
        sampled_voices=0,
    )


def survey_nothing(
    scoped: Scoped, question: Question, tools: Tools, progress: Progress
) -> tuple[Plan, Prepared]:
    """A plan without themes and no voice at all, for questions that only count contacts."""
    silent = replace(scoped, turns=scoped.turns[:0])
    return survey_signals(silent, replace(question, use_encoder=False), tools, progress)


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
    weigh = evidence_for(tools.memory, question)
    if repeated is None:
        repeated = repeated_lines(frame, len(scoped.contacts), weigh)
    frame = set_templates_aside(frame, repeated)
    distinct, of_voice = distinct_texts(frame)
    vectors = encode(distinct, tools.encoder, progress) if tools.encoder else None
    scorer = Scorer.build(tools.encoder, marked(question.needs, question.signal))
    scores = _scores(frame, of_voice, vectors, replace(scorer, weigh=weigh))
    chosen = considered(frame, scores, question.signal)
    return Prepared(frame, terms, scores, chosen, of_voice, vectors), repeated


def repeated_lines(frame: pd.DataFrame, contacts: int, weigh: Weigh = evidence) -> frozenset[str]:
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
    marks = Scorer(None, weigh=weigh).score(many, ["verbatim"] * len(many), None)
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
    scorer: Scorer,
) -> pd.DataFrame:
    """Signal scores of every voice; zero where a voice is set aside."""
    live = np.flatnonzero(of_voice >= 0)
    texts = frame["text"].iloc[live].tolist()
    kinds = frame["kind"].iloc[live].tolist()
    marked = scorer.score(texts, kinds, None if vectors is None else vectors[of_voice[live]])
    full = pd.DataFrame(0.0, index=range(len(frame)), columns=marked.columns, dtype=np.float32)
    full.iloc[live] = marked.to_numpy()
    return full


def marked(needs: Needs, signal: str = "any") -> tuple[str, ...]:
    """The signals that a run marks: the core ones, and those that its question needs, in output order."""
    # Suspected harassment is always marked: its words stand on no page, whatever was asked.
    asked = (signal, *ALWAYS, *needs.signals, *(PLUS if needs.plus else ()))
    wanted = with_companions(asked)
    return (*CORE, *(signal for signal in FURTHER if signal in wanted))


def considered(frame: pd.DataFrame, scores: pd.DataFrame, signal: str) -> NDArray[np.bool_]:
    """Voices that are grouped: those of the signal, and of a complaint's those about safety as well."""
    live = (frame["set_aside"] == "").to_numpy()
    chosen = holds(scores, signal).to_numpy(dtype=bool)
    if signal == "complaint":
        chosen = chosen | holds(scores, "safety").to_numpy(dtype=bool)
    result: NDArray[np.bool_] = live & chosen
    return result
