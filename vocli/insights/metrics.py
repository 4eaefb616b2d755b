"""The scores and times of a desk: each with what it was counted on, or why it cannot be computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights import metrics_groups as groups
from vocli.insights.metrics_calls import other_times
from vocli.insights.metrics_row import (
    BASIS,
    COUNTED,
    DETAILS,
    FIGURE,
    METRIC,
    ORDER,
    Measured,
    row_of,
)
from vocli.insights.metrics_survey import direction_warning, odd_answers
from vocli.messages import has
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place

TRENDS = ("week", "month")
NEEDS = Needs(signals=("churn_threat", "churn_request", "churned"))

_N = replace(COUNTED, place=Place.DETAIL)
_WHY = replace(BASIS, place=Place.DETAIL)
_REASON = Column("reason", Kind.TEXT, Place.BELOW)  # of what cannot be computed
_EARLIER = Column("earlier", Kind.TEXT, label="metrics.columns.earlier")
_CHANGE = Column("change", Kind.CODE)
_ASIDE = Column("difference", Kind.CODE, label="metrics.columns.difference")
_Q = Column("q_value", Kind.SCORE, Place.DETAIL)
_EARLIER_DETAILS = (
    Column("earlier_value", Kind.SCORE, Place.DETAIL, label="metrics.columns.earlier_value"),
    Column("earlier_counted", Kind.INT, Place.DETAIL, label="metrics.columns.earlier_counted"),
)


def needs_under(options: Mapping[str, Any]) -> Needs:
    """What the options ask for: themes for 用件, or no words at all."""
    if options.get("by_theme"):
        return replace(NEEDS, themes=True)
    return replace(NEEDS, signals=(), voices=False) if options.get("no_voices") else NEEDS


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per metric, in the order of a page, those that cannot be computed last.

    With asked.by one row per metric and label; with the option `trend` per metric and week or month; with
    asked.earlier the figure of the earlier window and whether it changed. The answers outside their scale
    follow in a table of their own.
    """
    base = groups.prepare(facts, asked)
    trend = str(asked.options.get("trend") or "")
    if asked.by:
        rows, columns = _split(base, asked)
    elif trend:
        rows, columns = _trend(base, trend)
    else:
        rows, columns = _whole(base, asked)
    title = _title(base, len(facts.contacts))
    table = pd.DataFrame(
        [cells for cells, _ in rows], columns=[c.key for c in columns], dtype=object
    )
    main = Insight(
        "metrics", title, table, columns, _notes(base, asked, [own for _, own in rows]),
        n_input=len(facts.contacts), n_used=len(facts.contacts),
        evidence=tuple(own.ids for _, own in rows),
        keys=tuple(c.key for c in columns if c.key in ("metric", "by")),
    )  # fmt: skip
    return (main, *odd_answers(base.survey))


_OF_A_PERSON = frozenset({"aht", "att", "acw", "effort_hours"})  # nobody is ranked by time
_Row = tuple[dict[str, object], Measured]


def _whole(base: groups.Base, asked: Asked) -> tuple[list[_Row], tuple[Column, ...]]:
    found = _sorted([*groups.of_contacts(base, base.contacts), *groups.of_tables(base, None)])
    if base.earlier is None or asked.window is None:
        return [(row_of(own), own) for own in found], (METRIC, FIGURE, BASIS, _N, *DETAILS)
    recent = _sorted(
        [*groups.of_contacts(base, base.contacts), *groups.of_tables(base, asked.window.recent)]
    )
    before = [
        *groups.of_contacts(base, base.earlier),
        *groups.of_tables(base, asked.window.earlier),
    ]
    known = {own.metric: own for own in before}
    rows = _compared([(own, known.get(own.metric)) for own in recent], [{} for _ in recent])
    return rows, (METRIC, FIGURE, _EARLIER, _CHANGE, replace(BASIS, place=Place.BELOW), _N, *DETAILS, *_EARLIER_DETAILS, _Q)  # fmt: skip


