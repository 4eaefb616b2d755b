"""What moves a score: differences between those with and without a feature, other things being equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEVEL = 0.05  # of all claims together
POWER = 0.8
LEAST = 10  # answers with a feature, and without it, below which nothing is estimated
_TOLERANCE = 0.1  # share of a column that the others must leave unexplained
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Effect:
    """One adjusted difference, in the score's own unit, with its 95% interval.

    p is two-sided. df are the degrees of freedom that its standard error `se` stands on.
    """

    estimate: float
    se: float
    df: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Chosen:
    """Which of several columns can be told apart; all by position.

    overlapping: position -> the kept column that it says the same as (-1 = the adjustment).
    crowded: those for which the answers are too few to hold one more.
    """

    kept: tuple[int, ...]
    overlapping: dict[int, int]
    crowded: tuple[int, ...]


def levels(labels: Sequence[str], least: int = LEAST) -> Numbers:
    """0/1 columns that tell the labels apart, shape (rows, k); the most frequent label has none.

    Labels of fewer than `least` rows share a column; where even together they are fewer, they have none.
    """
    names, codes, counts = np.unique(
        np.asarray(labels, dtype=object).astype(str), return_inverse=True, return_counts=True
    )
    if len(names) < 2:
        return np.zeros((len(codes), 0))
    base = int(np.argmax(counts))
    often = [i for i in range(len(names)) if i != base and counts[i] >= least]
    columns = [codes == i for i in often]
    rare = ~np.isin(codes, [base, *often])
    if rare.sum() >= least:
        columns.append(rare)
    stacked = np.column_stack(columns) if columns else np.zeros((len(codes), 0))
    return stacked.astype(np.float64)


def choose(features: Numbers, adjust: Numbers, room: int) -> Chosen:
    """The features that can stand in one regression, tried in the order of the columns.

    One is left out where the adjustment and those before it explain more than nine tenths of it (a
    variance inflation above 10), or where `room` columns beside the constant are taken.
    """
    kept: list[int] = []
    overlapping: dict[int, int] = {}
    crowded: list[int] = []
    basis = _basis(np.column_stack([np.ones(len(features)), adjust]))
    for i in range(features.shape[1]):
        column = features[:, i]
        spread = float(((column - column.mean()) ** 2).sum())
        rest = column - basis @ (basis.T @ column)
        if spread < _ROUNDING or float(rest @ rest) < _TOLERANCE * spread:
            overlapping[i] = _alike(features, i, kept)
        elif len(kept) + adjust.shape[1] >= room:
            crowded.append(i)
        else:
            kept.append(i)
            rest = rest - basis @ (basis.T @ rest)  # once more, against rounding
            basis = np.column_stack([basis, rest / np.linalg.norm(rest)])
    return Chosen(tuple(kept), overlapping, tuple(crowded))


def regress(
    score: Numbers, features: Numbers, adjust: Numbers, groups: NDArray[np.int64] | None = None
) -> list[Effect]:
    """The effect of each feature with all others and the adjustment held equal, by least squares.

    score: shape (n,). features: 0/1, shape (n, k), able to stand together (`choose`). groups: who gave
    each answer; answers of one person are not independent.
    Standard errors: HC2 (MacKinnon & White 1985) summed within groups, but never below the usual one,
    for a small group of equal answers has no scatter of its own. Degrees of freedom: Bell & McCaffrey
    (2002), fewer where a person answered often.
    """
    n, k = features.shape
    design = np.column_stack([features, np.ones(n), adjust])
    basis, triangle = np.linalg.qr(design)
    weights = np.linalg.solve(triangle, basis.T)[:k]  # row j: how the answers make effect j
    left = score - basis @ (basis.T @ score)
    free = n - design.shape[1]
    hat = np.minimum((basis**2).sum(axis=1), 1 - _ROUNDING)
    scaled = weights * (left / np.sqrt(1 - hat))
    usual = (weights**2).sum(axis=1) * float(left @ left) / max(free, 1)
    robust = (scaled**2).sum(axis=1)
    df = np.array([_freedom(row**2 / (1 - hat), hat, basis) for row in weights])
    if groups is not None:
        robust = np.maximum(robust, _summed(scaled, groups))
        df = np.minimum(df, _group_freedom(weights**2, groups))
    se = np.sqrt(np.maximum(robust, usual))
    return _effects(weights @ score, se, np.clip(df, 1.0, max(free, 1)))


def detectable(effect: Effect, tests: int) -> float:
    """The smallest difference that would have been found with 80% power among so many tests.

    The level of one test is that of all divided by their number, which is what the first claim has
    to pass (Bonferroni; Benjamini-Hochberg for the smallest p-value).
    """
    from scipy.special import stdtrit

    level = LEVEL / max(tests, 1)
    quantiles = stdtrit(effect.df, 1 - level / 2) + stdtrit(effect.df, POWER)
    return float(quantiles * effect.se)


def answers_needed(answers: int, reached: float, wanted: float) -> int:
    """How many answers it takes to find `wanted` where `answers` find `reached`, other things equal."""
    if not np.isfinite(reached) or wanted <= 0:
        return 0
    return int(np.ceil(answers * (reached / wanted) ** 2))


def without(score: Numbers, feature: NDArray[np.bool_]) -> float:
    """How far the mean of all lies from the mean of those without the feature (leave one out).

    NaN where everybody or nobody has it.
    """
    rest = score[~feature]
    return float(score.mean() - rest.mean()) if 0 < len(rest) < len(score) else float("nan")


def _basis(columns: Numbers) -> Numbers:
    """An orthonormal basis of what the columns span."""
    u, size, _ = np.linalg.svd(columns, full_matrices=False)
    return np.asarray(u[:, size > _ROUNDING * max(size.max(), 1.0)])


def _alike(features: Numbers, i: int, kept: Sequence[int]) -> int:
    """The kept column that correlates most with column i; -1 where none does."""
    centred = features - features.mean(axis=0)
    own = centred[:, i]
    near = [(abs(float(own @ centred[:, j])) / _norm(own, centred[:, j]), -j) for j in kept]
    best = max(near, default=(0.0, 1))
    return -best[1] if best[0] > 0.5 else -1


def _norm(a: Numbers, b: Numbers) -> float:
    return max(float(np.sqrt((a @ a) * (b @ b))), _ROUNDING)


def _freedom(b: Numbers, hat: Numbers, basis: Numbers) -> float:
    """Satterthwaite's degrees of freedom of an HC2 variance, b being the squared weights over 1 - h.

    trace(G)² / trace(G²) with G = diag(a) (I - H) diag(a), a² = b; H is never formed.
    """
    trace = float((b * (1 - hat)).sum())
    mixed = basis.T @ (basis * b[:, None])
    squared = float((b**2 * (1 - 2 * hat)).sum() + (mixed**2).sum())
    return trace**2 / squared if squared > 0 else 1.0


def _summed(scaled: Numbers, groups: NDArray[np.int64]) -> Numbers:
    """The variance when what one group's answers add is added up before it is squared."""
    count = int(groups.max()) + 1
    sums = np.array([np.bincount(groups, weights=row, minlength=count) for row in scaled])
    return np.asarray((sums**2).sum(axis=1)) * count / max(count - 1, 1)


def _group_freedom(squared: Numbers, groups: NDArray[np.int64]) -> Numbers:
    """Degrees of freedom by how evenly an effect's weight lies on the groups."""
    sums = np.array([np.bincount(groups, weights=row) for row in squared])
    return np.asarray(sums.sum(axis=1) ** 2 / np.maximum((sums**2).sum(axis=1), _ROUNDING**2))


def _effects(estimates: Numbers, se: Numbers, df: Numbers) -> list[Effect]:
    from scipy.special import stdtr, stdtrit

    reach = stdtrit(df, 0.975) * se
    flat = se <= _ROUNDING  # every answer is the same: nothing to tell
    ratio = np.where(flat, 0.0, np.abs(estimates) / np.where(flat, 1.0, se))
    p = 2 * stdtr(df, -ratio)
    return [
        Effect(float(e), float(s), float(d), float(e - r), float(e + r), float(q))
        for e, s, d, r, q in zip(estimates, se, df, reach, p, strict=True)
    ]
