"""Does `drivers` find what is there, and only that? Answers made at random, judged as the command judges.

    python benchmarks/drivers_simulation.py [--rounds 200]

Twelve factors as in an export: five broad kinds of voice, three narrow ones that are mostly said in a
complaint, and four themes of complaints. Three channels have means of their own, and complaints come more
through some of them; a fifth of the answers come from people who answer more than once and keep their mood.
Scores are 1 to 5, or left and stayed. The planted effect belongs to one theme, of one answer in ten.

false = rounds in which any of the twelve is claimed although none has an effect;
found = rounds in which the theme with the planted effect is claimed;
detectable = the difference that the command says it would have found, on average.
Ends with 1 when more than 5% of the rounds claim anything where nothing is, or when the planted 0.5
points are found in fewer than 80% of the rounds at n = 2,000.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocli.insights.drivers_factors import Factor, Study
from vocli.insights.drivers_judge import Judged, decide, estimate
from vocli.stats.effects import levels
from vocli.stats.rates import wilson

BROAD = {"question": 0.3, "request": 0.15, "errand": 0.12, "delight": 0.05}
NARROW = {"unresolved": 0.3, "repeat_contact": 0.15, "distrust": 0.08}  # of complaints
THEMES = {"T1": 0.25, "T2": 0.25, "T3": 0.15, "T4": 0.1}  # of complaints
PLANTED = "T2"
COMPLAINTS = np.array([0.35, 0.45, 0.55])  # by channel
CASES = (
    # answers, effect, churn
    (150, 0.0, False),
    (500, 0.0, False),
    (2000, 0.0, False),
    (400, 0.0, True),
    (2000, 0.0, True),
    (300, -0.5, False),
    (1000, -0.5, False),
    (2000, 0.5, False),
    (2000, -0.25, False),
    (2000, 0.1, True),
)
SIZES = {False: 0.5, True: 0.1}
_NO_VOICE = np.zeros(0, dtype=bool)


def make_study(rng: np.random.Generator, n: int, effect: float, churn: bool) -> Study:
    """n answers with their factors; `effect` belongs to the theme PLANTED."""
    people = np.where(rng.random(n) < 0.2, rng.integers(0, max(n // 12, 1), n), n + np.arange(n))
    _, person = np.unique(people, return_inverse=True)
    mood = rng.normal(0, 0.6, person.max() + 1)[person]
    channel = rng.choice(3, n, p=(0.6, 0.3, 0.1))
    factors = make_factors(rng, n, channel)
    planted = next(f.hits for f in factors if f.key == PLANTED)
    if churn:
        score = (rng.random(n) < 0.05 + 0.04 * channel + effect * planted).astype(float)
    else:
        usual = 3.6 + np.array([0.0, -0.5, 0.4])[channel] + mood + rng.normal(0, 0.9, n)
        score = np.clip(np.round(usual + effect * planted), 1, 5)
    adjust = levels([str(c) for c in channel])
    empty = pd.DataFrame()
    return Study(empty, empty, score, factors, adjust, ("channel",), person, "talk", 0)


def make_factors(
    rng: np.random.Generator, n: int, channel: NDArray[np.int64]
) -> tuple[Factor, ...]:
    """The twelve factors; every complaint is in one theme or in none."""
    complaint = rng.random(n) < COMPLAINTS[channel]
    hits = {"complaint": complaint}
    hits |= {key: rng.random(n) < share for key, share in BROAD.items()}
    hits |= {
        key: rng.random(n) < np.where(complaint, share, share / 10) for key, share in NARROW.items()
    }
    drawn = rng.choice(5, n, p=(*THEMES.values(), 1 - sum(THEMES.values())))
    themes = {key: complaint & (drawn == i) for i, key in enumerate(THEMES)}
    return (
        *(Factor(key, "signal", key, own, _NO_VOICE) for key, own in hits.items()),
        *(Factor(key, "theme", key, own, _NO_VOICE) for key, own in themes.items()),
    )


def judge(study: Study, churn: bool) -> list[Judged]:
    """The verdicts of one round."""
    judged = estimate(study)
    return decide(judged, SIZES[churn], [len(study.score)] * len(judged))


def run(n: int, effect: float, rounds: int, churn: bool = False) -> tuple[int, int, float, float]:
    """Rounds that claim anything, rounds that claim the planted theme, its mean effect, what is detectable."""
    any_claim = found = 0
    seen: list[float] = []
    reach: list[float] = []
    for seed in range(rounds):
        rng = np.random.default_rng([seed, n, round(abs(effect) * 1000), churn])
        judged = judge(make_study(rng, n, effect, churn), churn)
        claimed = {j.factor.key for j in judged if j.verdict in {"raises", "lowers"}}
        any_claim += bool(claimed)
        found += PLANTED in claimed
        own = next((j for j in judged if j.factor.key == PLANTED), None)
        if own and own.effect and own.reach:
            seen.append(own.effect.estimate)
            reach.append(own.reach)
    return any_claim, found, float(np.mean(seen)), float(np.mean(reach))


def main() -> int:
    """Print every case; 0 when both bars hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    missed = False
    print(f"{rounds} rounds each; 12 factors")
    print("answers        effect  false                    found         mean effect  detectable")
    for n, effect, churn in CASES:
        false, found, mean, reach = run(n, effect, rounds, churn)
        low, high = wilson(false, rounds)
        share = "-" if effect else f"{false:3d} ({false / rounds:.1%}, {low:.1%} to {high:.1%})"
        hit = f"{found:3d} ({found / rounds:.1%})" if effect else "-"
        kind = "churn" if churn else "score"
        print(f"{n:7,} {kind} {effect:+6.2f}  {share:24} {hit:13} {mean:+11.3f} {reach:11.3f}")
        missed |= not effect and false > 0.05 * rounds
        missed |= n == 2000 and effect == 0.5 and found < 0.8 * rounds
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
