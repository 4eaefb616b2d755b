"""How far the figures can be trusted: coverage, whose words they are, what was odd about the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd

from vocli.model import Column, Facts, Finding, Insight, Kind, Note

_COLUMNS = (
    Column("state", Kind.TEXT, label="report.columns.state"),
    Column("value", Kind.TEXT),
)


def build(facts: Facts, findings: Sequence[Finding], as_of: date | None) -> Insight:
    """Label and sentence: coverage, 未分類, whose words, the newest day, findings of the input."""
    rows = [*_coverage(facts), *_words(facts), *_newest(facts, as_of), _odd(findings)]
    return Insight(
        name="data_state",
        title=Note("report.data_state"),
        table=pd.DataFrame(rows, columns=["state", "value"], dtype=object),
        columns=_COLUMNS,
        n_input=facts.funnel.read,
        n_used=facts.funnel.in_scope,
    )


def coverage(facts: Facts) -> float:
    """The share of the contacts with a voice of the signal that no theme holds."""
    funnel = facts.funnel
    return funnel.unassigned / funnel.with_signal if funnel.with_signal else 0.0


def _coverage(facts: Facts) -> list[tuple[Note, Note]]:
    funnel = facts.funnel
    values = {
        "n": funnel.in_theme,
        "of": funnel.with_signal,
        "share": 1 - coverage(facts),
        "left": funnel.unassigned,
        "left_share": coverage(facts),
    }
    return [(Note("report.state.coverage"), Note("report.state_coverage", values))]


def _words(facts: Facts) -> list[tuple[Note, Note]]:
    live = facts.voices[facts.voices["set_aside"] == ""]
    counts = Counter(str(kind) for kind in live["kind"])
    parts = [
        Note("report.state_words", {"kind": Note(f"codes.{kind}"), "n": n})
        for kind, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return (
        [(Note("report.state.words"), Note("report.state_list", {"items": parts}))] if parts else []
    )


def _newest(facts: Facts, as_of: date | None) -> list[tuple[Note, Note]]:
    days = [day for day in facts.contacts["day"] if day is not None]
    if not days:
        return [(Note("report.state.newest"), Note("report.state_undated"))]
    late = as_of is not None and as_of > max(days)
    undated = len(facts.contacts) - len(days)
    key = "report.state_late" if late else "report.state_newest"
    values = {"day": f"{max(days):%Y/%m/%d}", "as_of": f"{as_of:%Y/%m/%d}" if as_of else ""}
    rows = [(Note("report.state.newest"), Note(key, values))]
    if undated:
        rows.append((Note("report.state.undated"), Note("report.state_n", {"n": undated})))
    return rows


def _odd(findings: Sequence[Finding]) -> tuple[Note, Note]:
    seen = Counter(finding.severity.value for finding in findings)
    values = {"errors": seen["error"], "warnings": seen["warning"], "notes": seen["note"]}
    key = "report.state_findings" if findings else "report.state_fine"
    return Note("report.state.findings"), Note(key, values)
