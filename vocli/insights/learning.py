"""How well a team's own labels can be told from the words, and how often each is found."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.model import Column, Insight, Kind, Note, Place
from vocli.stats.rates import wilson

Row = tuple[str, int, int, int, bool]  # label, contacts, said, right, learned
_COLUMNS = (
    Column("label", Kind.TEXT, label="learning.columns.label"),
    Column("contacts", Kind.INT),
    Column("said", Kind.INT, label="learning.columns.said"),
    Column("right", Kind.INT, Place.DETAIL),
    Column("precision", Kind.SHARE),
    Column("precision_low", Kind.SHARE, Place.DETAIL),
    Column("precision_high", Kind.SHARE, Place.DETAIL),
    Column("recall", Kind.SHARE),
    Column("recall_low", Kind.SHARE, Place.DETAIL),
    Column("recall_high", Kind.SHARE, Place.DETAIL),
    Column("f1", Kind.SCORE, label="learning.columns.f1"),
    Column("remark", Kind.CODE, label="learning.columns.remark"),
)


def build(rows: Sequence[Row], column: str, folds: int, least: int) -> Insight:
    """One row per label: precision and recall in cross-validation with 95% intervals (Wilson)."""
    table = [_row(*row) for row in rows]
    n = sum(row[1] for row in rows)
    values = {"column": column, "n": n, "folds": folds}
    notes = [Note("learning.how", values), _mean(table)]
    if any(not learned for *_, learned in rows):
        notes.append(Note("learning.few", {"least": least}))
    return Insight(
        name="learned",
        title=Note("learning.title", values),
        table=pd.DataFrame(table, columns=[c.key for c in _COLUMNS], dtype=object),
        columns=_COLUMNS,
        notes=tuple(notes),
        n_input=n,
        n_used=sum(row[1] for row in rows if row[4]),
    )


def count(labels: Sequence[str], ids: Sequence[Sequence[str]], n: int) -> Insight:
    """One row per learned label: the contacts `ids` that carry it, of n."""
    columns = (
        Column("label", Kind.TEXT, label="learning.columns.label"),
        Column("contacts", Kind.INT),
        Column("share", Kind.SHARE),
    )
    rows = [
        {"label": label, "contacts": len(own), "share": len(own) / n if n else None}
        for label, own in zip(labels, ids, strict=True)
    ]
    return Insight(
        name="own_labels",
        title=Note("learning.counted", {"n": n}),
        table=pd.DataFrame(rows, columns=[c.key for c in columns], dtype=object),
        columns=columns,
        n_input=n,
        n_used=n,
        evidence=tuple(tuple(own) for own in ids),
    )


def _row(label: str, n: int, said: int, right: int, learned: bool) -> dict[str, object]:
    low, high = wilson(right, said)
    recall_low, recall_high = wilson(right, n)
    return {
        "label": label,
        "contacts": n,
        "said": said if learned else None,
        "right": right if learned else None,
        "precision": right / said if learned and said else None,
        "precision_low": low if learned and said else None,
        "precision_high": high if learned and said else None,
        "recall": right / n if learned else None,
        "recall_low": recall_low if learned else None,
        "recall_high": recall_high if learned else None,
        "f1": 2 * right / (said + n) if learned else None,
        "remark": "" if learned else "few",
    }


def _mean(table: Sequence[dict[str, object]]) -> Note:
    scores = [float(str(row["f1"])) for row in table if row["f1"] is not None]
    return Note("learning.mean", {"f1": f"{sum(scores) / len(scores):.2f}" if scores else "-"})