def _split(base: groups.Base, asked: Asked) -> tuple[list[_Row], tuple[Column, ...]]:
    """Metric by label; without an earlier window each label is judged against all others."""
    labels = groups.labels(base.contacts)
    left_out = _OF_A_PERSON if groups.splits_people(asked.by) else frozenset()
    found = groups.of_contacts(base, base.contacts)
    whole = {own.metric: own for own in found if own.metric not in left_out}
    of_label = {label: _by_metric(base, base.contacts, label) for label in labels}
    parts = [
        (label, own)
        for metric in _in_order(whole)
        for label in labels
        if (own := of_label[label].get(metric)) and not own.impossible and own.n
    ]
    heads: list[dict[str, object]] = [{"by": label} for label, _ in parts]
    cannot = [({"by": Note("metrics.whole")} | row_of(own), own) for own in _sorted([*whole.values()]) if own.impossible]  # fmt: skip
    columns: tuple[Column, ...]
    label = Column("by", Kind.TEXT, label=_heading(asked.by))
    if base.earlier is not None:
        before = {label: _by_metric(base, base.earlier, label) for label in labels}
        pairs = [(own, before[label].get(own.metric)) for label, own in parts]
        columns = (METRIC, label, FIGURE, _EARLIER, _CHANGE, replace(BASIS, place=Place.BELOW), _N, *DETAILS, *_EARLIER_DETAILS, _Q)  # fmt: skip
        return [*_compared(pairs, heads), *cannot], columns
    words = groups.set_apart([own for _, own in parts], whole)
    rows = [
        (head | row_of(own) | {"difference": code, "q_value": q}, own)
        for head, (_, own), (code, q) in zip(heads, parts, words, strict=True)
    ]
    columns = (METRIC, label, FIGURE, COUNTED, _ASIDE, _REASON, _WHY, *DETAILS, _Q)
    return [*rows, *cannot], columns


def _trend(base: groups.Base, trend: str) -> tuple[list[_Row], tuple[Column, ...]]:
    """Metric by week or month, the whole first."""
    spans = groups.periods(base, trend)
    whole = [*groups.of_contacts(base, base.contacts), *groups.of_tables(base, None)]
    of_span = {
        label: {
            own.metric: own
            for own in (
                *groups.of_contacts(base, groups.within(base.contacts, span)),
                *groups.of_tables(base, span),
            )
        }
        for label, span in spans
    }
    rows: list[_Row] = []
    for own in _sorted(whole):
        rows.append(({"period": Note("metrics.whole")} | row_of(own), own))
        if not own.impossible:
            found = [(label, of_span[label].get(own.metric)) for label, _ in spans]
            rows += [({"period": label} | row_of(part), part) for label, part in found if part and part.n and not part.impossible]  # fmt: skip
    period = Column("period", Kind.TEXT, label=f"columns.{trend}")
    return rows, (METRIC, period, FIGURE, COUNTED, _REASON, _WHY, *DETAILS)


def _compared(
    pairs: list[tuple[Measured, Measured | None]], heads: list[dict[str, object]]
) -> list[_Row]:
    words = groups.changed(pairs)
    return [
        (
            head
            | row_of(own)
            | {
                "earlier": row_of(old)["figure"] if old else None,
                "change": code,
                "q_value": q,
                "earlier_value": old.value if old else None,
                "earlier_counted": old.n if old else None,
            },
            own,
        )
        for head, (own, old), (code, q) in zip(heads, pairs, words, strict=True)
    ]


def _by_metric(base: groups.Base, contacts: pd.DataFrame, label: str) -> dict[str, Measured]:
    own = contacts[contacts["by"] == label]
    return {found.metric: found for found in groups.of_contacts(base, own)}


def _in_order(found: Mapping[str, Measured]) -> list[str]:
    return [metric for metric in ORDER if metric in found]


def _sorted(found: list[Measured]) -> list[Measured]:
    return sorted(found, key=lambda own: (own.impossible, ORDER.index(own.metric)))


def _heading(by: str) -> str:
    return f"columns.{by}" if has(f"columns.{by}") else by


def _title(base: groups.Base, n: int) -> Note:
    if base.span is None:
        return Note("metrics.title_undated", {"n": n})
    start, end = (_day(day) for day in base.span)
    return Note("metrics.title", {"start": start, "end": end, "n": n})


def _day(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def _notes(base: groups.Base, asked: Asked, rows: list[Measured]) -> tuple[Note, ...]:
    out = [*_windows(asked), *direction_warning(base.survey), *other_times(base.contacts)]
    shown = {own.metric for own in rows if not own.impossible}
    if any(own.state == "undecided" for own in rows):
        out.append(Note("metrics.rule"))
    if "solving_time" in shown:
        out.append(Note("metrics.calendar_hours"))
    if "churn_voices" in shown:
        out.append(Note("metrics.not_the_rate"))
    if asked.by:
        out.append(Note("metrics.not_split"))
        if asked.options.get("trend"):
            words = {"by": asked.by, "trend": Note(f"metrics.{asked.options['trend']}")}
            out.append(Note("metrics.no_trend", words))
    if groups.splits_people(asked.by):
        out.append(Note("metrics.no_times"))
    if asked.earlier is not None or asked.by:
        out.append(Note("metrics.tested"))
    return tuple(out)


def _windows(asked: Asked) -> list[Note]:
    if asked.window is None or asked.earlier is None:
        return []
    start, end = (_day(day) for day in asked.window.earlier)
    return [Note("metrics.windows", {"start": start, "end": end, "n": len(asked.earlier.contacts)})]
