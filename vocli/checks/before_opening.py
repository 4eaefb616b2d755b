"""日時が窓口の開設より前です。

悪い例: 1900/01/01 00:00
良い例: 2026/11/05 10:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.checks.time_columns import days_of
from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Block, Finding, Severity, Sheet

_YEARS = 10  # before the median, where nobody says when the desk opened


class BeforeOpening(Plain):
    """Contacts before the day in `before_opening.opened` (20200401), or long before most others."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._days: dict[int, tuple[int, int]] = {}  # day -> contacts, line of the first
        self._opened = _day_of(int(context.threshold("before_opening", "opened", 0)))

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
        opened = self._first_day()
        early = sorted((line, day, n) for day, (n, line) in self._days.items() if day < opened)
        for line, day, count in early:
            shown = str(np.datetime64(day, "D")).replace("-", "/")
            yield found(RULE, sheet.path, line, column, day=shown, count=count)

    def _first_day(self) -> int:
        """The first day that is no finding: as given, or ten years before the median."""
        if self._opened is not None:
            return self._opened
        days = sorted(self._days)
        sums = np.cumsum([self._days[day][0] for day in days])
        middle = days[int(np.searchsorted(sums, sums[-1] / 2))]
        return middle - round(_YEARS * 365.25)


def _day_of(number: int) -> int | None:
    """20200401 as days since 1970; None for 0. Raises VOC-E508 for a number that is no day."""
    if not number:
        return None
    try:
        day = date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        hint = t("checks.opened_wrong_hint")
        raise VocliError("VOC-E508", t("checks.opened_wrong", number=number), hint=hint) from None
    return (day - date(1970, 1, 1)).days


RULE = Rule(
    "VOC022", "before_opening", Severity.WARNING, BeforeOpening, __doc__, thresholds={"opened": 0}
)
