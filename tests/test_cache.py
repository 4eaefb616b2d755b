"""A cache gives back what was put, or nothing: damaged, full, locked or read-only it never gives anything else."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocli import cache
from vocli.cache import FILE, Cache, clear, kept_in, key_of, keys_of

ONE, TWO = key_of("test", "1"), key_of("test", "2")


def opened(folder: Path, limit: int = 10) -> Cache:
    return Cache(folder, limit)


def test_what_was_put_comes_back_in_another_run(tmp_path: Path) -> None:
    opened(tmp_path).put({ONE: b"value", TWO: b""})
    again = opened(tmp_path)
    assert again.get([ONE, TWO, key_of("test", "3")]) == {ONE: b"value", TWO: b""}
    assert again.trouble == ""
    assert kept_in(tmp_path).values == 2


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    opened(tmp_path / "new").put({ONE: b"value"})
    for path in (tmp_path / "new").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_without_a_limit_nothing_is_written(tmp_path: Path) -> None:
    none = opened(tmp_path, 0)
    none.put({ONE: b"value"})
    assert (none.get([ONE]), list(tmp_path.iterdir())) == ({}, [])


def test_many_values_at_once(tmp_path: Path) -> None:
    keys = keys_of("many", "", map(str, range(2_500)))
    opened(tmp_path).put({key: bytes([i % 256]) for i, key in enumerate(keys)})
    found = opened(tmp_path).get([*keys, *keys[:10]])
    assert [found[key] for key in keys] == [bytes([i % 256]) for i in range(2_500)]


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4_096]
)
def test_a_damaged_file_is_said_once_and_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    damaged = opened(tmp_path)
    assert damaged.get([ONE]) == {}
    assert damaged.trouble
    damaged.put({ONE: b"value"})  # nothing more is tried in this run
    after = opened(tmp_path)
    after.put({ONE: b"value"})
    assert (after.get([ONE]), after.trouble) == ({ONE: b"value"}, "")


def test_a_damaged_value_is_not_found(tmp_path: Path) -> None:
    opened(tmp_path).put({ONE: b"value", TWO: b"other"})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (b"\0\0\0\0valve", ONE))
    assert opened(tmp_path).get([ONE, TWO]) == {TWO: b"other"}


def test_a_file_of_another_format_is_replaced(tmp_path: Path) -> None:
    opened(tmp_path).put({ONE: b"value"})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert opened(tmp_path).get([ONE]) == {}
    after = opened(tmp_path)
    after.put({ONE: b"new"})
    assert after.get([ONE]) == {ONE: b"new"}


def test_a_place_that_cannot_be_written_is_said_and_no_error(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    stuck = opened(tmp_path)
    stuck.put({ONE: b"value"})
    assert (stuck.get([ONE]), bool(stuck.trouble)) == ({}, True)
    (tmp_path / "file").write_bytes(b"")
    below = opened(tmp_path / "file" / "below")
    assert (below.get([ONE]), bool(below.trouble)) == ({}, True)


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    opened(tmp_path).put({ONE: b"value"})
    full = opened(tmp_path)
    assert full.get([ONE]) == {ONE: b"value"}
    connection = full._connect()
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 4")
    full.put({TWO: b"x" * 100_000})
    assert "full" in full.trouble
    assert opened(tmp_path).get([ONE, TWO]) == {ONE: b"value"}


def test_another_run_that_writes_is_waited_for_and_then_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PATIENCE", 0.05)
    opened(tmp_path).put({ONE: b"value"})
    with sqlite3.connect(tmp_path / FILE, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        waiting = opened(tmp_path)
        assert (waiting.get([ONE]), bool(waiting.trouble)) == ({}, True)
        other.execute("ROLLBACK")
    assert opened(tmp_path).get([ONE]) == {ONE: b"value"}


def test_where_there_is_no_room_the_longest_unused_go(tmp_path: Path) -> None:
    keys = keys_of("room", "", map(str, range(40)))
    for run in range(12):  # 30,000 bytes each: the limit of one megabyte is passed in the tenth run
        own = opened(tmp_path, 1)
        own.get([keys[0]])  # in use all the time
        own.put({keys[3 * run + i]: b"x" * 30_000 for i in range(3)})
    last = opened(tmp_path, 1)
    found = last.get(keys[:36])
    assert set(keys[33:36]) <= found.keys()
    assert keys[0] in found
    assert keys[1] not in found
    assert sum(map(len, found.values())) <= 1_000_000


def test_clearing_removes_every_file(tmp_path: Path) -> None:
    opened(tmp_path).put({ONE: b"value"})
    assert clear(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert kept_in(tmp_path).values == 0
    assert clear(tmp_path)


@settings(deadline=None)
@given(st.lists(st.text(), min_size=2, max_size=4, unique=True), st.text(), st.text())
def test_keys_differ_by_every_part_and_are_the_same_for_the_same(
    texts: list[str], one: str, other: str
) -> None:
    keys = keys_of("kind", one, texts)
    assert keys == keys_of("kind", one, texts)
    assert len(set(keys)) == len(texts)
    if one != other:
        assert not {*keys} & {*keys_of("kind", other, texts)}
    assert not {*keys} & {*keys_of("other", one, texts)}
    assert key_of("kind", one + "x", other) != key_of("kind", one, "x" + other)
