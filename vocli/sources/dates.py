"""Japanese dates to points in time: eras, kanji, full width, 25:30, Excel serials, epochs, zones.

A column is read as a whole: its distinct cells once each, and one order of day and month for all of them.
Nothing relative or partial (3日前, 11/3, 2023年ごろから) is a date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from vocli.sources.numerals import write_digits
from vocli.text import nfkc

_ERAS = {
    "令和": 2018,
    "r": 2018,
    "平成": 1988,
    "h": 1988,
    "昭和": 1925,
    "s": 1925,
    "大正": 1911,
    "t": 1911,
}
_DAY = r"(?:\s*[(（]?[月火水木金土日](?:曜日?)?[)）]?)?"
_CLOCK = (
    r"(?:[\st]*(?P<half>午前|午後|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:時]\s*(?:(?P<minute>\d{1,2})\s*(?:[:分]\s*(?:(?P<second>\d{1,2})(?:[.,](?P<part>\d{1,9}))?秒?)?)?)?)"
    r"\s*(?P<late>午前|午後|am|pm)?)?"
)
_ZONE = r"\s*(?P<zone>z|utc|jst|gmt(?![+-])|(?:gmt|utc)?[+-]\d{1,2}(?::?\d{2})?)?(?:\[[^\]]*\]|\s*\((?:jst|日本標準時|[a-z ]+ time)\))?"
_YMD = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?"
_ERA = (
    r"(?P<era>令和|平成|昭和|大正|[rhst])\s*\.?\s*(?P<eyear>元|\d{1,2})\s*[-/.年]\s*"
    r"(?P<emonth>\d{1,2})\s*[-/.月]\s*(?P<eday>\d{1,2})日?"
)
_XYZ = r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d{2})"
_COMPACT = r"(?P<cyear>\d{4})(?P<cmonth>\d{2})(?P<cday>\d{2})"
_DATE = re.compile(f"(?:{_ERA}|{_YMD}|{_XYZ}|{_COMPACT}){_DAY},?{_CLOCK}{_ZONE}")
_PACKED = re.compile(r"(\d{8})[t ]?(\d{2})(?:(\d{2})(\d{2})?)?(z|[+-]\d{4})?")
_PLAIN = re.compile(r"\d{1,10}(?:\.\d+)?|\d{13}|\d{16}")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NAME = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NAMED_MONTH = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?(?:(\d{{1,2}})[\s-]{_NAME}|{_NAME}\s+(\d{{1,2}}))[,\s-]+(\d{{4}})(?!\d)"
)
_TIME = re.compile(
    r"(?:午前|午後|am|pm)?\s*\d{1,2}\s*[:時]\s*(?:\d{1,2}(?:[:分]?\s*\d{0,2}(?:\.\d+)?秒?)?)?\s*(?:午前|午後|am|pm)?"
)
_XY = re.compile(_XYZ + r"(?!\d)")
_FORMATS = (
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d",
    "%Y-%m-%d",
)
_TOKYO = 9 * 3600
_NAT = np.iinfo(np.int64).min
_LONGEST = 100  # characters
_SECOND = 1_000_000_000
_YEAR_2100 = 4_102_444_800  # seconds since 1970


@dataclass(frozen=True)
class Times:
    """A column as points in time (nanoseconds UTC, NaT where nothing could be read)."""

    values: pd.Series
    unread: int  # filled cells that are no date
    first_unread: int  # position of the first of them, -1 without any
    zone_assumed: bool


def order_of(cells: Sequence[str]) -> str:
    """ "mdy" or "dmy" as the column's own values show; "" if they do not matter, "?" if they cannot tell."""
    firsts, seconds = set(), set()
    for cell in set(cells):
        if cell[:4].isdigit() and cell[:4].isascii() and len(cell) > 4:
            continue  # a year of four digits settles it
        match = _XY.match(nfkc(cell))
        if match is None:
            continue
        a, b, c = (int(match[k]) for k in "abc")
        if len(match["c"]) == 2 and not (1 <= c <= 31 and a <= 31):
            continue
        if len(match["c"]) == 2:
            firsts.add(99)
        if a != b or len(match["c"]) == 2:
            firsts.add(a)
            seconds.add(b)
    return _decide(firsts, seconds)


