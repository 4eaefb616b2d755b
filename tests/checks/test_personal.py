"""VOC080: personal data in exports, by profile of the path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vocli.model import Severity

HEAD = "受付番号,受付日時,申出内容,対応内容,拠点,担当者"


def notes(texts: list[str], sites: str = "仙台") -> str:
    """A file of notes, one a minute."""
    rows = [
        f"K{i:04},2026/11/05 {9 + i // 60:02}:{i % 60:02},{text},ご案内済{i},{sites},菅原"
        for i, text in enumerate(texts)
    ]
    return "\r\n".join([HEAD, *rows]) + "\r\n"


def plain(n: int) -> list[str]:
    """Notes that all differ."""
    return [f"{i}番のボトルが届かないとのお申し出。いつ届くのかとのこと。" for i in range(n)]


def find(texts: Sequence[str]) -> list[Mapping[str, int]]:
    """Stands in for the detectors."""
    return [
        {"〔電話番号〕": text.count("080-0000-")} if "080-0000-" in text else {} for text in texts
    ]


PHONE = "080-0000-0149に折り返してほしいとのこと"
FILE = {"a.csv": notes([*plain(3), PHONE, *plain(2), PHONE + "。"])}


def test_texts_without_personal_data_are_good(run_check: Any) -> None:
    assert run_check("VOC080", {"a.csv": notes(plain(9))}, find_personal=find) == []


def test_ids_and_times_are_left_out(run_check: Any) -> None:
    text = notes(plain(3)).replace("K0001", "080-0000-0149")
    assert run_check("VOC080", {"a.csv": text}, find_personal=find) == []


def test_a_column_is_warned_of_once(run_check: Any) -> None:
    (found,) = run_check("VOC080", FILE, find_personal=find)
    assert (found.severity, found.row, found.column) == (Severity.WARNING, 5, "申出内容")
    assert "2件に個人情報らしいものがあります(電話番号 2)" in found.message
    assert "0149" not in found.message


def test_raw_files_get_a_note(run_check: Any) -> None:
    (found,) = run_check("VOC080", FILE, find_personal=find, personal={"*.csv": "raw"})
    assert found.severity is Severity.NOTE


def test_shared_files_get_an_error_per_cell(run_check: Any) -> None:
    found = run_check("VOC080", FILE, find_personal=find, personal={"*": "raw", "a.csv": "shared"})
    assert [(f.severity, f.row) for f in found] == [(Severity.ERROR, 5), (Severity.ERROR, 8)]
    assert "電話番号" in found[0].message


def test_at_most_twenty_cells_of_a_column_are_named(run_check: Any) -> None:
    file = {"a.csv": notes([f"{PHONE}{i}" for i in range(25)])}
    found = run_check("VOC080", file, find_personal=find, personal={"*": "shared"})
    assert len(found) == 21
    assert "ほかに5件" in found[-1].message


def test_a_column_that_is_personal_by_its_header_is_named(run_check: Any) -> None:
    text = "受付番号,受付日時,申出内容,メールアドレス,商品名\r\nK1,2026/11/05 10:00,届かない,ken@example.com,卓上型\r\n"
    (found,) = run_check("VOC080", {"a.csv": text}, find_personal=find)
    assert (found.row, found.column) == (2, "メールアドレス")
    assert "example" not in found.message
