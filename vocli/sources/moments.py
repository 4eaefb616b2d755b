"""Times and spans as layouts count them, written as the text that every other step reads."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from vocli.schema import CONTACT_FIELDS, Dtype
from vocli.sources.dates import parse_times

_SCALE = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "min": 60.0, "h": 3600.0}
_EPOCH = 315_532_800.0  # seconds; what is smaller (1980) counts from the start of the conversation
_TIMES = frozenset({*(f.key for f in CONTACT_FIELDS if f.dtype is Dtype.TIME), "at"})
_ZONED = re.compile(r"(?:z|utc|jst|gmt|[+-]\d{1,2}:?\d{2})(?:\[.*\])?$|^[\d.]*$", re.IGNORECASE)
_SPAN_LIMIT = 4e9  # seconds


class Moments:
    """Converts the cells of one layout; `zone` is put behind times that name none."""

    times = _TIMES

    def __init__(self, zone: str) -> None:
        named = "/" in zone
        self._zone = _zone_of(zone) if named else None
        self._tail = "" if named else {"": "", "UTC": "Z"}.get(zone, zone)

    def convert(self, field: str, cell: str, unit: str) -> str:
        """A contact's cell in the words of the schema: times with zone, spans in seconds."""
        if field in _TIMES:
            return self.moment(cell, unit, "")
        if unit in _SCALE and cell:
            number = _number(cell)
            return (
                cell
                if math.isnan(number)
                else f"{number * _SCALE[unit]:.3f}".rstrip("0").rstrip(".")
            )
        return cell

    def moment(self, cell: str, unit: str, start: str) -> str:
        """A time as text; a number in `unit` is an epoch, or an offset from `start` if it is too small."""
        cell = cell.strip()
        number = _number(cell) if unit in ("s", "ms", "us") else math.nan
        if math.isnan(number):
            return self._zoned(cell)
        seconds = number * _SCALE[unit]
        if seconds >= _EPOCH:
            return (
                _written(datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds))
                if seconds < _SPAN_LIMIT
                else cell
            )
        begun = _start(start) if start else None
        return _written(begun + timedelta(seconds=seconds)) if begun else ""

    def _zoned(self, cell: str) -> str:
        """A cell with the layout's zone, unless it has its own or there is none to add."""
        if not cell or _ZONED.search(cell):
            return cell
        read = _start(cell) if self._zone else None
        if read is None:
            return f"{cell}{self._tail}"
        return _written(read.replace(tzinfo=self._zone))


def _zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _written(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


@lru_cache(maxsize=1024)
def _start(cell: str) -> datetime | None:
    value = parse_times([cell]).values.iloc[0]
    return None if pd.isna(value) else value.to_pydatetime()


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan
