"""`quotes` takes a theme and files, or words and files."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.cli.options import Reading
from vocli.cli.split import split_words, theme_and_files
from vocli.errors import VocliError


def test_a_theme_without_files_is_refused() -> None:
    with pytest.raises(VocliError) as caught:
        theme_and_files(Reading(["calls.csv"]), "")
    assert "calls.csv" in caught.value.what


def test_the_first_argument_is_the_theme() -> None:
    theme, rest = theme_and_files(Reading(["届かない", "a.csv", "b.csv"], as_of="2026-11-09"), "")
    assert (theme, rest.files, rest.as_of) == ("届かない", ["a.csv", "b.csv"], "2026-11-09")


def test_with_words_every_argument_is_a_file() -> None:
    assert theme_and_files(Reading(["a.csv"]), "焦げ")[1].files == ["a.csv"]


@pytest.mark.parametrize("text", ["焦げ,煙", "焦げ、煙", "焦げ，煙", " 焦げ , 煙 ,"])
def test_words_are_divided_by_commas_of_either_width(text: str) -> None:
    assert split_words(text) == ["焦げ", "煙"]


def test_words_find_what_a_theme_does_not(run: Any, write: Any) -> None:
    write("calls.csv", ["コゲくさいにおいがしました", "荷物が届かない", "ｺｹﾞのような跡がある"])
    done = run("quotes", "--word", "こげ", "calls.csv")
    assert done.code == 0
    assert "コゲくさい" in done.out
    assert "K002" in done.out
    assert "荷物" not in done.out
