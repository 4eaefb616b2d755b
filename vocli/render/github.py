"""Findings as annotations of GitHub Actions: one workflow command per line."""

from __future__ import annotations

from vocli.messages import t
from vocli.model.records import Finding
from vocli.model.report import Report
from vocli.render import cells
from vocli.render.options import RenderOptions

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(report: Report, options: RenderOptions) -> bytes:
    """A line per finding and per check that broke, then the notes of the result as plain lines."""
    del options
    lines = [_annotation(finding) for finding in report.findings]
    if report.verdict:
        lines += [_defect(own.code, own.kind, own.place) for own in report.verdict.defects]
    notes = [cells.say(note) for insight in report.insights for note in insight.notes]
    return "".join(f"{line}\n" for line in (*lines, *notes)).encode("utf-8", "replace")


def _annotation(finding: Finding) -> str:
    place = {"file": finding.path.replace("\\", "/"), "line": finding.row, "title": finding.code}
    known = ",".join(f"{key}={_property(value)}" for key, value in place.items() if value)
    parts = [finding.message]
    if finding.contact_id:
        parts.append(t("render.finding_contact", id=finding.contact_id))
    if finding.hint:
        parts.append(t("render.finding_remedy", text=finding.hint))
    text = _data("\n".join(parts))
    return f"::{_LEVELS[finding.severity.value]} {known}::{text}"


def _defect(code: str, kind: str, place: str) -> str:
    text = t("insights.check_broken", code=code, kind=kind, place=place)
    return f"::error title={_property(code)}::{_data(text)}"


def _data(text: str) -> str:
    """A message on one line, as the runner's parser wants it."""
    clean = cells.clean(text)
    return clean.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
