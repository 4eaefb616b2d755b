"""The table of factors: counts, means, difference, verdict, field of the portfolio, and a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from vocli.insights.drivers_factors import Study
from vocli.insights.drivers_judge import Judged, impact, quadrant
from vocli.insights.drivers_scores import Outcome
from vocli.insights.quote import representative
from vocli.messages import has
from vocli.model import Column, Insight, Kind, Note, Place
from vocli.stats.scores import count_promoters, nps

_SHOWN_OPEN = 4  # rows without a verdict that a screen shows behind the others
_PRAISE = frozenset({"thanks", "delight", "satisfaction", "staff_praise"})
_GOOD = frozenset({"delight", "staff_praise", "expectation_exceeded", "resolved"})


@dataclass(frozen=True)
class Part:
    """The contacts of one label of --by; "" is the whole."""

    label: str
    study: Study


def table_of(
    parts: Sequence[tuple[Part, Sequence[Judged]]], outcome: Outcome, split: bool
) -> Insight:
    """The rows of all parts, with the voices behind each as evidence."""
    columns = columns_for(outcome, split)
    rows, evidence = [], []
    for part, judged in parts:
        for j in judged:
            if split and j.reason == "few":
                continue
            rows.append({"by": part.label} | row_of(j, part.study, outcome))
            said = part.study.voices.loc[j.factor.voices, "voice_id"]
            evidence.append(tuple(said))
    keys = [c.key for c in columns]
    return Insight(
        name="drivers",
        title=None,
        table=pd.DataFrame([{k: row[k] for k in keys} for row in rows], columns=keys, dtype=object),
        columns=columns,
        evidence=tuple(evidence),
        shown=None if split else _shown([j for _, one in parts for j in one]),
        keys=("by", "factor_id") if split else ("factor_id",),
    )


def columns_for(outcome: Outcome, split: bool) -> tuple[Column, ...]:
    """The columns; means are shares, and differences points, where the outcome is a share."""
    mean = Kind.SHARE if outcome.is_share else Kind.SCORE
    gap = Kind.POINTS if outcome.is_share else Kind.SCORE

    def own(key: str, kind: Kind, place: Place = Place.ROW, width: int = 0) -> Column:
        return Column(key, kind, place, width, label=f"drivers.columns.{key}")

    promoters = outcome.score == "nps"
    return (
        *((own("by", Kind.TEXT),) if split else ()),
        own("factor", Kind.CODE),
        Column("contacts", Kind.INT),
        own("mean_with", mean),
        own("mean_without", mean),
        own("effect", gap),
        own("verdict", Kind.CODE),
        own("portfolio", Kind.CODE),
        own("range", Kind.TEXT, Place.BELOW),
        Column("quote", Kind.QUOTE, Place.BELOW),
        Column("quote_date", Kind.DATE, Place.BELOW),
        Column("voice_kind", Kind.CODE, Place.DETAIL),
        own("factor_id", Kind.ID, Place.DETAIL),
        own("factor_kind", Kind.CODE, Place.DETAIL),
        own("without", Kind.INT, Place.DETAIL),
        own("effect_low", gap, Place.DETAIL),
        own("effect_high", gap, Place.DETAIL),
        Column("q", Kind.SCORE, Place.DETAIL),
        own("detectable", gap, Place.DETAIL),
        own("answers_needed", Kind.INT, Place.DETAIL),
        own("impact", gap, Place.DETAIL),
        *((own("nps_with", Kind.POINTS, Place.DETAIL),) if promoters else ()),
        *((own("nps_without", Kind.POINTS, Place.DETAIL),) if promoters else ()),
    )


def row_of(j: Judged, study: Study, outcome: Outcome) -> dict[str, object]:
    """Every value of a row; differences of shares in points."""
    scale = 100.0 if outcome.is_share else 1.0
    hits, score = j.factor.hits, study.score
    effect = j.effect
    moved = impact(j, study)
    quote = _quote(j, study)
    return {
        "factor": j.factor.name,
        "factor_id": j.factor.key,
        "factor_kind": j.factor.kind,
        "contacts": j.answers,
        "without": j.rest,
        "mean_with": _mean(score[hits]),
        "mean_without": _mean(score[~hits]),
        "effect": effect and scale * effect.estimate,
        "effect_low": effect and scale * effect.low,
        "effect_high": effect and scale * effect.high,
        "q": j.q,
        "detectable": None if j.reach is None else scale * j.reach,
        "answers_needed": j.needed or None,
        "impact": None if np.isnan(moved) else scale * moved,
        "nps_with": _nps(score[hits]),
        "nps_without": _nps(score[~hits]),
        "verdict": j.verdict,
        "portfolio": quadrant(j, study, outcome) or None,
        "range": _range(j, scale, moved, len(score)),
        "quote": quote["text"],
        "quote_date": quote["day"] or None,
        "voice_kind": quote["kind"],
    }


def _range(j: Judged, scale: float, moved: float, answers: int) -> Note | None:
    """The interval and, of a claim, what it does to the mean of all; or why there is neither."""
    if j.effect is None:
        key = "drivers.why_overlap_with" if j.other else f"drivers.why_{j.reason}"
        return Note(key, {"other": Note(f"codes.{j.other}") if _is_code(j) else j.other})
    digits = 1 if scale > 1 else 2
    values = {
        "low": f"{scale * j.effect.low:+.{digits}f}",
        "high": f"{scale * j.effect.high:+.{digits}f}",
        "impact": f"{scale * moved:+.{digits}f}",
        "more": max(j.needed - answers, 0),
    }
    if j.verdict == "undecided":
        return Note("drivers.range_undecided", values)
    return Note("drivers.range_same" if j.verdict == "same" else "drivers.range", values)


def _is_code(j: Judged) -> bool:
    """True where the overlapping factor is a kind of voice, whose name is a code."""
    return j.other.isascii() and has(f"codes.{j.other}")


def _quote(j: Judged, study: Study) -> dict[str, str]:
    """A voice that says it; of a kind of voice the one that says it most clearly."""
    own = study.voices[j.factor.voices]
    name = j.factor.name if j.factor.kind == "theme" else ""
    if j.factor.kind == "signal" and j.factor.key in own.columns:
        own = own.assign(theme_score=own[j.factor.key])
    return representative(own, name, () if j.factor.key in _GOOD else _PRAISE)


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None


def _nps(values: np.ndarray) -> float | None:
    return nps(count_promoters(values.tolist())).mean if len(values) else None


def _shown(judged: Sequence[Judged]) -> int:
    told = sum(j.verdict != "undecided" for j in judged)
    shown = told + _SHOWN_OPEN
    return len(judged) if shown + 1 >= len(judged) else shown
