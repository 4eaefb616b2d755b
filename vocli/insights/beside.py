"""What the side tables say in the head of a screen: calls, 名寄せ, contracts, open days, denominators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

import pandas as pd

from vocli.insights.changes import Change
from vocli.messages import t
from vocli.model import Column, Facts, Kind, Note, Place
from vocli.model.side import Calls, Contracts, Linked, OpenDays, Rate, SideFacts

PARTIAL = 0.5  # of a channel's contacts: linked less often, numbers over channels are partial
_NAMED = 5  # channels in one line
_FEW = 10  # contacts of a channel below which its share says nothing


def lines(side: SideFacts) -> list[tuple[str, Note]]:
    """Label and sentence of every table that was given."""
    out: list[tuple[str, Note]] = []
    if side.calls:
        out += _calls(side.calls)
    if side.linked:
        out.append(_linked(side.linked))
    if side.contracts:
        out.append(_contracts(side.contracts))
    return out


def comparison(facts: Facts) -> list[tuple[str, Note]]:
    """What changes are divided by, where a table says so."""
    out: list[tuple[str, Note]] = []
    if facts.side.calendar and facts.period:
        out.append(("side.label_calendar", _calendar(facts.side.calendar)))
    if facts.side.rate:
        out.append(("side.label_rate", _rate(facts.side.rate)))
    return out


def judged_by_rate(facts: Facts) -> Note | None:
    """The sentence about the two windows where a denominator takes the place of open days."""
    rate, period = facts.side.rate, facts.period
    if rate is None or not rate.judged or period is None:
        return None
    values = {
        "recent_from": _short(period.recent_from),
        "before_from": _short(period.before_from),
        "recent": _number(rate.recent),
        "before": _number(rate.before),
        "label": rate.label,
        "unit": rate.unit,
    }
    return Note("side.compared_by_rate", values)


def moved(change: Change, side: SideFacts) -> Note | None:
    """The two rates of a theme that rose or fell: per open day, or per 1,000 of the denominator."""
    if change.code not in {"rose", "fell"}:
        return None
    values: dict[str, object] = {"before": change.before_rate, "recent": change.recent_rate}
    rate = side.rate
    if rate is None or not rate.judged:
        return Note("insights.per_day", values)
    values |= {"label": rate.label, "unit": rate.unit, "scale": rate.scale}
    return Note("side.per_rate", values)


def per_thousand(group: pd.DataFrame, side: SideFacts) -> float | None:
    """Contacts per 1,000 of the denominator, on the days that it holds."""
    if side.rate is None or not side.rate.total:
        return None
    held = {day for day, _ in side.rate.values}
    n = sum(day in held for day in group["day"] if day is not None)
    return round(side.rate.scale * n / side.rate.total, 4)


def columns(side: SideFacts) -> tuple[Column, ...]:
    """The column of the denominator, named after its header."""
    rate = side.rate
    if rate is None:
        return ()
    label = t("side.per_label", label=rate.label, unit=rate.unit, scale=rate.scale)
    return (Column("per_1000", Kind.NUMBER, Place.BELOW, label=label),)


def payload(side: SideFacts) -> dict[str, object]:
    """The same for programs; tables that were not given are left out."""
    told = asdict(side)
    told.pop("weights")
    if side.rate:
        told["rate"].pop("values")
    if not side.linked:
        told.pop("persons")
        told.pop("shared")
    return {key: value for key, value in told.items() if value not in (None, ())}


def days(n: float) -> str:
    """Open days as a whole number, or with one decimal where channels differ."""
    return f"{n:.0f}" if float(n).is_integer() else f"{n:.1f}"


def _calls(calls: Calls) -> list[tuple[str, Note]]:
    values = {
        "days": calls.days,
        "start": _short(calls.start),
        "end": _short(calls.end),
        "offered": calls.offered,
        "answered": calls.answered,
        "rate": _share(calls.answered, calls.offered),
        "abandoned": calls.abandoned,
        "lost": _share(calls.abandoned or 0, calls.offered),
    }
    key = "side.calls" if calls.abandoned is None else "side.calls_abandoned"
    gap = calls.answered - calls.recorded
    kept: dict[str, object] = {
        "answered": calls.answered,
        "recorded": calls.recorded,
        "rate": _share(calls.recorded, calls.answered),
        "gap": abs(gap),
        "scope": "" if calls.in_scope == calls.recorded else _in_scope(calls),
    }
    recorded = (
        "side.recorded_all" if not gap else "side.unrecorded" if gap > 0 else "side.recorded_over"
    )
    return [("side.label_calls", Note(key, values)), ("side.label_recorded", Note(recorded, kept))]


def _in_scope(calls: Calls) -> Note:
    values = {"n": calls.in_scope, "rate": _share(calls.in_scope, calls.answered)}
    return Note("side.recorded_in_scope", values)


def _linked(linked: Sequence[Linked]) -> tuple[str, Note]:
    linked = [row for row in linked if row.contacts >= _FEW] or linked
    parts = [
        Note(
            "side.linked_channel",
            {"channel": _channel(row.channel), "share": _share(row.linked, row.contacts)},
        )
        for row in linked
    ]
    low = [_channel(row.channel) for row in linked if row.linked < PARTIAL * row.contacts]
    key = "side.linked_partial" if low else "side.linked"
    return "side.label_linked", Note(key, {"parts": parts, "low": low})


def _contracts(contracts: Contracts) -> tuple[str, Note]:
    values = {
        "file": _file(contracts.path),
        "customers": contracts.customers,
        "matched": contracts.matched,
        "share": _share(contracts.matched, contracts.contacts),
        "unmatched": contracts.unmatched,
        "unnumbered": contracts.unnumbered,
    }
    return "side.label_contracts", Note("side.contracts", values)


def _calendar(told: Sequence[OpenDays]) -> Note:
    parts = [
        Note(
            "side.days_known" if row.from_calendar else "side.days_guessed",
            {"channel": _channel(row.channel), "recent": row.recent, "before": row.before},
        )
        for row in told[:_NAMED]
    ]
    same = len({(row.before, row.recent) for row in told}) == 1
    return Note("side.calendar_same" if same else "side.calendar", {"parts": parts})


def _rate(rate: Rate) -> Note:
    values = {
        "label": rate.label,
        "unit": rate.unit,
        "total": _number(rate.total),
        "start": f"{rate.start:%Y/%m/%d}",
        "end": f"{rate.end:%Y/%m/%d}",
        "scale": rate.scale,
    }
    return Note("side.rate", values)


def _channel(name: str) -> Note:
    return Note(f"codes.channel.{name}")


def _file(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"
