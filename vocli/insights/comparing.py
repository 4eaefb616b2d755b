"""The rows of an answer against those of an earlier window: what rose, fell, or shows no difference."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from vocli.insights import beside
from vocli.insights.changes import FEW, LIMIT, judge, weekly
from vocli.insights.grouping import LABEL
from vocli.model import Column, Facts, Insight, Kind, Note, Period, Place
from vocli.model.asked import Window
from vocli.model.side import SideFacts
from vocli.stats.rates import benjamini_hochberg, dispersion, rate_change

_ADDED = (
    Column("earlier", Kind.INT, label="comparing.columns.earlier"),
    Column("change", Kind.CODE, width=10),
    Column("recent_per_day", Kind.NUMBER, Place.DETAIL, label="comparing.columns.recent_per_day"),
    Column("earlier_per_day", Kind.NUMBER, Place.DETAIL, label="comparing.columns.earlier_per_day"),
    Column("q", Kind.SCORE, Place.DETAIL),
)
_Rows = dict[tuple[Hashable, ...], tuple[dict[str, Any], tuple[str, ...]]]


@dataclass(frozen=True)
class _Pair:
    """A row's counts in both windows; `days` holds the day of each of its contacts, where the ids tell."""

    row: dict[str, Any]
    ids: tuple[str, ...]
    now: int
    before: int
    days: tuple[date | None, ...]
    hidden: bool

    @property
    def known(self) -> bool:
        """True where the ids account for every contact that is counted."""
        return len(self.days) == self.now + self.before


