"""応答した件数に対して、記録された応対が少なすぎます。

悪い例: 応答 100件に対して記録 60件
良い例: 応答 100件に対して記録 98件
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from vocli.checks.check import Context, Plain, Rule
from vocli.checks.places import found
from vocli.checks.told import percent
from vocli.messages import t
from vocli.model import Block, Finding, Severity

_SHARE = 0.95
_SHOWN = 3  # days named
_CALLS = 30  # answered ones: below, a single call is too large a share
_EPOCH = date(1970, 1, 1)


class UnrecordedCalls(Plain):
    """Answered calls of the telephone system against recorded ones, on the days that both know."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._paths: dict[bool, str] = {}
        self._days: dict[bool, Counter[date]] = {False: Counter(), True: Counter()}

    def look(self, block: Block) -> tuple[Finding, ...]:
        """Nothing yet. Transcripts may be of calls that another file records: they are counted apart."""
        contacts, sheet = block.contacts, block.sheet
        if self.context.side.traffic is None or not len(contacts) or sheet.voice_kind == "survey":
            return ()
        wanted = (contacts["channel"] == "phone") & contacts["occurred_at"].notna()
        # A wrong number is answered, too, but tells nothing: the share is of what can be heard.
        wanted &= ~contacts["direction"].isin(["outbound", "internal"])
        wanted &= contacts["out_of_scope"] == ""
        if wanted.any():
            times = contacts.loc[wanted, "occurred_at"].dt.tz_localize(None).to_numpy()
            days = times.astype("datetime64[D]").astype(np.int64)
            values, counts = np.unique(days, return_counts=True)
            own = self._days[sheet.by_turn]
            for day, count in zip(values.tolist(), counts.tolist(), strict=True):
                own[_EPOCH + timedelta(days=day)] += count
            self._paths.setdefault(sheet.by_turn, sheet.path)
        return ()

    def finish(self) -> Iterator[Finding]:
        """One finding over the weeks that lack most, with their worst days."""
        turns = not self._days[False]
        recorded, answered = self._days[turns], self._answered()
        if not recorded:
            return
        first, last = min(recorded), max(recorded)
        known = sorted(day for day in answered if first <= day <= last and answered[day])
        days = self._low(known, answered, recorded)
        if not days:
            return
        total, own = sum(answered[d] for d in days), sum(recorded[d] for d in days)
        worst = sorted(days, key=lambda d: (recorded[d] - answered[d], d))[:_SHOWN]
        named = [
            t("checks.calls_of_day", day=f"{d:%m/%d}", answered=answered[d], recorded=recorded[d])
            for d in sorted(worst)
        ]
        yield found(
            RULE,
            self._paths[turns],
            start=f"{days[0]:%Y/%m/%d}",
            end=f"{days[-1]:%Y/%m/%d}",
            answered=f"{total:,}",
            recorded=f"{own:,}",
            share=percent(own / total),
            days=t("checks.comma").join(named),
        )

    def _low(
        self, days: list[date], answered: Counter[date], recorded: Counter[date]
    ) -> list[date]:
        """The days of weeks with too few records; all days where only all together have."""
        weeks: dict[date, list[date]] = {}
        for day in days:
            weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day)
        least = self.context.threshold(RULE.key, "share", _SHARE)

        def is_low(some: list[date]) -> bool:
            total = sum(answered[day] for day in some)
            return total >= _CALLS and sum(recorded[day] for day in some) < least * total

        low = [day for some in weeks.values() if is_low(some) for day in some]
        return low or (days if is_low(days) else [])

    def _answered(self) -> Counter[date]:
        out: Counter[date] = Counter()
        traffic = self.context.side.traffic
        for one in traffic.counts if traffic else ():
            if one.channel == "phone":
                out[one.day] += one.answered
        return out


RULE = Rule(
    "VOC028",
    "unrecorded_calls",
    Severity.WARNING,
    UnrecordedCalls,
    __doc__,
    thresholds={"share": _SHARE},
)
