"""Where the way breaks: what an earlier stage promised and a later one did not keep."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from vocli.insights.counting import people, top_theme
from vocli.insights.journey_reliability import MEASURED_FROM, doubt, doubts
from vocli.insights.journey_stages import STAGES, said
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Column, Facts, Insight, Kind, Note, Place

_DISAPPOINTED = ("complaint", "expectation_missed", "not_as_expected", "inconsistent", "distrust")
_SHOWN = 10
_BREAKS = (
    Column("from_stage", Kind.CODE, label="journey.columns.from_stage"),
    Column("to_stage", Kind.CODE, label="journey.columns.to_stage"),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("top_theme", Kind.TEXT, label="journey.columns.top_theme"),
    Column("reliability", Kind.CODE, Place.BELOW, label="journey.columns.reliability"),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)
_PATHS = (
    Column("from_stage", Kind.CODE, label="journey.columns.from_stage"),
    Column("to_stage", Kind.CODE, label="journey.columns.to_stage"),
    Column("contacts", Kind.INT),
    Column("customers", Kind.INT),
    Column("days", Kind.NUMBER, label="journey.columns.days"),
)
UNTOLD = "untold"  # the later stage of a break whose contact does not tell where it stands


def list_breaks(facts: Facts, staged: pd.DataFrame, following: Note) -> Insight:
    """One row per pair of stages: contacts that complain and name a promise of the earlier stage.

    Evidence are the contacts. A contact that names promises of two stages stands in two rows.
    """
    told = _promises(facts, staged)
    rows = [
        _break(facts, staged, key, own) for key, own in told.groupby(["from_stage", "to_stage"])
    ]
    rows.sort(key=lambda row: (-len(row["evidence"]), *_order(row)))
    n = int(told["contact_id"].nunique())
    unsure = doubts(MEASURED_FROM, set(told["from_stage"]), "journey.reference_from")
    notes = (Note("journey.breaks_how"), *unsure, following) if n else (Note("journey.no_breaks"),)
    return Insight(
        name="breaks",
        title=Note("journey.breaks_title", {"n": n}),
        table=tabulate(rows, _BREAKS),
        columns=_BREAKS,
        notes=notes,
        n_input=len(facts.contacts),
        n_used=n,
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN,
    )


def _promises(facts: Facts, staged: pd.DataFrame) -> pd.DataFrame:
    """Voices that name an earlier stage's promise, with `to_stage`, of contacts that are disappointed.

    A promise of the stage in which the contact stands, or of a later one, is no break.
    """
    present = [signal for signal in _DISAPPOINTED if signal in facts.held]
    let_down = facts.voices.loc[facts.held[present].any(axis=1).to_numpy(dtype=bool), "contact_id"]
    voices = said(facts, "from_stage")
    voices = voices[voices["contact_id"].isin(let_down)]
    stands = dict(zip(staged["contact_id"], staged["stage"], strict=True))
    to_stage = voices["contact_id"].map(stands).replace("", UNTOLD).astype(object)
    place = {stage: at for at, stage in enumerate((*STAGES, UNTOLD))}
    later = [
        place[to] > place[start] for start, to in zip(voices["from_stage"], to_stage, strict=True)
    ]
    kept: pd.DataFrame = voices.assign(to_stage=to_stage)[
        pd.Series(later, voices.index, dtype=bool)
    ]
    return kept


def _break(
    facts: Facts, staged: pd.DataFrame, key: tuple[Hashable, ...], own: pd.DataFrame
) -> dict[str, Any]:
    ids = own["contact_id"].unique()
    contacts = staged[staged["contact_id"].isin(ids)]
    quote = representative(own.assign(theme_score=own["complaint"].astype(float)), "")
    return {
        "from_stage": key[0],
        "to_stage": key[1],
        "contacts": len(contacts),
        "customers": people(contacts),
        "top_theme": (top_theme(facts, contacts) or ("", 0))[0],
        "reliability": doubt(MEASURED_FROM, str(key[0])),
        "quote": quote["text"],
        "voice_kind": quote["kind"],
        "evidence": tuple(str(i) for i in contacts["contact_id"]),
    }


def list_paths(facts: Facts, staged: pd.DataFrame) -> Insight:
    """One row per step from one stage to another between two contacts of the same customer.

    Evidence are the later contacts, one per step; days is the median between the two.
    """
    known = staged[(staged["customer"] != "") & (staged["stage"] != "")]
    known = known[known["occurred_at"].notna()]
    known = known.sort_values(["customer", "occurred_at", "contact_id"], kind="stable")
    same = known["customer"] == known["customer"].shift(1)
    before = known["stage"].shift(1).where(same, "").astype(object)
    gap = (known["occurred_at"] - known["occurred_at"].shift(1)).dt.total_seconds() / 86400
    steps = known.assign(before=before, gap=gap)[same & (before != known["stage"])]
    rows = [_step(key, own) for key, own in steps.groupby(["before", "stage"])]
    rows.sort(key=lambda row: (-len(row["evidence"]), *_order(row)))
    return Insight(
        name="paths",
        title=Note("journey.paths_title", {"n": len(steps), "customers": people(steps) or 0}),
        table=tabulate(rows, _PATHS),
        columns=_PATHS,
        notes=(_paths_note(staged, len(steps)),),
        n_input=len(known),
        n_used=len(steps),
        evidence=tuple(row["evidence"] for row in rows),
        shown=_SHOWN,
    )


def _paths_note(staged: pd.DataFrame, steps: int) -> Note:
    if not (staged["customer"] != "").any():
        return Note("journey.no_customers")
    linked = f"{(staged['customer'] != '').mean():.0%}"
    return Note("journey.paths_how" if steps else "journey.no_paths", {"share": linked})


def _step(key: tuple[Hashable, ...], own: pd.DataFrame) -> dict[str, Any]:
    return {
        "from_stage": key[0],
        "to_stage": key[1],
        "contacts": len(own),
        "customers": people(own),
        "days": float(own["gap"].median()),
        "evidence": tuple(str(i) for i in own["contact_id"]),
    }


def _order(row: dict[str, Any]) -> tuple[int, int]:
    places = (*STAGES, UNTOLD)
    return places.index(str(row["from_stage"])), places.index(str(row["to_stage"]))
