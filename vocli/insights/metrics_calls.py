"""Figures of the telephone: calls offered, answered, recorded; how long one takes; hours of work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from vocli.insights.metrics_row import Measured, cannot, in_unit, logarithms, none_of
from vocli.model import Facts, Note
from vocli.model.side import CallCount
from vocli.stats.scores import mean, quantile, share_of_days

_PHONE = "phone"
_CALLS = ("answer_rate", "abandon_rate", "record_rate")
_SHARES = ("share",) * 3
_TIMES = ("aht", "att", "acw")
_SECOND = 1.0  # by which a time and the sum of its parts may differ


def measure_traffic(facts: Facts, span: tuple[date, date] | None) -> list[Measured]:
    """応答率, 放棄呼率 and 記録率 of the days `span`; without it of the whole period.

    They count every call of the telephone system, so that there is nothing to be estimated.
    """
    table = facts.tables.traffic
    if table is None:
        return none_of(_CALLS, _SHARES, "no_traffic")
    counts = [c for c in table.counts if c.channel == _PHONE and _inside(c.day, span, facts)]
    offered = sum(c.offered for c in counts)
    if facts.side.calls is None or not offered:
        return none_of(_CALLS, _SHARES, "no_calls")  # fmt: skip
    rows = [_answered(counts, offered), _abandoned(counts, offered)]
    return rows if span else [*rows, _recorded(facts)]


def measure_times(group: pd.DataFrame) -> list[Measured]:
    """AHT, ATT and ACW of telephone contacts, with median and 90% point."""
    calls = group[group["channel"] == _PHONE]
    if calls.empty:
        return none_of(_TIMES, ("seconds",) * 3, "no_phone")
    talk, hold, wrap = (_seconds(calls, part) for part in ("talk", "hold", "wrap"))
    spoken = talk + hold.fillna(0.0)
    whole = (spoken + wrap).where((spoken + wrap).notna(), _seconds(calls, "handle"))
    parts = () if whole.notna().sum() == 0 or talk.isna().all() else _parts(spoken, wrap)
    return [
        _time("aht", whole, calls, (*parts, *_differing(calls, spoken + wrap))),
        _time("att", spoken, calls, () if hold.notna().any() else (Note("metrics.basis.no_hold"),)),
        _time("acw", wrap, calls, ()),
    ]


def measure_effort(group: pd.DataFrame) -> list[Measured]:
    """工数: hours of talk, hold and wrap-up, of the contacts that have them."""
    known = group.loc[group["hours"].notna(), ["contact_id", "hours"]]
    if known.empty:
        return [cannot("effort_hours", "hours", "no_seconds")]
    total = round(float(known["hours"].sum()), 6)
    basis = Note("metrics.basis.hours", {"n": len(known), "without": len(group) - len(known)})
    ids = tuple(sorted(known["contact_id"]))
    return [
        Measured("effort_hours", "work", total, len(known), drawn=False, basis=(basis,), ids=ids)
    ]


def other_times(contacts: pd.DataFrame) -> tuple[Note, ...]:
    """A sentence where contacts other than calls have times, too: they are in no mean."""
    others = contacts[contacts["channel"] != _PHONE]
    n = int(others[["talk_seconds", "handle_seconds"]].notna().any(axis=1).sum())
    return (Note("metrics.other_times", {"n": n}),) if n else ()


def _inside(day: date, span: tuple[date, date] | None, facts: Facts) -> bool:
    calls = facts.side.calls
    if calls is None:
        return False
    start, end = span or (calls.start, calls.end)
    return max(start, calls.start) <= day <= min(end, calls.end)


def _answered(counts: Sequence[CallCount], offered: int) -> Measured:
    hits = sum(c.answered for c in counts)
    basis = Note("metrics.basis.answer_rate", {"hits": hits, "n": offered})
    told = share_of_days([(c.answered, c.offered) for c in counts])
    return Measured("answer_rate", "share", told.mean, offered, told, drawn=False, basis=(basis,))


def _abandoned(counts: Sequence[CallCount], offered: int) -> Measured:
    lost = [c.abandoned for c in counts]
    if None in lost:
        return cannot("abandon_rate", "share", "no_abandoned")
    hits = sum(n for n in lost if n is not None)
    basis = [Note("metrics.basis.abandon_rate", {"hits": hits, "n": offered})]
    rest = offered - hits - sum(c.answered for c in counts)
    if rest:
        basis.append(Note("metrics.basis.neither", {"n": rest}))
    told = share_of_days([(c.abandoned or 0, c.offered) for c in counts])
    return Measured(
        "abandon_rate", "share", told.mean, offered, told, drawn=False, basis=tuple(basis)
    )


def _recorded(facts: Facts) -> Measured:
    calls = facts.side.calls
    if calls is None or not calls.answered:
        return cannot("record_rate", "share", "no_calls")
    values = {"hits": calls.recorded, "n": calls.answered}
    return Measured(
        "record_rate", "share", calls.recorded / calls.answered, calls.answered, drawn=False,
        basis=(Note("metrics.basis.record_rate", values),),
    )  # fmt: skip


def _seconds(calls: pd.DataFrame, part: str) -> pd.Series:
    column = calls[f"{part}_seconds"].astype(float)
    return column.where(column >= 0)


def _time(metric: str, values: pd.Series, calls: pd.DataFrame, more: tuple[Note, ...]) -> Measured:
    known = values.dropna()
    if known.empty:
        return cannot(metric, "seconds", f"no_{metric}")
    numbers = known.tolist()
    basis = Note(
        "metrics.basis.time",
        {
            "n": len(known),
            "median": in_unit(quantile(numbers, 0.5), "seconds"),
            "high": in_unit(quantile(numbers, 0.9), "seconds"),
        },
    )
    ids = tuple(sorted(calls.loc[known.index, "contact_id"]))
    middle = mean(sorted(numbers)).mean
    sample = mean(sorted(logarithms(known)))
    return Measured(
        metric, "seconds", middle, len(known), sample, drawn=False, basis=(basis, *more), ids=ids
    )


def _parts(spoken: pd.Series, wrap: pd.Series) -> tuple[Note, ...]:
    both = spoken.notna() & wrap.notna()
    if not both.any():
        return ()
    values = {
        "talk": in_unit(float(spoken[both].mean()), "seconds"),
        "wrap": in_unit(float(wrap[both].mean()), "seconds"),
    }
    return (Note("metrics.basis.parts", values),)


def _differing(calls: pd.DataFrame, whole: pd.Series) -> tuple[Note, ...]:
    """Calls whose handling time is not the sum of talk, hold and wrap-up."""
    given = _seconds(calls, "handle")
    n = int(((given - whole).abs() > _SECOND).sum())
    return (Note("metrics.basis.differing", {"n": n}),) if n else ()
