"""Nothing to count is a result, not a failure: it says so, shows the funnel and ends with 0."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

COMPLAINT = "荷物が届かないので困っています"
GREETING = "お世話になっております。よろしくお願いいたします。"


@pytest.mark.parametrize(
    ("texts", "more", "reason"),
    [
        ([], [], "条件に合う応対は0件でした(読み取り 0件)"),
        ([COMPLAINT], ["--since", "2027-01-01"], "条件に合う応対は0件でした(読み取り 1件)"),
        ([COMPLAINT], ["--until", "2025-01-01"], "条件に合う応対は0件でした(読み取り 1件)"),
        ([COMPLAINT], ["--where", "product=S9"], "(読み取り 1件)。条件: --where product=S9"),
        ([COMPLAINT], ["--channel", "chat"], "条件に合う応対は0件でした(読み取り 1件)"),
        (["無言電話"] * 5, [], "条件に合う応対は0件でした(読み取り 5件)"),
        ([GREETING] * 12, [], "不満の声は0件でした(対象 12件)"),
        ([""] * 3, [], "データなし"),
    ],
    ids=["header", "since", "until", "where", "channel", "out_of_scope", "greetings", "no_text"],
)
def test_themes_say_why_there_is_nothing(
    run: Any, write: Any, texts: list[str], more: list[str], reason: str
) -> None:
    write("calls.csv", texts)
    done = run("themes", "calls.csv", *more)
    assert done.code == 0
    first, _, rest = done.out.partition("\n")
    assert first.startswith("データなし: ")
    assert reason in first
    assert "読み取り   calls.csv" in rest
    assert "順 " not in rest  # no ranking without rows


@pytest.mark.parametrize(
    "command",
    [
        ["themes"],
        ["quotes", "届かない"],
        ["quotes", "未分類"],
        ["quotes", "--word", "焦げ"],
        ["signals"],
    ],
)
@pytest.mark.parametrize("texts", [[], [GREETING] * 12], ids=["header", "greetings"])
def test_every_command_ends_with_0(
    run: Any, write: Any, command: list[str], texts: list[str]
) -> None:
    write("calls.csv", texts)
    done = run(*command, "calls.csv")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("データなし: ")


@pytest.mark.parametrize("command", [["themes"], ["quotes", "届かない"], ["signals"], ["inspect"]])
def test_json_is_one_document(run: Any, write: Any, command: list[str]) -> None:
    write("calls.csv", [])
    done = run(*command, "calls.csv", "--format", "json")
    document = json.loads(done.out)
    assert (document["status"], document["exit_code"], document["errors"]) == ("ok", 0, [])
    if command != ["inspect"]:
        assert document["data"]["funnel"]["in_scope"] == 0
        assert document["data"]["insights"]["empty"]["title"].startswith("データなし")


@pytest.mark.parametrize(
    ("command", "column"),
    [(["themes"], "theme_id"), (["quotes", "届かない"], "quote"), (["signals"], "voice_id")],
)
def test_csv_is_a_header_and_nothing_else(
    run: Any, write: Any, command: list[str], column: str
) -> None:
    write("calls.csv", [])
    done = run(*command, "calls.csv", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert len(rows) == 1
    assert column in rows[0]


def test_a_workbook_is_written(run: Any, write: Any, tmp_path: Path) -> None:
    write("calls.csv", [])
    assert run("themes", "calls.csv", "-o", "out.xlsx").code == 0
    assert (tmp_path / "out.xlsx").read_bytes()[:2] == b"PK"


def test_assignments_of_nothing_are_a_header(run: Any, write: Any, tmp_path: Path) -> None:
    write("calls.csv", [])
    run("themes", "calls.csv", "--assignments", "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert text == "contact_id,voice_id,theme_id,theme_name,score,main\n"


def test_inspect_explains_a_file_without_rows(run: Any, write: Any) -> None:
    write("calls.csv", [])
    done = run("inspect", "calls.csv")
    assert done.code == 0
    assert "0行を読み、0件" in done.out


def test_one_row_is_enough_for_a_result(run: Any, write: Any) -> None:
    write("calls.csv", [COMPLAINT])
    done = run("themes", "calls.csv")
    assert done.code == 0
    assert "データなし" not in done.out
    assert COMPLAINT in done.out
