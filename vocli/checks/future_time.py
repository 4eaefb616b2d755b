"""日時が未来です。

悪い例: 2027/11/05 10:00(基準日は 2026/11/15)
良い例: 2026/11/05 10:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pandas as pd

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet

# What has happened already; a promised call back or the end of a contract may lie ahead.
_PAST = ("occurred_at", "first_response_at", "resolved_at", "updated_at")


class FutureTime(Plain):
    """Times behind the end of the day of `as_of`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()
        self._end = pd.Timestamp(context.as_of + timedelta(days=1), tz="Asia/Tokyo")

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per cell."""
        for field in _PAST:
            column = block.sheet.columns.get(field)
            if column is None or not len(block.contacts):
                continue
            late = (block.contacts[field] >= self._end).to_numpy()
            if late.any():
                lines = block.contacts["source_row"].to_numpy()[late].astype(int).tolist()
                yield from self._places.at(RULE, block.sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


RULE = Rule("VOC021", "future_time", Severity.ERROR, FutureTime, __doc__)
