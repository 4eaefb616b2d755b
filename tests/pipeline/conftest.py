"""A small export cut from the sample data, and runs inside this process."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

CONTACTS = 150
_HEADER_LINE = 3  # of sample_data/calls.csv, from 0: three lines of a report stand above


@dataclass(frozen=True)
class Outcome:
    """What a run left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Export:
    """A table that can be written in any order."""

    header: list[str]
    rows: list[list[str]]

    def write(self, path: Path, rows: Sequence[Sequence[str]] | None = None) -> Path:
        """The export, or these rows of it, as a UTF-8 CSV file."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(
            [self.header, *(self.rows if rows is None else rows)]
        )
        path.write_text(text.getvalue(), encoding="utf-8")
        return path

    def shuffled(self, seed: int) -> list[list[str]]:
        """The rows in another order."""
        rows = list(self.rows)
        random.Random(seed).shuffle(rows)
        return rows

    def column(self, name: str) -> int:
        """Where a column stands."""
        return self.header.index(name)


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def export(root: Path) -> Export:
    """About 150 contacts spread over the ten weeks of sample_data/calls.csv."""
    text = (root / "sample_data" / "calls.csv").read_bytes().decode("cp932")
    table = list(csv.reader(io.StringIO(text)))
    header = table[_HEADER_LINE]
    rows = [row for row in table[_HEADER_LINE + 1 :] if row and row[0].startswith("K-")]
    return Export(header, [rows[i * len(rows) // CONTACTS] for i in range(CONTACTS)])


@pytest.fixture
def run(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """`run("themes", "calls.csv")`: exit code, stdout and stderr as text; without the encoder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOCLI_NO_ENCODER", "1")
    monkeypatch.setenv("VOCLI_JOBS", "1")
    from vocli.cli.boundary import invoke
    from vocli.cli.main import app

    def go(*argv: str) -> Outcome:
        code = invoke(app, argv)
        told = capsysbinary.readouterr()
        return Outcome(code, told.out.decode(), told.err.decode())

    return go
