"""Running vocli as a user would, and reading what it wrote."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RUN_VOCLI = "from vocli.cli.main import run; run()"


@dataclass(frozen=True)
class Labelled:
    """A labelled set: one row per contact."""

    ids: list[str]
    texts: list[str]
    labels: list[str]

    def rows(self, chosen: Sequence[int]) -> Labelled:
        """The chosen rows, in the given order."""
        return Labelled(
            [self.ids[i] for i in chosen],
            [self.texts[i] for i in chosen],
            [self.labels[i] for i in chosen],
        )


@dataclass(frozen=True)
class Assigned:
    """What `--assignments` said: per contact the main theme, per voice its theme."""

    main: dict[str, str]  # contact_id -> theme_id, "" for 未分類
    voices: dict[str, str]  # "contact_id/ordinal" -> theme_id
    seconds: float
    peak_mb: float


def read_labelled(path: Path, text: str, label: str, contact_id: str | None) -> Labelled:
    """A CSV of any column names; without an id column the rows are numbered."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise SystemExit(f"{path} has no rows")
    for column in filter(None, (text, label, contact_id)):
        if column not in rows[0]:
            raise SystemExit(f"{path} has no column {column}; it has {', '.join(rows[0])}")
    ids = [row[contact_id] if contact_id else f"r{n:07}" for n, row in enumerate(rows)]
    if len(set(ids)) < len(ids):
        raise SystemExit(f"{path}: the ids in {contact_id} are not distinct")
    return Labelled(ids, [row[text] for row in rows], [row[label] for row in rows])


def clean_environment(cache: Path | None = None) -> dict[str, str]:
    """The environment without the user's own settings; `cache` replaces the cache folder.

    Without one nothing is kept between runs: what an earlier benchmark left behind would be taken for speed.
    """
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("VOCLI_") or k == "VOCLI_CACHE_DIR"
    }
    kept |= {"NO_COLOR": "1", "COLUMNS": "80"}
    return kept | ({"VOCLI_CACHE_DIR": str(cache)} if cache else {"VOCLI_CACHE_MB": "0"})


def run_vocli(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Wall seconds and peak memory (MB, largest process) of one `vocli …` in a fresh process."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", RUN_VOCLI, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=dict(environment),
    )
    assert child.stderr is not None
    told = child.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if child.returncode not in (0, 1):
        raise SystemExit(f"vocli {' '.join(arguments)}: exit code {child.returncode}\n{told}")
    return seconds, usage.ru_maxrss / 1024


def assign(data: Labelled, cache: Path | None = None) -> Assigned:
    """`vocli themes … --signal any --assignments …` on the texts alone; the labels never leave here."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "contacts.csv", Path(folder) / "assignments.csv"
        write_contacts(source, data)
        arguments = ["themes", str(source), "--map", "text=text", "--map", "contact_id=id"]
        arguments += ["--signal", "any", "--assignments", str(target)]
        seconds, peak = run_vocli(arguments, clean_environment(cache))
        main, voices = read_assignments(target)
    unknown = set(main) - set(data.ids)
    if unknown:
        raise SystemExit(f"{len(unknown)} contact ids in the assignments are not in the input")
    return Assigned({key: main.get(key, "") for key in data.ids}, voices, seconds, peak)


def write_contacts(path: Path, data: Labelled) -> None:
    """The export that vocli reads: id and text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text"])
        writer.writerows(zip(data.ids, data.texts, strict=True))


def read_assignments(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """(main theme per contact, theme per voice); a voice is named by its contact and its place in it."""
    main: dict[str, str] = {}
    voices: dict[str, str] = {}
    place: defaultdict[str, int] = defaultdict(int)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            contact = row["contact_id"]
            voices[f"{contact}/{place[contact]}"] = row["theme_id"]
            place[contact] += 1
            if row["main"] == "1":
                if contact in main:
                    raise SystemExit(f"{path}: contact {contact} has two main voices")
                main[contact] = row["theme_id"]
    return main, voices
