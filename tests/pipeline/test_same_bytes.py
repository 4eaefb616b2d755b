"""The same contacts give the same bytes, whatever the order of rows and files, hash seed or threads."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

FORMS = ("table", "markdown")


def pages(run: Any, *files: str) -> dict[str, str]:
    """The page of `vocli themes` in every text form."""
    made = {}
    for form in FORMS:
        done = run("themes", *files, "--format", form, "--all", "--explain")
        assert done.code == 0, done.err
        made[form] = done.out
    return made


def test_the_page_holds_a_ranking(run: Any, export: Any, tmp_path: Path) -> None:
    export.write(tmp_path / "calls.csv")
    page = pages(run, "calls.csv")["table"]
    assert page.count("D-") >= 4  # else the tests below compare next to nothing


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows(run: Any, export: Any, tmp_path: Path, seed: int) -> None:
    export.write(tmp_path / "calls.csv")
    wanted = pages(run, "calls.csv")
    export.write(tmp_path / "calls.csv", export.shuffled(seed))
    assert pages(run, "calls.csv") == wanted


def test_other_order_of_files(run: Any, export: Any, tmp_path: Path) -> None:
    half = len(export.rows) // 2
    export.write(tmp_path / "a.csv", export.rows[:half])
    export.write(tmp_path / "b.csv", export.rows[half:])
    wanted = pages(run, "a.csv", "b.csv")
    found = pages(run, "b.csv", "a.csv")
    # "What to type next" repeats the files as they were typed.
    assert {
        form: page.replace("b.csv a.csv", "a.csv b.csv") for form, page in found.items()
    } == wanted
    export.write(tmp_path / "a.csv", export.rows[half:])
    export.write(tmp_path / "b.csv", export.rows[:half])
    assert pages(run, "a.csv", "b.csv") == wanted


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


def test_twice_in_one_process(run: Any, export: Any, tmp_path: Path) -> None:
    export.write(tmp_path / "calls.csv")
    assert pages(run, "calls.csv") == pages(run, "calls.csv")


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


def test_any_hash_seed(export: Any, tmp_path: Path, vocli_command: list[str]) -> None:
    export.write(tmp_path / "calls.csv")
    with ThreadPoolExecutor(2) as pool:
        made = list(
            pool.map(
                lambda seed: in_a_process(
                    vocli_command, tmp_path, PYTHONHASHSEED=str(seed), VOCLI_NO_ENCODER="1"
                ),
                range(2, 6),
            )
        )
    assert made[0].count(b"D-") >= 4
    assert set(made) == {made[0]}


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