def _decide(firsts: set[int], seconds: set[int]) -> str:
    short = 99 in firsts
    firsts = firsts - {99}
    if not firsts:
        return ""
    if short:
        # Two digits for the year: 26/11/01 is plain when every first number is above a month's days or twelve.
        return "ymd" if min(firsts) > 12 and max(seconds) <= 12 else "?"
    if max(firsts) > 12 and max(seconds) > 12:
        return "?"
    return "dmy" if max(firsts) > 12 else "mdy" if max(seconds) > 12 else "?"


def is_date(cell: str) -> bool:
    """True if the cell is a date in any order of day and month; bare numbers count only as packed dates or epochs."""
    text = _fold(cell)
    if _DATE.fullmatch(_numeric_month(text)):
        return any(_point(text, order) is not None for order in ("ymd", "mdy", "dmy"))
    return text.isdigit() and len(text) in (12, 14) and _point(text, "") is not None


def is_clock(cell: str) -> bool:
    """True if the cell is a time of day without a date."""
    return bool(_TIME.fullmatch(_fold(cell)))


def _fold(cell: str) -> str:
    # Nothing longer is a date, and the patterns would take minutes for a text of 100,000 characters.
    return write_digits(nfkc(cell).strip().casefold()) if len(cell) <= _LONGEST else ""


def parse_times(cells: Sequence[str], order: str = "") -> Times:
    """A column's cells as points in time; `order` settles 03/04/2026 ("mdy", "dmy", "ymd" for two-digit years)."""
    codes, uniques = pd.factorize(np.array(cells, dtype=object))
    distinct: list[str] = uniques.tolist()
    nanos = _fast(distinct)
    zoned = False
    for i, cell in enumerate(distinct):
        if nanos[i] != _NAT or not cell:
            continue
        point = _point(_fold(cell), order)
        if point is not None:
            nanos[i] = point[0]
            zoned = zoned or point[1]
    naive = not zoned or bool((nanos != _NAT).any() and _any_naive(distinct, nanos))
    picked = nanos[codes]
    unread = (
        [i for i, ns in enumerate(picked) if ns == _NAT and cells[i]]
        if (picked == _NAT).any()
        else []
    )
    series = (
        pd.Series(picked.view("datetime64[ns]")).dt.tz_localize("UTC").dt.tz_convert("Asia/Tokyo")
    )
    return Times(
        series, len(unread), unread[0] if unread else -1, naive and bool((picked != _NAT).any())
    )


def _any_naive(cells: list[str], nanos: np.ndarray) -> bool:
    zone = re.compile(
        r"(?:z|utc|jst|gmt|[+-]\d{1,2}:?\d{2}|gmt[+-]\d{1,2})(?:\[.*)?$|^\d{10}(?:\.\d+)?$|^\d{13}$|^\d{16}$",
        re.I,
    )
    return any(ns != _NAT and not zone.search(cell) for cell, ns in zip(cells, nanos, strict=True))


def _fast(cells: list[str]) -> np.ndarray:
    """Nanoseconds for the cells of one plain format, the commonest of the column."""
    nanos = np.full(len(cells), _NAT, dtype=np.int64)
    sample = [cell for cell in cells[:40] if cell]
    if not sample or len(cells) < 50:
        return nanos
    best = max(
        _FORMATS,
        key=lambda f: int(
            np.count_nonzero(~pd.isna(pd.to_datetime(sample, format=f, errors="coerce")))
        ),
    )
    parsed = pd.to_datetime(pd.Series(cells, dtype=object), format=best, errors="coerce")
    known = (
        parsed.notna().to_numpy()
        & (parsed.dt.year >= 1900).to_numpy()
        & (parsed.dt.year < 2100).to_numpy()
    )
    values = parsed.to_numpy().astype("datetime64[ns]").view(np.int64)
    nanos[known] = values[known] - _TOKYO * _SECOND
    return nanos


