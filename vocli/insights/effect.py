"""What came of an action: before and after it, against the themes that nothing was done about."""

from __future__ import annotations

import pandas as pd

from vocli.insights.effect_judge import Measured, measure, sentences
from vocli.insights.effect_windows import LEAST_WEEKS, WEEKS
from vocli.insights.quote import representative
from vocli.insights.tabulate import tabulate
from vocli.model import Asked, Column, Facts, Insight, Kind, Needs, Note, Place
from vocli.model.requests import RequestList

PRAISE = ("thanks", "satisfaction", "delight", "expectation_exceeded", "staff_praise")
_WORRY = ("complaint", "privacy_worry", "distrust")
NEEDS = Needs(
    signals=("satisfaction", "expectation_exceeded", "staff_praise", "privacy_worry", "distrust"),
    themes=True,
    plus=True,
    tables=("requests",),
)
_COLUMNS = (
    Column("request", Kind.ID, label="effect.columns.request"),
    Column("theme", Kind.TEXT),
    Column("before", Kind.INT, label="effect.columns.before"),
    Column("after", Kind.INT, label="effect.columns.after"),
    Column("controls", Kind.POINTS, label="effect.columns.controls"),
    Column("effect", Kind.POINTS, label="effect.columns.effect"),
    Column("effect_verdict", Kind.CODE, label="effect.columns.verdict"),
    Column("action", Kind.TEXT, Place.BELOW, label="effect.columns.action"),
    Column("rates", Kind.TEXT, Place.BELOW, label="effect.columns.rates"),
    Column("caveats", Kind.TEXT, Place.BELOW, label="effect.columns.caveats"),
    Column("acted_on", Kind.DATE, Place.DETAIL, label="effect.columns.acted_on"),
    Column("aim", Kind.CODE, Place.DETAIL, label="effect.columns.aim"),
    Column("weeks", Kind.INT, Place.DETAIL, label="effect.columns.weeks"),
    Column("before_per_day", Kind.SCORE, Place.DETAIL, label="effect.columns.before_per_day"),
    Column("after_per_day", Kind.SCORE, Place.DETAIL, label="effect.columns.after_per_day"),
    Column("effect_low", Kind.POINTS, Place.DETAIL, label="effect.columns.low"),
    Column("effect_high", Kind.POINTS, Place.DETAIL, label="effect.columns.high"),
    Column("reach", Kind.POINTS, Place.DETAIL, label="effect.columns.reach"),
    Column("moving_before", Kind.INT, Place.DETAIL, label="effect.columns.moving_before"),
    Column("control_themes", Kind.TEXT, Place.DETAIL, label="effect.columns.control_themes"),
    Column("contacts", Kind.INT, Place.DETAIL),
    Column("theme_id", Kind.ID, Place.DETAIL),
    Column("department", Kind.TEXT, Place.DETAIL, label="effect.columns.department"),
)
_COUNTER = (
    Column("request", Kind.ID, label="effect.columns.request"),
    Column("theme", Kind.TEXT),
    Column("contacts", Kind.INT),
    Column("quote", Kind.QUOTE, Place.BELOW),
    Column("voice_kind", Kind.CODE, Place.DETAIL),
)


def build(facts: Facts, asked: Asked) -> tuple[Insight, ...]:
    """One row per request with a day of action; and whom a pleasant surprise annoyed, where praise was the aim."""
    requests = facts.tables.requests or RequestList("", ())
    measured = measure(facts, requests, asked.as_of)
    counter = _counter(facts, measured)
    table = _table(measured, requests)
    return (table, counter) if any(m.request.aim == "increase" for m in measured) else (table,)


def _table(measured: tuple[Measured, ...], requests: RequestList) -> Insight:
    rows = [_row(m) for m in measured]
    return Insight(
        name="effect",
        title=Note("effect.title", {"n": len(rows), "requests": len(requests.requests)}),
        table=tabulate(rows, _COLUMNS),
        columns=_COLUMNS,
        notes=_notes(measured),
        n_input=len(requests.requests),
        n_used=sum(m.effect is not None for m in measured),
        evidence=tuple(_evidence(m) for m in measured),
    )


