"""`vocli check`: the exit code for every combination, what is told, and what never is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vocli.checks import CHECKS, Plain, Rule
from vocli.model import Block, Finding, Severity

HEAD = "受付番号,受付日時,申出内容\n"
GOOD = HEAD + "".join(
    f"12026110500{i},2026/11/05 1{i}:00,{i}番の荷物が届かず困っています\n" for i in range(5)
)
BAD = GOOD + "1.20261E+11,2026/11/05 16:00,箱がつぶれていました\n"
ONLY = ("--select", "VOC011", "--as-of", "2026-11-15")
FORMS = ("table", "json", "csv", "markdown", "junit", "sarif", "github")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 40)
    return tmp_path


class Warns(Plain):
    """A warning per file."""

    def look(self, block: Block) -> Iterator[Finding]:
        """At the first row."""
        if block.number == 0:
            yield Finding("", Severity.WARNING, "W", block.sheet.path, int(block.lines[0]))


class Many(Plain):
    """An error per row."""

    def look(self, block: Block) -> Iterator[Finding]:
        """Last row first: whoever runs the checks sorts."""
        for line in reversed(list(block.lines)):
            yield Finding("", Severity.ERROR, f"M{line}", block.sheet.path, int(line), "受付番号")


class Breaks(Plain):
    """Breaks at the second station."""

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding, then the end."""
        yield Finding("", Severity.NOTE, "N", block.sheet.path, 2)
        raise KeyError("箱がつぶれていました")


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def go(code: str, build: Any, severity: Severity = Severity.WARNING) -> None:
        rule = Rule(code, "planted", severity, build, "題。\n\n悪い例: 1\n良い例: 2\n")
        monkeypatch.setitem(CHECKS, code, rule)

    return go


# --- exit codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "more", "code"),
    [
        (["good.csv"], [], 0),
        (["bad.csv"], [], 1),
        (["good.csv", "bad.csv"], [], 1),
        (["bad.csv"], ["--fail-on", "never"], 0),
        (["bad.csv"], ["--fail-on", "warning"], 1),
        (["bad.csv"], ["--ignore", "VOC011"], 0),
        (["binary.csv"], [], 2),
        (["bad.csv", "binary.csv"], [], 2),
        (["nothing.csv"], [], 2),
        (["none*.csv"], [], 2),
        ([], [], 2),
        (["good.csv"], ["--select", "VOC9"], 2),
        (["good.csv"], ["--fail-on", "sometimes"], 2),
        (["good.csv"], ["--format", "xlsx"], 2),
        (["good.csv"], ["--format", "pdf"], 2),
        (["good.csv"], ["-o", "verdict.xlsx"], 2),
        (["good.csv"], ["--max-findings", "-1"], 2),
        (["good.csv"], ["--since", "2026-11-01"], 2),
        (["good.csv"], ["--update-baseline"], 2),
        (["good.csv"], ["--personal", "secret"], 2),
        (["good.csv"], ["--no-such-option"], 2),
    ],
    ids=str,
)
def test_the_exit_code_answers(
    run: Any, folder: Path, files: list[str], more: list[str], code: int
) -> None:
    assert run("check", *files, *ONLY, *more).code == code


@pytest.mark.parametrize(
    ("files", "more", "code"),
    [
        (["good.csv"], [], 4),
        (["bad.csv"], [], 4),
        (["bad.csv"], ["--fail-on", "never"], 4),
        (["good.csv"], ["--ignore", "VOC998"], 0),
        (["bad.csv"], ["--ignore", "VOC998"], 1),
        (["binary.csv"], [], 2),
        (["none*.csv"], [], 2),
        (["good.csv"], ["--fail-on", "sometimes"], 2),
    ],
    ids=str,
)
def test_a_check_that_breaks_is_a_defect_unless_nothing_could_be_read(
    run: Any, folder: Path, add: Any, files: list[str], more: list[str], code: int
) -> None:
    add("VOC998", Breaks)
    done = run("check", *files, *ONLY, "--select", "VOC998", *more)
    assert done.code == code