def compare(
    recent: Insight, earlier: Insight, facts: tuple[Facts, Facts], window: Window
) -> Insight:
    """The recent table with the counts of the earlier one and how they changed.

    facts: of the recent and of the earlier window. A row is the same where `keys` are; one that is only
    in the earlier table follows with 0. Judged per open day as in `changes.judge`: the dispersion of the
    rows' weekly counts, Benjamini-Hochberg over all rows, 5%. Without ids for all contacts the dispersion
    is that of all contacts, and no day's burst is seen.
    """
    people = _people(facts[0]) | _people(facts[1])
    rows, old = _keyed(recent), _keyed(earlier)
    pairs = [
        _pair(recent, rows.get(key), old.get(key), people) for key in _order(recent, rows, old)
    ]
    told = [pair for pair in pairs if not pair.hidden]
    judged = iter(_judge(told, facts, window))
    full = [pair.row if pair.hidden else pair.row | next(judged) for pair in pairs]
    columns = _columns(recent)
    return replace(
        recent,
        table=pd.DataFrame(full, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        evidence=tuple(pair.ids for pair in pairs) if recent.evidence else (),
        notes=(*recent.notes, between(window, (len(facts[0].contacts), len(facts[1].contacts)))),
    )


def _judge(
    pairs: Sequence[_Pair], facts: tuple[Facts, Facts], window: Window
) -> list[dict[str, Any]]:
    """What is added to each row."""
    now, before = facts
    period = Period(*window.recent, *window.earlier, window.recent_days, window.earlier_days)
    days = [d for d in (*before.open_days, *now.open_days) if isinstance(d, date)]
    if all(pair.known for pair in pairs):
        frames = [_frame(pair.days) for pair in pairs]
        side = SideFacts(weights=(*before.side.weights, *now.side.weights))
        verdicts = [(c.verdict, c.q) for c in judge(frames, period, days, side)]
    else:
        verdicts = _plainly(pairs, facts, window)
    return [
        {
            "earlier": pair.before,
            "change": verdict,
            "recent_per_day": _rate(pair.now, window.recent_days),
            "earlier_per_day": _rate(pair.before, window.earlier_days),
            "q": q,
        }
        for pair, (verdict, q) in zip(pairs, verdicts, strict=True)
    ]


def _plainly(
    pairs: Sequence[_Pair], facts: tuple[Facts, Facts], window: Window
) -> list[tuple[str | Note, float]]:
    """Verdicts from the counts alone."""
    spread = dispersion(
        *weekly(
            [_frame((*facts[1].contacts["day"], *facts[0].contacts["day"]))],
            [d for own in (facts[1], facts[0]) for d in own.open_days if isinstance(d, date)],
        )
    )
    p = [
        rate_change(x.before, x.now, window.earlier_days, window.recent_days, spread) for x in pairs
    ]
    return [
        (_code(pair, q, window), round(q, 4))
        for pair, q in zip(pairs, benjamini_hochberg(p), strict=True)
    ]


def _code(pair: _Pair, q: float, window: Window) -> str:
    if pair.now + pair.before < FEW:
        return "few"
    if q >= LIMIT:
        return "same"
    if not pair.before:
        return "new"
    risen = pair.now * window.earlier_days > pair.before * window.recent_days
    return "rose" if risen else "fell"


def _rate(count: int, days: float) -> float | None:
    return round(count / days, 4) if days else None


def _frame(days: Sequence[date | None]) -> pd.DataFrame:
    return pd.DataFrame({"day": pd.Series(list(days), dtype=object), "account": ""})


def between(window: Window, contacts: tuple[int, int]) -> Note:
    """The sentence that says which days are set against which."""
    values: dict[str, object] = {
        "recent": span_of(window.recent),
        "earlier": span_of(window.earlier),
        "recent_days": beside.days(window.recent_days),
        "earlier_days": beside.days(window.earlier_days),
        "recent_contacts": contacts[0],
        "earlier_contacts": contacts[1],
    }
    return Note("comparing.between", values)


def compares_itself(insights: Sequence[Insight]) -> bool:
    """True where a table has the columns of a comparison already."""
    return any(c.key in {"earlier", "change"} for own in insights for c in own.columns)


def as_earlier(insight: Insight, window: Window) -> Insight:
    """The table of the earlier window, for an answer that has no counts to be compared."""
    title = Note(
        "comparing.earlier_title", {"span": span_of(window.earlier), "title": insight.title}
    )
    return replace(insight, name=f"{insight.name}_earlier", title=title)


def _columns(insight: Insight) -> tuple[Column, ...]:
    """`earlier` and `change` right behind the count; the rest at the end."""
    out: list[Column] = []
    for column in insight.columns:
        out.append(column)
        if column.key == insight.measure:
            out += _ADDED[:2]
    return (*out, *_ADDED[2:])


def _keyed(insight: Insight) -> _Rows:
    """Key of a row -> the row and its ids, in the order of the table."""
    rows = [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]
    ids = insight.evidence if len(insight.evidence) == len(rows) else ((),) * len(rows)
    return {
        tuple(str(row.get(key)) for key in insight.keys): (row, own)
        for row, own in zip(rows, ids, strict=True)
    }


def _order(recent: Insight, rows: _Rows, old: _Rows) -> list[tuple[Hashable, ...]]:
    """The rows' keys; what only the earlier table has follows at the end, or at the end of its label."""
    every = [*rows, *(key for key in old if key not in rows)]
    if recent.keys[:1] != (LABEL,):
        return every
    labels = list(dict.fromkeys(key[0] for key in every))
    return sorted(every, key=lambda key: labels.index(key[0]))


def _pair(
    insight: Insight,
    now: tuple[dict[str, Any], tuple[str, ...]] | None,
    before: tuple[dict[str, Any], tuple[str, ...]] | None,
    people: Mapping[str, tuple[str, date | None]],
) -> _Pair:
    """A row of either window or both."""
    counts = [_count(side[0].get(insight.measure)) if side else 0 for side in (now, before)]
    ids = ((now[1] if now else ()), (before[1] if before else ()))
    found = {people[i][0]: people[i][1] for own in ids for i in own if i in people}
    row = now[0] if now else _gone(insight, before[0] if before else {})
    return _Pair(
        row=row,
        ids=ids[0],
        now=counts[0] or 0,
        before=counts[1] or 0,
        days=tuple(found.values()),
        hidden=None in counts,
    )


def _gone(insight: Insight, row: dict[str, Any]) -> dict[str, Any]:
    """A row that only the earlier window has: what it is about, and 0."""
    named = {c.key for c in insight.columns if c.kind is Kind.TEXT and c.place is Place.ROW}
    kept = {*insight.keys, *named, "by_1", "by_2"}
    return {key: value for key, value in row.items() if key in kept} | {insight.measure: 0}


def _count(value: object) -> int | None:
    """A count; None where it is hidden."""
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def _people(facts: Facts) -> dict[str, tuple[str, date | None]]:
    """Id of a contact or of a voice -> the contact's id and its day."""
    contacts, voices = facts.contacts, facts.voices
    known = {
        str(key): (str(key), day)
        for key, day in zip(contacts["contact_id"], contacts["day"], strict=True)
    }
    of_voice = {
        str(voice): known[str(contact)]
        for voice, contact in zip(voices["voice_id"], voices["contact_id"], strict=True)
        if str(contact) in known
    }
    return of_voice | known


def span_of(span: tuple[date, date]) -> Note:
    """The first and the last day."""
    return Note("comparing.span", {"start": f"{span[0]:%Y/%m/%d}", "end": f"{span[1]:%Y/%m/%d}"})
