"""`audit privacy` counts what masking does to labelled sentences and repeats none of their words."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from vocli.text import width

FINE = (
    "text,planted,kind\n"
    "携帯は090-1111-2222です,090-1111-2222,phone\n"
    "連絡先は a.b@example.jp です,a.b@example.jp,email\n"
    "松本駅で受け取りたい,,name\n"
)
SECRET = "ひみつのことば"
LEFT = FINE + f"合言葉は{SECRET}です,{SECRET},other\n"


@pytest.fixture
def label(tmp_path: Path) -> Any:
    """`label(content)` writes labels.csv."""

    def go(content: str, encoding: str = "utf-8") -> None:
        (tmp_path / "labels.csv").write_bytes(content.encode(encoding))

    return go


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "VOC-E402"),
        ("text,planted\na,a\n", "VOC-E402"),
        ("text,planted,kind\n" + SECRET + ",佐藤,name\n", "VOC-E403"),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_without_labels_is_refused(
    run: Any, label: Any, content: str, code: str, language: str
) -> None:
    label(content)
    done = run("audit", "privacy", "labels.csv", "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert code in done.err
    assert "labels.csv" in done.err
    assert SECRET not in done.err


@pytest.mark.parametrize("data", [None, b"\x81\xff\xfe\x00"], ids=["missing", "binary"])
def test_a_file_that_cannot_be_read_is_refused(
    run: Any, tmp_path: Path, data: bytes | None
) -> None:
    if data:
        (tmp_path / "labels.csv").write_bytes(data)
    done = run("audit", "privacy", "labels.csv", "--format", "json")
    assert done.code == 2
    document = json.loads(done.out)
    assert (document["command"], document["errors"][0]["code"]) == ("audit privacy", "VOC-E402")


def test_all_fine_ends_with_0(run: Any, label: Any) -> None:
    label(FINE)
    done = run("audit", "privacy", "labels.csv")
    assert (done.code, done.err) == (0, "")
    assert "再現率(伏せるべき文字列のうち、伏せたもの) 100.0%" in done.out
    assert "うまくいかなかった行" not in done.out


def test_a_planted_string_that_is_left_ends_with_1_and_is_named_by_its_line(
    run: Any, label: Any
) -> None:
    label(LEFT)
    done = run("audit", "privacy", "labels.csv")
    assert done.code == 1
    assert "VOC-F401" in done.err
    assert "伏せ残しが 1件" in done.err
    (line,) = [text.split() for text in done.out.splitlines() if text.split()[:1] == ["5"]]
    assert line == ["5", "そのほか", "伏せ残し"]


def test_a_mask_for_nothing_is_told_and_ends_with_0(run: Any, label: Any) -> None:
    label(FINE.replace("松本駅で受け取りたい", "本番の番号は090-3333-4444"))
    done = run("audit", "privacy", "labels.csv")
    assert done.code == 0
    assert "VOC-F402" in done.err
    assert "VOC-F401" not in done.err


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_form_repeats_a_word_of_the_file(run: Any, label: Any, form: str, language: str) -> None:
    label(LEFT + f"電話は090-1111-2222です,090-1111-2222,{SECRET}\n")
    done = run("audit", "privacy", "labels.csv", "--format", form, "--lang", language)
    assert done.code == 1
    assert done.out
    words = (SECRET, "090-1111-2222", "a.b@example", "携帯は", "合言葉", "松本駅")
    assert [word for word in words if word in done.out + done.err] == []


def test_json_holds_counts_shares_and_intervals(run: Any, label: Any) -> None:
    label(LEFT)
    document = json.loads(run("audit", "privacy", "labels.csv", "--format", "json").out)
    assert (document["command"], document["exit_code"]) == ("audit privacy", 1)
    kinds = {row["kind"]: row for row in document["data"]["insights"]["privacy"]["rows"]}
    assert list(kinds) == ["email", "name", "other", "phone", "total"]
    total = kinds["total"]
    assert (total["planted"], total["gone"], total["masks"], total["right"]) == (3, 2, 2, 2)
    assert (total["recall"], total["precision"]) == (pytest.approx(2 / 3), 1.0)
    assert total["recall_low"] < total["recall"] < total["recall_high"] < 1
    assert kinds["name"]["recall"] is None
    assert kinds["name"]["recall_low"] is None
    misses = document["data"]["insights"]["misses"]["rows"]
    assert misses == [{"line": 5, "kind": "other", "failure": "left"}]


def test_csv_is_one_row_per_kind(run: Any, label: Any) -> None:
    label(FINE)
    head, *rows = run("audit", "privacy", "labels.csv", "--format", "csv").out.splitlines()
    assert head.split(",")[:4] == ["kind", "planted", "gone", "recall"]
    assert [row.split(",")[0] for row in rows] == ["email", "name", "phone", "total"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_file_saved_by_a_spreadsheet_is_read(run: Any, label: Any, encoding: str) -> None:
    label(FINE.replace("\n", "\r\n"), encoding)
    assert run("audit", "privacy", "labels.csv").code == 0


def test_the_order_of_the_rows_changes_line_numbers_only(run: Any, label: Any) -> None:
    label(FINE)
    first = run("audit", "privacy", "labels.csv").out
    head, *lines = FINE.splitlines()
    label("\n".join([head, *reversed(lines)]) + "\n")
    assert run("audit", "privacy", "labels.csv").out == first


def test_the_group_alone_shows_its_commands(run: Any) -> None:
    done = run("audit", "--help")
    assert done.code == 0
    assert "privacy" in done.out
    assert run("audit").code == 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_help_names_the_columns_of_the_file_and_fits(run: Any, language: str) -> None:
    done = run("audit", "privacy", "--help", "--lang", language)
    assert done.code == 0
    assert "text,planted,kind" in done.out
    assert [line for line in done.out.splitlines() if width(line) > 80] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_table_fits_80_columns_and_keeps_each_kind_on_one_line(
    run: Any, label: Any, language: str
) -> None:
    label(LEFT)
    out = run("audit", "privacy", "labels.csv", "--lang", language).out
    assert [line for line in out.splitlines() if width(line) > 80] == []
    assert {ch for ch in out if unicodedata.east_asian_width(ch) == "A"} == set()
    total = next(line for line in out.splitlines() if line.startswith(("合計", "Total")))
    assert total.split()[1:] == ["3", "2", "66.7%", "2", "100.0%", "1", "1"]
