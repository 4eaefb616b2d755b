"""The listening table of two windows in one: what was counted before, and whether the share changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vocli.insights.changes import LIMIT
from vocli.model import Column, Insight, Kind, Note, Place, Window
from vocli.stats.rates import benjamini_hochberg, rate_change

_Counts = dict[tuple[str, str], tuple[int, int]]
_EARLIER = Column("earlier", Kind.INT, label="comparing.columns.earlier")
_CHANGE = Column("change", Kind.CODE)
_Q = Column("q", Kind.SCORE, Place.DETAIL)


def compare(
    recent: Insight, earlier: Insight, window: Window, contacts: tuple[int, int], least: int
) -> Insight:
    """The recent table with `earlier` and `change`.

    Contacts with a skill per contact that was answered, in both windows; Benjamini-Hochberg over all
    rows, 5%. A row with fewer than `least` answered contacts in a window is `few`.
    """
    now, before = _counts(recent), _counts(earlier)
    pairs = [(counts, before.get(key, (0, 0))) for key, counts in now.items()]
    p = [rate_change(b[0], n[0], float(b[1]), float(n[1]), 1.0) for n, b in pairs]
    q = benjamini_hochberg(p)
    table = recent.table.assign(
        earlier=[b[0] for _, b in pairs],
        change=[_change(n, b, value, least) for (n, b), value in zip(pairs, q, strict=True)],
        q=[round(value, 4) for value in q],
    )
    columns = [*recent.columns]
    place = next(i for i, column in enumerate(columns) if column.key == "contacts") + 1
    columns[place:place] = [_EARLIER, _CHANGE]
    # The interval leaves the screen to the two new columns.
    columns = [
        replace(c, place=Place.DETAIL) if c.key in {"share_low", "share_high"} else c
        for c in columns
    ]
    values = {"recent": _span(window.recent), "earlier": _span(window.earlier)}
    counted = {"now": contacts[0], "before": contacts[1]}
    notes = (Note("listening.between", {**values, **counted}), *recent.notes)
    columns.append(_Q)
    return replace(
        recent, table=table[[c.key for c in columns]], columns=tuple(columns), notes=notes
    )


def _span(days: tuple[date, date]) -> str:
    return f"{days[0]:%Y/%m/%d}-{days[1]:%Y/%m/%d}"


def _counts(insight: Insight) -> _Counts:
    """(label, skill) -> contacts with the skill, and those that were answered."""
    table = insight.table
    labels = table["by"] if "by" in table else [""] * len(table)
    columns = (labels, table["skill"], table["contacts"], table["base"])
    whole = str(table["by"].iloc[0]) if "by" in table and len(table) else ""
    return {
        ("" if str(label) == whole else str(label), str(skill)): (int(n), int(base))
        for label, skill, n, base in zip(*columns, strict=True)
    }


def _change(now: tuple[int, int], before: tuple[int, int], q: float, least: int) -> str:
    if min(before[1], now[1]) < least:
        return "few"
    if q >= LIMIT:
        return "same"
    return "rose" if now[0] * before[1] > before[0] * now[1] else "fell"
