"""The one place where a value becomes text, a JSON value or a CSV field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from vocli.messages import current, has, t
from vocli.model.report import Column, Insight, Kind, Note

NUMERIC = frozenset({Kind.INT, Kind.SHARE, Kind.SCORE, Kind.NUMBER, Kind.POINTS})
ORIGIN = "voice_kind"  # the column that says whose words a quote holds
_CODE = re.compile(r"[A-Za-z0-9_]+")
_DECIMALS = 6  # of a number in CSV; float32 noise beyond that is of no use to anybody


def is_missing(value: object) -> bool:
    """True for None, NaN, NaT and NA; an empty text is a value."""
    if isinstance(value, str):  # most cells of a large table
        return False
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float | np.floating) and bool(np.isnan(value))


def say(note: Note | str | None) -> str:
    """A note as a sentence; notes among its values are said first, several are joined."""
    if note is None:
        return ""
    if isinstance(note, str):
        return note
    return t(note.key, **{name: _spoken(value) for name, value in note.values.items()})


def show(value: object, column: Column, row: Mapping[str, Any] | None = None) -> str:
    """What a person reads in a cell; "" where there is no value. A quote is marked with its origin."""
    if is_missing(value):
        return ""
    if isinstance(value, Note):
        return say(value)
    if isinstance(value, bool | np.bool_):
        return code(value, column.key)
    if isinstance(value, tuple | list):
        return t("render.comma").join(str(_spoken(item)) for item in value)
    if isinstance(value, int | float | np.number) and column.kind in NUMERIC:
        return _number(float(value), column.kind) + _mark(column.key, row or {})
    return _words(value, column, row or {})


def quote(words: str, origin: str) -> str:
    """A customer's words in brackets, in front of them whose words they are."""
    if not words:
        return ""
    key = f"render.quote.{origin}"
    return t(key if has(key) else "render.quote.verbatim", text=words)


def code(value: object, key: str = "") -> str:
    """The label of a code: `codes.<column>.<value>`, else `codes.<value>`, else the code itself."""
    name = str(value).lower() if isinstance(value, bool | np.bool_) else clean(value)
    return _word(current(), key, name) if _CODE.fullmatch(name) else name


@lru_cache(maxsize=4096)
def _word(language: str, key: str, name: str) -> str:
    """The label of a code in the current language, which is part of the cache's key."""
    known = (c for c in (f"codes.{key}.{name}", f"codes.{name}") if _is_message(c))
    found = next(known, None)
    return t(found) if found else name


def heading(column: Column) -> str:
    """A column's own label (a text, or the key of a message), else the one of its key."""
    own = column.label
    return t(own) if own and _is_message(own) else own or label(column.key)


def label(key: str) -> str:
    """A column's heading in the current language; a column that has none shows its key."""
    return t(f"columns.{key}") if _is_message(f"columns.{key}") else key


def plain(value: object, kind: Kind) -> Any:
    """The value as JSON holds it: numbers stay numbers, missing is None, dates are ISO 8601."""
    if is_missing(value):
        return None
    if isinstance(value, Note):
        return value.key.removeprefix("codes.") if kind is Kind.CODE else say(value)
    if isinstance(value, tuple | list):
        return [plain(item, kind) for item in value]
    if isinstance(value, bool | np.bool_):
        return int(value) if kind is Kind.INT else bool(value)
    if isinstance(value, int | float | np.number):
        return _plain_number(
            float(value), whole=kind is Kind.INT or isinstance(value, int | np.integer)
        )
    return value.isoformat() if isinstance(value, date) else clean(value)


def plain_tree(value: object) -> Any:
    """Mappings and sequences of any depth as JSON holds them."""
    if isinstance(value, Mapping):
        return {str(key): plain_tree(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain_tree(item) for item in value]
    return plain(value, Kind.TEXT)


def field(value: object, column: Column, *, labels: bool) -> str:
    """The value as a CSV field: numbers without separators, times of day in Japan without a zone.

    With `labels`, codes are words and dates are written with slashes.
    """
    if labels and (isinstance(value, Note) or column.kind in {Kind.CODE, Kind.DATE}):
        return show(value, column)
    if column.kind is Kind.DATE and (stamp := moment(value)) is not None:
        return str(stamp) if column.key.endswith("_at") else str(stamp.date())
    item = plain(value, column.kind)
    if item is None:
        return ""
    if isinstance(item, list):
        return show(value, column)
    if isinstance(item, float):
        return f"{item + 0.0:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return str(item)


def day(value: object) -> str:
    """A date in short, month and day, for the end of a quote; other text as it is."""
    full = _date(value, with_time=False)
    return full[5:] if len(full) == 10 else full


def moment(value: object) -> datetime | None:
    """A date or time without zone, as a workbook wants it; None for anything that is no date."""
    if is_missing(value):
        return None
    if isinstance(value, datetime):
        stamp = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
        return stamp.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        return None


def clean(value: object) -> str:
    """Text that every encoding and every file format can hold: no lone surrogates, no NUL."""
    text = str(value)
    if text.isprintable():
        return text
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def shown_rows(insight: Insight) -> list[dict[str, Any]]:
    """The rows that a screen or a page shows."""
    return rows(insight)[: insight.shown]


def rows(insight: Insight) -> list[dict[str, Any]]:
    """The table's rows as dicts, every column that the table has."""
    return [{str(k): v for k, v in r.items()} for r in insight.table.to_dict("records")]


def pairs(insight: Insight) -> list[tuple[str, str]]:
    """Label and sentence of each line of a `pairs` insight; the label may be a message key."""
    names = list(insight.table.columns[:2])
    out = []
    for name, value in insight.table[names].itertuples(index=False):
        text = "" if is_missing(name) else str(name)
        out.append((t(text) if _is_message(text) else text, _spoken(value)))
    return out


def _spoken(value: Any) -> Any:
    if isinstance(value, Note):
        return say(value)
    if isinstance(value, list | tuple):
        return t("render.comma").join(str(_spoken(item)) for item in value)
    return "" if is_missing(value) else value


def _words(value: object, column: Column, row: Mapping[str, Any]) -> str:
    if column.kind is Kind.DATE:
        return _date(value, with_time=column.key.endswith("_at"))
    if column.kind is Kind.CODE:
        return code(value, column.key)
    if column.kind is Kind.QUOTE:
        origin = row.get(ORIGIN)
        return quote(clean(value), origin if isinstance(origin, str) else "")
    return clean(value)


def _mark(key: str, row: Mapping[str, Any]) -> str:
    """A star, or room for one, behind the numbers of a column that the table marks (`<key>*`)."""
    return ("*" if row[f"{key}*"] is True else " ") if f"{key}*" in row else ""


def _plain_number(value: float, *, whole: bool) -> int | float | None:
    if not np.isfinite(value):
        return None
    return round(value) if whole else value


def _number(value: float, kind: Kind) -> str:
    if kind is Kind.INT:
        return f"{round(value):,}"
    if kind is Kind.SHARE:
        return f"{value:.1%}"
    if kind is Kind.POINTS:
        return f"{value:+.1f}"
    return f"{value:.2f}" if kind is Kind.SCORE else f"{value:,.1f}"


def _date(value: object, *, with_time: bool) -> str:
    stamp = moment(value)
    if stamp is None:
        return clean(value)
    return stamp.strftime("%Y/%m/%d %H:%M" if with_time else "%Y/%m/%d")


def _is_message(key: str) -> bool:
    room, _, name = key.partition(".")
    if not room.isidentifier() or not name:
        return False
    try:
        return has(key)
    except TypeError:  # the path goes through a message
        return False
