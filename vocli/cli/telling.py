"""What a person is told of a result's findings, on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vocli.errors import ExitCode
from vocli.messages import t

if TYPE_CHECKING:
    from vocli.model import Finding, Report

_SHOWN_FINDINGS = 10


def finding_lines(findings: Sequence[Finding]) -> list[str]:
    """One line per finding, the worst first."""
    order = ("error", "warning", "note")
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity.value))
    lines = [_line(finding) for finding in ranked[:_SHOWN_FINDINGS]]
    if len(findings) > _SHOWN_FINDINGS:
        lines.append(t("cli.more_findings", n=len(findings) - _SHOWN_FINDINGS))
    return lines


def _line(finding: Finding) -> str:
    word = t(f"cli.severity.{finding.severity.value}")
    parts = [word, finding.code, finding.path, finding.message, finding.hint]
    return " ".join(" ".join(part.split()) for part in parts if part)


def verdict_line(report: Report) -> str:
    """One line for the log of a job."""
    if report.verdict is None or report.exit_code is ExitCode.DEFECT:
        return t("cli.defect")
    counts = {"errors": report.verdict.errors, "warnings": report.verdict.warnings}
    key = "check_failed" if report.exit_code is ExitCode.FINDINGS else "check_passed"
    return t(f"cli.{key}", **counts)


def ended_line(report: Report) -> list[str]:
    """The sentence behind a result whose input had problems; nothing otherwise."""
    if report.exit_code is not ExitCode.FINDINGS:
        return []
    counts = dict.fromkeys(("error", "warning"), 0)
    for finding in report.findings:
        if finding.severity.value in counts:
            counts[finding.severity.value] += 1
    return [t("cli.ended_with_findings", errors=counts["error"], warnings=counts["warning"])]
