"""`vocli monthly` at the door: what it refuses, and a run from an export to the files of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TEXTS = [
    "配達の約束の日に水が届かない",
    "訪問スタッフの方がとても丁寧で助かりました、ありがとう",
] * 14


def book(root: Path) -> str:
    return str(root / "sample_data" / "extra" / "codebook.toml")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--month", "2026-13"), "VOC-E370"),
        (("--closing-day", "32"), "VOC-E371"),
    ],
)
def test_what_is_no_month_is_refused(
    run: Any, root: Path, argv: tuple[str, ...], code: str
) -> None:
    from vocli.history import open_store

    open_store(Path("voc.db"), create=True).__exit__()
    told = run("monthly", "--codebook", book(root), *argv)
    assert (told.code, told.out) == (2, "")
    assert code in told.err


def test_without_exports_there_must_be_a_history(run: Any) -> None:
    told = run("monthly")
    assert told.code == 2
    assert "VOC-E360" in told.err
    assert not Path("voc.db").exists()


def test_without_exports_and_codebook_an_empty_history_says_what_it_needs(run: Any) -> None:
    from vocli.history import open_store

    open_store(Path("voc.db"), create=True).__exit__()
    told = run("monthly")
    assert told.code == 2
    assert "VOC-E355" in told.err


def test_personal_data_have_no_place_on_a_page_that_travels(run: Any) -> None:
    told = run("monthly", "a.csv", "--show-personal")
    assert told.code == 2
    assert "VOC-E306" in told.err


def test_an_unknown_closing_day_in_the_settings_is_refused(run: Any, tmp_path: Path) -> None:
    from vocli.history import open_store

    open_store(Path("voc.db"), create=True).__exit__()
    (tmp_path / "vocli.toml").write_text("[calendar]\nmonth_end_day = 40\n", encoding="utf-8")
    told = run("monthly")
    assert told.code == 2
    assert "VOC-E371" in told.err


def test_a_month_becomes_files_and_a_mail(run: Any, write: Any, root: Path, tmp_path: Path) -> None:
    write("calls.csv", TEXTS)
    told = run("monthly", "calls.csv", "--codebook", book(root), "--month", "2026-10")
    assert told.code == 0, told.err
    assert told.out.startswith("件名: [VOC月報] 10/1-31")
    names = sorted(path.name for path in (tmp_path / "reports").iterdir())
    forms = ("html", "json", "manifest.json", "md", "xlsx")
    assert names == sorted([*(f"2026-10.{f}" for f in forms), "月報最新.html", "月報最新.xlsx"])
    manifest = json.loads((tmp_path / "reports" / "2026-10.manifest.json").read_text("utf-8"))
    assert (manifest["period"], manifest["end"]) == ("2026-10", "2026-10-31")
    page = (tmp_path / "reports" / "2026-10.json").read_bytes()
    again = run("monthly", "--month", "2026-10")  # from the history alone, with its own codebook
    assert again.code == 0, again.err
    assert (tmp_path / "reports" / "2026-10.json").read_bytes() == page
    assert run("diff", "2026-10", "2026-10", "-o", "same.html").code == 0
