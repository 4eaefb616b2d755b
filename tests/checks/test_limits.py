"""VOC090: figures beyond the limits of vocli.toml."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vocli.checks import CHECKS, Context
from vocli.errors import VocliError

HEAD = "受付番号,回答日時,満足度,推奨度,区分,自由記述"


def survey(rows: list[tuple[str, str, str]]) -> str:
    """(満足度, 推奨度, 区分) per row."""
    lines = [f"K{i},2026/11/05 10:00,{a},{b},{c},回答{i}" for i, (a, b, c) in enumerate(rows)]
    return "\r\n".join([HEAD, *lines]) + "\r\n"


FILE = {
    "a.csv": survey(
        [("5 満足", "10", "配送"), ("4", "9", "配送"), ("3", "7", "請求"), ("未回答", "0", "")]
    )
}


@pytest.mark.parametrize(
    "limit",
    [
        {"metric": "rows", "min": 4, "max": 4},
        {"metric": "contacts", "min": 4},
        {"metric": "nps", "min": 25},
        {"metric": "csat", "min": 4, "max": 4},
        {"metric": "category_share:配送", "max": 0.7},
        {"metric": "unknown_speakers", "max": 0.0},
        {"metric": "empty_text", "max": 0.0},
    ],
)
def test_figures_within_the_limit_are_good(run_check: Any, limit: dict[str, Any]) -> None:
    assert run_check("VOC090", FILE, limits=(limit,)) == []


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"metric": "rows", "min": 500}, "rows が 4 で、下限 500 を下回りました"),
        ({"metric": "nps", "min": 30}, "nps が 25 で、下限 30"),
        ({"metric": "csat", "max": 3.5}, "csat が 4 で、上限 3.5 を超えました"),
        ({"metric": "category_share:配送", "max": 0.5}, "66.7% で、上限 50.0%"),
    ],
)
def test_figures_beyond_the_limit_are_found(
    run_check: Any, limit: dict[str, Any], said: str
) -> None:
    (found,) = run_check("VOC090", FILE, limits=(limit,))
    assert said in found.message


def test_results_of_an_analysis_may_be_lent(run_check: Any) -> None:
    limits = ({"metric": "theme_share", "theme": "T01", "max": 0.1},)
    (found,) = run_check("VOC090", FILE, limits=limits, results={"theme_share:T01": 0.2})
    assert "20.0%" in found.message


@pytest.mark.parametrize("metric", ["complaint_share", "row", "category_share", "nps:a"])
def test_a_metric_that_nobody_can_give_is_refused(metric: str) -> None:
    context = Context(date(2026, 11, 15), limits=({"metric": metric, "max": 1},))
    with pytest.raises(VocliError) as error:
        CHECKS["VOC090"].build(context)
    assert error.value.code == "VOC-E507"
    assert "unknown_speakers" in error.value.hint


def test_without_limits_nothing_is_said(run_check: Any) -> None:
    assert run_check("VOC090", FILE) == []
