"""Can these exports be trusted? What checking found, in file order, and the count of everything."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.errors import ExitCode
from vocli.model import Checked, Column, Finding, Insight, Kind, Note, Verdict

_COLUMNS = (
    Column("severity", Kind.CODE),
    Column("code", Kind.ID),
    Column("path", Kind.ID),
    Column("row", Kind.INT),
    Column("letter", Kind.ID),
    Column("column", Kind.ID),
    Column("contact_id", Kind.ID),
    Column("reason", Kind.TEXT),
    Column("remedy", Kind.TEXT),
)
_LISTED = (Column("code", Kind.ID), Column("severity", Kind.CODE), Column("check", Kind.TEXT))


def build(verdict: Verdict) -> Insight:
    """One row per finding; the last lines say how many there are, also of those not listed."""
    rows = [_row(finding, verdict) for finding in verdict.findings]
    total = verdict.errors + verdict.warnings + verdict.notes
    return Insight(
        name="check",
        title=None,
        table=pd.DataFrame(rows, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=(
            _summary(verdict),
            *_encodings(verdict),
            *_baseline(verdict),
            *_defects(verdict),
            _end(verdict),
            *_cut(verdict),
        ),
        n_input=verdict.rows,
        n_used=total,
        layout="findings",
    )


def list_checks(checks: Sequence[Checked]) -> Insight:
    """One row per check, by code."""
    rows = [(check.code, check.severity.value, check.title) for check in checks]
    return Insight(
        name="check",
        title=Note("insights.checks_title", {"n": len(rows)}),
        table=pd.DataFrame(rows, columns=[c.key for c in _LISTED], dtype=object),
        columns=_LISTED,
        n_input=len(rows),
        n_used=len(rows),
    )


def _row(finding: Finding, verdict: Verdict) -> tuple[object, ...]:
    letter = verdict.letters.get((finding.path, finding.column or ""))
    return (
        finding.severity.value,
        finding.code,
        finding.path or None,
        finding.row,
        letter,
        finding.column,
        finding.contact_id,
        finding.message,
        finding.hint or None,
    )


def _summary(verdict: Verdict) -> Note:
    values = {
        "files": f"{len(verdict.files):,}",
        "rows": f"{verdict.rows:,}",
        "errors": f"{verdict.errors:,}",
        "warnings": f"{verdict.warnings:,}",
        "notes": f"{verdict.notes:,}",
    }
    return Note("insights.check_summary", values)


def _encodings(verdict: Verdict) -> list[Note]:
    """How the files were decoded; nothing for workbooks."""
    shown = list(verdict.encodings)
    return [Note("insights.check_encodings", {"encodings": shown})] if shown else []


def _baseline(verdict: Verdict) -> list[Note]:
    if verdict.baseline:
        return [Note("insights.check_baseline", {"day": verdict.baseline.replace("-", "/")})]
    return [Note("insights.check_no_baseline")]


def _defects(verdict: Verdict) -> list[Note]:
    """One line per check that broke, by its code."""
    return [
        Note("insights.check_broken", {"code": own.code, "kind": own.kind, "place": own.place})
        for own in verdict.defects
    ]


def _end(verdict: Verdict) -> Note:
    code = verdict.exit_code
    if code is ExitCode.OK and verdict.errors + verdict.warnings:
        return Note(
            "insights.check_passed", {"level": Note(f"insights.check_level_{verdict.fail_on}")}
        )
    return Note(f"insights.check_end_{code.name.lower()}")


def _cut(verdict: Verdict) -> list[Note]:
    if not verdict.cut:
        return []
    values = {"shown": f"{len(verdict.findings):,}", "n": f"{verdict.cut:,}"}
    return [Note("insights.check_cut", values)]
