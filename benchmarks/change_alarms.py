"""How often does `watch` cry where nothing changed, and which rises does it find?

    python benchmarks/change_alarms.py [--histories 200] [--power-histories 100] [--seed 1]

Histories of 20 themes over 8 weeks with Japanese holidays, 1.5 to 12 contacts a week per theme, counts negative binomial
with the variance 1.5 x mean, spread over the open days of a week at random. They go through the judge that `watch`
asks (`vocli.insights.surges.judge_sharply`), and with the rest of a page (all contacts, complaints, thanks, delight, six
themes of praise) through the one that `weekly` asks (`judge_sharply_together`).

nothing changing: histories in which any theme gets an arrow (増えた, 減った, 急に増えた, 新しい) or a burst; of the page,
in which any row of any of its tables does.
one week: one theme has `rise` times its usual contacts in the newest week; found = 急に増えた (or 増えた, 新しい).
four weeks: the same theme has `rise` times its usual contacts in each of the last four weeks.

Ends with 1 when more than 5% of the histories without change have any arrow or burst, of `watch` or of the page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from vocli.insights.surges import Surge, judge_sharply, judge_sharply_together
from vocli.model import Period
from vocli.stats.calendar import is_holiday
from vocli.stats.rates import wilson

BAR = 0.05
THEMES, WEEKS, RATIO = 20, 8, 1.5
PRAISE, NEUTRAL = 6, 60  # themes of praise; contacts a week without complaint or praise
VOLUMES = (2, 4, 8, 16, 32)  # usual contacts a week of the theme that rises
RISES = (1.5, 2.0, 3.0, 4.0, 6.0)
ARROWS = frozenset({"rose", "fell", "surged", "new", "one_day"})
UP = frozenset({"rose", "surged", "new", "one_day"})
START = date(2026, 9, 21)
OPEN = [d for d in (START + timedelta(i) for i in range(7 * WEEKS)) if d.weekday() < 6 and not is_holiday(d)]  # fmt: skip
MIDDLE, END = START + timedelta(28), START + timedelta(7 * WEEKS - 1)
PERIOD = Period(MIDDLE, END, START, MIDDLE - timedelta(1), sum(d >= MIDDLE for d in OPEN), sum(d < MIDDLE for d in OPEN))  # fmt: skip


def make_theme(
    rng: np.random.Generator, mean: float, rise: float, weeks: Sequence[int]
) -> pd.DataFrame:
    """A theme's contacts; `rise` times as many in the weeks named."""
    days: list[date] = []
    for week in range(WEEKS):
        own = [d for d in OPEN if (d - START).days // 7 == week]
        expected = mean * len(own) / 6 * (rise if week in weeks else 1.0)
        n = rng.negative_binomial(expected / (RATIO - 1), 1 / RATIO)
        days += [own[i] for i in rng.integers(0, len(own), n)]
    return pd.DataFrame({"day": pd.Series(days, dtype=object), "account": ""})


def judge_history(
    rng: np.random.Generator, volume: float = 0.0, rise: float = 1.0, weeks: Sequence[int] = ()
) -> list[Surge]:
    """The verdicts on one history; its first theme rises where a volume is given."""
    means = rng.uniform(1.5, 12, THEMES)
    if volume:
        means[0] = volume
    themes = [make_theme(rng, m, rise, weeks if not i else ()) for i, m in enumerate(means)]
    return judge_sharply(themes, PERIOD, OPEN, END)


def false_alarms(histories: int, seed: int) -> dict[str, int]:
    """Histories without change in which each verdict appears at all; `any` for one of them."""
    seen = dict.fromkeys((*sorted(ARROWS), "any"), 0)
    for nth in range(histories):
        codes = {s.code for s in judge_history(np.random.default_rng((seed, nth)))} & ARROWS
        for code in codes:
            seen[code] += 1
        seen["any"] += bool(codes)
    return seen


def page_alarms(histories: int, seed: int) -> dict[str, int]:
    """Histories without change in which a table of the weekly page has any arrow or burst, by table."""
    seen = dict.fromkeys(("whole", "themes", "plus", "watch", "any"), 0)
    for nth in range(histories):
        rng = np.random.default_rng((seed, nth, 1))
        themes = [make_theme(rng, m, 1.0, ()) for m in rng.uniform(1.5, 12, THEMES)]
        praise = [make_theme(rng, m, 1.0, ()) for m in rng.uniform(0.5, 5, PRAISE)]
        complaints, thanks = pd.concat(themes), pd.concat(praise)
        rest = make_theme(rng, NEUTRAL, 1.0, ())
        delight = make_theme(rng, 4, 1.0, ())
        whole = [pd.concat([complaints, thanks, delight, rest]), complaints, thanks, delight]
        found = judge_sharply_together([whole, themes, praise], PERIOD, OPEN, END)
        told = dict(zip(("whole", "themes", "plus"), found, strict=True))
        alarms = {name: any(s.change.code in ARROWS for s in own) for name, own in told.items()}
        alarms["watch"] = any(s.code in ARROWS for s in told["themes"])
        for name, alarm in alarms.items():
            seen[name] += alarm
        seen["any"] += any(alarms.values())
    return seen


def print_alarms(title: str, seen: dict[str, int], histories: int) -> None:
    """The share with its interval, then what it is made of."""
    low, high = wilson(seen["any"], histories)
    parts = ", ".join(f"{name} {n}" for name, n in seen.items() if name != "any")
    print(f"{title}: {seen['any']} of {histories} histories with any arrow or burst "
          f"({seen['any'] / histories:.1%}, 95% {low:.1%} to {high:.1%}); {parts}", flush=True)  # fmt: skip


def power(histories: int, seed: int, volume: float, rise: float, weeks: Sequence[int]) -> float:
    """How often the theme that rises is told."""
    key = (seed, int(volume * 10), int(rise * 10), len(weeks))
    told = [
        judge_history(np.random.default_rng((*key, nth)), volume, rise, weeks)[0].code in UP
        for nth in range(histories)
    ]
    return sum(told) / len(told)


def print_power(title: str, histories: int, seed: int, weeks: Sequence[int]) -> None:
    """The curve as a table, and per volume the smallest rise that is found in 80% of the histories."""
    print(f"\n{title}: share of {histories} histories in which the theme is told")
    print("usual/week  " + "".join(f"x{rise:<6g}" for rise in RISES) + "smallest found >= 80%")
    for volume in VOLUMES:
        shares = [power(histories, seed, volume, rise, weeks) for rise in RISES]
        found = [f"x{r:g}" for r, s in zip(RISES, shares, strict=True) if s >= 0.8]
        cells = "".join(f"{share:<7.0%}" for share in shares)
        print(f"{volume:<12}{cells}{found[0] if found else 'none of these'}", flush=True)


def main() -> int:
    """Both sides; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--power-histories", type=int, default=100, help="for each cell of the curves"
    )
    parser.add_argument("--no-power", action="store_true", help="the false alarms alone")
    asked = parser.parse_args()
    seen = false_alarms(asked.histories, asked.seed)
    print_alarms("nothing changing, watch", seen, asked.histories)
    page = page_alarms(asked.histories, asked.seed)
    print_alarms("nothing changing, the weekly page", page, asked.histories)
    if not asked.no_power:
        print_power("one week", asked.power_histories, asked.seed, (7,))
        print_power("four weeks", asked.power_histories, asked.seed, (4, 5, 6, 7))
    return int(max(seen["any"], page["any"]) > BAR * asked.histories)


if __name__ == "__main__":
    sys.exit(main())
