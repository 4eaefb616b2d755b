"""What customers ask: what the FAQ lacks, what it has and is still asked, what is asked no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pandas as pd

from vocli.insights.counting import people
from vocli.insights.faq_answers import Answer, best_answers
from vocli.insights.faq_automation import automation, effort
from vocli.insights.faq_covered import covered, entry_contacts, no_longer
from vocli.insights.faq_entries import parse_entries
from vocli.insights.faq_groups import LEAST, settle_groups
from vocli.insights.faq_wording import wordings
from vocli.insights.picture import voices_with
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

NEEDS = Needs(
    signals=("howto", "self_service_failed", "defect", "resolved", "unresolved", "settled", "distrust"),
    turns=True,
    turn_tags=("operator",),
    terms=True,
)  # fmt: skip
_SHOWN = 12
_WORDINGS = 4
COLUMNS = (
    Column("question", Kind.TEXT, width=32, label="faq.columns.question"),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("prev_4w", Kind.INT),
    Column("last_4w", Kind.INT),
    Column("automation", Kind.CODE, label="faq.columns.automation"),
    Column("hours_month", Kind.NUMBER, label="faq.columns.hours_month"),
    Column("wordings", Kind.TEXT, Place.BELOW, label="faq.columns.wordings"),
    Column("answer", Kind.TEXT, Place.BELOW, label="faq.columns.answer"),
    Column("answer_basis", Kind.TEXT, Place.BELOW, label="faq.columns.answer_basis"),
    Column("looked_up", Kind.INT, Place.BELOW, label="faq.columns.looked_up"),
    Column("trend", Kind.SPARK, Place.DETAIL, label="columns.trend"),
    Column("question_id", Kind.ID, Place.DETAIL, label="faq.columns.question_id"),
    Column("answered", Kind.INT, Place.DETAIL, label="faq.columns.answered"),
    Column("answered_so", Kind.INT, Place.DETAIL, label="faq.columns.answered_so"),
    Column("helped", Kind.INT, Place.DETAIL, label="faq.columns.helped"),
    Column("emotion", Kind.INT, Place.DETAIL, label="faq.columns.emotion"),
    Column("aht", Kind.NUMBER, Place.DETAIL, label="faq.columns.aht"),
)


@dataclass(frozen=True)
class Read:
    """The asking voices with their contact's day, customer and hours; by question its answer and its entry."""

    facts: Facts
    asking: pd.DataFrame
    answers: Mapping[str, Answer]
    covers: Mapping[str, str]
    months: float | None


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Questions that no entry covers, the most frequent first; with `existing` also the entries that are still
    asked, and those that are asked no longer. `evidence` are the contacts.

    VOC-E314 and VOC-E315 where the FAQ cannot be understood.
    """
    given = asked.options.get("existing")
    entries = parse_entries(given) if given else ()
    read = _read(facts)
    main = _uncovered(read, known=bool(entries))
    if not entries:
        return (main,)
    contacts = entry_contacts(read.facts, read.covers)
    return (
        main,
        covered(read.facts, entries, contacts, read.answers),
        no_longer(read.facts, entries, contacts),
    )


def _read(facts: Facts) -> Read:
    voices = facts.voices
    if "ask" not in voices:  # no voice was read
        voices = voices.assign(ask="", ask_score=0.0, entry="", entry_score=0.0)
    if "ask_often" not in voices:
        voices = settle_groups(voices)
    facts = replace(facts, voices=voices)
    asking = voices[voices["ask"] != ""]
    told = asking[asking["ask_entry"] != ""]
    covers = dict(zip(told["ask"], told["ask_entry"], strict=True))
    days = [day for day in facts.contacts["day"] if day is not None]
    months = ((max(days) - min(days)).days + 1) / 30.44 if days else None
    return Read(facts, asking, best_answers(facts), covers, months)


def _uncovered(read: Read, *, known: bool) -> Insight:
    open_ones = read.asking[read.asking["ask_entry"] == ""]
    rare = int(open_ones.loc[~open_ones["ask_often"], "contact_id"].nunique())
    often = open_ones[open_ones["ask_often"]]
    rows = [_row(read, str(ask), own) for ask, own in often.groupby("ask", sort=True)]
    rows.sort(key=lambda row: (-row["contacts"], row["question_id"]))
    evidence = [row["evidence"] for row in rows]
    facts = read.facts
    every = len({contact for ids in evidence for contact in ids})
    values = {"n": every, "base": int(read.asking["contact_id"].nunique())}
    return Insight(
        name="faq",
        title=Note("faq.title_uncovered" if known else "faq.title_all", values),
        table=tabulate(rows, COLUMNS),
        columns=COLUMNS,
        notes=_notes(read, rows, rare, known=known),
        n_input=len(facts.contacts),
        n_used=every,
        evidence=tuple(evidence),
        keys=("question_id",),
        measure="contacts",
        shown=_SHOWN,
    )


def _row(read: Read, ask: str, own: pd.DataFrame) -> dict[str, Any]:
    ids = tuple(sorted(set(own["contact_id"])))
    contacts = read.facts.contacts[read.facts.contacts["contact_id"].isin(ids)]
    answer = read.answers.get(ask, Answer())
    texts = wordings(own)
    looked = own["contact_id"][voices_with(read.facts, ("self_service_failed",))[own.index]]
    return {
        "question": texts[0] if texts else "",
        "contacts": len(ids),
        "customers": people(contacts),
        **_windows(read.facts, contacts),
        **automation(read.facts, contacts, answer),
        "hours_month": effort(contacts, read.months),
        "wordings": tuple(texts[1 : 1 + _WORDINGS]),
        "answer": answer.text,
        "answer_basis": _basis(answer),
        "looked_up": int(looked.nunique()) or None,
        "trend": _weekly(read.facts, contacts),
        "question_id": ask,
        "answered": answer.answered,
        "answered_so": len(answer.contacts),
        "helped": answer.helped,
        "evidence": ids,
    }


def _windows(facts: Facts, contacts: pd.DataFrame) -> dict[str, int | None]:
    period = facts.period
    if period is None:
        return {"prev_4w": None, "last_4w": None}
    days = [day for day in contacts["day"] if day is not None]
    return {
        "prev_4w": sum(period.before_from <= day <= period.before_to for day in days),
        "last_4w": sum(period.recent_from <= day <= period.recent_to for day in days),
    }


def _weekly(facts: Facts, contacts: pd.DataFrame) -> tuple[int, ...]:
    """Contacts per week from Monday, over the whole period."""
    every = [day for day in facts.contacts["day"] if day is not None]
    if not every:
        return ()
    first = min(every) - timedelta(min(every).weekday())
    counts = [0] * ((max(every) - first).days // 7 + 1)
    for day in contacts["day"]:
        if day is not None:
            counts[(day - first).days // 7] += 1
    return tuple(counts)


def _basis(answer: Answer) -> Note | None:
    if not answer.text:
        return Note("faq.no_answer")
    values = {"n": len(answer.contacts), "answered": answer.answered, "helped": answer.helped}
    return Note(f"faq.answered_{'note' if answer.kind == 'note' else 'reply'}", values)


def _notes(read: Read, rows: list[dict[str, Any]], rare: int, *, known: bool) -> tuple[Note, ...]:
    notes = []
    if not known:
        notes.append(Note("faq.no_existing", screen_only=True))
    if rare:
        notes.append(Note("faq.rare", {"n": rare, "least": LEAST}))
    if rows:
        notes += [Note("faq.automation_means"), Note("faq.answer_means")]
    covered_ids = read.asking["contact_id"][read.asking["ask"].isin(list(read.covers))]
    if n := int(covered_ids.nunique()):
        notes.append(Note("faq.covered_elsewhere", {"n": n}))
    return tuple(notes)