@pytest.mark.parametrize("form", FORMS)
def test_a_check_that_breaks_is_named_and_the_others_still_speak(
    run: Any, folder: Path, add: Any, form: str
) -> None:
    add("VOC998", Breaks)
    done = run("check", "bad.csv", *ONLY, "--select", "VOC998", "--format", form, "--debug")
    assert done.code == 4
    assert "VOC011" in done.out
    assert "VOC998" in done.out
    assert "箱がつぶれて" not in done.out + done.err
    if form != "csv":
        assert "KeyError" in done.out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_warnings_fail_only_where_they_should(
    run: Any, folder: Path, add: Any, fail_on: str, code: int
) -> None:
    add("VOC997", Warns)
    assert run("check", "good.csv", "--select", "VOC997", "--fail-on", fail_on).code == code


@pytest.mark.parametrize(("utf8", "code"), [(20, "VOC-E101"), (41, "VOC-E102")])
def test_a_file_of_two_encodings_is_a_finding_and_the_others_are_checked(
    run: Any, folder: Path, utf8: int, code: str
) -> None:
    lines = [f"K{i},2026/11/05 10:00,{i}番の荷物が届かず困っています\n" for i in range(42)]
    parts = ["".join(lines[:utf8]).encode(), "".join(lines[utf8:]).encode("cp932")]
    (folder / "mixed.csv").write_bytes(HEAD.encode() + b"".join(parts))
    done = run("check", "mixed.csv", "bad.csv", *ONLY, "-f", "json")
    found = [(f["code"], f["path"]) for f in json.loads(done.out)["data"]["findings"]]
    assert (done.code, found) == (1, [("VOC011", "bad.csv"), (code, "mixed.csv")])
    alone = run("check", "mixed.csv", *ONLY)
    assert alone.code == 1
    assert "バイト" in alone.out.replace("\n", "").replace(" ", "")
    assert run("check", "mixed.csv", *ONLY, "--ignore", "VOC-E").code == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "VOC-E103"),
        ("empty.csv", b"", "VOC-E104"),
        ("broken.json", b'[{"a": 1,', "VOC-E109"),
    ],
)
def test_an_unreadable_file_is_told_and_the_others_are_checked(
    run: Any, folder: Path, name: str, content: bytes, code: str
) -> None:
    (folder / name).write_bytes(content)
    done = run("check", "bad.csv", name, *ONLY, "-f", "json")
    found = {(f["code"], f["path"]) for f in json.loads(done.out)["data"]["findings"]}
    assert (done.code, found) == (2, {("VOC011", "bad.csv"), (code, name)})
    alone = run("check", name, *ONLY)
    assert alone.code == 2
    assert code in alone.err
    text = run("check", "bad.csv", name, *ONLY)
    assert "終了コード2" in text.out


# --- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["VOC01l", "VOC999", "VOX011", "id_exponent", "voc"])
def test_an_unknown_code_is_refused_with_the_nearest(run: Any, folder: Path, wrong: str) -> None:
    done = run("check", "good.csv", "--ignore", wrong)
    if wrong == "voc":  # the beginning of all codes, in small letters
        assert done.code == 0
        return
    assert done.code == 2
    assert "VOC-E501" in done.err
    assert "vocli check --list" in done.err


def test_the_nearest_code_is_suggested(run: Any, folder: Path) -> None:
    assert "VOC01" in run("check", "good.csv", "--select", "VOC01l").err


def test_codes_are_chosen_by_their_beginning_and_in_lists(run: Any, folder: Path, add: Any) -> None:
    add("VOC997", Warns)

    def found(*more: str) -> list[str]:
        done = run("check", "bad.csv", "-f", "json", "--as-of", "2026-11-15", *more)
        return [f["code"] for f in json.loads(done.out)["data"]["findings"]]

    assert found("--select", "VOC011,VOC997") == ["VOC997", "VOC011"]
    assert found("--select", "VOC99", "--select", "voc011") == ["VOC997", "VOC011"]
    assert found("--select", "VOC011,VOC997", "--ignore", "VOC9") == ["VOC011"]


def test_the_list_names_every_check(run: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(run("check", "--list", "-f", "csv").out)))
    assert [row["code"] for row in rows] == sorted(CHECKS)
    assert {row["severity"] for row in rows} <= {"error", "warning", "note"}
    assert all(row["check"] for row in rows)


def test_the_list_needs_no_file_and_the_check_does(run: Any) -> None:
    assert run("check", "--list", "--select", "VOC011").code == 0
    refused = run("check")
    assert refused.code == 2
    assert "FILES" in refused.err


def test_personal_data_cannot_be_asked_for(run: Any, folder: Path) -> None:
    done = run("check", "good.csv", "--show-personal")
    assert (done.code, done.out) == (2, "")
    assert "VOC-E306" in done.err


