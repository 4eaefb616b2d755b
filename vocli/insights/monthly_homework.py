"""前回の宿題: what was asked of the departments at the last meeting, and how far it is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from vocli.model import Column, Insight, Kind, Note

_COLUMNS = (Column("label", Kind.TEXT, width=1), Column("value", Kind.TEXT))


def homework(standing: Insight | None) -> Insight:
    """The table of improvement requests under the heading of the meeting; one line where nobody keeps a list.

    standing: how the requests stand at the end of the month, None without a list.
    """
    if standing is not None and len(standing.table):
        return replace(
            standing,
            title=Note("monthly.homework_of", {"standing": standing.title}),
            notes=(*standing.notes, Note("monthly.homework_today")),
        )
    return Insight(
        name="requests",
        title=Note("monthly.homework"),
        table=pd.DataFrame([("", Note("monthly.no_homework"))], columns=["label", "value"]),
        columns=_COLUMNS,
        layout="pairs",
    )
