"""The two windows of a monthly page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from vocli.insights.page_judged import months_period


def test_days_that_the_data_do_not_reach_are_not_judged(october: Any) -> None:
    early = replace(october.page(), newest=date(2026, 10, 15))
    period = months_period(early)
    assert period is not None
    assert period.recent_to == date(2026, 10, 15)
