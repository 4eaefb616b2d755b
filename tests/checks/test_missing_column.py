"""VOC001: columns that are always there."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"

BEFORE = {
    "made": "2026-11-09",
    "files": {
        "a.csv": {
            "sha256": "x",
            "header": ["受付番号", "受付日時", "申出内容"],
            "columns": {"contact_id": "受付番号", "occurred_at": "受付日時", "text": "申出内容"},
        }
    },
}


def test_a_file_with_all_its_fields_is_good(run_check: Any) -> None:
    text = HEAD + "K-0001,2026/11/05 10:00,届きません\r\n"
    assert run_check("VOC001", {"a.csv": text}) == []
    assert run_check("VOC001", {"a.csv": text}, baseline=BEFORE) == []
    assert run_check("VOC001", {"other.csv": text}, baseline=BEFORE) == []


def test_a_column_under_a_new_name_still_feeds_its_field(run_check: Any) -> None:
    text = "お問い合わせ番号,受付日時,申出内容\r\nK-0001,2026/11/05 10:00,届きません\r\n"
    assert run_check("VOC001", {"a.csv": text}, baseline=BEFORE) == []


def test_a_field_that_nothing_feeds_any_more_is_found(run_check: Any) -> None:
    text = "受付番号,申出内容\r\nK-0001,届きません\r\nK-0002,まだ届きません\r\n"
    (found,) = run_check("VOC001", {"a.csv": text}, baseline=BEFORE)
    assert (found.code, found.row, found.column) == ("VOC001", 1, "受付日時")


def test_a_column_that_the_layout_expects_is_found_once(run_check: Any) -> None:
    head = "アカウント名,しずく\r\nタイムゾーン,'+09:00\r\nダウンロード日時,2026/11/16 05:43\r\n"
    rows = "User,しょう,2026/09/07,置き配の場所を変えたいです\r\nAccount,しずく,2026/09/07,承知しました\r\n"
    whole = rows.replace(",置き", ",09:45:00,置き").replace(",承知", ",09:51:20,承知")
    good = head + "送信者タイプ,送信者名,送信日,送信時刻,内容\r\n" + whole
    assert run_check("VOC001", {"line.csv": good}) == []
