"""A workbook per department: its themes and voices only, under a name that every file system takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from vocli.cli.books import file_names

BOOK = """format = 1
owners = ["物流/配送", "窓口"]

[[theme]]
id = "T01"
name = "荷物が届かない"
owners = ["物流/配送"]
must = ["荷物"]
terms = {"届かない" = 1.0, "荷物" = 0.8}
examples = ["荷物が届かない", "荷物がいつまでも届かないで困る", "予定の日に荷物が届かない"]

[[theme]]
id = "T02"
name = "電話がつながらない"
owners = ["窓口"]
must = ["電話"]
terms = {"電話" = 1.0, "つながらない" = 0.8}
examples = ["電話がつながらない", "電話が何度かけてもつながらない", "朝から電話がつながらない"]
"""


@pytest.fixture
def export(write: Any, run: Any, tmp_path: Path) -> str:
    """Twelve complaints of two themes, and a codebook that names who owns them."""
    texts = [("荷物が届かないので困っています", "電話がつながらず困っています")[i % 2] for i in range(12)]  # fmt: skip
    write("calls.csv", texts)
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    built = run("codebook", "build", "calls.csv", "--codebook", "book.toml")
    assert built.code == 0, built.err
    return "calls.csv"


def test_names_are_safe_and_never_fall_together() -> None:
    names = file_names(["物流/配送", "物流:配送", "CON", "..", "営業", "A" * 99, "a\x00b"])
    assert names[:5] == ["物流_配送.xlsx", "物流_配送(2).xlsx", "_CON.xlsx", "_.xlsx", "営業.xlsx"]
    assert len(names[5]) == 65
    assert names[6] == "ab.xlsx"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), "VOC-E005"),
        (("-o", "calls.csv"), "VOC-E008"),
        (("-o", "no/where"), "VOC-E008"),
        (("-o", "x", "-f", "json"), "VOC-E005"),
        (("-o", "x", "--by", "商品"), "VOC-E005"),
    ],
)
def test_what_cannot_be_a_folder_is_refused_before_any_work(
    run: Any, write: Any, tmp_path: Path, more: tuple[str, ...], code: str
) -> None:
    write("calls.csv", ["荷物が届かない"])
    done = run("route", "calls.csv", "--split", *more)
    assert done.code == 2
    assert code in done.err
    assert not (tmp_path / "x").exists()


def test_each_department_gets_its_own_voices_and_no_number_of_a_contact(
    run: Any, export: str, tmp_path: Path
) -> None:
    done = run("route", export, "--codebook", "book.toml", "--split", "-o", "部署別")
    assert done.code == 0, done.err
    assert sorted(p.name for p in (tmp_path / "部署別").iterdir()) == [
        "物流_配送.xlsx",
        "窓口.xlsx",
    ]
    cells = [
        str(cell)
        for page in load_workbook(tmp_path / "部署別" / "物流_配送.xlsx").worksheets
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    told = "\n".join(cells)
    assert "荷物が届かない" in told
    assert "電話がつながらない" not in told
    assert "社内" in told
    assert "K000" not in told


def test_the_same_run_gives_the_same_bytes(run: Any, export: str, tmp_path: Path) -> None:
    asked = ("route", export, "--codebook", "book.toml", "--split", "-o")
    run(*asked, "one")
    run(*asked, "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
