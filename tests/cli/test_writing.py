"""A result is written whole or not at all, for its owner's eyes, and never over something else."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from vocli.cli.output import write_file
from vocli.errors import VocliError

COMPLAINT = "荷物が届かないので困っています"
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of a POSIX system")


def leftovers(folder: Path) -> list[str]:
    """Temporary files that a run forgot."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def refuse_replacing(monkeypatch: pytest.MonkeyPatch, name: str, error: type[OSError]) -> None:
    """Make `Path.replace` onto `name` fail, as a program that holds the file open does."""
    real = Path.replace

    def replace(self: Path, target: Any) -> Path:
        if Path(target).name == name:
            raise error(errno.EACCES, "held open")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_where_excel_holds_the_file_the_result_lies_beside_it(
    run: Any, write: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("calls.csv", [COMPLAINT])
    (tmp_path / "out.xlsx").write_bytes(b"old")
    refuse_replacing(monkeypatch, "out.xlsx", PermissionError)
    done = run("themes", "calls.csv", "-o", "out.xlsx")
    assert done.code == 2
    assert "VOC-E009" in done.err
    assert "out.xlsx を書き換えられません。Excelで開いていませんか。" in done.err
    assert "out(2).xlsx に保存しました" in done.err
    assert (tmp_path / "out.xlsx").read_bytes() == b"old"
    assert (tmp_path / "out(2).xlsx").read_bytes()[:2] == b"PK"
    assert leftovers(tmp_path) == []


def test_a_folder_that_takes_no_files_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_replacing(monkeypatch, "out.csv", PermissionError)
    with pytest.raises(VocliError) as caught:
        write_file(tmp_path / "out.csv", b"new")
    assert caught.value.code == "VOC-E008"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VocliError) as caught:
        write_file(tmp_path / "out.csv", b"new")
    assert caught.value.code == "VOC-E008"
    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert leftovers(tmp_path) == []


def test_an_interruption_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "out.csv", b"new")
    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert leftovers(tmp_path) == []


@posix
@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.md", "out.txt", "out.xlsx"])
def test_what_holds_voices_is_for_its_owner(
    run: Any, write: Any, tmp_path: Path, name: str
) -> None:
    write("calls.csv", [COMPLAINT])
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / name).chmod(0o644)
    done = run("themes", "calls.csv", "-o", name, "--assignments", "a.csv")
    assert (done.code, done.out) == (0, "")
    for path in (tmp_path / name, tmp_path / "a.csv"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert f"書き出しました: {name}" in done.err


def test_quiet_says_nothing_about_the_file(run: Any, write: Any) -> None:
    write("calls.csv", [COMPLAINT])
    done = run("themes", "calls.csv", "-o", "out.csv", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_file_for_people_opens_in_excel_and_stdout_is_for_programs(
    run: Any, write: Any, tmp_path: Path
) -> None:
    write("calls.csv", [COMPLAINT])
    piped = run("signals", "calls.csv", "--format", "csv").out
    run("signals", "calls.csv", "-o", "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert not piped.startswith("\ufeff")
    assert "\r" not in piped
    assert content.decode("utf-8-sig").replace("\r\n", "\n") == piped


def test_the_suffix_chooses_the_form_and_format_stands_above(
    run: Any, write: Any, tmp_path: Path
) -> None:
    write("calls.csv", [COMPLAINT])
    run("themes", "calls.csv", "-o", "OUT.JSON")
    assert (tmp_path / "OUT.JSON").read_bytes().startswith(b"{")
    run("themes", "calls.csv", "-o", "out.csv", "--format", "json")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"{")


@posix
def test_a_device_is_written_to_and_never_replaced(run: Any, write: Any) -> None:
    write("calls.csv", [COMPLAINT])
    assert run("themes", "calls.csv", "--format", "csv", "-o", "/dev/null").code == 0
    assert not Path("/dev/null").is_file()


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_file(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_name_with_full_width_letters_and_spaces(run: Any, write: Any, tmp_path: Path) -> None:
    write("応対 記録(11月).csv", [COMPLAINT])
    assert run("themes", "応対 記録(11月).csv", "-o", "テーマ 一覧.md").code == 0
    assert COMPLAINT in (tmp_path / "テーマ 一覧.md").read_text(encoding="utf-8")


def test_a_pattern_is_expanded_by_vocli(run: Any, write: Any) -> None:
    write("calls1.csv", [COMPLAINT])
    done = run("themes", "calls*.csv")
    assert done.code == 0
    assert "calls1.csv" in done.out
