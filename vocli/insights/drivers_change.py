"""Whether a factor moves the score more, or less, than it did in the earlier window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from vocli.insights.drivers_factors import Study
from vocli.insights.drivers_judge import Judged, estimate
from vocli.insights.drivers_scores import Outcome
from vocli.model import Column, Insight, Kind, Note, Place
from vocli.stats.effects import LEVEL, Effect, Numbers, detectable, levels, regress
from vocli.stats.rates import benjamini_hochberg


def changes(recent: Study, earlier: Study, outcome: Outcome) -> Insight:
    """One row per factor that either window could test: both effects, their difference and the verdict.

    grew, shrank: the difference survives Benjamini-Hochberg at 5%. same: a difference of the stated size
    would have been found. undecided: neither, or a window with too few answers.
    """
    now, before = (
        {(j.factor.kind, j.factor.key): j for j in estimate(s)} for s in (recent, earlier)
    )
    keys = [k for k, j in now.items() if j.effect or (k in before and before[k].effect)]
    keys.sort(key=lambda k: (-now[k].answers, k))
    found: dict[tuple[str, str], Effect] = {}
    for kind in ("signal", "theme"):
        both = [
            k for k in keys if k[0] == kind and now[k].effect and k in before and before[k].effect
        ]
        if both:
            found |= dict(zip(both, interactions(recent, earlier, both), strict=True))
    q = dict(zip(found, benjamini_hochberg([e.p for e in found.values()]), strict=True))
    rows = [
        _row(now[k], before.get(k), found.get(k), (q.get(k, 1.0), len(found)), outcome)
        for k in keys
    ]
    columns = _columns(outcome)
    table = pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object)
    values = {"n": len(recent.score), "before": len(earlier.score)}
    notes = (Note("drivers.change_how"),)
    return Insight("drivers_change", Note("drivers.change_title", values), table, columns, notes)


def interactions(recent: Study, earlier: Study, keys: Sequence[tuple[str, str]]) -> list[Effect]:
    """How much the effect of each factor differs between two windows (recent minus earlier).

    One regression on the answers of both windows: the factors, the window, their products, and channel.
    `keys` are (kind, key) of one kind of factors, each of which both windows could test.
    """
    score = np.concatenate([earlier.score, recent.score])
    late = np.repeat([0.0, 1.0], [len(earlier.score), len(recent.score)])
    both = np.vstack([_columns_of(earlier, keys), _columns_of(recent, keys)])
    channel = levels([*earlier.contacts["channel"], *recent.contacts["channel"]])
    adjust = np.column_stack([late, both, channel])
    people = [*earlier.contacts["customer"].fillna(""), *recent.contacts["customer"].fillna("")]
    named = np.asarray([code or f"\0{i}" for i, code in enumerate(people)], dtype=object)
    groups = np.asarray(pd.factorize(named)[0], dtype=np.int64)
    return regress(score, both * late[:, None], adjust, groups)


def _columns_of(study: Study, keys: Sequence[tuple[str, str]]) -> Numbers:
    hits = {(f.kind, f.key): f.hits for f in study.factors}
    return np.column_stack([hits[key] for key in keys]).astype(np.float64)


def _columns(outcome: Outcome) -> tuple[Column, ...]:
    gap = Kind.POINTS if outcome.is_share else Kind.SCORE

    def own(key: str, kind: Kind, place: Place = Place.ROW) -> Column:
        return Column(key, kind, place, label=f"drivers.columns.{key}")

    return (
        own("factor", Kind.CODE),
        own("contacts_before", Kind.INT),
        Column("contacts", Kind.INT),
        own("effect_before", gap),
        own("effect", gap),
        own("difference", gap),
        own("change", Kind.CODE),
        own("factor_id", Kind.ID, Place.DETAIL),
        own("factor_kind", Kind.CODE, Place.DETAIL),
        own("difference_low", gap, Place.DETAIL),
        own("difference_high", gap, Place.DETAIL),
        Column("q", Kind.SCORE, Place.DETAIL),
        own("detectable", gap, Place.DETAIL),
    )


def _row(
    now: Judged,
    before: Judged | None,
    effect: Effect | None,
    tested: tuple[float, int],
    outcome: Outcome,
) -> dict[str, object]:
    scale = 100.0 if outcome.is_share else 1.0
    q, tests = tested
    reach = detectable(effect, tests) if effect else None
    old = before.effect if before else None
    return {
        "factor": now.factor.name,
        "factor_id": now.factor.key,
        "factor_kind": now.factor.kind,
        "contacts_before": before.answers if before else 0,
        "contacts": now.answers,
        "effect_before": old and scale * old.estimate,
        "effect": now.effect and scale * now.effect.estimate,
        "difference": effect and scale * effect.estimate,
        "difference_low": effect and scale * effect.low,
        "difference_high": effect and scale * effect.high,
        "q": q if effect else None,
        "detectable": reach and scale * reach,
        "change": _verdict(effect, q, reach, outcome.size),
    }


def _verdict(effect: Effect | None, q: float, reach: float | None, size: float) -> str:
    if effect is None or reach is None:
        return "undecided"
    if q <= LEVEL:
        return "up" if effect.estimate > 0 else "down"
    return "same" if reach <= size else "undecided"
