"""Findings as JUnit, SARIF and annotations, read back by other programs; and as text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from vocli.insights import check
from vocli.model import Checked, Defect, Finding, Report, Run, Severity, Verdict
from vocli.render import RenderOptions, render
from vocli.text import width

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
NASTY = "]]> & <b> \x00\x0b「100%」: a,b\r\n二行目"
FINDINGS = (
    Finding(
        "VOC011", E, "番号が 1.2E+11 です", "a b/応対#1.csv", 313, "受付番号", "1.2E+11", "直す"
    ),
    Finding("VOC063", W, NASTY, "a b/応対#1.csv", 38, "申出内容"),
    Finding("VOC019", N, "くり返し", "b.csv", 5),
    Finding("VOC-F118", W, "列がありません", "b.csv"),
    Finding("VOC026", E, "届いていません", hint="確かめる"),
)
CHECKS = tuple(
    Checked(code, f"key_{code[3:]}", severity, f"題 {code}")
    for code, severity in (
        ("VOC011", E),
        ("VOC019", N),
        ("VOC026", E),
        ("VOC063", W),
        ("VOC099", E),
    )
)
VERDICT = Verdict(
    FINDINGS, 2, 2, 4, ("a b/応対#1.csv", "b.csv", "c.csv"), 99, CHECKS, "error", "2026-11-09",
    (Defect("VOC099", "KeyError", "vocli/checks/x.py:3"),),
    {("a b/応対#1.csv", "受付番号"): "A"},
)  # fmt: skip


def report(verdict: Verdict = VERDICT) -> Report:
    run = Run("check", "2026-11-15", (), (("vocli", "0.1.0"),), ())
    insights = (check.build(verdict),)
    return Report(run, insights, verdict.findings, {}, None, verdict.exit_code, verdict)


def written(form: str, verdict: Verdict = VERDICT) -> str:
    return render(report(verdict), form, RenderOptions()).decode()


# --- JUnit ---------------------------------------------------------------------------------------


def read_junit(text: str) -> Any:
    import junitparser

    (suite,) = junitparser.JUnitXml.fromstring(text.encode())
    return suite


def test_junit_has_a_case_per_file_and_check() -> None:
    suite = read_junit(written("junit"))
    cases = [(case.classname, case.name.split()[0]) for case in suite]
    assert len(cases) == len(set(cases))
    assert {(path, own.code) for path in VERDICT.files for own in CHECKS} <= set(cases)
    assert ("(ファイル全体)", "VOC026") in cases
    assert (suite.tests, suite.failures, suite.errors) == (len(cases), 2, 3)


@pytest.mark.parametrize(("fail_on", "failing"), [("error", 2), ("warning", 4), ("never", 0)])
def test_junit_fails_what_fails_the_run(fail_on: str, failing: int) -> None:
    suite = read_junit(written("junit", replace(VERDICT, fail_on=fail_on)))
    kinds = [type(result).__name__ for case in suite for result in case.result]
    assert (kinds.count("Failure"), suite.failures) == (failing, failing)


def test_junit_tells_the_place_the_reason_and_the_remedy() -> None:
    suite = read_junit(written("junit"))
    (failure,) = [
        result for case in suite if case.name.startswith("VOC011")
        for result in case.result if type(result).__name__ == "Failure"
    ]  # fmt: skip
    for part in ("応対#1.csv:313", "受付番号", "1.2E+11", "直す"):
        assert part in failure.text
    spoken = "".join(case.system_out or "" for case in suite)
    assert "くり返し" in spoken
    assert "]]> & <b>" in spoken


def test_junit_says_what_is_not_listed() -> None:
    names = {p.name: p.value for p in read_junit(written("junit")).properties()}
    assert (names["cut"], names["baseline"], names["rows"]) == ("3", "2026-11-09", "99")


# --- SARIF ---------------------------------------------------------------------------------------

# The parts of SARIF 2.1.0 that vocli writes, with what the standard requires of them: written down for
# this test, for the published schema file is not part of the project.
TEXT = {"type": "string", "minLength": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": TEXT}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
ARTIFACT = {
    "type": "object",
    "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": r"^[!-~]+$"}},
    "required": ["uri"],
    "additionalProperties": False,
}
PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": ARTIFACT,
        "region": {
            "type": "object",
            "required": ["startLine"],
            "properties": {"startLine": {"type": "integer", "minimum": 1}},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "properties": {
        "physicalLocation": PHYSICAL,
        "logicalLocations": {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "object", "properties": {"name": TEXT, "kind": TEXT}},
        },
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MESSAGE,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
    "additionalProperties": False,
}
NOTIFICATION = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": MESSAGE,
        "level": LEVEL,
        "associatedRule": {
            "type": "object",
            "anyOf": [{"required": ["id"]}, {"required": ["index"]}],
        },
    },
    "additionalProperties": False,
}
INVOCATION = {
    "type": "object",
    "required": ["executionSuccessful"],
    "properties": {
        "executionSuccessful": {"type": "boolean"},
        "exitCode": {"type": "integer"},
        "toolExecutionNotifications": {"type": "array", "items": NOTIFICATION},
    },
    "additionalProperties": False,
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": TEXT,
        "version": TEXT,
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
    },
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": ["tool"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": {"type": "array", "items": INVOCATION},
        "artifacts": {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "object", "properties": {"location": ARTIFACT}},
        },
        "results": {"type": ["array", "null"], "items": RESULT},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {"type": ["array", "null"], "items": RUN},
    },
    "additionalProperties": False,
}


def complaints(document: Any) -> list[str]:
    from jsonschema import Draft7Validator

    return [error.message for error in Draft7Validator(LOG).iter_errors(document)]


@pytest.mark.parametrize(
    "broken",
    [{"version": "2.0"}, {"runs": [{}]}, {"runs": [{"tool": {"driver": {}}}]}, {"more": 1}],
    ids=str,
)
def test_the_schema_of_this_test_can_say_no(broken: dict[str, Any]) -> None:
    assert complaints(json.loads(written("sarif")) | broken) != []


@pytest.mark.parametrize("verdict", [VERDICT, replace(VERDICT, findings=(), defects=(), files=())])
def test_sarif_is_sarif(verdict: Verdict) -> None:
    assert complaints(json.loads(written("sarif", verdict))) == []


def test_sarif_results_point_at_their_rules_and_places() -> None:
    (run,) = json.loads(written("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [f.code for f in FINDINGS]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note", "warning", "error"]
    first = run["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(first["artifactLocation"]["uri"]) == "a b/応対#1.csv"
    assert first["region"] == {"startLine": 313}
    assert run["results"][0]["properties"] == {
        "column": "受付番号", "contactId": "1.2E+11", "remedy": "直す",
    }  # fmt: skip
    assert "locations" not in run["results"][4]
    prints = [r["partialFingerprints"]["place/v1"] for r in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_names_checks_that_broke() -> None:
    (run,) = json.loads(written("sarif"))["runs"]
    (told,) = run["invocations"]
    assert (told["executionSuccessful"], told["exitCode"]) == (False, 4)
    assert told["toolExecutionNotifications"][0]["associatedRule"] == {"id": "VOC099"}


# --- annotations ---------------------------------------------------------------------------------

_COMMAND = re.compile(r"::(error|warning|notice) (?P<where>[^\n]*?)::(?P<text>[^\n]*)")


def parse(line: str) -> tuple[str, dict[str, str], str] | None:
    """A workflow command as the runner takes it apart."""
    found = _COMMAND.fullmatch(line)
    if not found:
        return None
    pairs = dict(part.split("=", 1) for part in found["where"].split(",") if part)
    return found[1], {k: unquote(v) for k, v in pairs.items()}, unquote(found["text"])


def test_annotations_come_back_whole() -> None:
    lines = written("github").split("\n")
    found = [own for line in lines if (own := parse(line))]
    assert [kind for kind, _, _ in found] == [
        "error", "warning", "notice", "warning", "error", "error",
    ]  # fmt: skip
    assert found[0][1] == {"file": "a b/応対#1.csv", "line": "313", "title": "VOC011"}
    assert found[1][2] == "]]> & <b> \x0b「100%」: a,b\n二行目"
    assert found[4][1] == {"title": "VOC026"}
    assert "VOC099" in found[5][2]


def test_an_annotation_cannot_be_smuggled_in() -> None:
    bad = Finding("VOC063", W, "a\n::error file=x::b", "x,y:z.csv", 1)
    lines = written("github", replace(VERDICT, findings=(bad,), defects=())).split("\n")
    assert [parse(line)[1]["file"] for line in lines if parse(line)] == ["x,y:z.csv"]  # type: ignore[index]


# --- text ----------------------------------------------------------------------------------------


def test_the_screen_groups_by_file_and_keeps_to_its_width() -> None:
    text = written("table")
    lines = text.splitlines()
    assert [line for line in lines[:12] if not line.startswith(" ")][:3] == [
        "a b/応対#1.csv", "b.csv", "(ファイル全体)",
    ]  # fmt: skip
    assert lines[1].startswith("  エラー VOC011 313行 A列 ")
    assert max(map(width, lines)) <= 79
    assert "VOC099" in text


def test_the_same_in_many_lines_is_said_once_on_the_screen() -> None:
    many = tuple(Finding("VOC011", E, "同じ", "a.csv", row, "番号") for row in range(2, 14))
    text = written("table", replace(VERDICT, findings=many, errors=12))
    assert text.count("同じ") == 1
    assert "ほか 11件: 3行、4行" in text
    assert written("csv", replace(VERDICT, findings=many)).count("同じ") == 12


def test_no_finding_is_said() -> None:
    good = replace(VERDICT, findings=(), errors=0, warnings=0, notes=0, defects=())
    assert written("table", good).startswith("指摘はありません。\n")
    assert written("markdown", good).startswith("指摘はありません。")
    assert "終了コード 0(合格)" in written("table", good)
