"""What the metrics are measured on: the contacts made ready once, their groups, and tests between groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.insights.metrics_calls import measure_effort, measure_times, measure_traffic
from vocli.insights.metrics_churn import measure_churn, measure_churn_voices
from vocli.insights.metrics_row import FEW, Measured
from vocli.insights.metrics_solved import (
    add_first_contacts,
    measure_done,
    measure_first,
    measure_solving,
)
from vocli.insights.metrics_survey import Survey, measure_survey, read_survey
from vocli.model import Asked, Facts
from vocli.schema.dimensions import dimension_named
from vocli.stats.rates import benjamini_hochberg
from vocli.stats.scores import difference, without
from vocli.stats.suppress import K

_Q = 0.05
_COMMAS = str.maketrans({"、": ",", "，": ","})
Span = tuple[date, date]


@dataclass(frozen=True)
class Base:
    """Contacts with what all groups share: answers read on one scale, first contacts told over all windows.

    earlier: those of the earlier window. span: the days that the contacts cover, up to the day of the result.
    """

    facts: Facts
    contacts: pd.DataFrame
    earlier: pd.DataFrame | None
    survey: Survey
    span: Span | None
    repeat_days: int = 7
    asked: int = 0
    words: bool = True


def prepare(facts: Facts, asked: Asked) -> Base:
    """The contacts of both windows, made ready together."""
    before = asked.earlier.contacts if asked.earlier is not None else facts.contacts[:0]
    both = pd.concat([facts.contacts, before], ignore_index=True) if len(before) else facts.contacts
    both = both.reset_index(drop=True)
    days = int(asked.options.get("repeat_days") or 7)
    span = _span(facts.contacts, asked.as_of)
    covered = [own for own in (span, _span(before, None)) if own]
    if asked.window is not None and asked.as_of is not None:
        recent = (asked.window.recent[0], min(asked.window.recent[1], asked.as_of))
        covered, span = [recent, asked.window.earlier], recent
    ready = add_first_contacts(both, days, covered, bool(asked.options.get("by_theme")))
    n = len(facts.contacts)
    return Base(
        facts,
        ready[:n],
        ready[n:] if asked.earlier is not None else None,
        read_survey(both),
        span,
        days,
        int(asked.options.get("asked") or 0),
        not asked.options.get("no_voices"),
    )


def of_contacts(base: Base, group: pd.DataFrame) -> list[Measured]:
    """Every metric that contacts tell."""
    end = base.span[1] if base.span else None
    asked = base.asked if len(group) == len(base.contacts) else 0
    return [
        *measure_times(group),
        *measure_effort(group),
        *measure_solving(group, end),
        *measure_done(group),
        *measure_first(group, base.repeat_days, end),
        *measure_survey(group, base.survey, asked),
        *measure_churn_voices(group, base.words),
    ]


def of_tables(base: Base, span: Span | None) -> list[Measured]:
    """Every metric that the side tables tell, of the days `span` or of all."""
    return [*measure_traffic(base.facts, span), *measure_churn(base.facts, span or base.span)]


def labels(contacts: pd.DataFrame) -> list[str]:
    """The labels of --by in their order; contacts that are told nowhere have none."""
    order = contacts["by_order"] if "by_order" in contacts else contacts["by"]
    own = pd.DataFrame({"order": order, "by": contacts["by"]})[contacts["by"] != ""]
    pairs = own.drop_duplicates().itertuples(index=False, name=None)
    found = list(dict.fromkeys(str(label) for _, label in sorted(pairs)))
    return found if "by_2" not in contacts else _large(found, own["by"])


def splits_people(by: str) -> bool:
    """True where --by splits by the persons of the desk."""
    names = by.translate(_COMMAS).split(",")
    return any(dimension_named(name.strip()) == "agent" for name in names if name.strip())


def _large(labels: Sequence[str], own: pd.Series) -> list[str]:
    """The cells of two attributes with enough contacts; a single small one takes the next with it.

    Else it could be computed from the total.
    """
    counts = own.value_counts()
    by_size = sorted(labels, key=lambda label: (int(counts[label]), label))
    small = [label for label in by_size if counts[label] < K]
    hidden = by_size[:2] if len(small) == 1 else small
    return [label for label in labels if label not in hidden]


def periods(base: Base, trend: str) -> list[tuple[str, Span]]:
    """Label and days of every week (by its Monday) or month that the contacts cover."""
    if base.span is None:
        return []
    day, last = base.span
    day = day.replace(day=1) if trend == "month" else day - timedelta(day.weekday())
    out = []
    while day <= last:
        after = (day.replace(day=28) + timedelta(4)).replace(day=1) if trend == "month" else day + timedelta(7)  # fmt: skip
        label = f"{day:%Y/%m}" if trend == "month" else f"{day:%Y/%m/%d}"
        out.append((label, (day, min(after - timedelta(1), last))))
        day = after
    return out


def within(contacts: pd.DataFrame, span: Span) -> pd.DataFrame:
    """The contacts of the days `span`."""
    return contacts[[d is not None and span[0] <= d <= span[1] for d in contacts["day"]]]


def changed(
    pairs: Sequence[tuple[Measured, Measured | None]],
) -> list[tuple[str | None, float | None]]:
    """rose, fell, same or undecided with its q-value per pair (now, before); None where there is nothing to judge."""
    tested = [own if old is not None and _comparable(own, old) else None for own, old in pairs]
    p = [_p(own, old) for (own, old), known in zip(pairs, tested, strict=True) if known and old]
    q = iter(benjamini_hochberg(p))
    out: list[tuple[str | None, float | None]] = []
    for (own, old), known in zip(pairs, tested, strict=True):
        if known and old and own.sample and old.sample:
            value = next(q)
            up = own.sample.mean > old.sample.mean
            out.append((("rose" if up else "fell") if value < _Q else "same", round(value, 4)))
        else:
            out.append((None if own.impossible or own.sample is None else "undecided", None))
    return out


def set_apart(
    parts: Sequence[Measured], whole: Mapping[str, Measured]
) -> list[tuple[str | None, float | None]]:
    """higher, lower, same or undecided of every part against all others of its metric.

    Benjamini-Hochberg over the labels of a metric.
    """
    out: list[tuple[str | None, float | None]] = [(None, None)] * len(parts)
    for metric in dict.fromkeys(part.metric for part in parts):
        own = [i for i, part in enumerate(parts) if part.metric == metric]
        if len(own) == 1:
            continue  # there are no others
        pairs = [(parts[i], _others(whole[metric], parts[i])) for i in own]
        for i, (code, q) in zip(own, changed(pairs), strict=True):
            out[i] = ({"rose": "higher", "fell": "lower"}.get(code or "", code), q)
    return out


def _others(whole: Measured, part: Measured) -> Measured | None:
    if whole.sample is None or part.sample is None:
        return None
    rest = without(whole.sample, part.sample)
    return Measured(whole.metric, whole.unit, rest.mean, rest.n, rest) if rest.n else None


def _comparable(own: Measured, old: Measured) -> bool:
    return (
        own.sample is not None
        and old.sample is not None
        and not own.impossible
        and not old.impossible
        and min(own.sample.n, old.sample.n) >= FEW
    )


def _p(own: Measured, old: Measured) -> float:
    assert own.sample is not None
    assert old.sample is not None
    return difference(own.sample, old.sample)


def _span(contacts: pd.DataFrame, as_of: date | None) -> Span | None:
    days = [day for day in contacts["day"] if day is not None]
    if not days:
        return None
    last = max(days) if as_of is None else max(min(days), as_of)
    return min(days), last
