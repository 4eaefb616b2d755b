"""ふだん応対のある日に、1件もありません。書き出しの期間がずれたか、途中が抜けています。

前の4週の同じ曜日と比べ、偶然とは言えないときだけ指摘します。祝日、年末年始、ふだん休みの曜日は数えません。

悪い例: 毎日5件ほどのチャットが、11/09と11/10だけ0件
良い例: 日曜が休みの電話が、日曜に0件
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vocli.checks.check import Rule
from vocli.checks.days import DayWalk, Gap
from vocli.checks.told import told
from vocli.checks.week_missing import missing_weeks
from vocli.messages import t
from vocli.model import Finding, Severity


class DaysMissing(DayWalk):
    """Open days without a contact; whole weeks are told by VOC044."""

    def finish(self) -> Iterator[Finding]:
        """One finding per run of days in a row."""
        for channel, days in self.days().items():
            weeks = missing_weeks(days, self.states(channel))
            for gap in self.gaps(channel, days):
                if not any(_touches(gap, first, last) for first, last, _ in weeks):
                    yield told(
                        RULE,
                        self.path(channel),
                        form="" if gap.settled else "early",
                        channel=t(f"codes.channel.{channel}"),
                        days=name_days(gap.days),
                        weekdays=name_weekdays(gap.days),
                        mean=f"{gap.mean:.1f}",
                    )


def _touches(gap: Gap, first: date, last: date) -> bool:
    return any(first <= day - timedelta(day.weekday()) <= last for day in gap.days)


def name_days(days: Sequence[date]) -> str:
    """`11/09と11/10`, or first and last of more than two."""
    first, last = f"{days[0]:%m/%d}", f"{days[-1]:%m/%d}"
    if len(days) == 1:
        return first
    if len(days) == 2:
        return t("checks.two_days", first=first, last=last)
    return t("checks.many_days", first=first, last=last)


def name_weekdays(days: Sequence[date]) -> str:
    """The weekdays of days, Monday first."""
    names = t("checks.weekdays").split(" ")
    return t("checks.weekday_joint").join(names[i] for i in sorted({day.weekday() for day in days}))


RULE = Rule("VOC042", "days_missing", Severity.ERROR, DaysMissing, __doc__)
