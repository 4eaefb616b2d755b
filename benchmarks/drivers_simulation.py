"""Does `drivers` find what is there, and only that? Answers made at random, judged as the command judges.

    python benchmarks/drivers_simulation.py [--rounds 200]

Twelve features (of 2 to 30 in 100 answers), three channels with means of their own that the features
lean on, answers of 1 to 5; a fifth of the answers come from people who answer more than once and keep
their mood. Per case:
false claims = rounds in which any of the twelve is claimed although none has an effect;
found = rounds in which the planted effect is claimed; power = what the standard error promised.
Ends with 1 when more than 5% of the rounds claim anything where nothing is (with their 95% interval), or
when the planted 0.5 points are found in fewer than 80% of the rounds at n = 2,000.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
from numpy.typing import NDArray

from vocli.stats.effects import LEAST, Effect, choose, detectable, levels, regress
from vocli.stats.rates import benjamini_hochberg, wilson

SHARES = (0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02)
PLANTED = 5  # the feature of one answer in ten
Numbers = NDArray[np.float64]


def make_answers(
    rng: np.random.Generator, n: int, effect: float, binary: bool
) -> tuple[Numbers, Numbers, NDArray[np.str_], NDArray[np.int64]]:
    """Score, features, channel and person of n answers; `effect` belongs to the feature PLANTED."""
    people = np.where(rng.random(n) < 0.2, rng.integers(0, max(n // 12, 1), n), n + np.arange(n))
    _, person = np.unique(people, return_inverse=True)
    mood = rng.normal(0, 0.6, person.max() + 1)[person]
    channel = rng.choice(3, n, p=(0.6, 0.3, 0.1))
    shares = np.array(SHARES)[None, :] * np.array([0.8, 1.2, 1.6])[channel][:, None]
    features = (rng.random((n, len(SHARES))) < shares).astype(float)
    pull = effect * features[:, PLANTED]
    if binary:
        risk = 0.05 + 0.04 * channel + pull
        score = (rng.random(n) < risk).astype(float)
    else:
        latent = 3.6 + np.array([0.0, -0.5, 0.4])[channel] + mood + rng.normal(0, 0.9, n) + pull
        score = np.clip(np.round(latent), 1, 5)
    return score, features, np.array(["phone", "chat", "mail"])[channel], person


def claims(
    score: Numbers, features: Numbers, channel: NDArray[np.str_], person: NDArray[np.int64]
) -> dict[int, tuple[Effect, float, int]]:
    """Per tested feature its effect, q and the number of tests."""
    hits = features.sum(axis=0)
    often = np.flatnonzero((hits >= LEAST) & (len(score) - hits >= LEAST))
    order = often[np.argsort(-hits[often], kind="stable")]
    adjust = levels(channel.tolist())
    chosen = choose(features[:, order], adjust, len(score) // 10)
    kept = [int(order[i]) for i in chosen.kept]
    if not kept:
        return {}
    effects = regress(score, features[:, kept], adjust, person)
    q = benjamini_hochberg([e.p for e in effects])
    return {i: (e, v, len(kept)) for i, e, v in zip(kept, effects, q, strict=True)}


def run(n: int, effect: float, rounds: int, binary: bool = False) -> tuple[int, int, float, float]:
    """Rounds with a false claim, rounds that found the effect, mean effect, mean detectable effect."""
    false = found = 0
    seen: list[float] = []
    reach: list[float] = []
    for seed in range(rounds):
        rng = np.random.default_rng([seed, n, round(abs(effect) * 1000), binary])
        made = claims(*make_answers(rng, n, effect, binary))
        false += any(q <= 0.05 for i, (_, q, _) in made.items() if not effect or i != PLANTED)
        if PLANTED in made:
            own, q, tests = made[PLANTED]
            found += q <= 0.05
            seen.append(own.estimate)
            reach.append(detectable(own, tests))
    mean = (float(np.mean(v)) if v else float("nan") for v in (seen, reach))
    return false, found, *mean  # type: ignore[return-value]


def main() -> int:
    """Print every case; 0 when both bars hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    missed = False
    print(f"{rounds} rounds each; 12 features")
    print("answers  effect  any false claim          found            mean effect  detectable")
    for n, effect, binary in CASES:
        false, found, mean, reach = run(n, effect, rounds, binary)
        low, high = wilson(false, rounds)
        share = f"{false:3d} ({false / rounds:5.1%}, {low:.1%}-{high:.1%})"
        hit = f"{found:3d} ({found / rounds:6.1%})" if effect else "-"
        kind = "churn" if binary else "score"
        print(f"{n:7,} {effect:7.2f}  {share:24} {hit:16} {mean:+11.3f} {reach:11.3f}  {kind}")
        missed |= not effect and false > 0.05 * rounds
        missed |= n == 2000 and effect == 0.5 and found < 0.8 * rounds
    return int(missed)


CASES = (
    (150, 0.0, False),
    (500, 0.0, False),
    (2000, 0.0, False),
    (2000, 0.0, True),
    (400, 0.0, True),
    (300, -0.5, False),
    (1000, -0.5, False),
    (2000, 0.5, False),
    (2000, -0.25, False),
    (2000, 0.1, True),
)


if __name__ == "__main__":
    sys.exit(main())
