"""How well masking worked on hand-labelled sentences, per kind, and the lines where it did not."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from vocli.model import Column, Insight, Kind, Measure, Note, Place, Tally

_SHOWN = 30
_KINDS = (
    Column("kind", Kind.CODE),
    Column("planted", Kind.INT),
    Column("gone", Kind.INT),
    Column("recall", Kind.SHARE),
    Column("recall_low", Kind.SHARE, Place.DETAIL),
    Column("recall_high", Kind.SHARE, Place.DETAIL),
    Column("masks", Kind.INT),
    Column("right", Kind.INT, Place.DETAIL),
    Column("precision", Kind.SHARE),
    Column("precision_low", Kind.SHARE, Place.DETAIL),
    Column("precision_high", Kind.SHARE, Place.DETAIL),
    Column("lookalikes", Kind.INT),
    Column("kept", Kind.INT),
)
_MISSES = (Column("line", Kind.INT), Column("kind", Kind.CODE), Column("failure", Kind.CODE))


def build(measure: Measure) -> Insight:
    """One row per kind and a last one for all; columns `*_low` and `*_high` are the 95% interval."""
    rows = [_row(tally) for tally in (*measure.tallies, measure.total)]
    return Insight(
        name="privacy",
        title=Note("insights.audit_title", {"n": measure.sentences}),
        table=pd.DataFrame(rows, columns=[c.key for c in _KINDS], dtype=object),
        columns=_KINDS,
        notes=(*_shares(measure.total), Note("insights.audit_how"), *_changed(measure)),
        n_input=measure.sentences,
        n_used=measure.sentences,
    )


def list_misses(measure: Measure) -> Insight:
    """The lines that failed, by number and kind; never their words."""
    counts = Counter(miss.reason for miss in measure.misses)
    told = {reason: counts[reason] for reason in ("left", "false", "changed")}
    hidden = len(measure.misses) - _SHOWN
    notes = (Note("insights.audit_more", {"n": hidden}, screen_only=True),) if hidden > 0 else ()
    rows = [(miss.row, miss.kind, miss.reason) for miss in measure.misses]
    return Insight(
        name="misses",
        title=Note("insights.audit_misses", told),
        table=pd.DataFrame(rows, columns=[c.key for c in _MISSES], dtype=object),
        columns=_MISSES,
        notes=notes,
        n_input=measure.sentences,
        n_used=len(rows),
        shown=_SHOWN,
    )


def _row(tally: Tally) -> tuple[object, ...]:
    return (
        tally.kind or "total",
        tally.planted,
        tally.gone,
        tally.recall,
        *(tally.recall_range if tally.planted else (None, None)),
        tally.masked,
        tally.right,
        tally.precision,
        *(tally.precision_range if tally.masked else (None, None)),
        tally.lookalikes,
        tally.kept,
    )


def _shares(total: Tally) -> tuple[Note, ...]:
    """The two shares of all kinds with their intervals, where there are any."""
    shares = (
        ("insights.audit_recall", total.recall, total.recall_range),
        ("insights.audit_precision", total.precision, total.precision_range),
    )
    return tuple(
        Note(key, {"share": f"{share:.1%}", "low": f"{low:.1%}", "high": f"{high:.1%}"})
        for key, share, (low, high) in shares
        if share is not None
    )


def _changed(measure: Measure) -> tuple[Note, ...]:
    return (Note("insights.audit_changed", {"n": measure.changed}),) if measure.changed else ()
