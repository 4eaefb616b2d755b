"""Whether the problem was solved and the feeling settled: by the customer's words, the desk's record beside."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.insights import resolution_lists
from vocli.insights.resolution_states import ASKED, add_record, customer_states
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place
from vocli.stats.rates import wilson

NEEDS = Needs(
    signals=tuple(name for sides in ASKED.values() for _, names in sides for name in names),
    themes=True,
    turns=True,
    turn_tags=("operator",),
)
PROBLEM = ("solved", "unsolved", "unknown")
FEELING = ("settled", "unsettled", "unknown")
_FEW = 20
# Precision on the half of benchmarks/data/insights/resolution.csv on which no signal was chosen, as
# (right, claimed): `python benchmarks/insights_quality.py resolution` prints it.
MEASURED: dict[tuple[str, str], tuple[int, int]] = {
    ("problem", "solved"): (8, 8),
    ("problem", "unsolved"): (9, 12),
    ("feeling", "settled"): (11, 13),
    ("feeling", "unsettled"): (4, 4),
}
TRUSTED = 0.7  # precision below which a row says 参考値

_COLUMNS = (
    Column("problem", Kind.CODE, label="resolution.columns.problem"),
    Column("feeling", Kind.CODE, label="resolution.columns.feeling"),
    Column("contacts", Kind.INT),
    Column("share", Kind.SHARE),
    Column("desk_done", Kind.INT, label="resolution.columns.desk_done"),
    Column("desk_consented", Kind.INT, label="resolution.columns.desk_consented"),
    Column("desk_not_consented", Kind.INT, label="resolution.columns.desk_not_consented"),
    Column("reliability", Kind.CODE, Place.DETAIL, label="resolution.columns.reliability"),
    Column("share_low", Kind.SHARE, Place.DETAIL),
    Column("share_high", Kind.SHARE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """Contacts by problem and feeling, the two cells to learn from with their words, and themes left unsolved.

    The last word of a contact wins. What the desk recorded stands in columns of its own and decides no
    cell. `evidence` are the contacts.
    """
    states = add_record(customer_states(facts), facts)
    lists = resolution_lists.build(facts, states)
    return (_table(facts, states), *lists, resolution_lists.by_theme(facts, states))


def _table(facts: Facts, states: pd.DataFrame) -> Insight:
    rows: list[dict[str, object]] = []
    evidence: list[tuple[str, ...]] = []
    for problem in PROBLEM:
        for feeling in FEELING:
            own = states[(states["problem"] == problem) & (states["feeling"] == feeling)]
            if own.empty and "unknown" in (problem, feeling):
                continue
            rows.append(_row(problem, feeling, own, len(states)))
            evidence.append(tuple(sorted(own["contact_id"])))
    return Insight(
        name="resolution",
        title=Note("resolution.title", {"n": len(states)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=_notes(facts, states),
        n_input=len(states),
        n_used=int(((states["problem"] != "unknown") | (states["feeling"] != "unknown")).sum()),
        evidence=tuple(evidence),
        keys=("problem", "feeling"),
        measure="contacts",
    )


def _row(problem: str, feeling: str, own: pd.DataFrame, base: int) -> dict[str, object]:
    low, high = wilson(len(own), base)
    return {
        "problem": problem,
        "feeling": feeling,
        "contacts": len(own),
        "share": len(own) / base if base else None,
        "reliability": _reliability(problem, feeling),
        "share_low": low,
        "share_high": high,
        "desk_done": int((own["record"] == "done").sum()),
        "desk_consented": int((own["consent"] == "consented").sum()),
        "desk_not_consented": int((own["consent"] == "not_consented").sum()),
    }


def _reliability(problem: str, feeling: str) -> str | None:
    """`reference` where one of the two is told with a precision below the bar."""
    measured = [MEASURED.get(pair) for pair in (("problem", problem), ("feeling", feeling))]
    weak = any(found[0] < TRUSTED * found[1] for found in measured if found)
    return "reference" if weak else None


def _notes(facts: Facts, states: pd.DataFrame) -> tuple[Note, ...]:
    notes = [Note("resolution.apart")]
    silent = int(((states["problem"] == "unknown") & (states["feeling"] == "unknown")).sum())
    if silent:
        values = {"n": silent, "base": len(states)}
        notes.append(Note("resolution.silent", values))
    weak = [state for (_, state), (right, n) in MEASURED.items() if right < TRUSTED * n]
    if weak:
        notes.append(
            Note("resolution.reference", {"states": [Note(f"resolution.state_{s}") for s in weak]})
        )
    if 0 < len(states) < _FEW:
        notes.append(Note("resolution.few", {"n": len(states), "least": _FEW}))
    if _tells(facts, "note"):
        notes.append(Note("resolution.notes_summarise"))
    if any(_missing(facts, names) == names for sides in ASKED.values() for _, names in sides):
        notes.append(Note("resolution.no_signals"))
    return tuple(notes)


def _tells(facts: Facts, kind: str) -> bool:
    return bool((facts.voices["kind"] == kind).any())


def _missing(facts: Facts, signals: Sequence[str]) -> tuple[str, ...]:
    return tuple(signal for signal in signals if signal not in facts.held)
