"""`vocli cache`: where it is, what it holds, and that a customer who is forgotten is not in it either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vocli.cache import FILE, Cache, key_of


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("VOCLI_CACHE_DIR", str(folder))
    monkeypatch.setenv("VOCLI_CACHE_MB", "5")
    Cache(folder, 5).put({key_of("test"): "箱がつぶれていた".encode()})
    return folder


def test_info_says_where_and_how_much(run: Any, place: Path) -> None:
    done = run("cache", "info")
    assert done.code == 0
    assert str(place / FILE) in done.out
    assert "1件" in done.out
    assert "5MB" in done.out
    assert "箱" not in done.out


def test_info_says_that_it_is_not_used(run: Any, place: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("VOCLI_CACHE_MB", "0")
    assert "使いません" in run("cache", "info").out


def test_clear_removes_it_and_nothing_else(run: Any, place: Path) -> None:
    (place / "dictionary-1").mkdir()
    assert run("cache", "clear").code == 0
    assert [path.name for path in place.iterdir()] == ["dictionary-1"]
    assert run("cache", "clear").code == 0


def test_what_cannot_be_removed_is_said(run: Any, place: Path) -> None:
    (place / FILE).unlink()
    (place / FILE).mkdir()
    done = run("cache", "clear")
    assert (done.code, "VOC-E380" in done.err) == (2, True)
