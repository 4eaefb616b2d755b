"""VOC071: a rare code one letter beside a frequent one."""

from __future__ import annotations

from typing import Any


def test_codes_of_their_own_are_good(made: Any, run_check: Any) -> None:
    codes = {"配送": 59, "配達": 30, "未配送": 1, "請求": 40, "対応": 50, "未対応": 1}
    assert run_check("VOC071", {"a.csv": made.coded(**codes)}) == []


def test_numbers_letters_and_pairs_are_no_slips(made: Any, run_check: Any) -> None:
    codes = {
        "卓上S1": 60,
        "卓上S2": 1,
        "男性": 60,
        "女性": 1,
        "第一": 60,
        "第二": 1,
        "再配送": 1,
        "配送": 60,
    }
    assert run_check("VOC071", {"a.csv": made.coded(**codes)}) == []


def test_a_code_of_the_baseline_is_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=59, 配走=1)}
    assert run_check("VOC071", file, baseline=made.coded_baseline(配送=50, 配走=1)) == []


def test_a_slip_is_found_in_its_line(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC071", {"a.csv": made.coded(配送=59, 請求=9, 配走=1)})
    assert (found.row, found.column) == (70, "区分")
    assert found.message == "区分「配走」は「配送」の誤りですか(1件)。"


def test_with_a_baseline_it_says_so(made: Any, run_check: Any) -> None:
    (found,) = run_check(
        "VOC071", {"a.csv": made.coded(配送=59, 配走=1)}, baseline=made.coded_baseline(配送=50)
    )
    assert "区分「配走」は基準にありません(「配送」の誤りですか" in found.message


def test_a_letter_too_few_and_another_width_are_slips(made: Any, run_check: Any) -> None:
    found = run_check(
        "VOC071", {"a.csv": made.coded(**{"手続き": 60, "ボトル": 60, "手続": 1, "ﾎﾞﾄﾙ": 1})}
    )
    assert [f.row for f in found] == [122, 123]