def _numeric_month(text: str) -> str:
    """03-Nov-2026 and Nov 3, 2026 with the month as a number; other texts as they are."""
    match = _NAMED_MONTH.match(text)
    if match is None:
        return text
    month = _MONTHS.index(match[2] or match[3]) // 3 + 1
    rest = text[match.end() :].removeprefix(" at")
    return f"{match[5]}-{month}-{match[1] or match[4]}{rest}"


def _point(text: str, order: str) -> tuple[int, bool] | None:
    """(nanoseconds UTC, True if the cell named its zone) of a folded cell."""
    packed = _PACKED.fullmatch(text)
    if packed and packed[1][:2] in ("19", "20"):
        text = f"{packed[1]} {packed[2]}:{packed[3] or '00'}:{packed[4] or '00'}{packed[5] or ''}"
    match = _DATE.fullmatch(_numeric_month(text))
    if match is None:
        return _number(text)
    day = _day(match, order)
    if day is None:
        return None
    seconds = _clock(match)
    if seconds is None:
        return None
    offset = _offset(match["zone"])
    part = int((match["part"] or "0").ljust(9, "0"))
    days = day.toordinal() - 719163
    return (
        (days * 86400 + seconds - (_TOKYO if offset is None else offset)) * _SECOND + part,
        offset is not None,
    )


def _day(match: re.Match[str], order: str) -> date | None:
    if match["era"]:
        year = 1 if match["eyear"] == "元" else int(match["eyear"])
        return _valid(_ERAS[match["era"]] + year, match["emonth"], match["eday"]) if year else None
    if match["year"]:
        return _valid(int(match["year"]), match["month"], match["day"])
    if match["cyear"]:
        return _valid(int(match["cyear"]), match["cmonth"], match["cday"])
    a, b, c = match["a"], match["b"], match["c"]
    if len(c) == 2 and order not in ("mdy", "dmy"):
        return _valid(2000 + int(a), b, c) if order == "ymd" or int(a) > 12 else None
    year = int(c) + (2000 if len(c) == 2 else 0)
    if order == "mdy" or (a == b):
        return _valid(year, a, b)
    return _valid(year, b, a) if order == "dmy" else None


def _valid(year: int, month: str, day: str) -> date | None:
    m, d = int(month), int(day)
    if not (1900 <= year < 2100 and 1 <= m <= 12 and 1 <= d <= monthrange(year, m)[1]):
        return None
    return date(year, m, d)


def _clock(match: re.Match[str]) -> int | None:
    if match["hour"] is None:
        return 0
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = match["half"] or match["late"]
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half in ("午後", "pm") else 0)
    # Broadcast and shift times run past midnight: 24:00, 25:30.
    return hour * 3600 + minute * 60 + second if hour < 36 and minute < 60 and second < 60 else None


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone in ("z", "utc", "gmt"):
        return 0
    if zone == "jst":
        return _TOKYO
    digits = zone.replace("gmt", "").replace("utc", "").replace(":", "")
    sign = -1 if digits[0] == "-" else 1
    hours, minutes = int(digits[1:3] if len(digits) > 2 else digits[1:]), int(digits[3:] or 0)
    return sign * (hours * 3600 + minutes * 60)


def _number(text: str) -> tuple[int, bool] | None:
    """Epoch seconds, milliseconds, microseconds, or an Excel serial (1954 to 2099, local time)."""
    if not _PLAIN.fullmatch(text):
        return None
    whole, _, part = text.partition(".")
    value = int(whole)
    if len(whole) >= 10 and int(whole[:10]) >= _YEAR_2100:
        return None
    if len(whole) == 10:
        return value * _SECOND + int(part[:9].ljust(9, "0") or 0), True
    if len(whole) in (13, 16):
        return value * (1_000_000 if len(whole) == 13 else 1000), True
    if 20_000 <= value < 73_051 and len(whole) == 5:
        seconds = round(float("0." + (part or "0")) * 86400)
        return ((value - 25569) * 86400 + seconds - _TOKYO) * _SECOND, False
    return None
