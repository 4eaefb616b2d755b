"""How good the corridor's own steps are, measured on what people labelled by hand."""

from __future__ import annotations

import hashlib

from vocli import __version__
from vocli.insights import audit
from vocli.language import build_tokenizer
from vocli.messages import t
from vocli.model import Finding, Measure, Report, Run, Severity
from vocli.pipeline.question import Question
from vocli.pipeline.report import exit_code
from vocli.privacy import mask
from vocli.privacy.audit import measure, read_labelled

_FINDINGS = (
    ("left", "VOC-F401", Severity.ERROR),
    ("false", "VOC-F402", Severity.NOTE),
    ("changed", "VOC-F403", Severity.NOTE),
)


def audit_privacy(question: Question, content: str) -> Report:
    """The report of `audit privacy`: `content` is the labelled file that the question names.

    Ends with 1 where something planted was left. VOC-E402 and VOC-E403 for a file that is no such table.
    """
    (path,) = question.patterns
    rows = read_labelled(content, path)
    tokenizer, _ = build_tokenizer(question.tokenizer, question.words, question.cache_dir)
    result = measure(rows, lambda text: mask(text, tokenizer))
    findings = _findings(result, path)
    insights = [audit.build(result)]
    if result.misses:
        insights.append(audit.list_misses(result))
    versions = (("vocli", __version__), ("tokenizer", tokenizer.name))
    sha = hashlib.sha256(content.encode()).hexdigest()
    run = Run("audit privacy", "", (), versions, ((path, sha),))
    return Report(run, tuple(insights), findings, {}, None, exit_code(findings))


def _findings(result: Measure, path: str) -> tuple[Finding, ...]:
    """One finding per way to fail, with the number of strings."""
    found = []
    for reason, code, severity in _FINDINGS:
        n = sum(miss.reason == reason for miss in result.misses)
        if n:
            message = t(f"pipeline.audit_{reason}", n=n)
            found.append(Finding(code, severity, message, path, hint=t("pipeline.audit_hint")))
    return tuple(found)
