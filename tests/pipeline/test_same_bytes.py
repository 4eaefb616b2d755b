"""The same contacts give the same bytes, whatever the order of rows and files, hash seed or threads."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FORMS = ("table", "markdown")


def page(run: Any, form: str, *files: str) -> str:
    """The page of `vocli themes` in a text form."""
    done = run("themes", *files, "--format", form, "--all", "--explain")
    assert done.code == 0, done.err
    return str(done.out)


Usual = Callable[[str], str]


@pytest.fixture
def usual(run: Any, export: Any, tmp_path: Path, made_once: dict[str, str]) -> Usual:
    """The page of the export in its own order: made by the first test of this process that asks for it."""

    def go(form: str) -> str:
        if form not in made_once:
            export.write(tmp_path / "calls.csv")
            made_once[form] = page(run, form, "calls.csv")
        return made_once[form]

    return go


@pytest.fixture(scope="module")
def made_once() -> dict[str, str]:
    """Form -> page."""
    return {}


@pytest.mark.parametrize("form", FORMS)
def test_the_page_holds_a_ranking(usual: Usual, form: str) -> None:
    assert usual(form).count("D-") >= 4  # else the tests below compare next to nothing


@pytest.mark.parametrize(("seed", "form"), list(enumerate(FORMS, 1)))
def test_shuffled_rows(
    run: Any, export: Any, tmp_path: Path, usual: Usual, seed: int, form: str
) -> None:
    wanted = usual(form)
    export.write(tmp_path / "calls.csv", export.shuffled(seed))
    assert page(run, form, "calls.csv") == wanted


def test_other_order_of_files(run: Any, export: Any, tmp_path: Path) -> None:
    half = len(export.rows) // 2
    export.write(tmp_path / "a.csv", export.rows[:half])
    export.write(tmp_path / "b.csv", export.rows[half:])
    wanted = page(run, "table", "a.csv", "b.csv")
    found = page(run, "table", "b.csv", "a.csv")
    # "What to type next" repeats the files as they were typed.
    assert found.replace("b.csv a.csv", "a.csv b.csv") == wanted
    export.write(tmp_path / "a.csv", export.rows[half:])
    export.write(tmp_path / "b.csv", export.rows[:half])
    assert page(run, "table", "a.csv", "b.csv") == wanted


def test_rows_that_stand_twice_change_nothing(run: Any, export: Any, tmp_path: Path) -> None:
    export.write(tmp_path / "calls.csv")
    once = themes_of(run)
    export.write(tmp_path / "calls.csv", [*export.rows, *export.rows[:40], *export.rows[:10]])
    assert themes_of(run) == once


def themes_of(run: Any) -> Any:
    """The rows of the ranking as data."""
    import json

    done = run("themes", "calls.csv", "--format", "json")
    return json.loads(done.out)["data"]["insights"]["themes"]["rows"]


def test_twice_in_one_process(run: Any, export: Any, tmp_path: Path, usual: Usual) -> None:
    wanted = usual("table")
    export.write(tmp_path / "calls.csv")
    assert page(run, "table", "calls.csv") == wanted


def in_a_process(command: list[str], folder: Path, **environment: str) -> bytes:
    """stdout of a fresh process."""
    done = subprocess.run(
        [*command, "themes", "calls.csv", "--format", "markdown", "--explain"],
        capture_output=True,
        cwd=folder,
        env=os.environ | environment,
        check=True,
    )
    return done.stdout


def test_any_hash_seed(run: Any, export: Any, tmp_path: Path, vocli_command: list[str]) -> None:
    """A fresh process, and this one, whose seed is another in every run; two more seeds in the test below."""
    export.write(tmp_path / "calls.csv")
    made = run("themes", "calls.csv", "--format", "markdown", "--explain").out.encode()
    assert made.count(b"D-") >= 4
    environment = {"PYTHONHASHSEED": "2", "VOCLI_NO_ENCODER": "1"}
    assert in_a_process(vocli_command, tmp_path, **environment) == made


def test_any_number_of_threads_and_processes(
    export: Any, tmp_path: Path, vocli_command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the encoder, whose vectors are where threads could matter; two more hash seeds on the way."""
    monkeypatch.delenv("VOCLI_NO_ENCODER", raising=False)
    export.write(tmp_path / "calls.csv")
    made = [
        in_a_process(
            vocli_command,
            tmp_path,
            PYTHONHASHSEED=seed,
            OMP_NUM_THREADS=threads,
            OPENBLAS_NUM_THREADS=threads,
            VOCLI_JOBS=jobs,
        )
        for seed, threads, jobs in (("0", "1", "1"), ("1", "2", "2"))
    ]
    assert made[0] == made[1]
