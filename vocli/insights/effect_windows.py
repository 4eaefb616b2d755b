"""What the facts hold before and after an action: whole weeks on both sides, and the controls' same days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.insights.changes import burst_day, weekly
from vocli.insights.named_theme import NamedTheme, all_themes
from vocli.model import Facts
from vocli.stats.before_after import Windows
from vocli.stats.rates import dispersion

WEEKS = 4  # before, and at most after
LEAST_WEEKS = 3  # whole weeks after, below which nothing is judged
_LATE = 6  # days that the data may begin after the first day of the window before
_WEEK = 7
_FEW_CONTROLS = 3
Dated = Sequence[tuple[date, str]]  # day and contact_id


@dataclass(frozen=True)
class Span:
    """The days of both windows, all four ends included; `weeks` are whole weeks after the action."""

    before_from: date
    before_to: date
    after_from: date
    after_to: date
    weeks: int

    def holds(self, day: object) -> bool:
        """True for a day of either window."""
        return isinstance(day, date) and self.before_from <= day <= self.after_to


@dataclass(frozen=True)
class Counted:
    """A theme in both windows, the days of one-day outbreaks left out."""

    windows: Windows
    before_ids: tuple[str, ...]
    after_ids: tuple[str, ...]
    bursts: tuple[tuple[date, int], ...] = ()  # days left out, and their contacts


@dataclass(frozen=True)
class Study:
    """The facts with what every comparison needs of them.

    held: the dated contacts of every theme. expected: contacts expected on every open day by its weekday, the exposure. phi: how much wider than
    Poisson the themes' weekly counts scatter. last: the day up to which the data reach.
    """

    facts: Facts
    first: date | None
    last: date | None
    held: Mapping[NamedTheme, Dated]
    expected: Mapping[date, float]
    phi: float


def study(facts: Facts, as_of: date | None) -> Study:
    """What every comparison needs; without dated contacts `first` and `last` are None."""
    days = [day for day in facts.contacts["day"] if day is not None]
    if not days:
        return Study(facts, None, None, {}, {}, 1.0)
    held = _held(facts)
    last = reaches(facts, as_of)
    return Study(facts, min(days), last, held, _expected(facts, days), _scatter(facts, held))


def reaches(facts: Facts, as_of: date | None) -> date | None:
    """The last day that the data cover, at most `as_of`: closed days after the newest contact are covered, too.

    An export that ends on Friday covers the weekend of a desk that is closed on it; one that was cut off within
    the week does not cover what is missing.
    """
    days = [d for d in facts.contacts["day"] if d is not None and (as_of is None or d <= as_of)]
    if not days:
        return None
    last: date = max(days)
    usual = {d.weekday() for d in facts.open_days if isinstance(d, date)}
    end = last + timedelta(6 - last.weekday())  # the week's end: a closed desk tells no later day
    while last < end and (last + timedelta(1)).weekday() not in usual:
        last += timedelta(1)
    return last


def span_of(acted_on: date, last: date) -> Span:
    """The four weeks before the day of action and the whole weeks after it, at most four, the day itself being after.

    Blocks of seven days hold every weekday as often before as after.
    """
    weeks = max(0, min(WEEKS, ((last - acted_on).days + 1) // _WEEK))
    return Span(
        acted_on - timedelta(WEEKS * _WEEK),
        acted_on - timedelta(1),
        acted_on,
        acted_on + timedelta(weeks * _WEEK - 1),
        weeks,
    )


def has_before(found: Study, span: Span) -> bool:
    """True where the data reach back far enough."""
    return found.first is not None and found.first <= span.before_from + timedelta(_LATE)


def count(found: Study, theme: NamedTheme, span: Span) -> Counted:
    """The theme's contacts in both windows, without the day of an outbreak in either."""
    return _counted(found, found.held.get(theme, ()), span)


def controls(
    found: Study, theme: NamedTheme, span: Span, touched: frozenset[NamedTheme]
) -> tuple[list[NamedTheme], list[Windows]]:
    """The other themes of the same side that nothing was done about in these windows.

    Where there are too few, everything else that came in is one more control, without a theme.
    """
    named = [
        other
        for other in all_themes(found.facts)
        if other.column == theme.column and other != theme and other not in touched
    ]
    counted = [(other, count(found, other, span).windows) for other in named]
    used = [(other, own) for other, own in counted if own.before + own.after and _open(own)]
    windows = [own for _, own in used]
    if len(used) < _FEW_CONTROLS:
        taken = {key for x in (theme, *touched, *named) for _, key in found.held.get(x, ())}
        rest = _counted(found, [x for x in _dated(found.facts) if x[1] not in taken], span)
        windows += [rest.windows] if _open(rest.windows) else []
    return [other for other, _ in used], windows


