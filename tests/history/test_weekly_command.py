"""`vocli weekly` as cron runs it: exit codes, the mail, the folder, and what a kill or a full disk leaves."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import stat
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome
from tests.history.conftest import BOOK, FIRST, export, row
from vocli.cache import Cache, kept_in, key_of
from vocli.history import open_store
from vocli.history.lock import locked
from vocli.model import Codebook
from vocli.themes import dump_lock

Run = Callable[..., Outcome]
NAME = f"{FIRST + timedelta(77):%G-W%V}"


@pytest.fixture
def desk(tmp_path: Path, book: Codebook) -> Path:
    """A folder with twelve weeks of exports, a codebook, and nothing else."""
    assert book.lock
    (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "codebook.lock").write_text(dump_lock(book.lock), encoding="utf-8")
    (tmp_path / "exports").mkdir()
    for week in range(12):
        late = 9 if week >= 8 else 3
        counts = {"T01": late, "T02": 2, "T03": 2, "": 1, "P01": 2, "ask": 3}
        (tmp_path / "exports" / f"week{week:02d}.csv").write_text(
            export(week, counts), encoding="utf-8"
        )
    return tmp_path


ASKED = ("weekly", "exports", "--codebook", "codebook.toml", "--as-of", "2026-11-17")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}


def test_a_week_is_written_in_every_form_with_a_manifest(run: Run, desk: Path) -> None:
    done = run(*ASKED)
    assert (done.code, done.err) == (0, "")
    names = set(files(desk / "reports"))
    assert names == {
        *(f"{NAME}.{suffix}" for suffix in ("html", "xlsx", "md", "json", "manifest.json")),
        "最新.html",
        "最新.xlsx",
    }
    for path in (desk / "reports").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    manifest = json.loads((desk / "reports" / f"{NAME}.manifest.json").read_text())
    assert str(desk) not in json.dumps(manifest)
    assert set(manifest["files"]) == {f"{NAME}.{s}" for s in ("html", "xlsx", "md", "json")}


def test_the_mail_fits_a_terminal_and_names_what_rose(run: Run, desk: Path) -> None:
    done = run(*ASKED, "--summary", "mail.txt")
    lines = done.out.splitlines()
    assert 6 <= len(lines) <= 16
    assert lines[0].startswith("件名: [VOC週報] 11/9-15 要確認1件: 「約束の日に届かない」")
    assert any("前4週 12件から直近4週 36件に増えた" in line for line in lines)
    mail = (desk / "mail.txt").read_text(encoding="utf-8").splitlines()
    assert mail[0] == "[VOC週報] 11/9-15 要確認1件: 「約束の日に届かない」が増加"
    assert mail[1] == ""


def test_a_quiet_week_is_a_mail_too(run: Run, desk: Path) -> None:
    done = run(*ASKED, "--week", "2026-W36", "--alert")
    assert done.code == 0
    assert "大きな動きはありません" in done.out.splitlines()[0]


def test_quiet_prints_nothing(run: Run, desk: Path) -> None:
    done = run("--quiet", *ASKED)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_exit_codes_of_a_week(run: Run, desk: Path) -> None:
    assert run(*ASKED, "--alert").code == 3
    assert run(*ASKED).code == 0
    short = desk / "exports" / "week11.csv"
    kept = [line for line in short.read_text().splitlines() if "2026/11/1" not in line]
    short.write_text("\n".join(kept) + "\n", encoding="utf-8")
    fresh = run(*ASKED, "--db", "other.db", "--out", "others", "--require-complete")
    assert fresh.code == 1
    assert "データが2026/11/09までしかありません" in fresh.out
    assert run("weekly", "nothing*.csv", "--codebook", "codebook.toml").code == 2


def test_a_week_outside_the_history_is_refused_and_nothing_is_written(run: Run, desk: Path) -> None:
    run(*ASKED)
    before = files(desk / "reports")
    for week in ("2026-W50", "2020-W01"):
        done = run(*ASKED, "--week", week)
        assert (done.code, "VOC-E374" in done.err) == (2, True)
    assert files(desk / "reports") == before


def test_a_week_that_is_over_and_has_not_arrived_is_told_first(run: Run, desk: Path) -> None:
    run(*ASKED)
    before = files(desk / "reports")
    later = (*ASKED[:-1], "2026-11-24")
    done = run(*later, "--summary", "mail.txt")
    assert done.code == 0
    assert done.out.splitlines()[0].endswith("(11/16からの分が未着)")
    assert "11/16からの分の応対が、まだ1件も届いていません" in (desk / "mail.txt").read_text(
        "utf-8"
    )
    assert files(desk / "reports") == before  # of this run nothing enters the page
    assert run(*later, "--require-complete").code == 1
    assert run(*ASKED, "--require-complete").code == 0


def test_a_missing_day_within_the_week_is_not_complete(run: Run, desk: Path) -> None:
    for path in (desk / "exports").iterdir():
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        days = [f"2026/11/{day}" for day in (10, 11)] if path.stem == "week11" else []
        more = [line.replace("K", "M", 1) for line in rows]  # twice as many a day
        kept = [line for line in (*rows, *more) if not any(day in line for day in days)]
        path.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    done = run(*ASKED, "--require-complete")
    assert "届いていない日" in done.out
    assert done.code == 1


def test_without_a_codebook_nothing_is_done(run: Run, desk: Path) -> None:
    done = run("weekly", "exports")
    assert done.code == 2
    assert "VOC-E355" in done.err
    assert not (desk / "voc.db").exists()


def test_the_same_week_again_gives_the_same_bytes(run: Run, desk: Path) -> None:
    run(*ASKED)
    before = files(desk / "reports")
    run(*ASKED)
    assert files(desk / "reports") == before
    more = desk / "exports" / "week12.csv"
    more.write_text(export(12), encoding="utf-8")
    run(*ASKED, "--week", NAME)
    assert files(desk / "reports") == before


def test_an_older_week_does_not_become_the_latest(run: Run, desk: Path) -> None:
    run(*ASKED)
    latest = (desk / "reports" / "最新.html").read_bytes()
    run(*ASKED, "--week", "2026-W40")
    assert (desk / "reports" / "最新.html").read_bytes() == latest
    assert (desk / "reports" / "2026-W40.html").exists()


def test_replay_makes_the_page_of_then_although_more_is_known_now(run: Run, desk: Path) -> None:
    run(*ASKED)
    late = desk / "exports" / "late.csv"
    late.write_text(f"{export(0).splitlines()[0]}\n{row(11, 95, 'T02')}\n", encoding="utf-8")
    before = files(desk / "reports")
    run(*ASKED)
    assert files(desk / "reports") != before
    old = desk / "old.manifest.json"
    old.write_bytes(before[f"{NAME}.manifest.json"])
    done = run("replay", "old.manifest.json", "--out", "again")
    assert done.code == 0, done.err
    assert (desk / "again" / f"{NAME}.html").read_bytes() == before[f"{NAME}.html"]


def test_replay_of_what_was_erased_says_so(run: Run, desk: Path) -> None:
    run(*ASKED)
    assert run("history", "prune", "--older-than", "2026-11-10").code == 0
    done = run("replay", f"reports/{NAME}.manifest.json")
    assert done.code == 2
    assert "VOC-E367" in done.err


def test_replay_of_a_month_says_how_to_make_it(run: Run, desk: Path) -> None:
    run(*ASKED)
    path = desk / "reports" / f"{NAME}.manifest.json"
    path.write_text(path.read_text().replace('"weekly"', '"monthly"'), encoding="utf-8")
    done = run("replay", f"reports/{NAME}.manifest.json")
    assert (done.code, "VOC-E369" in done.err) == (2, True)


def test_a_second_run_at_the_same_time_is_refused(run: Run, desk: Path) -> None:
    with locked(desk / "voc.db", "11/16 06:00"):
        done = run(*ASKED)
    assert done.code == 2
    assert "VOC-E365" in done.err
    assert "06:00" in done.err
    assert run(*ASKED).code == 0


def test_a_history_is_a_file_like_any_other(run: Run, desk: Path) -> None:
    run(*ASKED)
    done = run("themes", "voc.db")
    assert done.code == 0
    assert "約束の日に届かない" in done.out
    assert "テーマ定義表 第1版" in done.out


def test_forgetting_names_what_went_and_the_pages_that_are_left(
    run: Run, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*ASKED)
    folder = tmp_path / "kept"
    monkeypatch.setenv("VOCLI_CACHE_DIR", str(folder))
    Cache(folder, 1).put({key_of("test"): b"said"})
    tried = run("history", "forget", "--customer", "10000", "--dry-run")
    assert "まだ消していません" in tried.out
    assert kept_in(folder).values == 1
    done = run("history", "forget", "--customer", "10000")
    assert (
        kept_in(folder).values == 0
    )  # the customer's sentences may be among what earlier runs keep
    assert "K-0824-0000" in done.out
    assert run("history", "verify").code == 0
    assert "何も消していません" in run("history", "forget", "--customer", "10000").out


# --- what a machine does to a run ------------------------------------------------------------------


def _child(folder: str) -> None:
    os.chdir(folder)
    os.environ.update(VOCLI_NO_ENCODER="1", VOCLI_JOBS="1")
    from vocli.cli.boundary import invoke
    from vocli.cli.main import app

    os._exit(invoke(app, ["--quiet", *ASKED]))


def test_a_run_that_is_killed_leaves_nothing_half(run: Run, desk: Path) -> None:
    """Twenty kills at random moments: the store opens and is sound, and the next run gives the same bytes."""
    whole = run("--quiet", *ASKED, "--db", "whole.db", "--out", "whole")
    assert whole.code == 0
    wanted = files(desk / "whole")
    fork = multiprocessing.get_context("fork")
    chance = random.Random(20261116)
    begun = time.monotonic()
    _child_run(fork, desk, None)
    usual = time.monotonic() - begun
    for path in (desk / "reports").iterdir():
        path.unlink()
    for path in desk.glob("voc.db*"):
        path.unlink()
    killed = 0
    for _ in range(20):
        killed += _child_run(fork, desk, chance.uniform(0.02, usual)) != 0
        if (desk / "voc.db").exists() and (desk / "voc.db").stat().st_size:
            with open_store(desk / "voc.db") as store:
                assert store.verify() == []
        for name, content in files(desk / "reports").items() if (desk / "reports").exists() else ():
            assert name.startswith(".") or content == wanted[name], name
    assert killed >= 10
    assert run("--quiet", *ASKED).code == 0
    assert files(desk / "reports") == wanted


def _child_run(fork: Any, desk: Path, seconds: float | None) -> int:
    child = fork.Process(target=_child, args=(str(desk),))
    child.start()
    if seconds is not None:
        child.join(seconds)
        if child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
    child.join()
    return int(child.exitcode or 0)


def test_a_folder_that_cannot_be_written_costs_no_data(run: Run, desk: Path) -> None:
    (desk / "reports").write_text("a file where the folder should be")
    done = run(*ASKED)
    assert done.code == 2
    assert "VOC-E008" in done.err


def test_a_full_disk_is_told_and_the_next_run_is_whole(
    run: Run,
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = os.fsync
    calls = iter(range(10_000))

    def full(handle: int) -> None:
        if next(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    done = run(*ASKED)
    assert done.code == 2
    assert "VOC-E008" in done.err
    assert not list((desk / "reports").glob(".*"))
    monkeypatch.setattr(os, "fsync", real)
    assert run(*ASKED).code == 0
    assert len(files(desk / "reports")) == 7


def test_a_store_on_a_full_disk_keeps_what_it_had(run: Run, desk: Path) -> None:
    run(*ASKED)
    with sqlite3.connect(desk / "voc.db") as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    from vocli.errors import VocliError

    with open_store(desk / "voc.db") as store:
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(VocliError) as told, store.changing() as connection:
            for n in range(100_000):
                connection.execute("INSERT INTO settings VALUES (?, ?)", (f"k{n}", "x" * 1000))
        assert told.value.code == "VOC-E361"
        assert store.setting("k1") == ""
        assert store.verify() == []
