"""Findings as SARIF 2.1.0, the exchange format of checking tools (OASIS standard of 2020)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from vocli.messages import current
from vocli.model.check import Checked, Defect, Verdict
from vocli.model.records import Finding
from vocli.model.report import Report
from vocli.render import cells
from vocli.render.options import RenderOptions
from vocli.text import digest

VERSION = "2.1.0"
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render_sarif(report: Report, options: RenderOptions) -> bytes:
    """One run: the checks as rules, a result per finding, checks that broke as notifications."""
    del options
    verdict = report.verdict or Verdict((), 0, 0, 0, (), 0, (), "error")
    rules = _rules(verdict)
    places = {str(rule["id"]): i for i, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "vocli",
                "version": dict(report.run.versions)["vocli"],
                "rules": rules,
            }
        },
        "language": current(),
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, verdict)],
        "artifacts": [{"location": {"uri": uri(path)}} for path in verdict.files],
        "results": [_result(finding, places) for finding in verdict.findings],
        "properties": {"rows": verdict.rows, "cut": verdict.cut, "failOn": verdict.fail_on},
    }
    document = {"$schema": _SCHEMA, "version": VERSION, "runs": [run]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def uri(path: str) -> str:
    """A path as a URI reference, seen from the folder where the command ran."""
    plain = path.replace("\\", "/")
    drive, colon, rest = plain.partition(":")
    if colon and len(drive) == 1 and rest.startswith("/"):
        return f"file:///{drive}:{quote(rest)}"
    return f"file://{quote(plain)}" if plain.startswith("/") else quote(plain)


def _rules(verdict: Verdict) -> list[dict[str, Any]]:
    """The checks that ran, and codes that reading itself reported."""
    known = {check.code for check in verdict.checks}
    others = sorted({finding.code for finding in verdict.findings} - known)
    return [_rule(check) for check in verdict.checks] + [{"id": code} for code in others]


def _rule(check: Checked) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.key,
        "shortDescription": {"text": check.title},
        "defaultConfiguration": {"level": check.severity.value},
    }


def _invocation(report: Report, verdict: Verdict) -> dict[str, Any]:
    told: dict[str, Any] = {
        "executionSuccessful": not verdict.defects,
        "exitCode": int(report.exit_code),
    }
    if verdict.defects:
        told["toolExecutionNotifications"] = [_notification(own) for own in verdict.defects]
    return told


def _notification(defect: Defect) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"{defect.code}: {defect.kind} {defect.place}".rstrip()},
        "associatedRule": {"id": defect.code},
    }


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    parts = (finding.code, finding.path, finding.column or "", finding.contact_id or "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": finding.severity.value,
        "message": {"text": cells.clean(finding.message)},
        "partialFingerprints": {"place/v1": digest(*parts, str(finding.row or ""), length=32)},
    }
    if finding.path:
        result["locations"] = [_location(finding)]
    told = {"column": finding.column, "contactId": finding.contact_id, "remedy": finding.hint}
    kept = {key: cells.clean(value) for key, value in told.items() if value}
    return result | ({"properties": kept} if kept else {})


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.path)}}
    if finding.row:
        physical["region"] = {"startLine": finding.row}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.column:
        location["logicalLocations"] = [{"name": cells.clean(finding.column), "kind": "member"}]
    return location
