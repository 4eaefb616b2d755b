"""What changes are judged by: open days of the desk's own calendar, or a denominator such as shipments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from vocli.messages import t
from vocli.model import Facts, Finding, Period, Severity
from vocli.model.side import Calendar, Denominators, OpenDays, Rate, SideFacts
from vocli.pipeline.beside import Joined
from vocli.pipeline.question import Question, Scope
from vocli.pipeline.roster import add_roster
from vocli.pipeline.tally import count_calls, count_contracts, count_linked, shares
from vocli.stats.calendar import follows, known_days, open_days, weigh_days


def add_side(facts: Facts, joined: Joined, question: Question) -> tuple[Facts, tuple[Finding, ...]]:
    """The facts with what the side tables say, and what is odd about the tables beside these contacts."""
    side, scope = question.side, question.scope
    contacts, everything = facts.contacts, joined.records.contacts
    told = SideFacts(
        calls=count_calls(everything, side.traffic, scope) if side.traffic else None,
        linked=count_linked(contacts, joined.linked) if side.identity else (),
        persons=side.identity.persons if side.identity else 0,
        shared=joined.shared,
        contracts=count_contracts(contacts, joined, side.customers) if side.customers else None,
    )
    facts = replace(facts, side=told)
    if question.needs.listed:
        facts = add_roster(facts, everything, question)
    findings: tuple[Finding, ...] = ()
    days = [d for d in contacts["day"] if d is not None]
    last = question.as_of or max(days, default=None)
    if last is None or not days:
        return facts, findings
    if side.calendar:
        facts, findings = _by_calendar(facts, side.calendar, (min(days), last))
    if side.per:
        facts, found = _by_denominators(facts, side.per, scope, (min(days), last))
        findings = (*findings, *found)
    return facts, findings


def _by_calendar(
    facts: Facts, calendar: Calendar, span: tuple[date, date]
) -> tuple[Facts, tuple[Finding, ...]]:
    share = shares(facts.contacts)
    period = facts.period
    start = min(span[0], period.before_from) if period else span[0]
    seen = {channel: _days_of(facts.contacts, channel) for channel in sorted(share)}
    states = {channel: calendar.days.get(channel, calendar.days.get("", {})) for channel in seen}
    foreign = {
        channel
        for channel in seen
        if channel not in calendar.days and not follows(states[channel], set(seen[channel]))
    }
    own = {
        channel: open_days(days, start, span[1])
        if channel in foreign or not states[channel]
        else known_days(states[channel], days, start, span[1])
        for channel, days in seen.items()
    }
    weights = weigh_days(own, share)
    told = tuple(
        OpenDays(
            channel,
            share[channel],
            _count(own[channel], period, earlier=True),
            _count(own[channel], period, earlier=False),
            channel not in foreign and bool(states[channel]),
        )
        for channel in sorted(seen, key=lambda name: (-share[name], name))
    )
    kept = {day: weight for day, weight in weights.items() if day >= span[0]}
    facts = replace(
        facts,
        open_days=tuple(kept),
        period=_weighed(period, weights, span[1]) if period else None,
        side=replace(facts.side, calendar=told if period else (), weights=tuple(kept.values())),
    )
    used = {channel: state for channel, state in states.items() if channel not in foreign}
    return facts, _odd_days(facts.contacts, used, foreign, calendar.path)


def _days_of(contacts: pd.DataFrame, channel: str) -> list[date]:
    own = contacts.loc[contacts["channel"] == channel, "day"]
    return [day for day in own if day is not None]


def _count(days: Sequence[date], period: Period | None, *, earlier: bool) -> int:
    if period is None:
        return 0
    start, end = (
        (period.before_from, period.before_to)
        if earlier
        else (period.recent_from, period.recent_to)
    )
    return sum(start <= day <= end for day in days)


def _weighed(period: Period, weights: Mapping[date, float], last: date) -> Period:
    end = min(period.recent_to, last)
    recent = _sum(weights, period.recent_from, end)
    before = _sum(weights, period.before_from, period.before_to)
    return replace(period, recent_days=_plain(recent), before_days=_plain(before))


def _sum(weights: Mapping[date, float], start: date, end: date) -> float:
    return sum(weight for day, weight in weights.items() if start <= day <= end)


def _plain(days: float) -> float:
    """A whole number of days as such."""
    rounded = round(days, 6)
    return int(rounded) if float(rounded).is_integer() else rounded


def _odd_days(
    contacts: pd.DataFrame,
    states: Mapping[str, Mapping[date, bool]],
    foreign: set[str],
    path: str,
) -> tuple[Finding, ...]:
    """Contacts on closed days, channels that do not keep to the calendar, days that it does not hold."""
    rows = contacts.loc[
        contacts["day"].notna() & contacts["channel"].isin(states), ["channel", "day"]
    ]
    pairs = list(zip(rows["channel"], rows["day"], strict=True))
    closed = [day for channel, day in pairs if states[channel].get(day) is False]
    missing = {day for channel, day in pairs if states[channel] and day not in states[channel]}
    out = []
    if closed:
        text = t("side.on_closed_days", n=len(closed), days=_listed(closed))
        hint = t("side.on_closed_days_hint")
        out.append(Finding("VOC-F143", Severity.NOTE, text, path, hint=hint))
    if foreign:
        names = t("side.comma").join(t(f"codes.channel.{name}") for name in sorted(foreign))
        text = t("side.foreign_channels", channels=names)
        hint = t("side.foreign_channels_hint")
        out.append(Finding("VOC-F144", Severity.NOTE, text, path, hint=hint))
    if missing:
        text = t("side.days_missing", days=_listed(sorted(missing)))
        hint = t("side.days_missing_hint")
        out.append(Finding("VOC-F145", Severity.NOTE, text, path, hint=hint))
    return tuple(out)


def _listed(days: Sequence[date]) -> str:
    """The first three days, and how many there are."""
    every = sorted(set(days))
    shown = t("side.comma").join(f"{day:%Y/%m/%d}" for day in every[:3])
    return shown if len(every) <= 3 else t("side.and_days", days=shown, n=len(every))


def _by_denominators(
    facts: Facts, per: Denominators, scope: Scope, span: tuple[date, date]
) -> tuple[Facts, tuple[Finding, ...]]:
    values = _values(per, scope)
    start, end = scope.since or span[0], scope.until or span[1]
    inside = {day: value for day, value in values.items() if start <= day <= end}
    if not sum(inside.values()):
        text = t("side.no_denominators", label=per.label)
        hint = t("side.no_denominators_hint")
        return facts, (Finding("VOC-F146", Severity.WARNING, text, per.path, hint=hint),)
    period = facts.period
    judged = period is not None and _covers(values, period, span[1])
    rate = Rate(
        path=per.path,
        label=per.label,
        unit=per.unit,
        start=min(inside),
        end=max(inside),
        total=round(sum(inside.values()), 6),
        judged=judged,
        recent=round(_sum(values, period.recent_from, min(period.recent_to, span[1])), 6)
        if period
        else 0.0,
        before=round(_sum(values, period.before_from, period.before_to), 6) if period else 0.0,
        values=tuple(inside.items()),
    )
    facts = replace(facts, side=replace(facts.side, rate=rate))
    if judged or period is None:
        return facts, ()
    text = t(
        "side.not_covered",
        label=per.label,
        start=f"{min(inside):%Y/%m/%d}",
        end=f"{max(inside):%Y/%m/%d}",
    )
    return facts, (
        Finding("VOC-F146", Severity.NOTE, text, per.path, hint=t("side.not_covered_hint")),
    )


def _values(per: Denominators, scope: Scope) -> dict[date, float]:
    """The numbers of the products in question: those of --where product=..., else all."""
    asked = {value for field, value in scope.where if field == "product"}
    names = asked & {*per.days} if asked and any(per.days) else {*per.days}
    sums: dict[date, float] = {}
    for name in sorted(names):
        for day, value in per.days[name].items():
            sums[day] = sums.get(day, 0.0) + value
    return dict(sorted(sums.items()))


def _covers(values: Mapping[date, float], period: Period, last: date) -> bool:
    """True if both windows begin and end within the numbers and every week of them has some."""
    weeks = range((min(period.recent_to, last) - period.before_from).days // 7 + 1)
    return all(
        _sum(values, monday, min(monday + timedelta(6), last)) > 0
        for monday in (period.before_from + timedelta(7 * i) for i in weeks)
    )
