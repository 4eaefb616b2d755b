"""Whole runs, kept as text under expected/. `pytest tests/golden --update-golden -n 0` rewrites them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
_PREAMBLE = 4  # lines of sample_data/calls.csv up to its header
_EVERY = 6  # of its rows


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag without which no expectation changes."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden/expected from today's output",
    )


@dataclass(frozen=True)
class Run:
    """A command line and what it left behind."""

    argv: tuple[str, ...]
    code: int
    out: str
    err: str

    def as_text(self) -> str:
        """The run as it is kept."""
        return (
            f"$ vocli {' '.join(self.argv)}\nexit code {self.code}\n"
            f"----- stdout -----\n{self.out}----- stderr -----\n{self.err}"
        )


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """True when expectations are to be rewritten."""
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture
def exports(root: Path, tmp_path: Path) -> Path:
    """A folder with calls.csv (every sixth call of the sample, as exported), few.csv and empty.csv.

    In side/ lie the sample's side tables, and shipments of every week.
    """
    lines = (root / "sample_data" / "calls.csv").read_bytes().split(b"\r\n")
    head, body, total = lines[:_PREAMBLE], lines[_PREAMBLE:-2], lines[-2]
    kept = body[::_EVERY]
    (tmp_path / "calls.csv").write_bytes(b"\r\n".join([*head, *kept, total, b""]))
    (tmp_path / "few.csv").write_bytes(b"\r\n".join([*head, *kept[:12], b""]))
    (tmp_path / "empty.csv").write_bytes(b"\r\n".join([*head, b""]))
    shutil.copytree(root / "sample_data" / "extra", tmp_path / "side")
    weeks = [f"2026-W{week},{1200 + 20 * (week - 37)}\r\n" for week in range(37, 47)]
    shipped = "週,出荷台数\r\n" + "".join(weeks)
    (tmp_path / "side" / "shipments.csv").write_bytes(shipped.encode("cp932"))
    return tmp_path


@pytest.fixture
def run(
    exports: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Run]]:
    """A run inside this process, in the folder of the exports, without the encoder."""
    from vocli import __version__, messages
    from vocli.cli.boundary import invoke
    from vocli.cli.door import value_of
    from vocli.cli.main import app

    monkeypatch.chdir(exports)
    monkeypatch.setenv("VOCLI_NO_ENCODER", "1")
    monkeypatch.setenv("VOCLI_JOBS", "1")
    before = messages.current()

    def go(*argv: str) -> Run:
        messages.use(value_of(argv, "--lang") or "ja")
        code = invoke(app, argv)
        told = capsysbinary.readouterr()
        out, err = told.out.decode(), told.err.decode()
        return Run(argv, code, out.replace(json.dumps(__version__), '"VERSION"'), err)

    yield go
    messages.use(before)


@pytest.fixture(scope="session")
def expected() -> Path:
    """The folder of the expectations."""
    return EXPECTED
