"""[check] in vocli.toml, the baseline's file and the list of codes: what is wrong is named at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = "受付番号,受付日時,区分,申出内容\n" + "".join(
    f"12026110500{i},2026/11/05 1{i}:00,配送,{i}番の荷物が届かず困っています\n" for i in range(5)
)
BAD = ROWS + "1.20261E+11,2026/11/05 16:00,配送,箱がつぶれていました\n"
AS_OF = ("--as-of", "2026-11-15")


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    (tmp_path / "old_calls.csv").write_text(BAD, encoding="utf-8")
    return tmp_path


def settings(text: str) -> None:
    Path("vocli.toml").write_text(text, encoding="utf-8")


def found(run: Any, *more: str) -> list[tuple[str, str]]:
    done = run("check", "old_calls.csv", *AS_OF, "-f", "json", *more)
    assert done.code in (0, 1), done.err
    return [(f["code"], f["severity"]) for f in json.loads(done.out)["data"]["findings"]]


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("[check]\nselekt = []", "VOC-E006", "check.select"),
        ("[check]\nselect = 'VOC011'", "VOC-E006", ""),
        ("[check]\nselect = [11]", "VOC-E006", ""),
        ("[check]\nfail_on = 'warnings'", "VOC-E006", "warning"),
        ("[check.severity]\nVOC011 = 'eror'", "VOC-E006", "error"),
        ("[check.per_file]\n'a*' = 'VOC011'", "VOC-E006", ""),
        ("[check.personal]\n'a*' = 'row'", "VOC-E006", "raw"),
        ("[check.thresholds]\nx = 1", "VOC-E006", ""),
        ("[check.thresholds.stale_data]\ndays = 'x'", "VOC-E006", ""),
        ("[[check.limit]]\nmetric = 'nps'\nmn = 1", "VOC-E006", "min"),
        ("[[check.limit]]\nmetric = 'nps'", "VOC-E006", ""),
        ("[[check.limit]]\nmin = 3", "VOC-E006", ""),
        ("[[check.limit]]\nmetric = 'nps'\nmin = 'x'", "VOC-E006", ""),
        ("[check]\nlimit = ['nps']", "VOC-E006", ""),
        ("check = 1", "VOC-E006", ""),
        ("[check]\nselect = ['VOC999']", "VOC-E501", ""),
        ("[check]\nignore = ['VOC01l']", "VOC-E501", "VOC01"),
        ("[check.severity]\nVOC999 = 'error'", "VOC-E501", ""),
        ("[check.per_file]\n'a*' = ['X']", "VOC-E501", ""),
        ("[check.thresholds.id_exponet]\nx = 1", "VOC-E502", ""),
        ("[[check.limit]]\nmetric = 'npss'\nmin = 1", "VOC-E507", "nps"),
    ],
)
def test_what_is_unknown_or_of_the_wrong_form_is_refused(
    run: Any, calls: Path, text: str, code: str, near: str
) -> None:
    settings(text)
    done = run("check", "old_calls.csv", *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert code in done.err
    assert near in done.err


def test_codes_are_chosen_and_weighed_by_the_file(run: Any, calls: Path) -> None:
    settings("[check]\nselect = ['VOC011']")
    assert found(run) == [("VOC011", "error")]
    settings("[check]\nselect = ['VOC011']\n[check.severity]\nVOC011 = 'note'")
    assert found(run) == [("VOC011", "note")]
    settings("[check]\nselect = ['VOC01']\nignore = ['VOC011']")
    assert found(run) == []
    settings("[check]\nselect = ['VOC011']\n[check.per_file]\n'old_*.csv' = ['VOC01']")
    assert found(run) == []
    settings("[check]\nselect = ['VOC011']\n[check.per_file]\n'new_*.csv' = ['VOC01']")
    assert found(run) == [("VOC011", "error")]


def test_the_command_line_stands_above_the_file(run: Any, calls: Path) -> None:
    settings("[check]\nselect = ['VOC02']\nfail_on = 'never'")
    assert found(run, "--select", "VOC011") == [("VOC011", "error")]
    argv = ("check", "old_calls.csv", *AS_OF, "--select", "VOC011")
    assert run(*argv).code == 0
    assert run(*argv, "--fail-on", "error").code == 1


def test_the_settings_are_shown(run: Any, calls: Path) -> None:
    settings("[check]\nselect = ['VOC02']\n[check.personal]\n'a*' = 'raw'")
    rows = json.loads(run("config", "show", "-f", "json").out)["data"]["insights"]["settings"]
    shown = {row["setting"]: row["value"] for row in rows["rows"]}
    assert (shown["check.select"], shown["check.personal"]) == ("VOC02", "a* = raw")


# --- the baseline --------------------------------------------------------------------------------


def test_a_first_run_passes_and_tells_how_to_make_a_baseline(run: Any, calls: Path) -> None:
    done = run("check", "old_calls.csv", *AS_OF, "--ignore", "VOC", "--baseline", "b.json")
    assert (done.code, Path("b.json").exists()) == (0, False)
    assert "--update-baseline" in done.err
    assert "--update-baseline" in done.out


def test_bad_data_makes_no_baseline_unless_it_is_wanted(run: Any, calls: Path) -> None:
    argv = ("check", "old_calls.csv", *AS_OF, "--select", "VOC011", "--baseline", "b.json")
    assert run(*argv, "--update-baseline").code == 1
    assert not Path("b.json").exists()
    assert run(*argv, "--update-baseline", "--fail-on", "never").code == 0
    assert json.loads(Path("b.json").read_text(encoding="utf-8"))["vocli_baseline"] == 1
    again = run(*argv)
    assert "基準: 2026/11/15作成" in again.out


def test_a_baseline_of_the_same_files_is_the_same_file(run: Any, calls: Path) -> None:
    argv = ("check", "old_calls.csv", *AS_OF, "--fail-on", "never", "--baseline")
    for name in ("a.json", "b.json"):
        assert run(*argv, name, "--update-baseline").code == 0
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"vocli_baseline": 99}', "\xff"])
def test_a_file_that_is_no_baseline_is_refused(run: Any, calls: Path, content: str) -> None:
    Path("b.json").write_bytes(content.encode("latin-1"))
    done = run("check", "old_calls.csv", "--baseline", "b.json")
    assert done.code == 2
    assert "VOC-E505" in done.err


def test_a_place_for_the_baseline_is_looked_at_before_the_work(run: Any, calls: Path) -> None:
    done = run("check", "no.csv", "--baseline", "none/b.json", "--update-baseline")
    assert done.code == 2
    assert "VOC-E008" in done.err


# --- codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_codes_come_from_a_list_of_the_team(run: Any, calls: Path, encoding: str) -> None:
    Path("codes.csv").write_bytes("区分\n請求\n".encode(encoding))
    argv = ("--select", "VOC030")
    assert found(run, *argv, "--codes", "codes.csv") == [("VOC030", "warning")]
    Path("codes.csv").write_bytes("区分\n配送\n".encode(encoding))
    assert found(run, *argv, "--codes", "codes.csv") == []
    settings("[check]\ncodes = 'codes.csv'")
    assert found(run, *argv) == []


@pytest.mark.parametrize("content", [b"", b"a,a\n1,2\n", b"a,\n1,2\n", b"\x81"])
def test_a_list_that_is_none_is_refused(run: Any, calls: Path, content: bytes) -> None:
    Path("codes.csv").write_bytes(content)
    done = run("check", "old_calls.csv", "--codes", "codes.csv")
    assert done.code == 2
    assert "VOC-E506" in done.err
    assert run("check", "old_calls.csv", "--codes", "missing.csv").code == 2
