"""VOC001: columns that are always there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LAYOUTS = Path(__file__).resolve().parent.parent / "data" / "layouts"

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
    whole = (LAYOUTS / "freshdesk_csv.csv").read_text(encoding="utf-8-sig")
    (found,) = run_check("VOC001", {"tickets.csv": whole})
    assert (found.row, found.column) == (1, "Description")


def test_optional_keys_of_records_may_be_gone(run_check: Any) -> None:
    columns = {"contact_id": "id", "text": "text", "resolved_at": "closed_at"}
    known = {"files": {"a.json": {"header": ["id", "text", "closed_at"], "columns": columns}}}
    text = '[{"id": "1", "text": "届きません"}, {"id": "2", "text": "熱い"}]'
    assert run_check("VOC001", {"a.json": text}, baseline=known) == []


def test_a_key_that_every_record_must_have_is_found(run_check: Any) -> None:
    columns = {"contact_id": "id", "text": "text", "occurred_at": "created_at"}
    known = {"files": {"a.json": {"header": ["id", "text", "created_at"], "columns": columns}}}
    text = '[{"id": "1", "text": "届きません"}, {"id": "2", "text": "熱い"}]'
    (found,) = run_check("VOC001", {"a.json": text}, baseline=known)
    assert found.column == "created_at"
