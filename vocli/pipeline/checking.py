"""The station of the corridor where exports are judged, before anything is masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vocli import __version__
from vocli.errors import ExitCode
from vocli.insights import check as page
from vocli.model import Finding, Report, Run, Severity, Verdict
from vocli.pipeline.beside import without_tables
from vocli.pipeline.checkwalk import CheckWalk, tokenizer_of
from vocli.pipeline.measuring import measure
from vocli.pipeline.question import Progress, Question, silent
from vocli.pipeline.selecting import (
    Rules,
    choose_checks,
    covered,
    describe,
    is_wanted,
    settle_finding,
)
from vocli.pipeline.trying import try_codebook
from vocli.privacy import mask_texts
from vocli.sources import expand

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Judged:
    """The report, and the new baseline where one was asked for."""

    report: Report
    baseline: Mapping[str, Any] | None = None


def check_files(
    question: Question, rules: Rules, as_of: date, progress: Progress = silent
) -> Judged:
    """The verdict on the question's files; `as_of` is the day up to which contacts may be dated.

    Raises VOC-E501 and E502 for codes and thresholds that do not exist, and what reading raises; a check
    that breaks is told in the verdict.
    """
    chosen = choose_checks(rules)
    wanted = {rule.key for rule in chosen}
    results = measure(question, rules.limits, progress) if "limits" in wanted else {}
    tried = try_codebook(question, wanted, progress)
    walk = CheckWalk(question, rules, as_of, chosen, results, tried)
    paths, skipped = expand(question.patterns)
    refused = walk.run(without_tables(paths, question.side), progress)
    read = _uncovered((*skipped, *walk.read, *question.side.findings), rules)
    verdict = _verdict(walk, [*refused, *read], [str(path) for path in paths])
    shown = _without_personal(verdict.findings, question)
    baseline = walk.census.result(as_of, walk.find_personal) if walk.census else None
    return Judged(_report(replace(verdict, findings=shown), walk), baseline)


def list_checks(rules: Rules) -> Report:
    """Every check that these rules choose: code, severity, title."""
    listed = [describe(rule, rules) for rule in choose_checks(rules)]
    run = Run("check", "", (), (("vocli", __version__),), ())
    return Report(run, (page.list_checks(listed),), (), {}, None, ExitCode.OK)


def _uncovered(findings: Iterable[Finding], rules: Rules) -> list[Finding]:
    """Reading's own findings, errors and warnings, that no check tells in its own words."""
    told = covered()
    wanted = [
        finding
        for finding in dict.fromkeys(findings)
        if finding.severity is not Severity.NOTE
        and finding.code not in told
        and is_wanted(finding.code, rules)
    ]
    return [own for one in wanted if (own := settle_finding(one, one.code, rules))]


def _verdict(walk: CheckWalk, more: Sequence[Finding], paths: Sequence[str]) -> Verdict:
    rules = walk.rules
    counts = walk.totals()
    counts.update(finding.severity for finding in more)
    order = _in_file_order(paths)
    found = sorted([*walk.findings(), *more], key=order)
    if rules.at_most and len(found) > rules.at_most:
        worst = sorted(found, key=lambda f: (_ORDER.index(f.severity), order(f)))
        found = sorted(worst[: rules.at_most], key=order)
    return Verdict(
        findings=tuple(found),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        files=tuple(walk.files()),
        rows=walk.rows,
        checks=tuple(describe(rule, rules) for rule in walk.chosen),
        fail_on=rules.fail_on,
        baseline=str(rules.baseline["made"]) if rules.baseline else "",
        defects=tuple(runner.defect for runner in walk.runners if runner.defect),
        letters=walk.letters,
        unread=walk.unread,
        encodings=tuple(sorted({one.encoding for one in walk.sheets.values() if one.encoding})),
    )


def _in_file_order(paths: Sequence[str]) -> Any:
    """Files as they were read, what concerns no file last; lines, columns and codes within a file."""

    def place(path: str) -> int:
        if not path:
            return len(paths) + 1
        fitting = [i for i, own in enumerate(paths) if path == own or path.startswith(own)]
        return max(fitting, key=lambda i: len(paths[i]), default=len(paths))

    def key(finding: Finding) -> tuple[object, ...]:
        f = finding
        return (place(f.path), f.path, f.row or 0, f.column or "", f.code, f.message)

    return key


def _without_personal(findings: Sequence[Finding], question: Question) -> tuple[Finding, ...]:
    """The findings with personal data masked: a header or a category may be a telephone number."""
    if not findings:
        return ()
    texts = [text for f in findings for text in (f.message, f.column or "")]
    distinct = list(dict.fromkeys(texts))
    masked = mask_texts(distinct, tokenizer_of(question), question.policy)
    shown = dict(zip(distinct, masked, strict=True))
    return tuple(
        replace(f, message=shown[f.message], column=shown[f.column] if f.column else f.column)
        for f in findings
    )


def _report(verdict: Verdict, walk: CheckWalk) -> Report:
    rules = walk.rules
    asked = {
        "select": ",".join(rules.select),
        "ignore": ",".join(rules.ignore),
        "fail_on": rules.fail_on,
        "baseline": verdict.baseline,
    }
    run = Run(
        command="check",
        as_of=walk.as_of.isoformat(),
        options=tuple((key, value) for key, value in asked.items() if value),
        versions=(("vocli", __version__),),
        sources=tuple(sorted((path, sheet.sha256) for path, sheet in walk.sheets.items())),
    )
    insights = (page.build(verdict),)
    data = {"check": _payload(verdict)}
    return Report(run, insights, verdict.findings, data, None, verdict.exit_code, verdict)


def _payload(verdict: Verdict) -> dict[str, Any]:
    return {
        "files": list(verdict.files),
        "rows": verdict.rows,
        "errors": verdict.errors,
        "warnings": verdict.warnings,
        "notes": verdict.notes,
        "cut": verdict.cut,
        "fail_on": verdict.fail_on,
        "baseline": verdict.baseline or None,
        "checks": [check.code for check in verdict.checks],
        "defects": [vars(defect) for defect in verdict.defects],
    }
