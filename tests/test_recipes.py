"""The recipes of docs/howto/check-recipes.md run as they are written there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent / "docs" / "howto" / "check-recipes.md"
_BLOCK = re.compile(r"<!-- recipe: (?P<name>[a-z-]+) -->\n```\w+\n(?P<text>.*?)```\n", re.DOTALL)
RECIPES = {m["name"]: m["text"] for m in _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}
HEAD = "受付番号,受付日時,申出内容\n"
DAY = f"{date.today() - timedelta(days=2):%Y/%m/%d}"  # the recipes run with the clock of the day
GOOD = HEAD + "".join(
    f"12026110500{i},{DAY} 1{i}:00,{i}番の荷物が届かず困っています\n" for i in range(5)
)
BAD = GOOD + f"1.20261E+11,{DAY} 16:00,箱がつぶれていました\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the recipes are for a POSIX shell")
Shell = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def warm() -> Iterator[str]:
    """The line that runs vocli from a process which has the libraries ready: the recipes start it often."""
    program = Path(__file__).parent / "warm.py"
    folder = tempfile.mkdtemp(prefix="vocli-")  # the path of a socket must be short
    door = f"{folder}/door"
    with subprocess.Popen(
        [sys.executable, str(program), "serve", door],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PAGE.parent.parent.parent)},
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield f'"{sys.executable}" -S "{program}" "{door}" "$@"'
        server.terminate()
    shutil.rmtree(folder)


@pytest.fixture
def folder(tmp_path: Path, warm: str) -> Path:
    """A folder with exports, and programs that stand for those of the machine."""
    (tmp_path / "exports").mkdir()
    deliver(tmp_path, GOOD)
    tools = {
        "vocli": f"#!/bin/sh\nexec {warm}\n",
        "pip": "#!/bin/sh\nexit 0\n",
        "mail": '#!/bin/sh\necho "$2" >"$HOME/subject"\ncat >"$HOME/body"\n',
    }
    (tmp_path / "bin").mkdir()
    for name, text in tools.items():
        path = tmp_path / "bin" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    return tmp_path


def deliver(folder: Path, text: str) -> None:
    (folder / "exports" / "calls.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def shell(folder: Path) -> Shell:
    """Runs a script in the folder, as a job of the machine would."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "VOC_FOLDER": str(folder),
        "VOCLI_NO_ENCODER": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def run(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, text=True,
            check=False, encoding="utf-8",
        )  # fmt: skip

    return run


def steps(text: str, mark: str) -> str:
    """The shell lines of a pipeline: behind `- run:` or under `script:`."""
    lines = re.findall(rf"^ +- {mark}(?!uses)([^\n:]+(?:: ?[^\n]*)?)$", text, re.MULTILINE)
    return "set -e\n" + "\n".join(lines)


def test_every_recipe_of_the_page_is_tested() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in RECIPES if f'RECIPES["{name}"]' not in text] == []
    assert len(RECIPES) == 6


def test_the_baseline_is_made_once(folder: Path, shell: Shell) -> None:
    done = shell("git init -q . && " + RECIPES["baseline"])
    assert done.returncode == 0, done.stderr
    assert "baseline.json" in shell("git status --short").stdout


def test_github_gets_annotations_and_fails_for_bad_data(folder: Path, shell: Shell) -> None:
    script = steps(RECIPES["github"], "run: ")
    assert "vocli check" in script
    assert shell(script).returncode == 0
    deliver(folder, BAD)
    done = shell(script)
    assert done.returncode == 1
    assert "::error file=exports/calls.csv,line=7,title=VOC011::" in done.stdout


def test_gitlab_gets_a_junit_report_and_fails_for_bad_data(folder: Path, shell: Shell) -> None:
    import junitparser

    script = steps(RECIPES["gitlab"], "")
    assert "vocli check" in script
    deliver(folder, BAD)
    assert shell(script).returncode == 1
    (suite,) = junitparser.JUnitXml.fromfile(str(folder / "check.xml"))
    assert suite.failures == 1


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_the_hook_stops_bad_data_only(folder: Path, shell: Shell) -> None:
    who = "git -c user.name=a -c user.email=a@example.jp"
    shell("git init -q . && git config core.hooksPath hooks && mkdir hooks")
    hook = folder / "hooks" / "pre-commit"
    hook.write_text(RECIPES["pre-commit"], encoding="utf-8")
    hook.chmod(0o755)
    assert shell(f"echo a >a.txt && git add a.txt && {who} commit -q -m a").returncode == 0
    assert shell(f"git add exports && {who} commit -q -m good").returncode == 0
    (folder / "exports" / "十月 分.csv").write_text(BAD, encoding="utf-8")
    refused = shell(f"git add exports && {who} commit -q -m bad")
    assert refused.returncode != 0
    assert "VOC011" in refused.stdout + refused.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_make_builds_nothing_from_bad_data(folder: Path, shell: Shell) -> None:
    (folder / "Makefile").write_text(RECIPES["make"], encoding="utf-8")
    deliver(folder, BAD)
    assert shell("make themes.xlsx").returncode != 0
    assert not (folder / "themes.xlsx").exists()
    deliver(folder, GOOD)
    assert shell("make themes.xlsx").returncode == 0
    assert (folder / "themes.xlsx").exists()


def test_cron_mails_findings_and_is_silent_otherwise(folder: Path, shell: Shell) -> None:
    assert shell(RECIPES["cron"]).returncode == 0
    assert not (folder / "subject").exists()
    deliver(folder, BAD)
    assert shell(RECIPES["cron"]).returncode == 1
    assert "指摘" in (folder / "subject").read_text(encoding="utf-8")
    body = (folder / "body").read_text(encoding="utf-8")
    assert "VOC011" in body
    assert "つぶれて" not in body
    (folder / "exports" / "calls.csv").unlink()
    assert shell(RECIPES["cron"]).returncode == 2
    assert "終了コード 2" in (folder / "subject").read_text(encoding="utf-8")
