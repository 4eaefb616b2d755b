"""Which export formats are read, and by what each is recognised."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from vocli.model import Column, Insight, Kind, Note, Place

_COLUMNS = (
    Column("format_key", Kind.ID),
    Column("format_title", Kind.TEXT),
    Column("signs", Kind.TEXT, Place.BELOW),
)


def build(formats: Sequence[tuple[str, str, Sequence[str]]]) -> Insight:
    """One row per format: (key, title, the headers or paths that give it away), by title."""
    rows = sorted(formats, key=lambda one: (one[1], one[0]))
    table = pd.DataFrame(
        [(key, title, " ".join(signs)) for key, title, signs in rows],
        columns=[column.key for column in _COLUMNS],
        dtype=object,
    )
    return Insight(
        name="formats",
        title=Note("insights.formats_title", {"n": len(rows)}),
        table=table,
        columns=_COLUMNS,
        notes=(Note("insights.formats_generic"), Note("insights.formats_profile")),
        n_input=len(rows),
        n_used=len(rows),
    )
