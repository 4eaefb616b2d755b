"""VOC040: a channel has fewer contacts per open day than in the baseline."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_the_usual_number_of_calls_is_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12)}
    assert run_check("VOC040", file, baseline=made.daily_baseline(11)) == []
    assert run_check("VOC040", file) == []


def test_fewer_open_days_are_no_fall(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 3)}
    assert run_check("VOC040", file, baseline=made.daily_baseline(10)) == []


def test_half_the_calls_are_a_fall(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12, 7)}
    (found,) = run_check("VOC040", file, baseline=made.daily_baseline(15))
    assert found.path.endswith("a.csv")
    assert "電話が営業日あたり7.0件に減りました(基準は15.0件" in found.message
    assert run_check("VOC041", file, baseline=made.daily_baseline(15)) == []


def test_the_last_day_may_have_been_cut(made: Any, run_check: Any) -> None:
    text = made.desk(date(2026, 11, 2), 11)
    head, *rows = text.split("\r\n")
    cut = [row for row in rows if not row.startswith("K1112") or row.startswith("K1112000")]
    file = {"a.csv": "\r\n".join([head, *cut])}
    assert run_check("VOC040", file, baseline=made.daily_baseline(10)) == []


def test_the_threshold_is_the_teams(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12, 7)}
    more = {"baseline": made.daily_baseline(15), "thresholds": {"volume_fell": {"share": 0.8}}}
    assert run_check("VOC040", file, **more) == []
