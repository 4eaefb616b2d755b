"""VOC092: a lock that was made from other definitions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vocli.model import Codebook, Tried

BOOK = Codebook("codebook.toml", (), (), "")
FILES = {"calls.csv": "受付番号,申出内容\r\nK1,届きません\r\n"}


def test_a_lock_of_these_definitions_is_good(run_check: Any) -> None:
    assert run_check("VOC092", FILES) == []
    assert run_check("VOC092", FILES, codebook=Tried(BOOK)) == []


def test_an_older_lock_is_told(run_check: Any) -> None:
    (found,) = run_check("VOC092", FILES, codebook=Tried(replace(BOOK, stale=True)))
    assert found.path == "codebook.toml"
    assert "vocli codebook build" in found.hint
