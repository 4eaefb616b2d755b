"""The file itself: it opens after anything, refuses what it does not know, and belongs to its owner."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.history import is_history, open_store
from vocli.history.ddl import VERSION
from vocli.history.lock import locked


def code_of(path: Path, *, create: bool = False) -> str:
    with pytest.raises(VocliError) as told:
        open_store(path, create=create)
    return told.value.code


def test_a_history_that_is_not_there_is_made_only_on_request(tmp_path: Path) -> None:
    assert code_of(tmp_path / "voc.db") == "VOC-E360"
    with open_store(tmp_path / "voc.db", create=True) as store:
        assert store.last_run() == 0
    assert is_history(tmp_path / "voc.db")


def test_another_file_is_never_taken_for_a_history(tmp_path: Path) -> None:
    path = tmp_path / "voc.db"
    path.write_text("受付番号,本文\n1,届かない\n", encoding="utf-8")
    assert code_of(path, create=True) == "VOC-E360"
    assert path.read_text(encoding="utf-8").startswith("受付番号")


def test_what_a_newer_vocli_wrote_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "voc.db"
    open_store(path, create=True).connection.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    assert code_of(path) == "VOC-E362"


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "voc.db"
    open_store(path, create=True).connection.close()
    data = bytearray(path.read_bytes())
    data[100:2000] = b"\xff" * 1900
    path.write_bytes(bytes(data))
    assert code_of(path) in ("VOC-E363", "VOC-E361")


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "voc.db", create=True) as store:
        store.connection.execute("CREATE TABLE more (x)")
        for path in tmp_path.glob("voc.db*"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "voc.db", create=True) as store:
        with pytest.raises(ZeroDivisionError), store.changing() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', 'b')")
            _ = 1 / 0
        assert store.setting("a") == ""


def test_what_does_not_fit_together_is_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "voc.db", create=True) as store:
        assert store.verify() == []
        store.connection.execute(
            "INSERT INTO turns VALUES ('K-1', 1, 0, 'customer', 'message', 'note', NULL, '', 1)"
        )
        assert store.verify() == ["lost_turns"]


def test_two_runs_at_once_are_refused_with_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "voc.db"
    with locked(path, "11/16 06:00"):
        with pytest.raises(VocliError) as told, locked(path, "11/16 06:01"):
            pass
        assert told.value.code == "VOC-E365"
        assert "11/16 06:00" in told.value.what
    with locked(path, "11/16 06:02"):
        pass
