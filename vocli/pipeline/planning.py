"""The themes of a plan: found in a sample of the voices, described, named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.language import plain, with_synonyms
from vocli.model import Codebook, Plan, Profile, Side, Tools
from vocli.pipeline.placing import place_rows, place_voices
from vocli.pipeline.prepared import Prepared
from vocli.pipeline.remembering import remembered_groups
from vocli.signals import SIGNALS, Scorer, holds
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
_COMPANIONS = 12  # voices of one contact that are tied together; a long chat changes its subject
# Signals of what went well: their voices are grouped apart from complaints.
PLUS = ("thanks", "satisfaction", "delight", "expectation_exceeded", "staff_praise")


def find_themes(prepared: Prepared, signal: str, tools: Tools, repeated: frozenset[str]) -> Plan:
    """The plan whose themes group the considered voices; `signal` says what they have in common."""
    critical = is_critical(prepared, signal)
    rows = first_of_each(prepared.of_voice, prepared.considered & ~critical)
    sample = rows[:SAMPLE]
    terms = [prepared.terms[i] for i in sample]
    idf = inverse_frequency(terms)
    vectors = None if prepared.vectors is None else prepared.vectors[prepared.of_voice[sample]]
    group = remembered_groups(tools.memory)
    found = discover(terms, vectors, idf, said_together(prepared, sample), group)
    profiles = found.profiles
    unsafe = first_of_each(prepared.of_voice, critical)
    if len(unsafe):
        profiles = tell_apart((*profiles, _critical_profile(prepared, unsafe, idf)))
    members = _members(prepared, profiles, idf, rows, unsafe)
    texts: list[str] = prepared.frame["text"].tolist()
    hidden = _unspoken(prepared)
    spoken = [[plain(texts[row]) for row in own if not hidden[row]] for own in members]
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


def keep_themes(
    prepared: Prepared, book: Codebook, signal: str, tools: Tools, repeated: frozenset[str]
) -> Plan:
    """The plan whose themes are those of the codebook, and drafts for the voices that it does not hold."""
    plan = replace(book_plan(book, signal), repeated=repeated)
    critical = is_critical(prepared, signal)
    rows = np.flatnonzero(prepared.considered & ~critical)
    placed = place_voices(prepared, plan, rows)
    left = np.zeros(len(prepared.considered), dtype=bool)
    # What is new stands in contacts of which the codebook knows no voice; elsewhere it is an aside.
    contacts = prepared.frame["contact_id"].to_numpy()
    known = set(contacts[rows[placed.ids != ""]])
    left[rows] = [contact not in known for contact in contacts[rows]]
    if not any(profile.critical for profile in plan.profiles):
        left |= critical
    drafts = find_themes(replace(prepared, considered=left), signal, tools, repeated)
    taken = {profile.name for profile in plan.profiles}
    kept = tuple(draft for draft in drafts.profiles if draft.name not in taken)
    return replace(plan, profiles=(*plan.profiles, *kept), drafts=replace(drafts, profiles=kept))


def book_plan(book: Codebook, signal: str) -> Plan:
    """The plan whose themes are those of the codebook alone."""
    side = Side.PRAISE if signal == "plus" else Side.COMPLAINT
    lock = book.lock
    return Plan(
        repeated=lock.repeated if lock else frozenset(),
        idf=lock.idf.get(side, {}) if lock else {},
        profiles=_profiles(book, side),
        signal=signal,
        threshold=lock.threshold if lock else 0.0,
        resolution=0.0,
        stability=0.0,
        tokenizer=lock.tokenizer if lock else "",
        encoder=lock.encoder if lock else "",
        distinct_voices=0,
        sampled_voices=0,
        book=book,
    )


def _profiles(book: Codebook, side: Side) -> tuple[Profile, ...]:
    """The living themes of a side as they stand in the lock, in the order of the file."""
    standing = {
        seat.theme_id: seat for seat in (book.lock.seats if book.lock else ()) if not seat.until
    }
    return tuple(
        Profile(theme.theme_id, theme.name, seat.terms, seat.centroid, seat.critical)
        for theme in book.living(side)
        if (seat := standing.get(theme.theme_id))
    )


def _unspoken(prepared: Prepared) -> NDArray[np.bool_]:
    """Voices whose words must name nothing: suspected harassment."""
    if "harassment" not in prepared.scores:
        return np.zeros(len(prepared.frame), dtype=bool)
    return holds(prepared.scores, "harassment").to_numpy(dtype=bool)


def plan_themes(
    prepared: Prepared,
    book: Codebook | None,
    signal: str,
    tools: Tools,
    repeated: frozenset[str],
) -> Plan:
    """The themes of a codebook where there is one, else those found in the voices themselves."""
    if book is None:
        return find_themes(prepared, signal, tools, repeated)
    return keep_themes(prepared, book, signal, tools, repeated)


def plan_plus_themes(
    prepared: Prepared, book: Codebook | None, tools: Tools, repeated: frozenset[str]
) -> Plan:
    """The plan whose themes group what went well, whatever the question's own signal is."""
    return plan_themes(praised(prepared), book, "plus", tools, repeated)


def praised(prepared: Prepared) -> Prepared:
    """The voices with those that praise in place of those of the question's signal."""
    return replace(prepared, considered=is_plus(prepared))


def is_plus(prepared: Prepared) -> NDArray[np.bool_]:
    """Voices that carry a signal of PLUS."""
    live = (prepared.frame["set_aside"] == "").to_numpy()
    held = [holds(prepared.scores, s).to_numpy(dtype=bool) for s in PLUS if s in prepared.scores]
    # Praise and blame in one sentence belong to neither side's themes of praise.
    blamed = holds(prepared.scores, "complaint").to_numpy(dtype=bool)
    result: NDArray[np.bool_] = live & np.logical_or.reduce(held) & ~blamed
    return result


def _appeal(signal: str, tools: Tools) -> Appeal:
    """How much a phrase is itself a voice of the signal: nothing to tell apart for `any`."""
    if signal == "any":
        return lambda phrases, _: np.zeros(len(phrases))
    wanted = tuple(s for s in PLUS if s in SIGNALS) if signal == "plus" else (signal,)
    scorer = Scorer.build(tools.encoder, wanted)

    def appeal(phrases: Sequence[str], vectors: NDArray[np.int8]) -> NDArray[np.float64]:
        marks = scorer.score(phrases, ["verbatim"] * len(phrases), vectors)
        return marks[list(wanted)].max(axis=1).to_numpy(dtype=np.float64)

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
    rows = [row_of.get(int(prepared.of_voice[i]), -1) for i in chosen]
    contacts = prepared.frame["contact_id"].to_numpy()[chosen]
    said = pd.DataFrame({"contact": contacts, "row": rows})
    said = said[said["row"] >= 0].drop_duplicates()
    said = said[said.duplicated("contact", keep=False)]  # most contacts say one thing
    pairs: set[tuple[int, int]] = set()
    for _, group in said.groupby("contact")["row"]:
        pairs.update(combinations(sorted(group.tolist())[:_COMPANIONS], 2))
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
