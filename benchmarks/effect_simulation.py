"""Does `effect` claim what is there, and only that? Counts made at random, judged as the command judges.

    python benchmarks/effect_simulation.py [--rounds 200]

Twenty themes over eight weeks, ten contacts a week on average and of every size, on the days of a desk that
is open from Monday to Saturday with busy Mondays and one holiday, all of it busier in some weeks. Daily counts
are negative binomial with a variance of 1.5 times the mean. Something is done about one theme after four weeks.

false = rounds in which a change is claimed although there is none;
found = rounds in which the planted fall is claimed; stated = how often the command's own error says it would be;
covered = rounds whose 95% interval holds the true change;
before = rounds that say 「前の週から減り始めていた」.
The last rows lie outside what is promised and are for reading only: themes that drift apart by 20%, an outbreak
of one day, and a theme that was falling by itself, about which the command must say so.
Ends with 1 when more than 5% of the rounds claim anything where nothing is, when the intervals of all promised
cases together cover fewer than 92% or more than 98% (or one case's share cannot be within), or when a fall of 30% is found in fewer rounds than stated by more than 8 points.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.insights.effect_judge import measure
from vocli.insights.effect_windows import controls, count, span_of, study
from vocli.insights.named_theme import all_themes
from vocli.model import Facts, Funnel
from vocli.model.requests import ImprovementRequest, RequestList
from vocli.stats.before_after import power
from vocli.stats.rates import wilson

START = date(2026, 9, 28)  # a Monday
DAYS, HALF, THEMES, MEAN = 56, 28, 20, 10.0
SHAPE = np.array([1.5, 1.1, 1.0, 1.0, 1.0, 0.4, 0.0])
HOLIDAY = 14  # 2026-10-12
SCATTER = 1.5
FALL = 0.7
COVERED = (0.92, 0.98)


@dataclass(frozen=True)
class Case:
    """What is planted: contacts a week of the theme, its true ratio, and what else happens."""

    weekly: float
    ratio: float = 1.0
    drift: float = 0.0
    outbreak: bool = False
    falling: bool = False
    judged: bool = True


CASES = (
    Case(5),
    Case(15),
    Case(40),
    Case(15, FALL),
    Case(40, FALL),
    Case(80, FALL),
    Case(15, outbreak=True, judged=False),
    Case(40, drift=0.2, judged=False),
    Case(40, FALL, drift=0.2, judged=False),
    Case(40, 0.35, falling=True, judged=False),
)


def make_counts(rng: np.random.Generator, case: Case) -> NDArray[np.int64]:
    """Contacts per theme and day; the first theme is the one that something is done about."""
    weekly = np.maximum(rng.gamma(3, MEAN / 3, THEMES), 1.0)
    weekly[0] = case.weekly
    day = np.tile(SHAPE / SHAPE.sum(), DAYS // 7)
    day[HOLIDAY] = 0.0
    busy = np.repeat(np.exp(rng.normal(0, 0.12, DAYS // 7)), 7)
    mean = weekly[:, None] * (day * busy)[None, :]
    mean[:, HALF:] *= np.exp(rng.normal(0, case.drift, THEMES))[:, None]
    if case.falling:  # by itself, from the middle of the time before
        path = np.ones(DAYS)
        path[HALF - 14 : HALF] = np.linspace(1.0, case.ratio, 14)
        path[HALF:] = case.ratio
        mean[0] *= path
    else:
        mean[0, HALF:] *= case.ratio
    size = np.maximum(mean / (SCATTER - 1), 1e-9)
    drawn: NDArray[np.int64] = rng.negative_binomial(size, 1 / SCATTER)
    if case.outbreak:
        drawn[0, HALF + 9] += round(5 * case.weekly)
    return drawn


def make_facts(counts: NDArray[np.int64]) -> Facts:
    """Facts of one contact per count, as a run would leave them."""
    theme, day = np.nonzero(counts)
    many = counts[theme, day]
    theme, day = np.repeat(theme, many), np.repeat(day, many)
    days = [START + timedelta(int(d)) for d in day]
    names = [f"T{i:02d}" for i in range(THEMES)]
    contacts = pd.DataFrame(
        {
            "contact_id": [f"K{i:06d}" for i in range(len(days))],
            "day": pd.Series(days, dtype=object),
            "theme_id": [names[i] for i in theme],
            "plus_id": "",
            "considered": True,
        }
    )
    n = len(contacts)
    return Facts(
        contacts=contacts,
        voices=pd.DataFrame(),
        themes=pd.DataFrame({"theme_id": names, "name": [f"用件{name}" for name in names]}),
        funnel=Funnel(n, n, 0, 0, 0, 0, n, n, n, 0),
        signal="complaint",
        period=None,
        open_days=tuple(sorted(set(days))),
    )


def run(case: Case, rounds: int) -> dict[str, float]:
    """Shares of rounds by what was claimed, and the mean of the power that is stated."""
    acted = START + timedelta(HALF)
    asked = ImprovementRequest("VOC-1", "T00", state="done", acted_on=acted, aim="reduce")
    end = START + timedelta(DAYS - 1)
    seen = {"fell": 0, "rose": 0, "covered": 0, "before": 0}
    stated = []
    for seed in range(rounds):
        key = [seed, int(case.weekly), int(100 * case.ratio), int(100 * case.drift), case.falling]
        facts = make_facts(make_counts(np.random.default_rng(key), case))
        m = measure(facts, RequestList("", (asked,)), end)[0]
        assert m.effect
        true = case.ratio - 1
        seen["fell"] += m.verdict == "fell"
        seen["rose"] += m.verdict == "rose"
        seen["covered"] += m.effect.low <= true <= m.effect.high
        seen["before"] += m.moving_before
        found, theme = study(facts, end), all_themes(facts)[0]
        span = span_of(acted, end)
        windows = controls(found, theme, span, frozenset({theme}))[1]
        stated.append(power(count(found, theme, span).windows, windows, found.phi, FALL))
    return {k: n / rounds for k, n in seen.items()} | {"stated": float(np.mean(stated))}


def broken(case: Case, shares: dict[str, float], rounds: int) -> list[str]:
    """The bars that the case breaks."""
    if not case.judged:
        return []
    out = []
    if case.ratio == 1.0 and shares["fell"] + shares["rose"] > 0.05:
        out.append("false")
    low, high = wilson(round(shares["covered"] * rounds), rounds)
    if low > COVERED[1] or high < COVERED[0]:
        out.append("covered")
    if case.ratio == FALL and shares["fell"] < shares["stated"] - 0.08:
        out.append("found")
    return out


def main() -> int:
    """Print every case; 0 when the bars hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    missed = False
    covered: list[float] = []
    print(f"{rounds} rounds each; {THEMES} themes, variance {SCATTER} times the mean")
    print("a week  change  drift  also       false  found  stated  covered  before")
    for case in CASES:
        shares = run(case, rounds)
        also = "outbreak" if case.outbreak else "falling" if case.falling else "-"
        changed = case.ratio != 1.0
        false = "-" if changed else f"{shares['fell'] + shares['rose']:.1%}"
        found = f"{shares['fell']:.1%}" if changed else "-"
        bars = broken(case, shares, rounds)
        covered += [shares["covered"]] if case.judged else []
        missed |= bool(bars)
        print(
            f"{case.weekly:6.0f} {case.ratio - 1:+7.0%} {case.drift:6.0%}  {also:9}"
            f" {false:>6} {found:>6} {shares['stated']:7.1%} {shares['covered']:8.1%}"
            f" {shares['before']:7.1%}  {' '.join(bars) or ('' if case.judged else '(no bar)')}",
            flush=True,
        )
    together = float(np.mean(covered))
    print(f"covered in all promised cases: {together:.1%}")
    return int(missed or not COVERED[0] <= together <= COVERED[1])


if __name__ == "__main__":
    sys.exit(main())
