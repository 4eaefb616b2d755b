"""着信・応答・放棄 of the telephone system, per day or per interval, to one count per day and channel."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.model.side import CallCount, Traffic
from vocli.sources.side.sheet import Sheet, bad_cell, open_sheet, read_counts, read_days
from vocli.sources.values import channel_of
from vocli.text import nfkc

PHONE = "phone"
_DAY = 24  # hours
# 9:00-10:00, 09:00, 9時台, 0930, 9, 2026/11/05 9:00
_SLOT = re.compile(r"\s*(?:\S*\d[/-]\d+\s+)?(\d{1,2})(?=[:時]|\d\d(?!\d)|\s*(?:[-~〜]|$))")
_CLOCK = re.compile(r"[\sT](\d{1,2}):\d\d")


def read_traffic(data: bytes, path: str, order: str = "") -> tuple[Traffic, tuple[Finding, ...]]:
    """The counts of a table with 日付, 着信, 応答 and perhaps 時間帯, 放棄, チャネル.

    Intervals of a day are added up, and kept per hour in which they begin. Without a channel column all calls are telephone calls. Raises
    VOC-E132 to E134. Findings: VOC-F132 (more answered than offered), VOC-F133 (answered and abandoned do
    not make up what was offered), VOC-F134 (the same interval twice: counted once).
    """
    sheet = open_sheet(data, path, "traffic", ("day", "offered", "answered"))
    days = read_days(sheet, "day", order)
    keep, repeated = _once(sheet, days)
    offered, answered = (_whole(sheet, key) for key in ("offered", "answered"))
    abandoned = _whole(sheet, "abandoned") if sheet.has("abandoned") else None
    channels = _channels(sheet)
    hours = _hours(sheet)
    numbers = (offered, answered, abandoned)
    counts = _sums(numbers, {i: (days[i], channels[i], None) for i in keep})
    slots = _sums(
        numbers, {i: (days[i], channels[i], hours[i]) for i in keep if hours[i] is not None}
    )
    found = _odd(sheet, keep, numbers, repeated)
    return Traffic(path, counts, slots), (*sheet.findings, *found)


def _sums(
    numbers: tuple[list[int], list[int], list[int] | None],
    places: Mapping[int, tuple[date | None, str, int | None]],
) -> tuple[CallCount, ...]:
    """The rows' numbers added up per day, channel and hour; `places` are those of the rows that count."""
    offered, answered, abandoned = numbers
    sums: dict[tuple[date, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for i, (day, channel, hour) in places.items():
        total = sums[day, channel, -1 if hour is None else hour]  # type: ignore[index]
        total[0] += offered[i]
        total[1] += answered[i]
        total[2] += abandoned[i] if abandoned else 0
    return tuple(
        CallCount(
            day,
            channel,
            total[0],
            total[1],
            total[2] if abandoned else None,
            None if hour < 0 else hour,
        )
        for (day, channel, hour), total in sorted(sums.items())
    )


def _hours(sheet: Sheet) -> list[int | None]:
    """The hour of every row: of its interval, else of the time behind its day."""
    if sheet.has("slot"):
        found = [_SLOT.match(nfkc(cell)) for cell in sheet.cells("slot")]
    else:
        found = [_CLOCK.search(nfkc(cell)) for cell in sheet.cells("day")]
    hours = [int(match[1]) if match else None for match in found]
    return [hour if hour is not None and hour < _DAY else None for hour in hours]


def _once(sheet: Sheet, days: Sequence[date | None]) -> tuple[list[int], int]:
    """The rows that count: dated, and not the very same row a second time."""
    keep: dict[tuple[str, ...], int] = {}
    dated = 0
    for i, day in enumerate(days):
        if day is not None:
            dated += 1
            keep.setdefault(tuple(column[i] for column in sheet.table.columns), i)
    return list(keep.values()), dated - len(keep)


def _whole(sheet: Sheet, key: str) -> list[int]:
    """A column of counts. Raises VOC-E134 for a fraction."""
    values = read_counts(sheet, key)
    for i, value in enumerate(values):
        if not value.is_integer():
            raise bad_cell(sheet, key, i, "side.no_number")
    return [int(value) for value in values]


def _channels(sheet: Sheet) -> list[str]:
    """The channel of every row; a queue's name that is no channel is the telephone's."""
    if not sheet.has("channel"):
        return [PHONE] * len(sheet.table.lines)
    found = [channel_of(cell) for cell in sheet.cells("channel")]
    return [PHONE if channel in ("other", "unknown") else channel for channel in found]


def _odd(
    sheet: Sheet,
    keep: Sequence[int],
    columns: tuple[list[int], list[int], list[int] | None],
    repeated: int,
) -> tuple[Finding, ...]:
    offered, answered, abandoned = columns
    over = [i for i in keep if answered[i] > offered[i]]
    open_sum = [i for i in keep if abandoned and answered[i] + abandoned[i] != offered[i]]
    out = []
    for rows, code, key, severity in (
        (over, "VOC-F132", "side.answered_over", Severity.WARNING),
        ([i for i in open_sum if i not in over], "VOC-F133", "side.sum_open", Severity.NOTE),
    ):
        if rows:
            row = int(sheet.table.lines[rows[0]])
            text = t(key, n=len(rows), row=row)
            out.append(Finding(code, severity, text, sheet.path, row, hint=t(f"{key}_hint")))
    if repeated:
        text = t("side.repeated_rows", n=repeated)
        out.append(Finding("VOC-F134", Severity.NOTE, text, sheet.path))
    return tuple(out)
