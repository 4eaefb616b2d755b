"""Exactly one JSON document, on success and on failure; docs/json-output.md describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from vocli.errors import ExitCode, VocliError
from vocli.messages import t
from vocli.model.records import Finding
from vocli.model.report import Insight, Report, Run
from vocli.render import cells
from vocli.render.options import RenderOptions

RESULT_VERSION = 1

_STATUS = {ExitCode.OK: "ok", ExitCode.FINDINGS: "findings", ExitCode.ALERT: "alert"}


def render_json(report: Report, options: RenderOptions) -> bytes:
    """The whole report; numbers stay numbers, missing values are null."""
    data: dict[str, Any] = cells.plain_tree(report.data)
    data["insights"] = {insight.name: _insight(insight) for insight in report.insights}
    data["findings"] = [_finding(f) for f in report.findings]
    envelope = _envelope(report.run.command, report.exit_code)
    return _document(envelope | {"run": _run(report.run), "data": data, "errors": []})


def render_error(error: VocliError | None, command: str, exit_code: ExitCode) -> bytes:
    """The document of a run that gave no result; without an error, the exit code's own sentence."""
    if error is None:
        what = t(f"render.failure.{exit_code.name.lower()}")
        told = {"code": None, "what": what, "where": "", "hint": ""}
    else:
        told = {"code": error.code, "what": error.what, "where": error.where, "hint": error.hint}
    envelope = _envelope(command, exit_code)
    return _document(envelope | {"run": None, "data": None, "errors": [told]})


def _envelope(command: str, exit_code: ExitCode) -> dict[str, Any]:
    return {
        "vocli_result_version": RESULT_VERSION,
        "command": command,
        "status": _STATUS.get(exit_code, "error"),
        "exit_code": int(exit_code),
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "as_of": run.as_of,
        "options": dict(run.options),
        "versions": dict(run.versions),
        "sources": [{"path": path, "sha256": sha} for path, sha in run.sources],
    }


def _insight(insight: Insight) -> dict[str, Any]:
    return {
        "title": cells.say(insight.title) or None,
        "rows": _pairs(insight) if insight.layout == "pairs" else _rows(insight),
        "notes": [cells.say(note) for note in insight.notes],
        "n_input": int(insight.n_input),
        "n_used": int(insight.n_used),
        "evidence": [list(ids) for ids in insight.evidence],
    }


def _rows(insight: Insight) -> list[dict[str, Any]]:
    return [
        {c.key: cells.plain(row.get(c.key), c.kind) for c in insight.columns}
        for row in cells.rows(insight)
    ]


def _pairs(insight: Insight) -> list[dict[str, Any]]:
    return [{"label": label, "value": value} for label, value in cells.pairs(insight)]


def _finding(finding: Finding) -> dict[str, Any]:
    content: dict[str, Any] = cells.plain_tree(asdict(finding))
    return content


def _document(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")
