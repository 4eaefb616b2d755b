"""Findings as a JUnit report: one test case per file and check, so that a CI server lists what was checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from vocli.messages import t
from vocli.model.check import Checked, Defect, Verdict
from vocli.model.records import Finding
from vocli.model.report import Report
from vocli.render import cells
from vocli.render.options import RenderOptions

_FAILING = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
# XML 1.0 cannot hold these at all.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Case = tuple[str, str]  # (file, code)


def render_junit(report: Report, options: RenderOptions) -> bytes:
    """One suite; a finding at or above `fail_on` is a failure, a check that broke an error, the rest is output.

    Findings that are counted but not listed are told in the suite's property `cut`.
    """
    del options
    verdict = report.verdict or Verdict((), 0, 0, 0, (), 0, (), "error")
    cases = _cases(verdict)
    suite = ET.Element("testsuite", {"name": "vocli check"})
    _properties(suite, report, verdict)
    titles = {check.code: check for check in verdict.checks}
    failures = errors = 0
    for (path, code), findings in cases.items():
        name = _name(code, titles.get(code))
        case = ET.SubElement(suite, "testcase", {"classname": _clean(path), "name": _clean(name)})
        broken = [own for own in verdict.defects if own.code == code]
        failures += _told(case, findings, verdict.fail_on)
        errors += _broke(case, broken)
    counts = {"tests": len(cases), "failures": failures, "errors": errors, "skipped": 0}
    suite.attrib.update({key: str(n) for key, n in counts.items()})
    root = ET.Element("testsuites", {"name": "vocli check"})
    root.attrib.update({key: str(n) for key, n in counts.items() if key != "skipped"})
    root.append(suite)
    ET.indent(root)
    text = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode("utf-8", "replace")


def _cases(verdict: Verdict) -> dict[Case, list[Finding]]:
    """Every file with every check, and what concerns all files or was said by reading itself."""
    cases: dict[Case, list[Finding]] = {
        (path, check.code): [] for path in verdict.files for check in verdict.checks
    }
    for finding in verdict.findings:
        path = finding.path or t("render.finding_nowhere")
        cases.setdefault((path, finding.code), []).append(finding)
    for own in verdict.defects:
        if not any(code == own.code for _, code in cases):
            cases[t("render.finding_nowhere"), own.code] = []
    return cases


def _properties(suite: ET.Element, report: Report, verdict: Verdict) -> None:
    told = {**dict(report.run.versions), "fail_on": verdict.fail_on, "rows": verdict.rows}
    told |= {"baseline": verdict.baseline} if verdict.baseline else {}
    told |= {"cut": verdict.cut} if verdict.cut else {}
    properties = ET.SubElement(suite, "properties")
    for key, value in told.items():
        ET.SubElement(properties, "property", {"name": key, "value": _clean(str(value))})


def _told(case: ET.Element, findings: Sequence[Finding], fail_on: str) -> int:
    """1 for a case that fails."""
    bad = [f for f in findings if f.severity.value in _FAILING[fail_on]]
    if bad:
        values = {"message": _clean(bad[0].message), "type": bad[0].severity.value}
        failure = ET.SubElement(case, "failure", values)
        failure.text = "\n".join(_line(finding) for finding in bad)
    rest = [_line(finding) for finding in findings if finding not in bad]
    if rest:
        ET.SubElement(case, "system-out").text = "\n".join(rest)
    return int(bool(bad))


def _broke(case: ET.Element, defects: Sequence[Defect]) -> int:
    """1 for a case whose check broke."""
    for own in defects:
        text = t("insights.check_broken", code=own.code, kind=own.kind, place=own.place)
        ET.SubElement(case, "error", {"message": _clean(text), "type": own.kind})
    return int(bool(defects))


def _name(code: str, check: Checked | None) -> str:
    return f"{code} {check.title}" if check else code


def _line(finding: Finding) -> str:
    """path:line: severity code reason (column, contact, remedy)."""
    place = f"{finding.path}:{finding.row}" if finding.row else finding.path
    word = cells.code(finding.severity.value, "severity")
    parts = [f"{place}: {word} {finding.code} {finding.message}" if place else finding.message]
    if finding.column:
        parts.append(f"[{finding.column}]")
    if finding.contact_id:
        parts.append(t("render.finding_contact", id=finding.contact_id))
    if finding.hint:
        parts.append(t("render.finding_remedy", text=finding.hint))
    return _clean("  ".join(parts))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", cells.clean(text))
