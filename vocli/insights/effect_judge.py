"""Every action of the list with its verdict: what is told of it here, in a table, on a page or in a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vocli.insights.effect_windows import (
    LEAST_WEEKS,
    WEEKS,
    Counted,
    Span,
    Study,
    controls,
    count,
    has_before,
    open_days,
    span_of,
    study,
    weeks_before,
)
from vocli.insights.named_theme import NamedTheme, matching
from vocli.model import Facts, Note
from vocli.model.requests import ImprovementRequest, RequestList
from vocli.stats.before_after import Effect, Windows, compare, moving_before

_FAR = 0.2  # drift of the controls from which it is told
_WANTED = {"reduce": "fell", "increase": "rose"}
JUDGED = frozenset({"fell", "rose", "same", "undecided"})


@dataclass(frozen=True)
class Measured:
    """One action and what came after it.

    verdict: fell, rose, same, undecided; or why there is none: early (too few weeks), ahead (not yet done),
    no_theme, no_before. counted and span are None where nothing was counted, effect where nothing was judged.
    others: contacts of the controls before and after. days: open days of both windows.
    """

    request: ImprovementRequest
    verdict: str
    theme: NamedTheme | None = None
    span: Span | None = None
    counted: Counted | None = None
    effect: Effect | None = None
    others: tuple[int, int] = (0, 0)
    control_names: tuple[str, ...] = ()
    days: tuple[float, float] = (0.0, 0.0)
    caveats: tuple[Note, ...] = ()
    moving_before: bool = False  # the count was already moving that way

    @property
    def acted_on(self) -> date:
        """The day of action; every measured request has one."""
        assert self.request.acted_on
        return self.request.acted_on

    @property
    def told_on(self) -> date:
        """The Monday whose weekly page is the first with all four weeks after."""
        end = self.acted_on + timedelta(7 * WEEKS)
        return end + timedelta(-end.weekday() % 7)


def measure(facts: Facts, requests: RequestList, as_of: date | None) -> tuple[Measured, ...]:
    """Every request with a day of action, the earliest first."""
    found = study(facts, as_of)
    acted = requests.acted()
    themes = {r: _only(matching(facts, r.theme)) for r in acted}
    return tuple(_measure(found, r, themes) for r in acted)


def _only(hits: tuple[NamedTheme, ...]) -> NamedTheme | None:
    return hits[0] if len(hits) == 1 else None


def _measure(
    found: Study, request: ImprovementRequest, themes: dict[ImprovementRequest, NamedTheme | None]
) -> Measured:
    theme, day = themes[request], request.acted_on
    if theme is None:
        return Measured(request, "no_theme", caveats=(Note("effect.no_theme"),))
    if found.last is None or day is None or day > found.last:
        note = Note("effect.ahead", {"day": _short(day)})
        return Measured(request, "ahead", theme, caveats=(note,))
    span = span_of(day, found.last)
    counted = count(found, theme, span)
    days = (
        open_days(found, span.before_from, span.before_to, counted),
        open_days(found, span.after_from, span.after_to, counted),
    )
    bare = Measured(request, "early", theme, span, counted, days=days)
    if span.weeks < LEAST_WEEKS:
        return _with(bare, "early", _waiting(bare))
    if not has_before(found, span):
        note = Note("effect.no_before", {"day": _short(found.first)})
        return _with(bare, "no_before", note)
    return _judge(found, bare, themes)


def _judge(
    found: Study, bare: Measured, themes: dict[ImprovementRequest, NamedTheme | None]
) -> Measured:
    theme, span, counted = bare.theme, bare.span, bare.counted
    assert theme and span and counted
    inside = [r for r in themes if r.acted_on and span.holds(r.acted_on)]
    touched = frozenset(x for r in inside if (x := themes[r]))
    named, windows = controls(found, theme, span, touched)
    own = counted.windows
    if not windows or min(own.before_exposure, own.after_exposure) <= 0:
        return _with(bare, "undecided", Note("effect.no_controls"))
    effect = compare(own, windows, found.phi)
    again = tuple(r.number for r in inside if themes[r] == theme and r != bare.request)
    moving = _moving(found, counted, span, effect)
    notes = (
        *_cautions(bare, effect, moving),
        *((Note("effect.again", {"numbers": list(again)}),) if again else ()),
        *((Note("effect.few_controls", {"n": len(named)}),) if len(named) < len(windows) else ()),
    )
    return Measured(
        bare.request,
        effect.verdict,
        theme,
        span,
        counted,
        effect,
        _together(windows),
        tuple(sorted(x.name for x in named)),
        bare.days,
        notes,
        moving,
    )


def sentences(notes: tuple[Note, ...]) -> Note | None:
    """Sentences one after the other; None without any."""
    if len(notes) < 2:
        return notes[0] if notes else None
    return Note("effect.sentences", {"first": notes[0], "rest": sentences(notes[1:])})


def _together(windows: list[Windows]) -> tuple[int, int]:
    return sum(w.before for w in windows), sum(w.after for w in windows)


def _moving(found: Study, counted: Counted, span: Span, effect: Effect) -> bool:
    """True where the count moved the way it went on moving before anything was done."""
    if effect.verdict not in {"fell", "rose"}:
        return False
    counts, exposure = weeks_before(found, counted, span)
    return moving_before(counts, exposure, found.phi, up=effect.verdict == "rose")


def _cautions(bare: Measured, effect: Effect, moving: bool) -> tuple[Note, ...]:
    """What weakens the claim, the heaviest first."""
    counted, span = bare.counted, bare.span
    assert counted and span
    out = []
    if moving:
        out.append(Note(f"effect.before_{effect.verdict}"))
    wanted = _WANTED.get(bare.request.aim)
    if wanted and effect.verdict in {"fell", "rose"} and effect.verdict != wanted:
        out.append(Note("effect.against"))
    if effect.verdict == "undecided":
        out.append(Note("effect.reach", {"reach": f"{effect.reach:.0%}"}))
    if span.weeks < WEEKS:
        values = {"weeks": span.weeks, "day": _short(bare.told_on)}
        out.append(Note("effect.short", values))
    out += [Note("effect.burst", {"day": _short(day), "n": n}) for day, n in counted.bursts]
    if effect.scatter >= _FAR:
        out.append(Note("effect.drift", {"scatter": f"{effect.scatter:.0%}"}))
    return tuple(out)


def _waiting(bare: Measured) -> Note:
    assert bare.span
    return Note("effect.early", {"weeks": bare.span.weeks, "day": _short(bare.told_on)})


def _with(bare: Measured, verdict: str, note: Note) -> Measured:
    return Measured(
        bare.request, verdict, bare.theme, bare.span, bare.counted, days=bare.days, caveats=(note,)
    )


def _short(day: date | None) -> str:
    return f"{day.month}/{day.day}" if day else ""
