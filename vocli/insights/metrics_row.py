"""One figure of `metrics`: how it was measured, whether it may be printed, and its row in the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from vocli.model import Column, Kind, Note, Place
from vocli.stats.scores import Sample, interval, needed, share

FEW = 20  # values below which a figure is not printed
# The widest 95% interval of a figure that is printed; of a mean on a scale of four steps (1 to 5).
_WIDEST = {"nps": 20.0, "mean": 0.4, "share": 0.1}
_STEPS = 4.0
# In the order of a page; one that cannot be computed comes after all that can.
ORDER = (
    "answer_rate", "abandon_rate", "record_rate", "aht", "att", "acw", "effort_hours", "solving_time",
    "done_at_first", "solved_first", "said_solved", "csat", "satisfied", "dissatisfied", "response_rate",
    "ces", "ease", "nps", "churn_voices", "churn_rate", "churned_customers", "retention", "churn_accounts",
    "churn_fees",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """One metric of one group of contacts.

    unit: points, share, score, seconds, hours or count. sample: what a change is judged by. drawn: the
    values are some of many (answers of some customers), so that too few of them say nothing; a count of
    everything is always printed. steps: of the scale (4 of 1 to 5). basis: the numbers behind it, or why it
    cannot be computed (`impossible`). ids: contacts that were counted, of a share those that it counts.
    """

    metric: str
    unit: str
    value: float | None = None
    n: int = 0
    sample: Sample | None = None
    drawn: bool = True
    steps: float = _STEPS
    basis: tuple[Note, ...] = ()
    impossible: bool = False
    ids: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many more values would make it printable."""
        if self.impossible or self.sample is None:
            return 0
        if not self.drawn:  # of durations one may be far from the others
            return max(0, FEW - self.n) if self.unit in ("seconds", "hours") else 0
        width = _WIDEST[self.sample.kind] * (
            self.steps / _STEPS if self.sample.kind == "mean" else 1.0
        )
        return needed(self.sample, width, FEW)

    @property
    def state(self) -> str:
        """shown, undecided (too few values) or impossible (a column or a table is missing)."""
        return "impossible" if self.impossible else "undecided" if self.missing else "shown"


@dataclass(frozen=True)
class Ground:
    """What every group of contacts is measured on: the days it covers, the options, the last day known."""

    span: tuple[date, date] | None = None
    as_of: date | None = None
    repeat_days: int = 7


def cannot(metric: str, unit: str, why: str, /, **values: object) -> Measured:
    """A row without a figure and the reason."""
    return Measured(metric, unit, basis=(Note(f"metrics.why.{why}", values),), impossible=True)


def none_of(metrics: Sequence[str], units: Sequence[str], why: str) -> list[Measured]:
    """Rows that cannot be computed for one reason, which stands in the first of them."""
    first, *rest = zip(metrics, units, strict=True)
    same = Note(f"codes.metric.{first[0]}")
    return [cannot(*first, why), *(cannot(*own, "same", metric=same) for own in rest)]


def of_share(metric: str, counted: pd.Series, ids: pd.Series, *basis: Note) -> Measured:
    """The share of the contacts where `counted` (bool) holds."""
    hits, n = int(counted.sum()), len(counted)
    told = share(hits, n)
    note = Note("metrics.basis.share", {"hits": hits, "n": n})
    own = tuple(sorted(ids[counted]))
    value = told.mean if n else None
    return Measured(metric, "share", value, n, told, basis=(note, *basis), ids=own)


def row_of(own: Measured) -> dict[str, object]:
    """The cells of one row; numbers in full beside the figure that is printed."""
    # What was counted in full is no estimate; durations are judged on their logarithms.
    bounds = interval(own.sample) if own.sample and own.drawn and not own.impossible else None
    return {
        "metric": own.metric,
        "figure": figure(own),
        "basis": _basis(own),
        "reason": _basis(own) if own.impossible else None,
        "counted": own.n or None,
        "contacts": len(own.ids) or None,
        "value": None if own.value is None else round(own.value, 6),
        "unit": own.unit,
        "low": bounds[0] if bounds else None,
        "high": bounds[1] if bounds else None,
        "interval": _words(bounds, own) if bounds else None,
        "state": own.state,
        "missing": own.missing or None,
    }


FIGURE = Column("figure", Kind.TEXT, label="metrics.columns.figure")
BASIS = Column("basis", Kind.TEXT, label="metrics.columns.basis")
METRIC = Column("metric", Kind.CODE, width=20, label="metrics.columns.metric")
COUNTED = Column("counted", Kind.INT, label="metrics.columns.counted")
DETAILS = (
    Column("value", Kind.SCORE, Place.DETAIL, label="metrics.columns.value"),
    Column("unit", Kind.CODE, Place.DETAIL, label="metrics.columns.unit"),
    Column("low", Kind.SCORE, Place.DETAIL, label="metrics.columns.low"),
    Column("high", Kind.SCORE, Place.DETAIL, label="metrics.columns.high"),
    Column("interval", Kind.TEXT, Place.DETAIL, label="metrics.columns.interval"),
    Column("state", Kind.CODE, Place.DETAIL, label="metrics.columns.state"),
    Column("missing", Kind.INT, Place.DETAIL, label="metrics.columns.missing"),
    Column("contacts", Kind.INT, Place.DETAIL),  # those of the evidence: of a share what it counts
)


def figure(own: Measured) -> Note:
    """What the cell says: the figure in its unit, 判断できない or 計算できない."""
    if own.state != "shown" or own.value is None:
        return Note(f"metrics.state.{'undecided' if own.state == 'shown' else own.state}")
    return in_unit(own.value, own.unit)


def in_unit(value: float, unit: str) -> Note:
    """A value in its unit, as a person reads it."""
    if unit == "seconds":
        minutes, seconds = divmod(round(value), 60)
        return Note("metrics.unit.seconds", {"m": minutes, "s": f"{seconds:02d}"})
    if unit == "hours" and value >= 48:
        return Note("metrics.unit.days", {"x": value / 24})
    return Note(f"metrics.unit.{unit}", {"x": 100 * value if unit == "share" else value})


def percent(hits: int, n: int) -> str:
    """A share in words, "-" of nothing."""
    return f"{100 * hits / n:.1f}%" if n else "-"


def joined(notes: Iterable[Note]) -> Note | None:
    """Sentences one behind the other."""
    parts = [*notes]
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole = Note("metrics.basis.then", {"first": whole, "then": part})
    return whole


def logarithms(values: pd.Series) -> list[float]:
    """Durations on the scale on which they scatter evenly."""
    return [float(v) for v in np.log1p(values.to_numpy(dtype=np.float64))]


def _basis(own: Measured) -> Note | None:
    told = [*own.basis]
    if own.n == 0 and own.state == "undecided":
        return Note("metrics.basis.nothing")
    if own.missing and own.sample is not None:
        step = 5 if own.missing < 20 else 10
        more = -(-own.missing // step) * step
        told.append(Note("metrics.basis.missing", {"n": own.sample.n, "more": more}))
    return joined(told)


def _words(bounds: tuple[float, float], own: Measured) -> Note:
    low, high = (
        round(x)
        if own.unit == "points"
        else round(100 * x, 1)
        if own.unit == "share"
        else round(x, 2)
        for x in bounds
    )
    key = f"metrics.interval.{own.unit if own.unit in ('points', 'share') else 'plain'}"
    return Note(key, {"low": low, "high": high})
