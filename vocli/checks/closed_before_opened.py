"""完了の日時が受付の日時より前です。

悪い例: 受付 2026/11/05 10:00、完了 2026/11/04 18:00
良い例: 受付 2026/11/05 10:00、完了 2026/11/05 18:00
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import Places
from vocli.model import Block, Finding, Severity, Sheet


class ClosedBeforeOpened(Plain):
    """Times compared in the coarser of their units: a day without a time of day is as long as a day."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._places = Places()

    def look(self, block: Block) -> Iterator[Finding]:
        """One finding per row."""
        column = block.sheet.columns.get("resolved_at")
        if column is None or "occurred_at" not in block.sheet.columns:
            return
        contacts = block.contacts
        opened = contacts["occurred_at"].dt.tz_localize(None).to_numpy().astype("datetime64[s]")
        closed = contacts["resolved_at"].dt.tz_localize(None).to_numpy().astype("datetime64[s]")
        # NaT compares as False.
        days = closed.astype("datetime64[D]") < opened.astype("datetime64[D]")
        minutes = closed.astype("datetime64[m]") < opened.astype("datetime64[m]")
        bare = closed == closed.astype("datetime64[D]")
        bad = np.where(bare, days, minutes)
        if bad.any():
            lines = contacts["source_row"].to_numpy()[bad].astype(int).tolist()
            yield from self._places.at(RULE, block.sheet, column, lines)

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """How many more there are."""
        return self._places.rest(RULE, sheet)


RULE = Rule("VOC023", "closed_before_opened", Severity.WARNING, ClosedBeforeOpened, __doc__)
