"""A sudden week is told, a slow rise is not called sudden, and a desk where nothing changes is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from vocli.insights.surges import Surge, judge_sharply
from vocli.model import Period
from vocli.stats.rates import rate_rise, share_rise, upper_tail

START = date(2026, 9, 21)
OPEN = [d for d in (START + timedelta(i) for i in range(56)) if d.weekday() < 5]
END = START + timedelta(55)
MIDDLE = START + timedelta(28)
PERIOD = Period(MIDDLE, END, START, MIDDLE - timedelta(1), 20, 20)


def theme(weeks: Sequence[int], burst: int = 0, account: str = "") -> pd.DataFrame:
    """So many contacts in each of eight weeks, spread over its days; `burst` more on the last Tuesday but one."""
    days = [START + timedelta(7 * week + i % 5) for week, n in enumerate(weeks) for i in range(n)]
    days += [START + timedelta(43)] * burst
    return pd.DataFrame({"day": pd.Series(days, dtype=object), "account": account})


def calm(n: int = 9) -> list[pd.DataFrame]:
    """Themes that stay as they are, scattering a little."""
    rng = np.random.default_rng(5)
    return [theme([int(k) for k in rng.poisson(6, 8)]) for _ in range(n)]


def verdict(
    own: pd.DataFrame, as_of: date = END, others: list[pd.DataFrame] | None = None
) -> Surge:
    return judge_sharply([own, *(calm() if others is None else others)], PERIOD, OPEN, as_of)[0]


def test_where_nothing_changed_hardly_any_history_has_an_arrow_or_a_burst() -> None:
    told = 0
    for seed in range(25):
        rng = np.random.default_rng((77, seed))
        themes = [
            theme([int(k) for k in rng.negative_binomial(mean / 0.5, 1 / 1.5, 8)])
            for mean in rng.uniform(1.5, 12, 12)
        ]
        codes = {s.code for s in judge_sharply(themes, PERIOD, OPEN, END)}
        told += bool(codes & {"rose", "fell", "surged", "new", "one_day"})
    assert told <= 3  # of 25; 5% are one


def test_without_history_nothing_is_judged() -> None:
    (one,) = judge_sharply([theme([0] * 7 + [30])], None, OPEN, END)
    assert one.code == "no_history"
    assert judge_sharply([], PERIOD, OPEN, END) == []


def test_five_contacts_are_needed_before_a_week_is_called_sudden() -> None:
    assert verdict(theme([0] * 7 + [4])).code == "few"


def test_a_week_with_many_times_its_usual_is_sudden() -> None:
    one = verdict(theme([4, 5, 4, 5, 4, 5, 4, 20]))
    assert (one.code, one.week) == ("surged", 20)
    assert one.usual == pytest.approx(31 / 7, abs=0.05)


def test_a_rise_that_goes_on_for_weeks_is_not_sudden_and_its_weeks_are_counted() -> None:
    one = verdict(theme([4, 5, 7, 9, 13, 16, 21, 24]))
    assert (one.code, one.weeks_in_a_row) == ("rose", 7)
    assert verdict(theme([9] * 6 + [9, 8])).weeks_in_a_row == 0


def test_a_theme_that_was_never_heard_before_is_new() -> None:
    assert verdict(theme([0] * 7 + [14])).code == "new"
    assert verdict(theme([0] * 4 + [5, 6, 5, 6])).code == "new"


def test_a_burst_of_one_day_is_no_trend() -> None:
    one = verdict(theme([2, 1, 2, 1, 2, 1, 2, 1], burst=22))
    assert (one.code, one.day, one.day_contacts) == ("one_day", date(2026, 11, 3), 23)
    assert one.before + one.recent == 11  # its day stands outside of the windows


def test_a_full_monday_of_every_theme_is_no_burst() -> None:
    mondays = [theme([0] * 8) for _ in range(8)]
    days = [START + timedelta(7 * w) for w in range(8) for _ in range(6)]
    mondays = [pd.DataFrame({"day": pd.Series(days, dtype=object), "account": ""}) for _ in mondays]
    assert {s.code for s in judge_sharply(mondays, PERIOD, OPEN, END)} == {"same"}


def test_a_running_week_is_measured_by_its_open_days() -> None:
    early = verdict(theme([5] * 7 + [2]), as_of=END - timedelta(5))  # Tuesday
    assert early.usual == pytest.approx(2.0)
    assert early.code == "same"


def test_one_account_is_told_as_such() -> None:
    assert verdict(theme([4, 5, 4, 5, 4, 5, 4, 25], account="あけぼの")).code == "one_account"


def test_the_order_of_contacts_does_not_matter() -> None:
    own = theme([4, 5, 4, 5, 4, 5, 4, 20], burst=9)
    assert verdict(own) == verdict(own[::-1].reset_index(drop=True))


def test_the_tails_are_those_of_the_distributions() -> None:
    assert share_rise(4, 4, 0.5) == pytest.approx(1 / 16)
    assert rate_rise(0, 4, 7, 1, 1.0) == pytest.approx((1 / 8) ** 4)
    assert rate_rise(0, 4, 7, 1, 1.5) > rate_rise(0, 4, 7, 1, 1.0)
    assert upper_tail(1, 2.0, 1.0) == pytest.approx(1 - np.exp(-2))
    assert upper_tail(0, 2.0, 1.5) == 1.0
    assert rate_rise(0, 0, 7, 1, 1.0) == 1.0
    assert share_rise(3, 3, 0.0) == 1.0
