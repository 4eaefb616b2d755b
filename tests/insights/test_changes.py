"""A verdict about a change is rarely wrong, finds what doubled, and never mistakes a burst for a trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from vocli.insights.changes import Change, judge
from vocli.model import Note, Period
from vocli.stats.calendar import is_holiday

START = date(2026, 9, 14)
MIDDLE = START + timedelta(28)
OPEN = [
    day
    for day in (START + timedelta(i) for i in range(56))
    if day.weekday() < 5 and not is_holiday(day)
]
EARLIER = [day for day in OPEN if day < MIDDLE]
RECENT = [day for day in OPEN if day >= MIDDLE]
PERIOD = Period(
    MIDDLE, START + timedelta(55), START, MIDDLE - timedelta(1), len(RECENT), len(EARLIER)
)
MOVED = {"rose", "fell", "new"}


def theme(days: Sequence[date | None], accounts: Sequence[str] = ()) -> pd.DataFrame:
    """A theme's contacts as the insight sees them."""
    return pd.DataFrame(
        {
            "day": pd.Series(list(days), dtype=object),
            "account": [*accounts, *[""] * (len(days) - len(accounts))],
        }
    )


def spread(days: Sequence[date], n: int) -> list[date]:
    """`n` contacts spread evenly over the days."""
    return [days[i * len(days) // n] for i in range(n)]


def even(before: int, recent: int) -> pd.DataFrame:
    """A theme with that many contacts in each window."""
    return theme([*spread(EARLIER, before), *spread(RECENT, recent)])


def verdict(contacts: pd.DataFrame, others: Sequence[pd.DataFrame] = ()) -> Change:
    """What is said of one theme among others."""
    return judge([contacts, *others], PERIOD, OPEN)[0]


def steady(generator: np.random.Generator, themes: int, ratio: float) -> list[pd.DataFrame]:
    """Themes that do not change: negative binomial counts a week, variance `ratio` x mean."""
    p = 1 / ratio
    made = []
    for _ in range(themes):
        mean = generator.uniform(1.5, 6)
        days: list[date] = []
        for week in range(8):
            own = [day for day in OPEN if (day - START).days // 7 == week]
            n = generator.negative_binomial(mean * len(own) / 5 * p / (1 - p), p)
            days += [own[i] for i in generator.integers(0, len(own), n)]
        made.append(theme(days))
    return made


# --- how often it is wrong, how often it finds ---------------------------------------------------


def test_where_nothing_changed_hardly_any_run_says_so() -> None:
    runs = 120
    wrong = sum(
        any(
            change.code in MOVED
            for change in judge(steady(np.random.default_rng(seed), 20, 1.5), PERIOD, OPEN)
        )
        for seed in range(runs)
    )
    assert wrong / runs <= 0.07


def test_a_doubling_is_found_in_spite_of_scatter_and_of_nineteen_others() -> None:
    runs, found = 40, 0
    doubled_rate = 2 * 40 * len(RECENT) / len(EARLIER)
    for seed in range(runs):
        generator = np.random.default_rng(1000 + seed)
        doubled = theme(
            [
                *(EARLIER[i] for i in generator.integers(0, len(EARLIER), generator.poisson(40))),
                *(
                    RECENT[i]
                    for i in generator.integers(0, len(RECENT), generator.poisson(doubled_rate))
                ),
            ]
        )
        found += verdict(doubled, steady(generator, 19, 1.5)).code == "rose"
    assert found / runs >= 0.35  # 0.45 over 100 other seeds


@pytest.mark.parametrize(
    ("before", "recent", "code"), [(40, 80, "rose"), (80, 40, "fell"), (15, 45, "rose")]
)
def test_a_theme_by_itself_that_moved(before: int, recent: int, code: str) -> None:
    assert verdict(even(before, recent)).code == code


# --- what is no change ---------------------------------------------------------------------------


def test_more_open_days_are_no_rise() -> None:
    change = verdict(even(3 * len(EARLIER), 3 * len(RECENT)))
    assert (change.before, change.recent) == (3 * len(EARLIER), 3 * len(RECENT))
    assert (change.before_rate, change.recent_rate) == (3.0, 3.0)
    assert change.code == "same"


@pytest.mark.parametrize(("before", "recent"), [(0, 0), (0, 9), (9, 0), (4, 5)])
def test_with_few_contacts_nothing_is_tried(before: int, recent: int) -> None:
    assert verdict(even(before, recent)).code == "few"


def test_without_eight_weeks_there_is_no_verdict() -> None:
    change = judge([even(5, 50)], None, OPEN)[0]
    assert (change.code, change.before, change.recent) == ("no_history", 0, 0)


def test_contacts_without_a_date_count_in_no_window() -> None:
    change = verdict(theme([*spread(EARLIER, 12), *spread(RECENT, 12), *[None] * 50]))
    assert (change.before, change.recent, change.code) == (12, 12, "same")


def test_no_theme_is_no_error() -> None:
    assert judge([], PERIOD, OPEN) == []
    assert judge([], None, []) == []


# --- special shapes ------------------------------------------------------------------------------


def test_what_was_never_there_before_is_new() -> None:
    assert verdict(even(0, 25)).code == "new"


def test_a_burst_on_one_day_is_named_and_is_no_rise() -> None:
    bad_day = RECENT[4]
    change = verdict(theme([*spread(EARLIER, 10), *spread(RECENT, 10), *[bad_day] * 25]))
    assert (change.code, change.burst_day, change.burst_contacts >= 25) == (
        "one_day",
        bad_day,
        True,
    )
    assert isinstance(change.verdict, Note)
    assert change.verdict.values["day"] == f"{bad_day.month}/{bad_day.day}"


def test_a_day_far_too_full_is_no_rise_although_it_makes_less_than_half_of_the_theme() -> None:
    """The weekly page says so, and `themes` must not say otherwise."""
    days = [*spread(EARLIER, 20), *spread(RECENT, 22), *[RECENT[8]] * 20]
    found = verdict(theme(days), [even(40, 40), even(60, 55)])
    assert found.verdict == Note("codes.one_day", {"day": f"{RECENT[8].month}/{RECENT[8].day}"})
    assert (found.before, found.recent) == (20, 42)


def test_a_rise_beside_such_a_day_is_still_told() -> None:
    days = [*spread(EARLIER, 20), *spread(RECENT, 80), *[RECENT[8]] * 20]
    assert verdict(theme(days), [even(40, 40), even(60, 55)]).code == "rose"


def test_a_busy_day_among_many_is_no_burst() -> None:
    assert (
        verdict(theme([*spread(EARLIER, 30), *spread(RECENT, 30), *[RECENT[4]] * 6])).code == "same"
    )


def test_one_account_is_named_before_anything_else() -> None:
    days = [*spread(EARLIER, 8), *spread(RECENT, 40)]
    change = verdict(theme(days, ["しおさい商事"] * 36))
    assert (change.code, change.account, change.account_contacts) == (
        "one_account",
        "しおさい商事",
        36,
    )


def test_several_accounts_are_no_bias() -> None:
    days = [*spread(EARLIER, 20), *spread(RECENT, 20)]
    change = verdict(theme(days, [f"取引先{i % 5}" for i in range(20)]))
    assert (change.code, change.account) == ("same", "")


def test_ties_between_accounts_and_days_do_not_depend_on_the_order() -> None:
    days = [*[RECENT[2]] * 6, *[RECENT[7]] * 6, *spread(EARLIER, 2)]
    accounts = [*["乙"] * 6, *["甲"] * 6]
    forward, backward = (
        theme(days, accounts),
        theme(days, accounts).iloc[::-1].reset_index(drop=True),
    )
    assert verdict(forward) == verdict(backward)


def test_the_others_decide_how_sure_a_verdict_is() -> None:
    generator = np.random.default_rng(7)
    moved = even(20, 40)
    alone = verdict(moved)
    among = verdict(moved, steady(generator, 24, 3.0))
    assert alone.code == "rose"
    assert among.q > alone.q


def test_every_change_is_judged_in_the_order_of_the_themes() -> None:
    found = judge([even(40, 90), even(30, 30), even(90, 40), even(1, 1)], PERIOD, OPEN)
    assert [change.code for change in found] == ["rose", "same", "fell", "few"]


def test_every_code_has_a_word() -> None:
    from vocli.messages import catalogue

    codes: Any = ("rose", "fell", "same", "new", "few", "no_history", "one_day", "one_account")
    for language in ("ja", "en"):
        assert [code for code in codes if code not in catalogue(language, "codes")] == []