# --- what is told --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_every_format_names_file_line_column_reason_and_remedy(
    run: Any, folder: Path, form: str
) -> None:
    out = run("check", "bad.csv", *ONLY, "--format", form).out
    assert "bad.csv" in out
    assert "VOC011" in out
    assert "7" in out
    assert "受付番号" in out
    assert "書き出し直して" in out.replace("\n", "").replace(" ", "")


def test_the_screen_says_where_and_ends_with_the_verdict(run: Any, folder: Path) -> None:
    done = run("check", "good.csv", "bad.csv", *ONLY)
    lines = done.out.splitlines()
    assert lines[0] == "bad.csv"
    assert lines[1].startswith("  エラー VOC011 7行 A列 ")
    assert "2ファイル 11行を検査  エラー 1、注意 0、参考 0" in lines
    assert lines[-1].startswith("終了コード 1(指摘あり)")
    assert done.err.splitlines()[-1].startswith("検査を終えました。エラー 1件")


def test_good_data_is_said_to_be_good(run: Any, folder: Path) -> None:
    done = run("check", "good.csv", *ONLY)
    assert done.out.startswith("指摘はありません。\n")
    assert done.out.endswith("終了コード 0(合格)\n")


def test_findings_stand_in_the_order_of_files_and_lines(run: Any, tmp_path: Path, add: Any) -> None:
    add("VOC996", Many)
    for name in ("b.csv", "a.csv"):
        rows = "".join(f"{name}{i},2026/11/05 10:00,荷物{i}が届きません\n" for i in range(12))
        (tmp_path / name).write_text(HEAD + rows, encoding="utf-8")
    done = run("check", "b.csv", "a.csv", "--select", "VOC996", "-f", "json")
    found = [(f["path"], f["row"]) for f in json.loads(done.out)["data"]["findings"]]
    assert found == [(name, i + 2) for name in ("a.csv", "b.csv") for i in range(12)]


def test_what_is_cut_is_counted_and_said_in_the_last_line(
    run: Any, tmp_path: Path, add: Any
) -> None:
    add("VOC996", Many)
    rows = "".join(f"K{i},2026/11/05 10:00,荷物{i}が届きません\n" for i in range(30))
    (tmp_path / "a.csv").write_text(HEAD + rows, encoding="utf-8")
    argv = ("check", "a.csv", "--select", "VOC996", "--max-findings")
    done = run(*argv, "7")
    assert done.code == 1
    assert "エラー 30" in done.out
    assert (
        done.out.splitlines()[-1]
        == "7件を示しました。ほかに 23件あります(--max-findings 0 ですべて)。"
    )
    told = json.loads(run(*argv, "7", "-f", "json").out)["data"]
    assert (len(told["findings"]), told["check"]["errors"], told["check"]["cut"]) == (7, 30, 23)
    every = json.loads(run(*argv, "0", "-f", "json").out)
    assert len(every["data"]["findings"]) == 30


def test_the_worst_findings_are_kept_when_some_are_cut(run: Any, folder: Path, add: Any) -> None:
    add("VOC997", Warns)
    done = run("check", "good.csv", "bad.csv", *ONLY, "--select", "VOC997", "--max-findings", "1",
               "-f", "json")  # fmt: skip
    assert [f["code"] for f in json.loads(done.out)["data"]["findings"]] == ["VOC011"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("v.xml", b"<?xml"), ("v.sarif", b"{"), ("v.json", b"{"), ("v.md", b"|"), ("v.txt", b"bad")],
)
def test_the_name_of_the_file_chooses_the_form(
    run: Any, folder: Path, name: str, begins: bytes
) -> None:
    done = run("check", "bad.csv", *ONLY, "-o", name)
    assert (done.code, done.out) == (1, "")
    assert Path(name).read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(begins)


def test_the_same_files_give_the_same_bytes_in_any_order(run: Any, folder: Path) -> None:
    for form in FORMS:
        one = run("check", "good.csv", "bad.csv", *ONLY, "--format", form)
        other = run("check", "bad.csv", "good.csv", *ONLY, "--format", form)
        assert one.out == other.out


def test_english_is_english(run: Any, folder: Path) -> None:
    from vocli import messages

    messages.use("en")
    try:
        out = run("check", "bad.csv", *ONLY).out
    finally:
        messages.use("ja")
    assert "Remedy:" in out
    assert "Exit code 1" in out