def _row(m: Measured) -> dict[str, object]:
    effect, counted, request = m.effect, m.counted, m.request
    before, after = _count(m)
    per_day = [
        n / days if n is not None and days else None
        for n, days in zip((before, after), m.days, strict=True)
    ]
    return {
        "request": request.number,
        "theme": m.theme.name if m.theme else request.theme,
        "before": before,
        "after": after,
        "controls": _percent(effect.controls) if effect else None,
        "effect": _percent(effect.effect) if effect else None,
        "effect_verdict": m.verdict,
        "action": Note(
            "effect.action",
            {"day": f"{m.acted_on:%Y/%m/%d}", "subject": request.subject},
        ),
        "rates": _rates(m, per_day),
        "caveats": sentences(m.caveats),
        "acted_on": m.acted_on,
        "aim": request.aim or None,
        "weeks": m.span.weeks if m.span else None,
        "before_per_day": per_day[0],
        "after_per_day": per_day[1],
        "effect_low": _percent(effect.low) if effect else None,
        "effect_high": _percent(effect.high) if effect else None,
        "reach": _percent(-effect.reach) if effect else None,
        "moving_before": int(m.moving_before) if effect else None,
        "control_themes": m.control_names or None,
        "contacts": len(_evidence(m)) if counted else None,
        "theme_id": m.theme.theme_id if m.theme else "",
        "department": request.department,
    }


def _percent(change: float) -> float | None:
    """A change in percent; None where it has no end."""
    return round(100 * change, 1) if change < 1e6 else None


def _count(m: Measured) -> tuple[int | None, int | None]:
    if m.counted is None:
        return None, None
    windows = m.counted.windows
    return windows.before, windows.after


def _rates(m: Measured, per_day: list[float | None]) -> Note | None:
    """The interval and what came per open day, where there is a judgement."""
    if m.effect is None or per_day[0] is None or per_day[1] is None:
        return None
    return Note(
        "effect.rates",
        {
            "low": f"{m.effect.low:+.0%}",
            "high": f"{m.effect.high:+.0%}" if m.effect.high < 10 else Note("effect.open_end"),
            "before": f"{per_day[0]:.1f}",
            "after": f"{per_day[1]:.1f}",
            "others_before": m.others[0],
            "others_after": m.others[1],
        },
    )


def _evidence(m: Measured) -> tuple[str, ...]:
    return (*m.counted.before_ids, *m.counted.after_ids) if m.counted else ()


def _notes(measured: tuple[Measured, ...]) -> tuple[Note, ...]:
    if not measured:
        return (Note("effect.none"),)
    notes = [Note("effect.how", {"weeks": WEEKS, "least": LEAST_WEEKS}), Note("effect.controls")]
    if any(m.verdict == "no_theme" for m in measured):
        notes.append(Note("effect.codebook"))
    return tuple(notes)


def _counter(facts: Facts, measured: tuple[Measured, ...]) -> Insight:
    """Per request that wants more praise: contacts that complain or worry about the same matter since the action."""
    rows, evidence = [], []
    for m in measured:
        if m.theme is None or m.request.aim != "increase" or m.theme.column != "plus_id":
            continue
        voices = _against(facts, m)
        quote = representative(voices.assign(theme_score=voices["complaint"]), m.theme.name)
        ids = tuple(sorted(set(voices["contact_id"])))
        rows.append(
            {
                "request": m.request.number,
                "theme": m.theme.name,
                "contacts": len(ids),
                "quote": quote["text"],
                "voice_kind": quote["kind"],
            }
        )
        evidence.append(ids)
    return Insight(
        name="counter_voices",
        title=Note("effect.counter_title"),
        table=tabulate(rows, _COUNTER),
        columns=_COUNTER,
        notes=(Note("effect.counter_how"),),
        n_input=len(facts.voices),
        n_used=len({key for ids in evidence for key in ids}),
        evidence=tuple(evidence),
    )


def _against(facts: Facts, m: Measured) -> pd.DataFrame:
    """Voices near what is praised that hold a complaint or a worry and no praise, from the day of action on."""
    assert m.theme
    after = {
        key
        for key, day in zip(facts.contacts["contact_id"], facts.contacts["day"], strict=True)
        if day is not None and day >= m.acted_on
    }
    near = m.theme.voices(facts)
    near = near[near["contact_id"].isin(after)]
    held = facts.held.loc[near.index]
    praised = held[[s for s in PRAISE if s in held]].any(axis=1)
    worried = held[[s for s in _WORRY if s in held]].any(axis=1)
    return near[worried & ~praised]
