"""What the user names becomes files; what is skipped is named, what is missing is explained."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.model import Severity
from vocli.sources import expand


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "書き出し ２０２６"
    inside.mkdir()
    for name in (
        "calls.csv",
        "chat_log.csv",
        "survey.xlsx",
        "memo.docx",
        "~$survey.xlsx",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "x.tmp",
    ):
        (inside / name).write_text("x", encoding="utf-8")
    (inside / "古い").mkdir()
    (inside / "古い" / "old.csv").write_text("x", encoding="utf-8")
    return inside


def test_a_folder_means_the_exports_directly_in_it(folder: Path) -> None:
    paths, findings = expand([str(folder)])
    assert [p.name for p in paths] == ["calls.csv", "chat_log.csv", "survey.xlsx"]
    assert all(f.severity is Severity.NOTE for f in findings)
    text = {f.code: f.message for f in findings}
    assert "memo.docx" in text["VOC-F108"]
    for name in ("~$survey.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", "x.tmp"):
        assert name in text["VOC-F109"]
    assert "calls.csv" not in text["VOC-F108"] + text["VOC-F109"]


def test_patterns_are_expanded_here(folder: Path) -> None:
    paths, _ = expand([str(folder / "c*.csv")])
    assert [p.name for p in paths] == ["calls.csv", "chat_log.csv"]


def test_order_and_repetition_do_not_matter(folder: Path) -> None:
    one = expand([str(folder / "chat_log.csv"), str(folder / "calls.csv")])[0]
    two = expand([str(folder / "calls.csv"), str(folder / "c*.csv"), str(folder / "chat_log.csv")])[
        0
    ]
    assert one == two


def test_a_file_of_any_suffix_is_read_when_named(folder: Path) -> None:
    assert [p.name for p in expand([str(folder / "memo.docx")])[0]] == ["memo.docx"]


def test_a_missing_file_names_what_lies_in_the_folder(folder: Path) -> None:
    with pytest.raises(VocliError) as caught:
        expand([str(folder / "call.csv")])
    assert caught.value.code == "VOC-E105"
    assert "calls.csv" in caught.value.hint


def test_a_pattern_without_match_names_what_lies_in_the_folder(folder: Path) -> None:
    with pytest.raises(VocliError) as caught:
        expand([str(folder / "mail*.csv")])
    assert caught.value.code == "VOC-E105"
    assert "mail*.csv" in caught.value.what
    assert "chat_log.csv" in caught.value.hint


def test_a_folder_without_exports_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_text("x", encoding="utf-8")
    with pytest.raises(VocliError) as caught:
        expand([str(tmp_path)])
    assert "memo.docx" in caught.value.hint


def test_a_missing_folder_falls_back_to_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(VocliError) as caught:
        expand([str(tmp_path / "no" / "such" / "a.csv")])
    assert caught.value.where == str(tmp_path)


def test_brackets_in_names_are_no_patterns(tmp_path: Path) -> None:
    path = tmp_path / "calls [11月].csv"
    path.write_text("x", encoding="utf-8")
    assert expand([str(path)])[0] == [path]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_two_ways_to_one_file_are_one(folder: Path) -> None:
    link = folder / "link.csv"
    link.symlink_to(folder / "calls.csv")
    assert len(expand([str(folder / "calls.csv"), str(link)])[0]) == 1
