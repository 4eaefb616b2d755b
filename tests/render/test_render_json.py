"""JSON output is a contract: one document, the same keys every time, on failure too."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from vocli.errors import ExitCode, VocliError
from vocli.model.report import Column, Insight, Kind, Report
from vocli.render import RenderOptions, render, render_error

ENVELOPE = ["vocli_result_version", "command", "status", "exit_code", "run", "data", "errors"]


def document(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(report, "json", RenderOptions()))
    return content


def test_a_failure_speaks_json_with_the_same_keys() -> None:
    error = VocliError("VOC-E101", "読めません", where="calls.csv", hint="確かめてください")
    data = render_error(error, "themes", ExitCode.FAILED)
    assert data.endswith(b"}\n")
    content = json.loads(data)
    assert list(content) == ENVELOPE
    assert (content["status"], content["exit_code"]) == ("error", 2)
    assert (content["run"], content["data"]) == (None, None)
    assert content["errors"] == [
        {"code": "VOC-E101", "what": "読めません", "where": "calls.csv", "hint": "確かめてください"}
    ]


@pytest.mark.parametrize("code", [ExitCode.FAILED, ExitCode.DEFECT, ExitCode.INTERRUPTED])
def test_a_failure_without_an_error_still_says_something(code: ExitCode) -> None:
    (told,) = json.loads(render_error(None, "themes", code))["errors"]
    assert told["code"] is None
    assert told["what"].endswith("。")


def test_the_envelope_has_exactly_these_keys(story: Report) -> None:
    content = document(story)
    assert list(content) == ENVELOPE
    assert content["vocli_result_version"] == 1
    assert list(content["run"]) == ["as_of", "options", "versions", "sources"]
    assert list(content["run"]["sources"][0]) == ["path", "sha256"]
    assert list(content["data"]) == ["funnel", "insights", "findings"]


def test_an_insight_has_exactly_these_keys(story: Report) -> None:
    insight = document(story)["data"]["insights"]["themes"]
    assert list(insight) == ["title", "rows", "notes", "n_input", "n_used", "evidence"]
    assert (insight["n_input"], insight["n_used"]) == (384, 363)
    assert insight["evidence"] == [["v1", "v2"], ["v3"]]
    assert list(insight["rows"][0])[:4] == ["rank", "theme", "contacts", "share"]


def test_a_finding_is_an_object(story: Report) -> None:
    (finding,) = document(story)["data"]["findings"]
    assert finding == {
        "code": "VOC-W101", "severity": "warning", "message": "1件の日時が読めません", "path": "calls.csv",
        "row": 12, "column": None, "contact_id": None, "hint": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (ExitCode.OK, "ok"),
        (ExitCode.FINDINGS, "findings"),
        (ExitCode.ALERT, "alert"),
        (ExitCode.FAILED, "error"),
    ],
)
def test_the_status_follows_the_exit_code(story: Report, code: ExitCode, status: str) -> None:
    content = document(replace(story, exit_code=code))
    assert (content["status"], content["exit_code"]) == (status, int(code))


def test_numbers_stay_numbers_and_missing_is_null(story: Report) -> None:
    table = pd.DataFrame({"contacts": [1.0, float("nan")], "share": [0.5, float("inf")]})
    insight = Insight("x", None, table, (Column("contacts", Kind.INT), Column("share", Kind.SHARE)))
    data = {"list": [float("nan"), (1, 2)], "n": pd.NA}
    content = document(replace(story, insights=(insight,), data=data))["data"]
    assert content["insights"]["x"]["rows"] == [
        {"contacts": 1, "share": 0.5},
        {"contacts": None, "share": None},
    ]
    assert content["list"] == [None, [1, 2]]
    assert content["n"] is None


def test_japanese_is_readable_and_ends_with_a_newline(story: Report) -> None:
    data = render(story, "json", RenderOptions())
    assert "約束の日に届かない".encode() in data
    assert data.endswith(b"}\n")