def weeks_before(found: Study, counted: Counted, span: Span) -> tuple[list[int], list[float]]:
    """Per week of the window before: the theme's contacts, and all contacts as their exposure; the oldest first."""
    facts = found.facts
    day_of = dict(zip(facts.contacts["contact_id"], facts.contacts["day"], strict=True))
    own = _by_block([day_of[key] for key in counted.before_ids], span.before_from)
    every = [d for d in facts.contacts["day"] if d is not None and d <= span.before_to]
    return [int(n) for n in own], [float(n) for n in _by_block(every, span.before_from)]


def open_days(found: Study, start: date, end: date, counted: Counted) -> float:
    """Open days from `start` to `end` that were counted, each with its weight."""
    without = {day for day, _ in counted.bursts}
    facts = found.facts
    weights = facts.side.weights or (1.0,) * len(facts.open_days)
    pairs = zip(facts.open_days, weights, strict=True)
    return sum(
        w for d, w in pairs if isinstance(d, date) and start <= d <= end and d not in without
    )


def _counted(found: Study, dated: Dated, span: Span) -> Counted:
    before = [x for x in dated if span.before_from <= x[0] <= span.before_to]
    after = [x for x in dated if span.after_from <= x[0] <= span.after_to]
    # Window by window: an outbreak is a large part of its weeks, not of two months.
    found_in = (burst_day(day for day, _ in before), burst_day(day for day, _ in after))
    bursts = tuple((day, n) for day, n in found_in if day)
    without = frozenset(day for day, _ in bursts)
    before_ids = tuple(sorted(key for day, key in before if day not in without))
    after_ids = tuple(sorted(key for day, key in after if day not in without))
    windows = Windows(
        len(before_ids),
        len(after_ids),
        _sum(found.expected, span.before_from, span.before_to, without),
        _sum(found.expected, span.after_from, span.after_to, without),
    )
    return Counted(windows, before_ids, after_ids, bursts)


def _dated(facts: Facts) -> list[tuple[date, str]]:
    contacts = facts.contacts
    pairs = zip(contacts["day"], contacts["contact_id"], strict=True)
    return [(day, str(key)) for day, key in pairs if day is not None]


def _held(facts: Facts) -> dict[NamedTheme, Dated]:
    """The dated contacts of every theme; those of NamedTheme.contacts, all themes in one go."""
    own: dict[tuple[str, str], list[tuple[date, str]]] = {}
    columns = ("day", "contact_id", "theme_id", "plus_id", "considered")
    for day, key, theme, plus, considered in zip(
        *(facts.contacts[c] for c in columns), strict=True
    ):
        if day is None:
            continue
        if considered:
            own.setdefault(("theme_id", theme), []).append((day, str(key)))
        own.setdefault(("plus_id", plus), []).append((day, str(key)))
    return {theme: own.get((theme.column, theme.theme_id), []) for theme in all_themes(facts)}


def _open(windows: Windows) -> bool:
    return windows.before_exposure > 0 and windows.after_exposure > 0


def _by_block(days: Sequence[date], start: date) -> list[int]:
    """How many of the days lie in each of the WEEKS blocks of seven days from `start`."""
    out = [0] * WEEKS
    for day in days:
        nth = (day - start).days // _WEEK
        if 0 <= nth < WEEKS:
            out[nth] += 1
    return out


def _sum(expected: Mapping[date, float], start: date, end: date, without: frozenset[date]) -> float:
    return sum(n for day, n in expected.items() if start <= day <= end and day not in without)


def _expected(facts: Facts, days: Sequence[date]) -> dict[date, float]:
    """Per open day the mean of all contacts on open days of its weekday, times the day's own weight."""
    opened = [day for day in facts.open_days if isinstance(day, date)]
    weights = facts.side.weights or (1.0,) * len(opened)
    seen: dict[date, int] = {}
    for day in days:
        seen[day] = seen.get(day, 0) + 1
    mean: dict[int, float] = {}
    for weekday in range(_WEEK):
        own = [(d, w) for d, w in zip(opened, weights, strict=True) if d.weekday() == weekday]
        weight = sum(w for _, w in own)
        mean[weekday] = sum(seen.get(d, 0) for d, _ in own) / weight if weight else 0.0
    return {d: mean[d.weekday()] * w for d, w in zip(opened, weights, strict=True)}


def _scatter(facts: Facts, held: Mapping[NamedTheme, Dated]) -> float:
    """The dispersion of all themes' weekly counts, with the week's contacts as exposure: what moves all is no scatter."""
    opened = [day for day in facts.open_days if isinstance(day, date)]
    calm = []
    for dated in held.values():
        burst, _ = burst_day(day for day, _ in dated)
        days = [day for day, _ in dated if day != burst]
        calm += [pd.DataFrame({"day": pd.Series(days, dtype=object)})] if days else []
    counts, _ = weekly(calm, opened)
    totals, _ = weekly([facts.contacts], opened)
    return dispersion(counts, totals[0]) if calm and totals.size else 1.0
