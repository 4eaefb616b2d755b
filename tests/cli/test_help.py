"""The help speaks the reader's language, fits 80 columns and hides the parser's own words."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from vocli.text import width

COMMANDS = ("inspect", "themes", "quotes", "signals")
PAGES = [["--help"], *([command, "--help"] for command in COMMANDS)]
PARSER_WORDS = ("Options", "Arguments", "Commands", "Usage", "Show this", "[default", "[required]")


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_a_page_is_japanese_and_fits(run: Any, argv: list[str]) -> None:
    done = run(*argv)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("使い方: vocli ")
    assert [word for word in (*PARSER_WORDS, "<bool>", "<list") if word in done.out] == []
    assert [line for line in done.out.splitlines() if width(line) > 80] == []
    assert {ch for ch in done.out if unicodedata.east_asian_width(ch) == "A"} == set()


def test_the_short_flag_shows_the_same_page(run: Any) -> None:
    assert run("themes", "-h").out == run("themes", "--help").out


@pytest.mark.parametrize("argv", [["-h"], ["themes", "-h"], ["quotes", "-h"]], ids=" ".join)
def test_a_page_is_english_when_asked(vocli_command: list[str], argv: list[str]) -> None:
    done = subprocess.run(
        [*vocli_command, *argv, "--lang", "en"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("Usage: vocli ")
    foreign = [ch for ch in done.stdout if unicodedata.east_asian_width(ch) in "WFA"]
    assert foreign == []
    assert max(map(width, done.stdout.splitlines())) <= 80


def test_every_command_stands_under_its_panel(run: Any) -> None:
    page = run("--help").out
    below = page[page.index("\n見る\n") :]
    assert [name for name in COMMANDS if f"\n  {name} " not in below] == []


def test_the_page_of_a_command_names_every_option(run: Any) -> None:
    page = run("themes", "--help").out
    shared = ["--map", "--since", "--until", "--channel", "--where", "--as-of", "--tokenizer"]
    own = ["--signal", "--rank-by", "--all", "--explain", "--assignments", "--date-order"]
    written = ["--format", "--output", "--header", "-o", "-f"]
    assert [name for name in (*shared, *own, *written) if f" {name}" not in page] == []
    assert "[既定: complaint]" in page


def test_without_arguments_the_help_goes_to_stderr_and_nothing_was_done(run: Any) -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert done.err == run("--help").out


def test_the_version_is_one_line(run: Any) -> None:
    import vocli

    assert run("--version").out == f"vocli {vocli.__version__}\n"


def test_an_unknown_name_of_the_package_is_no_version() -> None:
    import vocli

    with pytest.raises(AttributeError):
        vocli.nonsense  # noqa: B018


def test_output_is_utf8_whatever_the_locale(
    write: Any, tmp_path: Path, vocli_command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("PYTHONUTF8", "0")
    write("calls.csv", ["荷物が届かないので困っています"])
    done = subprocess.run(
        [*vocli_command, "inspect", "calls.csv"], capture_output=True, cwd=tmp_path, check=True
    )
    assert "荷物が届かない" in done.stdout.decode("utf-8")


def test_a_long_text_breaks_within_the_width_and_never_before_a_closing_mark() -> None:
    from vocli.cli.help import WIDTH, _wrapped

    text = "あ" * 39 + "。" + "い" * 50 + " --option VALUE " + "う" * 10
    lines = _wrapped(text, 0, 4)
    assert all(width(line) <= WIDTH + 2 for line in lines)  # a closing mark may stand out
    assert not any(line.strip().startswith("。") for line in lines)
    assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace(" ", "")
