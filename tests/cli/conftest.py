"""Runs of the command line inside this process, in a folder of their own, without the encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

HEADER = ("受付番号", "受付日時", "チャネル", "会員番号", "商品", "申出内容")


@dataclass(frozen=True)
class Outcome:
    """What a run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]
Write = Callable[..., Path]


@pytest.fixture
def run(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """`run("themes", "calls.csv")`: exit code, stdout and stderr as text."""
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


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("calls.csv", texts)`: an export with one contact per text, one a day from 2026-10-01."""

    def go(name: str, texts: Sequence[str], header: Sequence[str] = HEADER) -> Path:
        lines = [",".join(header)]
        for i, text in enumerate(texts):
            lines.append(f"K{i:03d},2026/10/{i % 28 + 1:02d} 10:00,電話,M{i:03d},卓上型S1,{text}")
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return go
