"""The measures of a week or a month beside the span before and the last four weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from vocli.insights import metrics
from vocli.insights.weekly_whole import narrowed
from vocli.model import Asked, Column, Facts, Insight, Kind, Note, Place
from vocli.model.page import PageSpan, Stretch
from vocli.model.side import Calls

_BASIS = Column("basis", Kind.TEXT, label="metrics.columns.basis")
_DETAIL = (
    Column("value", Kind.SCORE, Place.DETAIL, label="metrics.columns.value"),
    Column("counted", Kind.INT, Place.DETAIL, label="metrics.columns.counted"),
)


def build(facts: Facts, page: PageSpan, calls: Mapping[str, Calls | None]) -> Insight:
    """One row per measure: its figure in this span, in the one before and over four weeks, and what it rests on.

    Measures that no span can compute share one line at the end. calls: what the telephone system counted in
    each of these spans, by their keys.
    """
    spans = spans_of(page)
    found = {key: _measured(facts, stretch, calls.get(key)) for key, stretch in spans.items()}
    own = found[page.own.key]
    usable = [
        m for m in own.index if any(t.loc[m, "state"] != "impossible" for t in found.values())
    ]
    rows = [
        {
            "metric": metric,
            **{key: table.loc[metric, "figure"] for key, table in found.items()},
            "basis": own.loc[metric, "basis"],
            "value": own.loc[metric, "value"],
            "counted": own.loc[metric, "counted"],
        }
        for metric in usable
    ]
    columns = (
        Column("metric", Kind.CODE, width=20, label="metrics.columns.metric"),
        *(Column(key, Kind.TEXT, label=f"{page.command}.columns.{key}") for key in spans),
        replace(_BASIS, place=Place.BELOW),
        *_DETAIL,
    )
    missing = [Note(f"codes.metric.{m}") for m in own.index if m not in usable]
    return Insight(
        name="metrics",
        title=Note("weekly.metrics"),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        notes=(Note("weekly.not_computed", {"metrics": missing}),) if missing else (),
        n_input=len(facts.contacts),
        n_used=len(narrowed(facts, page.own).contacts),
    )


def pooled(page: PageSpan) -> Stretch:
    """A longer span for what few answers say: the four weeks that end with the page's own, the three months before."""
    if page.kind == "month":
        months = page.stretches[2]
        return Stretch("prev_3m", months.start, months.end)
    return Stretch("last_4w", page.end - timedelta(27), page.end)


def spans_of(page: PageSpan) -> dict[str, Stretch]:
    """The spans that have a column, by their keys."""
    return {s.key: s for s in (*page.stretches[:2], pooled(page))}


def _measured(facts: Facts, stretch: Stretch, calls: Calls | None) -> pd.DataFrame:
    own = narrowed(facts, stretch)
    own = replace(own, side=replace(own.side, calls=calls))
    table = metrics.build(own, Asked(as_of=stretch.end))[0].table
    return table.set_index("metric")
