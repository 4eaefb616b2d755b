"""An answer given for the whole and for every label of --by, its main tables joined into one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from typing import Any

import numpy as np
import pandas as pd

from vocli.messages import t
from vocli.model import Asked, Column, Facts, Insight, Kind, Note, Place
from vocli.stats.suppress import suppress

FEW = 20  # contacts of a label below which counts say more than shares
LABEL = "by"
_SHOWN = 60  # rows of a joined table on the screen
Build = Callable[[Facts, Asked], tuple[Insight, ...]]


@dataclass(frozen=True)
class Split:
    """What --by asks for: the headings of its dimensions, in order.

    least: labels with fewer contacts are told nowhere. guarded: both dimensions are attributes of a
    person, so that small cells of their cross table are hidden. days: per dimension the label of a day,
    None for a dimension that is not one of days.
    """

    headings: tuple[str, ...]
    least: int = 0
    guarded: bool = False
    days: tuple[Callable[[date], str] | None, ...] = ()


def splits_itself(insights: Sequence[Insight]) -> bool:
    """True where the main table already has a column of labels."""
    return bool(insights) and any(c.key == LABEL for c in insights[0].columns)


def labels_of(contacts: pd.DataFrame) -> list[str]:
    """The labels of these contacts in their order, without that of contacts that are told nowhere."""
    known = contacts.loc[contacts[LABEL] != "", ["by_order", LABEL]].drop_duplicates()
    return [str(text) for _, text in sorted(known.itertuples(index=False, name=None))]


def split(
    build: Build, facts: Facts, asked: Asked, by: Split, labels: Sequence[str] = ()
) -> tuple[Insight, ...]:
    """The insights of `build` for all contacts; the main table also for every label, the whole first.

    labels: those of `labels_of` where other contacts have more than these.
    """
    whole = build(facts, asked)
    if not whole or splits_itself(whole):
        return whole
    labels = labels or labels_of(facts.contacts)
    second = _second_labels(facts.contacts, by)
    parts: list[tuple[str, int, Insight]] = []
    for label in labels:
        own = _part(facts, label, by)
        if len(own.contacts) >= max(by.least, 1):
            earlier = _part(asked.earlier, label, by) if asked.earlier else None
            plain = replace(asked, by="", earlier=earlier)
            parts.append((label, len(own.contacts), build(own, plain)[0]))
    left_out = int((facts.contacts[LABEL] != "").sum()) - sum(n for _, n, _ in parts)
    left_out += int((facts.contacts[LABEL] == "").sum())
    hidden = _hidden(facts.contacts) if by.guarded else frozenset()
    every = [(t("grouping.whole"), len(facts.contacts), whole[0]), *parts]
    joined = _join(every, by, second, hidden)
    notes = _notes(joined, by, left_out if by.least else 0, hidden)
    return (replace(joined, notes=(*joined.notes, *notes)), *whole[1:])


def on_days(facts: Facts, inside: Callable[[date], bool]) -> Facts:
    """The facts with those of their open days, and the days' weights, for which `inside` is true."""
    kept = [isinstance(day, date) and inside(day) for day in facts.open_days]
    weights = facts.side.weights
    return replace(
        facts,
        open_days=tuple(compress(facts.open_days, kept)),
        side=replace(facts.side, weights=tuple(compress(weights, kept))) if weights else facts.side,
    )


def _part(facts: Facts, label: str, by: Split) -> Facts:
    """The facts of one label; of a week or a weekday only its own days are open ones."""
    own = facts.of(facts.contacts[LABEL] == label)
    if not any(by.days) or own.contacts.empty:
        return own
    first = own.contacts.iloc[0]
    names = [label] if len(by.headings) == 1 else [first["by_1"], first["by_2"]]
    told = [(name, of) for name, of in zip(names, by.days, strict=True) if of]
    return on_days(own, lambda day: all(of(day) == name for name, of in told))


def _join(
    parts: Sequence[tuple[str, int, Insight]],
    by: Split,
    second: dict[str, tuple[str, ...]],
    hidden: frozenset[str],
) -> Insight:
    """One table of all parts; the first part is the whole."""
    main = parts[0][2]
    shares = _shares(main)
    rows: list[dict[str, Any]] = []
    evidence: list[tuple[str, ...]] = []
    for nth, (label, n, insight) in enumerate(parts):
        own = _rows(insight)
        kept = insight.evidence if len(insight.evidence) == len(own) else ((),) * len(own)
        for row, ids in zip(own, kept, strict=True):
            # What shares are of may be less than the label's contacts.
            base = min(n, insight.n_used or n) if shares else n
            told = _beside(row, (n, base), shares, main.keys) if nth else {"by_contacts": n}
            full = {LABEL: label, **_named(second.get(label, ())), **row, **told}
            rows.append(_blank(full, main) if label in hidden else full)
            evidence.append(() if label in hidden else ids)
    columns = _columns(main, by, rows)
    # What marks a cell stands in the table beside the columns.
    marks = sorted({key for row in rows for key in row if key.endswith("*")})
    table = pd.DataFrame(rows, columns=[*(c.key for c in columns), *marks], dtype=object)
    shown = _SHOWN if len(rows) > _SHOWN + 1 else None
    return replace(
        main,
        table=table,
        columns=columns,
        evidence=tuple(evidence) if any(len(e) for e in evidence) else (),
        keys=(LABEL, *main.keys),
        shown=shown,
    )


