"""Every way a run can end: its exit code, and what it may and may not say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

COMPLAINT = "荷物が届かないので困っています"
SECRET = "山田太郎の秘密の言葉"


def raising(error: BaseException) -> Callable[..., Any]:
    """A stand-in that fails."""

    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.fixture
def break_with(monkeypatch: pytest.MonkeyPatch, write: Any) -> Callable[[BaseException], None]:
    """Make the analysis of calls.csv fail in this way."""
    write("calls.csv", [COMPLAINT])

    def go(error: BaseException) -> None:
        import vocli.pipeline

        monkeypatch.setattr(vocli.pipeline, "analyse", raising(error))

    return go


# --- 4: a defect ---------------------------------------------------------------------------------


def test_a_defect_tells_its_place_and_no_words(run: Any, break_with: Any) -> None:
    break_with(KeyError(SECRET))
    done = run("themes", "calls.csv")
    assert (done.code, done.out) == (4, "")
    first, place = done.err.splitlines()
    assert first.startswith("vocli の不具合です(終了コード4)。データは変わっていません。")
    assert place.startswith("場所 KeyError ")
    assert SECRET not in done.err


def test_debug_shows_the_calls_and_still_no_words(run: Any, break_with: Any) -> None:
    inner = ValueError(SECRET)
    outer = KeyError(SECRET)
    outer.__cause__ = inner
    break_with(outer)
    done = run("themes", "calls.csv", "--debug")
    assert done.code == 4
    assert "vocli/cli/commands/themes.py" in done.err.replace("\\", "/")
    assert "ValueError" in done.err
    assert SECRET not in done.err


def test_a_defect_is_a_json_document_too(run: Any, break_with: Any) -> None:
    break_with(RuntimeError(SECRET))
    done = run("themes", "calls.csv", "--format", "json")
    document = json.loads(done.out)
    assert (document["status"], document["exit_code"]) == ("error", 4)
    assert document["errors"][0]["code"] is None
    assert SECRET not in done.out


# --- 130: interrupted ----------------------------------------------------------------------------


def test_an_interruption_ends_with_130(run: Any, break_with: Any, tmp_path: Path) -> None:
    break_with(KeyboardInterrupt())
    done = run("themes", "calls.csv", "-o", "out.csv")
    assert (done.code, done.out) == (130, "")
    assert done.err == "中断しました。途中のファイルは残していません。\n"
    assert [path.name for path in tmp_path.iterdir()] == ["calls.csv"]


def test_an_interruption_is_a_json_document_too(run: Any, break_with: Any) -> None:
    break_with(KeyboardInterrupt())
    document = json.loads(run("themes", "calls.csv", "--format", "json").out)
    assert (document["exit_code"], document["errors"][0]["code"]) == (130, None)


# --- a reader that goes away ---------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pipe")
@pytest.mark.parametrize("argv", [["--help"], ["inspect", "calls.csv"]])
def test_a_closed_pipe_is_no_error(
    write: Any, tmp_path: Path, vocli_command: list[str], argv: list[str]
) -> None:
    write("calls.csv", [COMPLAINT])
    with subprocess.Popen(
        [*vocli_command, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # long before anything is printed
        told = process.stderr.read()
        assert (process.wait(), told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout_is_an_error(
    write: Any, tmp_path: Path, vocli_command: list[str]
) -> None:
    write("calls.csv", [COMPLAINT])
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*vocli_command, "inspect", "calls.csv"],
            stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "結果を標準出力に書けません" in done.stderr.decode()


# --- 1: findings ---------------------------------------------------------------------------------


def write_bad_byte(folder: Path) -> None:
    """Many good rows and one with a byte that no encoding knows."""
    rows = b"".join(f"K{i},2026/10/01 10:00,{COMPLAINT},{SECRET}\n".encode() for i in range(2000))
    head = "受付番号,受付日時,申出内容,備考\n".encode()
    last = b"K9999,2026/10/01 10:00,\xff" + SECRET.encode() + b",x\n"
    (folder / "calls.csv").write_bytes(head + rows + last)


def test_findings_end_with_1_and_are_told_in_a_line_each(run: Any, tmp_path: Path) -> None:
    write_bad_byte(tmp_path)
    done = run("inspect", "calls.csv")
    assert done.code == 1
    *lines, last = done.err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(("注意 VOC-F", "エラー VOC-F"))
    assert "calls.csv" in lines[0]
    assert "バイト目" in lines[0]
    assert "終了コード1" in last
    assert SECRET not in done.err


def test_quiet_silences_findings_and_keeps_the_exit_code(run: Any, tmp_path: Path) -> None:
    write_bad_byte(tmp_path)
    done = run("--quiet", "inspect", "calls.csv")
    assert (done.code, done.err) == (1, "")
    assert done.out


def test_many_findings_are_counted_not_listed(run: Any, tmp_path: Path) -> None:
    for i in range(30):
        (tmp_path / f"part{i}.csv").write_text(
            f"受付番号,受付日時,申出内容\nA{i},2026/10/01 10:00,{COMPLAINT}\nB{i},10:00?,{COMPLAINT}\n",
            encoding="utf-8",
        )
    done = run("inspect", "part*.csv")
    assert len(done.err.splitlines()) <= 12
    assert "ほかに" in done.err


# --- options that stand anywhere -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["themes", "a.csv", "--lang", "en"], ["--lang", "en", "themes", "a.csv"]),
        (["themes", "a.csv", "--lang=en", "-q"], ["--lang=en", "-q", "themes", "a.csv"]),
        (["themes", "--debug", "a.csv"], ["--debug", "themes", "a.csv"]),
        (["themes", "a.csv", "--config", "x.toml"], ["--config", "x.toml", "themes", "a.csv"]),
        (["themes", "a.csv", "--config"], ["--config", "themes", "a.csv"]),
        (["quotes", "--", "--quiet"], ["quotes", "--", "--quiet"]),
        (["themes", "--channel", "chat"], ["themes", "--channel", "chat"]),
    ],
)
def test_options_of_every_command_may_follow_it(given: list[str], wanted: list[str]) -> None:
    from vocli.cli.door import hoist

    assert hoist(given) == wanted


@pytest.mark.parametrize(
    ("argv", "environ", "config", "wanted"),
    [
        ([], {}, "", "ja"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "", "ja"),
        ([], {}, 'language = "en"', "en"),
        ([], {"VOCLI_LANG": "ja"}, 'language = "en"', "ja"),
        (["--lang", "en"], {"VOCLI_LANG": "ja"}, "", "en"),
        (["themes", "a.csv", "--lang=en"], {}, "", "en"),
        (["--lang", "fr"], {}, "", "ja"),
        ([], {}, "language = ", "ja"),
    ],
)
def test_the_language_is_settled_by_flag_environment_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argv: list[str],
    environ: dict[str, str],
    config: str,
    wanted: str,
) -> None:
    from vocli import messages
    from vocli.cli.door import settle

    monkeypatch.chdir(tmp_path)
    (tmp_path / "vocli.toml").write_text(config, encoding="utf-8")
    before = messages.current()
    try:
        settle(argv, environ)
        assert messages.current() == wanted
    finally:
        messages.use(before)


def test_an_unknown_language_in_the_environment_is_an_error(
    run: Any, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("calls.csv", [COMPLAINT])
    monkeypatch.setenv("VOCLI_LANG", "zz")
    done = run("inspect", "calls.csv")
    assert done.code == 2
    assert "VOCLI_LANG に zz は使えません" in done.err
