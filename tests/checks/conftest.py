"""Blocks for the checks: small files, read as `vocli check` reads them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from vocli.checks import CHECKS, Context
from vocli.model import Finding
from vocli.sources import Exhibits, Reading

RunCheck = Callable[..., list[Finding]]


@pytest.fixture
def run_check(tmp_path: Path) -> RunCheck:
    """run_check(code, {"a.csv": text or bytes}, **context) -> the findings of one check, in order."""

    def run(code: str, files: dict[str, str | bytes], **more: object) -> list[Finding]:
        reading = more.pop("reading", Reading())
        paths = []
        for name, content in files.items():
            path = tmp_path / name
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            path.write_bytes(data)
            paths.append(path)
        context = Context(**({"as_of": date(2026, 11, 15)} | more))  # type: ignore[arg-type]
        check = CHECKS[code].build(context)
        found: list[Finding] = []
        last = None
        for block in Exhibits(paths, reading).blocks():
            if last is not None and last != block.sheet:
                found.extend(check.close(last))
            last = block.sheet
            found.extend(check.look(block))
        if last is not None:
            found.extend(check.close(last))
        return [*found, *check.finish()]

    return run


@pytest.fixture(scope="session")
def made() -> ModuleType:
    """The module of made-up exports, which no test package holds: made.desk(...), made.notes(...)."""
    path = Path(__file__).with_name("exports.py")
    spec = importlib.util.spec_from_file_location("vocli_tests_exports", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
