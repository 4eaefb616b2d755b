"""VOC045: a channel or a site of the baseline is gone."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_the_same_channels_are_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12)}
    known = made.daily_baseline(10, values={"site": {"仙台": 120, "那覇": 120}})
    assert run_check("VOC045", file, baseline=known) == []


def test_a_rare_channel_may_be_absent(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12)}
    known = made.daily_baseline(10)
    known["channels"]["letter"] = {"contacts": 1, "days": {"2026-10-07": 1}}
    assert run_check("VOC045", file, baseline=known) == []


def test_a_channel_that_vanished_is_named(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12)}
    known = made.daily_baseline(10)
    known["channels"]["chat"] = known["channels"]["phone"]
    (found,) = run_check("VOC045", file, baseline=known)
    assert "「チャット」" in found.message


def test_a_site_that_vanished_is_named(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.desk(date(2026, 11, 2), 12)}
    known = made.daily_baseline(10, values={"site": {"仙台": 100, "那覇": 100, "盛岡": 40}})
    (found,) = run_check("VOC045", file, baseline=known)
    assert "「盛岡」" in found.message
