"""Months of a desk: calendar months, or months that end on a closing day (20日締め: 9/21 to 10/20 is October)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from vocli.errors import VocliError
from vocli.history import Store, newest_day
from vocli.messages import t
from vocli.model.page import PageSpan, Stretch

FISCAL_START = 4  # month
_MONTH = re.compile(r"(\d{4})[-/]?(\d{1,2})")
_LAST = 31  # as a closing day: the end of the month
Label = tuple[int, int]  # year and month


def check_closing_day(day: int) -> int:
    """The closing day, 31 for the end of the month; VOC-E371 for what is no day of a month."""
    if not 0 <= day <= _LAST:
        text = t("monthly.bad_closing", day=day)
        raise VocliError("VOC-E371", text, hint=t("monthly.bad_closing_hint"))
    return day or _LAST


def month_of(text: str) -> Label:
    """`2026-10` as a label; VOC-E370 for anything else."""
    found = _MONTH.fullmatch(text.strip())
    label = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= label[1] <= 12 and label[0] > 1):
        text = t("monthly.bad_month", month=text)
        raise VocliError("VOC-E370", text, hint=t("monthly.bad_month_hint"))
    return label


def name_of(label: Label) -> str:
    """`2026-10`."""
    return f"{label[0]:04d}-{label[1]:02d}"


def days_of(label: Label, closing: int) -> tuple[date, date]:
    """The first and the last day of a month; a closing day that a month does not have is its last day."""
    return _end(shift(label, -1), closing) + timedelta(1), _end(label, closing)


def label_of(day: date, closing: int) -> Label:
    """The month that a day belongs to."""
    label = (day.year, day.month)
    return label if day <= _end(label, closing) else shift(label, 1)


def shift(label: Label, months: int) -> Label:
    """The month so many months later."""
    year, month = divmod(label[0] * 12 + label[1] - 1 + months, 12)
    return year, month + 1


def fiscal_months(label: Label) -> list[Label]:
    """The months of its fiscal year up to this one."""
    return [shift(label, n) for n in range(-((label[1] - FISCAL_START) % 12), 1)]


def latest_month(store: Store, today: date, closing: int) -> Label:
    """The newest month that is over and holds contacts; the last one that is over where none does."""
    over = month_over(today, closing)
    newest = newest_day(store)
    return over if newest is None else min(over, label_of(newest, closing))


def month_over(today: date, closing: int) -> Label:
    """The newest month that is over."""
    return shift(label_of(today, closing), -1)


def monthly_span(label: Label, closing: int) -> PageSpan:
    """The month, the one before, and the mean of the three before this one."""
    start, end = days_of(label, closing)
    before = days_of(shift(label, -1), closing)[0]
    third = days_of(shift(label, -3), closing)[0]
    last = start - timedelta(1)
    return PageSpan(
        kind="month",
        start=start,
        end=end,
        stretches=(
            Stretch("this_month", start, end),
            Stretch("last_month", before, last),
            Stretch("mean_3m", third, last, 3),
        ),
    )


def _end(label: Label, closing: int) -> date:
    year, month = label
    return date(year, month, min(closing, monthrange(year, month)[1]))
