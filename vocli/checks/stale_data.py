"""最も新しい日付が古すぎます(書き出しが止まっている)。

悪い例: 最も新しい受付日時が基準日の30日前
良い例: 基準日の前日まで応対がある
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.checks.time_columns import days_of
from vocli.model import Block, Finding, Severity

_DAYS = 7.0


class StaleData(Plain):
    """The newest day of each kind of export: of monthly files only the last one must be new."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._as_of = (context.as_of - date(1970, 1, 1)).days
        self._newest: dict[tuple[str, ...], tuple[int, str, str]] = {}  # day, path, column

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        sheet = block.sheet
        days = [day for day, _, _ in days_of(block) if day <= self._as_of]
        column = sheet.columns.get("occurred_at") or sheet.columns.get("at")
        if days and column:
            kind = tuple(sorted(sheet.header))
            one = (max(days), sheet.path, column)
            self._newest[kind] = max(self._newest.get(kind, one), one)
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding per kind of export, at the file with the newest day."""
        allowed = self.context.threshold(RULE.key, "days", _DAYS)
        for day, path, column in self._newest.values():
            age = self._as_of - day
            if age > allowed:
                shown = str(np.datetime64(day, "D")).replace("-", "/")
                yield found(RULE, path, None, column, day=shown, age=age)


RULE = Rule(
    "VOC025", "stale_data", Severity.WARNING, StaleData, __doc__, thresholds={"days": _DAYS}
)