def _columns(main: Insight, by: Split, rows: Sequence[dict[str, Any]]) -> tuple[Column, ...]:
    """The label in front; the own columns in one line each; what the labels add behind them.

    What stood below a row (quotes, ids) leaves the screen: it is in CSV, JSON and workbook.
    """
    heading = t("grouping.joint").join(by.headings)
    own = [replace(c, place=Place.DETAIL) if c.place is Place.BELOW else c for c in main.columns]
    marked = any(row.get("by_mark") for row in rows)
    out = [Column(LABEL, Kind.TEXT, label=heading), *own]
    if _shares(main):
        out.append(Column("by_difference", Kind.POINTS, label="grouping.difference"))
    out.append(
        Column("by_mark", Kind.CODE, Place.ROW if marked else Place.DETAIL, label="grouping.mark")
    )
    out.append(Column("by_contacts", Kind.INT, Place.DETAIL, label="grouping.contacts"))
    if len(by.headings) > 1:
        out += [
            Column(f"by_{i}", Kind.TEXT, Place.DETAIL, label=text)
            for i, text in enumerate(by.headings, 1)
        ]
    return tuple(out)


def _beside(
    row: dict[str, Any],
    n: tuple[int, int],
    shares: dict[tuple[Hashable, ...], float],
    keys: Sequence[str],
) -> dict[str, Any]:
    """What a label's row says of itself: its contacts, how far from the whole, whether they are few."""
    whole, own = shares.get(_key(row, keys)), row.get("share")
    told: dict[str, Any] = {"by_contacts": n[0], "by_mark": "few" if n[1] < FEW else None}
    if whole is not None and own is not None and not pd.isna(own):
        told["by_difference"] = round(100 * (float(own) - whole), 6)
    return told


def _blank(row: dict[str, Any], main: Insight) -> dict[str, Any]:
    """The row of a hidden label: that it is there, and nothing of what it says."""
    kept = {LABEL, "by_1", "by_2", *main.keys}
    empty = {key: value if key in kept else None for key, value in row.items()}
    return {**empty, "by_mark": "hidden"}


def _shares(main: Insight) -> dict[tuple[Hashable, ...], float]:
    """The share of every row of the whole, where the table has such a column and says what a row is."""
    if not main.keys or not any(c.key == "share" and c.kind is Kind.SHARE for c in main.columns):
        return {}
    return {
        _key(row, main.keys): float(row["share"])
        for row in _rows(main)
        if row.get("share") is not None and not pd.isna(row["share"])
    }


def _key(row: dict[str, Any], keys: Sequence[str]) -> tuple[Hashable, ...]:
    return tuple(str(row.get(key)) for key in keys)


def _rows(insight: Insight) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in insight.table.to_dict("records")]


def _named(labels: Sequence[str]) -> dict[str, str]:
    return {f"by_{i}": text for i, text in enumerate(labels, 1)}


def _second_labels(contacts: pd.DataFrame, by: Split) -> dict[str, tuple[str, ...]]:
    """Joint label -> the labels of the two dimensions."""
    if len(by.headings) < 2:
        return {}
    rows = contacts[[LABEL, "by_1", "by_2"]].drop_duplicates()
    return {row[0]: (row[1], row[2]) for row in rows.itertuples(index=False, name=None)}


def _hidden(contacts: pd.DataFrame) -> frozenset[str]:
    """The joint labels whose counts would tell of single persons, and those that would give them away."""
    crossed = pd.crosstab(contacts["by_1"], contacts["by_2"])
    if crossed.empty:
        return frozenset()
    mask = suppress(crossed.to_numpy(dtype=np.int64))
    joint = {
        (row[1], row[2]): row[0]
        for row in contacts[[LABEL, "by_1", "by_2"]].itertuples(index=False, name=None)
    }
    hidden = {
        joint[first, second]
        for i, first in enumerate(crossed.index)
        for j, second in enumerate(crossed.columns)
        if mask[i, j] and (first, second) in joint
    }
    return frozenset(hidden | ({t("grouping.whole")} if mask[-1, -1] else set()))


def _notes(joined: Insight, by: Split, left_out: int, hidden: frozenset[str]) -> tuple[Note, ...]:
    shared = any(c.kind is Kind.SHARE for c in joined.columns)
    name = "grouping.own_totals" if shared else "grouping.own_rows"
    notes = [Note(name, {"by": t("grouping.joint").join(by.headings)})]
    if "by_mark" in joined.table and (joined.table["by_mark"] == "few").any():
        notes.append(Note("grouping.few", {"n": FEW}))
    if left_out:
        notes.append(Note("grouping.left_out", {"n": left_out, "least": by.least}))
    if hidden:
        notes.append(Note("grouping.hidden", {"n": len(hidden)}))
    rest = len(joined.table) - (joined.shown or len(joined.table))
    if rest:
        notes.append(Note("grouping.more_rows", {"n": rest}, True))
    return tuple(notes)
