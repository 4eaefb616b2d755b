"""日時が窓口の開設より前です。

悪い例: 1900/01/01 00:00
良い例: 2026/11/05 10:00
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.checks.time_columns import days_of
from vocli.model import Block, Finding, Severity, Sheet

_YEARS = 10  # before the median, where nobody says when the desk opened


class BeforeOpening(Plain):
    """Contacts before the day in `before_opening.opened` (20200401), or long before most others."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._days: dict[int, tuple[int, int]] = {}  # day -> contacts, line of the first

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet."""
        if block.number == 0:
            self._days = {}
        if "occurred_at" in block.sheet.columns or "at" in block.sheet.columns:
            for day, count, line in days_of(block):
                before, first = self._days.get(day, (0, line))
                self._days[day] = (before + count, first)
        return ()

    def close(self, sheet: Sheet) -> Iterator[Finding]:
        """One finding per day, with the number of its contacts and the first line."""
        if not self._days:
            return
        columns = sheet.columns
        column = columns.get("occurred_at") or columns.get("at")
        opened = self._opened()
        early = sorted((line, day, n) for day, (n, line) in self._days.items() if day < opened)
        for line, day, count in early:
            shown = str(np.datetime64(day, "D")).replace("-", "/")
            yield found(RULE, sheet.path, line, column, day=shown, count=count)

    def _opened(self) -> int:
        """The first day that is no finding."""
        number = int(self.context.threshold(RULE.key, "opened", 0))
        if number:
            year, rest = divmod(number, 10_000)
            day = f"{year:04d}-{rest // 100:02d}-{rest % 100:02d}"
            return int(np.datetime64(day, "D").astype(np.int64))
        days = sorted(self._days)
        sums = np.cumsum([self._days[day][0] for day in days])
        middle = days[int(np.searchsorted(sums, sums[-1] / 2))]
        return middle - round(_YEARS * 365.25)


RULE = Rule(
    "VOC022", "before_opening", Severity.WARNING, BeforeOpening, __doc__, thresholds={"opened": 0}
)
