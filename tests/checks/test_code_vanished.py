"""VOC074: a code of the baseline is gone."""

from __future__ import annotations

from typing import Any


def test_the_same_codes_are_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=40, 請求=60)}
    assert run_check("VOC074", file, baseline=made.coded_baseline(配送=120, 請求=300)) == []


def test_a_rare_code_may_be_absent(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=40, 請求=60)}
    assert run_check("VOC074", file, baseline=made.coded_baseline(配送=120, 請求=300, 訪問=2)) == []


def test_a_file_without_codes_is_silent(made: Any, run_check: Any) -> None:
    file = {"a.csv": "受付番号,受付日時,申出内容\r\nK1,2026/11/05 10:00,届かない\r\n"}
    assert run_check("VOC074", file, baseline=made.coded_baseline(配送=120)) == []


def test_a_code_that_vanished_is_named(made: Any, run_check: Any) -> None:
    (found,) = run_check(
        "VOC074", {"a.csv": made.coded(請求=100)}, baseline=made.coded_baseline(配送=120, 請求=300)
    )
    assert found.column == "区分"
    assert "区分「配送」が1件もありません(基準では120件)" in found.message
