"""VOC005: the header against the baseline."""

from __future__ import annotations

from typing import Any

BEFORE = {
    "made": "2026-11-09",
    "files": {
        "a.csv": {
            "sha256": "x",
            "header": ["受付番号", "受付日時", "申出内容", "備考1"],
            "columns": {"contact_id": "受付番号", "occurred_at": "受付日時", "text": "申出内容"},
        }
    },
}
ROW = "K-0001,2026/11/05 10:00,届きません,なし\r\n"


def test_without_a_baseline_nothing_has_changed(run_check: Any) -> None:
    assert run_check("VOC005", {"a.csv": "受付番号,受付日時,申出内容,備考1\r\n" + ROW}) == []


def test_the_same_header_in_another_order_is_good(run_check: Any) -> None:
    text = "受付日時,受付番号,申出内容,備考1\r\n2026/11/05 10:00,K-0001,届きません,なし\r\n"
    assert run_check("VOC005", {"a.csv": text}, baseline=BEFORE) == []


def test_a_name_that_the_baseline_hides_is_no_change(run_check: Any) -> None:
    known = BEFORE["files"]["a.csv"] | {"header": ["受付番号", "受付日時", "申出内容", "*"]}  # type: ignore[index]
    text = "受付番号,受付日時,申出内容,備考1\r\n" + ROW
    assert run_check("VOC005", {"a.csv": text}, baseline={"files": {"a.csv": known}}) == []


def test_keys_of_records_come_and_go(run_check: Any) -> None:
    known = {"header": ["id", "text", "rank"], "columns": {"contact_id": "id", "text": "text"}}
    text = '[{"id": "1", "text": "届きません"}, {"id": "2", "text": "熱い", "memo": "a"}]'
    assert run_check("VOC005", {"a.json": text}, baseline={"files": {"a.json": known}}) == []


def test_added_gone_and_renamed_columns_are_named(run_check: Any) -> None:
    text = (
        "受付番号,受付日時,お申し出内容,通話時間(秒)\r\nK-0001,2026/11/05 10:00,届きません,120\r\n"
    )
    (found,) = run_check("VOC005", {"a.csv": text}, baseline=BEFORE)
    assert (found.code, found.row) == ("VOC005", 1)
    assert "増えた列: 通話時間(秒)" in found.message
    assert "なくなった列: 備考1" in found.message
    assert "申出内容がお申し出内容に" in found.message


def test_a_lost_field_is_told_by_the_missing_column_alone(run_check: Any) -> None:
    text = "受付番号,申出内容,備考1\r\nK-0001,届きません,なし\r\n"
    assert run_check("VOC005", {"a.csv": text}, baseline=BEFORE) == []
