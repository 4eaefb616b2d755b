"""Where customers are told different things, sent from window to window, or find another thing than described."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights.consistency_channels import compare_channels
from vocli.insights.consistency_paths import DAYS, STRONG, find_paths
from vocli.insights.consistency_sources import list_sources
from vocli.insights.counting import people, share_of
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

LINES = ("inconsistent", "runaround", "not_as_expected")
NEEDS = Needs(signals=(*LINES, "resolved", "unresolved"), themes=True)
# Precision on the odd rows of benchmarks/data/insights/consistency.csv: docs/insights/consistency.md.
PRECISION: dict[str, float] = {"inconsistent": 0.88, "runaround": 0.80, "not_as_expected": 0.86}
_TRUSTED = 0.7
_TRANSFERS = 2
_PARTIAL = 0.5  # share of linked contacts below which paths are only part of the truth
_COLUMNS = (
    Column("line", Kind.CODE, label="consistency.columns.line"),
    Column("strength", Kind.CODE, label="consistency.columns.strength"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("customers", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("remark", Kind.CODE, Place.BELOW, label="consistency.columns.remark"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """The three lines by strength of evidence, sources that contradict each other, and channels compared."""
    return (_lines(facts), list_sources(facts), *compare_channels(facts))


def _lines(facts: Facts) -> Insight:
    """One row per line and kind of evidence; the lines are three different things and never added up."""
    rows = [_said(facts, line) for line in LINES]
    said = set(rows[1]["ids"]) if rows else set()  # type: ignore[call-overload]
    open_ones = facts.contacts[facts.contacts["considered"] | _flag(facts, "unresolved")]
    paths = find_paths(open_ones.assign(resolved=_flag(facts, "resolved")))
    for same in (True, False):
        ids = [i for path in paths if path.same is same for i in path.contacts]
        rows.append(_counted(facts, "runaround", "path" if same else "path_unsure", ids))
    moved = facts.contacts[facts.contacts["transfers"] >= _TRANSFERS]
    known = said | {i for path in paths for i in path.contacts}
    ids = [str(i) for i in moved["contact_id"] if i not in known]
    rows.append(_counted(facts, "runaround", "transfers", ids))
    rows = [row for row in rows if row["contacts"] or row["strength"] == "words"]
    rows.sort(key=lambda row: LINES.index(str(row["line"])))
    return Insight(
        name="consistency",
        title=Note("consistency.title", {"n": len(facts.contacts)}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=_notes(facts),
        n_input=len(facts.contacts),
        n_used=len({i for row in rows for i in row["ids"]}),  # type: ignore[attr-defined]
        evidence=tuple(row["ids"] for row in rows),  # type: ignore[misc]
        keys=("line", "strength"),
        measure="contacts",
    )


def _flag(facts: Facts, signal: str) -> pd.Series:
    return facts.contacts.get(signal, pd.Series(False, index=facts.contacts.index))


def _said(facts: Facts, line: str) -> dict[str, object]:
    ids = [str(i) for i in facts.contacts.loc[_flag(facts, line), "contact_id"]]
    row = _counted(facts, line, "words", ids)
    if line in facts.held:
        voices = facts.voices[facts.held[line].to_numpy()]
        quote = representative(voices.assign(theme_score=voices[line]), "")
        row |= {"quote": quote["text"], "voice_kind": quote["kind"]}
    doubtful = PRECISION.get(line, 1.0) < _TRUSTED
    return row | {"remark": "for_orientation" if doubtful else None}


def _counted(facts: Facts, line: str, strength: str, ids: Sequence[str]) -> dict[str, object]:
    own = facts.contacts[facts.contacts["contact_id"].isin(ids)]
    return {
        "line": line,
        "strength": strength,
        "contacts": len(own),
        **share_of(len(own), len(facts.contacts)),
        "customers": people(own),
        "quote": "",
        "remark": "no_proof" if strength == "transfers" else None,
        "voice_kind": "",
        "ids": tuple(str(i) for i in own["contact_id"]),
    }


def _notes(facts: Facts) -> tuple[Note, ...]:
    notes = [Note("consistency.apart"), Note("consistency.paths", {"days": DAYS, "n": STRONG})]
    known = (facts.contacts["customer"] != "").mean() if len(facts.contacts) else 0.0
    if known == 0:
        notes.append(Note("consistency.no_customers"))
    elif known < _PARTIAL:
        notes.append(Note("consistency.partial", {"share": f"{known:.1%}"}))
    return tuple(notes)
