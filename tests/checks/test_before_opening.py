"""VOC022: times before the desk opened."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.errors import VocliError

HEAD = "受付番号,受付日時,申出内容\r\n"
ROWS = "".join(f"K-{n},2026/11/0{n} 10:00,届きません\r\n" for n in range(1, 9))


def test_ordinary_days_are_good(run_check: Any) -> None:
    assert run_check("VOC022", {"a.csv": HEAD + ROWS}) == []


def test_nine_years_are_no_error_by_themselves(run_check: Any) -> None:
    assert run_check("VOC022", {"a.csv": HEAD + ROWS + "K-9,2018/01/05 10:00,熱い\r\n"}) == []


def test_a_day_long_before_is_found_with_its_number(run_check: Any) -> None:
    text = HEAD + ROWS + "K-a,1970/01/01 09:00,熱い\r\nK-b,1970/01/01 10:00,重い\r\n"
    (found,) = run_check("VOC022", {"a.csv": text})
    assert (found.code, found.row, found.column) == ("VOC022", 10, "受付日時")
    assert "2件" in found.message
    assert "1970/01/01" in found.message


def test_the_day_of_opening_can_be_given(run_check: Any) -> None:
    thresholds = {"before_opening": {"opened": 20261103}}
    found = run_check("VOC022", {"a.csv": HEAD + ROWS}, thresholds=thresholds)
    assert [one.row for one in found] == [2, 3]


def test_a_number_that_is_no_day_is_refused(run_check: Any) -> None:
    with pytest.raises(VocliError) as refused:
        run_check(
            "VOC022", {"a.csv": HEAD + ROWS}, thresholds={"before_opening": {"opened": 20201341}}
        )
    assert refused.value.code == "VOC-E508"
