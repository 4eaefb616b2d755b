"""What Excel, Windows and a tired hand leave in a folder is skipped and named, and no copy counts twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocli.model import Records
from vocli.sources import Reading, expand, read

HEAD = "受付番号,受付日時,申出内容\n"
ROWS = HEAD + "K-1,2026/11/9 10:00,ボトルが届かない\nK-2,2026/11/9 11:00,電話がつながらない\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export, and everything else that such a folder gathers."""
    (tmp_path / "calls.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "calls - コピー.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "calls (1).csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "~$週報.xlsx").write_bytes(b"\x05owner\x00" * 20)
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "desktop.ini").write_text("[x]", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (tmp_path / "説明.docx").write_bytes(b"PK\x03\x04")
    return tmp_path


def found(pattern: str) -> tuple[Records, dict[str, str]]:
    """The records behind a folder or pattern, and what is said by code."""
    paths, skipped = expand([pattern])
    records = read(paths, Reading())
    said = [*skipped, *records.findings]
    return records, {f.code: " ".join(g.message for g in said if g.code == f.code) for f in said}


def test_nothing_is_said_of_a_tidy_folder(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(ROWS, encoding="utf-8")
    records, said = found(str(tmp_path))
    assert (len(records.contacts), said) == (2, {})


def test_copies_count_once_and_leftovers_are_named(folder: Path) -> None:
    records, said = found(str(folder))
    assert len(records.contacts) == 2
    assert [Path(source.path).name for source in records.sources] == ["calls (1).csv"]
    assert "calls (1).csv" in said["VOC-F110"]
    assert all(name in said["VOC-F109"] for name in ("~$週報.xlsx", "Thumbs.db", "desktop.ini"))
    assert "説明.docx" in said["VOC-F108"]


def test_a_pattern_skips_them_as_well(folder: Path) -> None:
    records, said = found(str(folder / "*"))
    assert len(records.contacts) == 2
    assert "~$週報.xlsx" in said["VOC-F109"]


def test_a_copy_that_differs_in_a_row_is_read(folder: Path) -> None:
    changed = ROWS + "K-3,2026/11/9 12:00,ランプが消えない\n"
    (folder / "calls (1).csv").write_text(changed, encoding="utf-8")
    records, said = found(str(folder))
    assert sorted(records.contacts["contact_id"]) == ["K-1", "K-2", "K-3"]
    assert "VOC-F110" in said
