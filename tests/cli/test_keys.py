"""The key of pseudonyms: made once, the user's alone, outside every checkout, and never shown."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from vocli.cli.keys import FILE_VARIABLE, SHORTEST, VARIABLE, find_key, load_key
from vocli.config import Settings
from vocli.errors import VocliError

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
LONG = "a key of more than sixteen characters"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No key in the environment, and a data folder of one's own."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "data" / name)
    return tmp_path


def refused(environ: dict[str, str], settings: Settings | None = None) -> VocliError:
    with pytest.raises(VocliError) as caught:
        load_key(environ, settings or Settings())
    assert LONG not in "".join((caught.value.what, caught.value.where, caught.value.hint))
    return caught.value


@pytest.mark.parametrize("mark", ["folder", "file"])
def test_a_key_inside_a_work_tree_is_refused_and_none_is_made(home: Path, mark: str) -> None:
    tree = home / "repo"
    (tree / "keys").mkdir(parents=True)
    (tree / ".git").mkdir() if mark == "folder" else (tree / ".git").write_text("gitdir: x")
    path = tree / "keys" / "own.key"
    assert refused({FILE_VARIABLE: str(path)}).code == "VOC-E303"
    assert not path.exists()
    path.write_text(LONG)
    path.chmod(0o600)
    assert refused({}, Settings(key_file=str(path))).code == "VOC-E303"


@POSIX
def test_a_link_that_leads_into_a_work_tree_is_refused(home: Path) -> None:
    tree = home / "repo"
    (tree / ".git").mkdir(parents=True)
    link = home / "outside"
    link.symlink_to(tree)
    assert refused({FILE_VARIABLE: str(link / "own.key")}).code == "VOC-E303"


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_is_refused_with_the_remedy(home: Path, mode: int) -> None:
    path = home / "own.key"
    path.write_text(LONG)
    path.chmod(mode)
    error = refused({FILE_VARIABLE: str(path)})
    assert error.code == "VOC-E304"
    assert f"chmod 600 {path}" in error.hint


@pytest.mark.parametrize("text", ["short", " " * 40, "123456789012345"])
def test_a_short_key_is_refused(home: Path, text: str) -> None:
    assert refused({VARIABLE: text}).code == "VOC-E305"


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 40])
def test_a_file_without_a_key_is_refused(home: Path, content: bytes) -> None:
    path = home / "own.key"
    path.write_bytes(content)
    path.chmod(0o600)
    assert refused({FILE_VARIABLE: str(path)}).code == "VOC-E305"


def test_a_key_that_cannot_be_made_is_an_error(home: Path) -> None:
    (home / "file").write_text("no folder")
    assert refused({FILE_VARIABLE: str(home / "file" / "own.key")}).code == "VOC-E305"


def test_a_folder_in_place_of_the_key_is_an_error(home: Path) -> None:
    (home / "own.key").mkdir(mode=0o700)
    assert refused({FILE_VARIABLE: str(home / "own.key")}).code == "VOC-E305"


def test_a_key_is_made_once_private_and_long(home: Path) -> None:
    first = load_key({}, Settings())
    place = find_key({}, Settings())
    assert place.path is not None
    assert place.path.parent.parent == home / "data"
    assert load_key({}, Settings()) == first
    assert len(first) == 64
    assert sorted(p.name for p in place.path.parent.iterdir()) == ["pseudonym.key"]
    if os.name != "nt":
        assert stat.S_IMODE(place.path.stat().st_mode) == 0o600


def test_two_first_runs_get_the_same_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vocli.cli import keys

    path = home / "own.key"
    place = keys._place

    def slower(name: str, target: Path) -> None:
        other = home / "other"
        other.write_text("the key of the faster run\n")
        other.chmod(0o600)
        other.replace(target)
        place(name, target)

    monkeypatch.setattr(keys, "_place", slower)
    assert load_key({FILE_VARIABLE: str(path)}, Settings()) == b"the key of the faster run"


def test_where_links_are_unknown_the_key_is_made_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", unknown)
    path = home / "own.key"
    assert len(load_key({FILE_VARIABLE: str(path)}, Settings())) == 64
    assert [p.name for p in home.iterdir() if "key" in p.name] == ["own.key"]


def test_environment_then_named_file_then_settings_then_the_data_folder(home: Path) -> None:
    settings = Settings(key_file=str(home / "settings.key"))
    both = {VARIABLE: LONG, FILE_VARIABLE: str(home / "named.key")}
    assert find_key(both, settings) == ("environment", None)
    assert load_key(both, settings) == LONG.encode()
    named = find_key({FILE_VARIABLE: str(home / "named.key")}, settings)
    assert named == ("environment", home / "named.key")
    assert find_key({}, settings) == ("file", home / "settings.key")
    assert find_key({}, Settings()).origin == "default"
    assert not (home / "data").exists()


def test_the_same_text_is_the_same_key_wherever_it_stands(home: Path) -> None:
    path = home / "own.key"
    path.write_text(LONG + "\n")
    path.chmod(0o600)
    assert load_key({FILE_VARIABLE: str(path)}, Settings()) == load_key(
        {VARIABLE: LONG}, Settings()
    )
    assert len(LONG) > SHORTEST


# --- runs ----------------------------------------------------------------------------------------


TEXTS = [
    "電話がつながらず困っています",
    "荷物が届かず困っています",
    "解約金の説明がなく困っています",
]


@pytest.mark.parametrize(
    "argv",
    [
        ["themes", "calls.csv"],
        ["themes", "calls.csv", "--format", "json"],
        ["themes", "calls.csv", "-o", "out.xlsx", "--audience", "company"],
        ["quotes", "--word", "電話", "calls.csv"],
        ["signals", "calls.csv", "--format", "csv"],
        ["inspect", "calls.csv", "-o", "out.xlsx"],
        ["config", "show"],
    ],
    ids=" ".join,
)
def test_no_key_is_made_where_no_code_is_printed(
    home: Path, run: Any, write: Any, argv: list[str]
) -> None:
    write("calls.csv", TEXTS)
    assert run(*argv).code in (0, 1)
    assert not (home / "data").exists()


def test_the_first_workbook_makes_a_key_and_says_so_once(home: Path, run: Any, write: Any) -> None:
    write("calls.csv", TEXTS)
    first = run("themes", "calls.csv", "-o", "out.xlsx")
    again = run("themes", "calls.csv", "-o", "out.xlsx")
    assert "pseudonym.key" in first.err
    assert "pseudonym.key" not in again.err


def test_codes_in_a_workbook_follow_the_key_and_nothing_else(
    home: Path, run: Any, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    from vocli.privacy import pseudonym

    write("calls.csv", TEXTS)

    def codes(key: str) -> list[str]:
        monkeypatch.setenv(VARIABLE, key)
        assert run("themes", "calls.csv", "-o", "out.xlsx").code == 0
        page = openpyxl.load_workbook("out.xlsx")["明細"]
        head = [cell.value for cell in page[1]]
        at = head.index("お客様(仮名)")
        return [row[at].value for row in page.iter_rows(min_row=2)]

    first, again, other = codes(LONG), codes(LONG), codes(LONG + "!")
    assert first == again
    assert not set(first) & set(other)
    assert set(first) == {pseudonym(f"M{i:03d}", "C", LONG.encode()) for i in range(3)}


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_no_output_holds_the_key(
    home: Path, run: Any, write: Any, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv(VARIABLE, LONG)
    write("calls.csv", TEXTS)
    for argv in (["config", "show"], ["themes", "calls.csv", "--debug"]):
        done = run(*argv, "--format", form)
        assert LONG not in done.out + done.err
    monkeypatch.setenv(VARIABLE, LONG[:10])
    done = run("themes", "calls.csv", "-o", "out.xlsx", "--debug")
    assert done.code == 2
    assert LONG[:10] not in done.out + done.err
