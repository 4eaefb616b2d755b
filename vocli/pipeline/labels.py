"""Labels of contacts: weekday, hour, week, quarter and the like, or what a cell says; each with its order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from vocli.messages import t
from vocli.model import Facts
from vocli.stats.calendar import is_holiday

AGENT_LEAST = 20  # contacts of an agent below which nothing is told
_MOST = 50  # labels of a column; the rarest beyond them are one
_CODE = len("A-") + 8  # characters of a code that are shown
_SATURDAY, _SUNDAY = 5, 6
_FISCAL_START = 4  # month
_BANDS = (0, 3, 6, 12, 24, 60)  # months of a contract, first of each band
_YEARS = re.compile(r"(\d{1,3})(?:\.0)?\s*[歳才]?")
_LAST = "~"  # sorts behind every digit and letter
Calendar = Mapping[str, Mapping[date, bool]]


@dataclass(frozen=True)
class Labels:
    """One label per contact ("" = told nowhere) and what it is sorted by; "" sorts by how many it has."""

    texts: tuple[str, ...]
    orders: tuple[str, ...]


def label(key: str, facts: Facts, calendar: Calendar, cells: Sequence[str] = ()) -> Labels:
    """The labels of the dimension `key`; `cells` are what the export says where it has such a column."""
    contacts = facts.contacts
    if key == "theme":
        return _themes(facts)
    if key == "tenure":
        pairs = [
            _tenure(day, since)
            for day, since in zip(contacts["day"], contacts["contract_since"], strict=True)
        ]
    elif key == "business_day":
        pairs = [
            _business_day(day, calendar.get(channel, calendar.get("", {})))
            for day, channel in zip(contacts["day"], contacts["channel"], strict=True)
        ]
    elif key == "hour":
        pairs = [_hour(at) for at in contacts["occurred_at"]]
    elif key in _OF_DAY:
        pairs = [_OF_DAY[key](d) if d is not None else _undated() for d in contacts["day"]]
    else:
        return _of_cells(key, cells)
    return Labels(tuple(text for _, text in pairs), tuple(order for order, _ in pairs))


def label_of_day(key: str, calendar: Calendar) -> Callable[[date], str] | None:
    """The label of a day under a dimension of days, None for any other dimension."""
    if key == "business_day":
        return lambda day: _business_day(day, calendar.get("", {}))[1]
    known = _OF_DAY.get(key)
    return (lambda day: known(day)[1]) if known else None


def rank(labels: Labels) -> list[str]:
    """The place of every contact's label among all labels, as text of equal length."""
    counts = Counter(labels.texts)
    order = dict(zip(labels.texts, labels.orders, strict=True))
    places = sorted(counts, key=lambda text: (order[text], -counts[text], text))
    nth = {text: f"{i:05}" for i, text in enumerate(places)}
    return [nth[text] for text in labels.texts]


def plain(value: object) -> str:
    """A cell as text; whole numbers without decimals."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def decade(cell: str) -> str:
    """The decade of an age in years; any other cell as it is."""
    years = _YEARS.fullmatch(cell)
    return t("grouping.decade", n=int(years[1]) // 10 * 10) if years else cell


def _of_cells(key: str, cells: Sequence[str]) -> Labels:
    """What the cells say: channels by name, agents by code and only those with enough contacts."""
    counts = Counter(cells)
    blank = t("grouping.blank")
    if key == "agent":
        texts = [
            "" if counts[c] < AGENT_LEAST else c[:_CODE] or blank for c in cells
        ]  # a code says nothing of its bearer's place among others
        return Labels(
            tuple(texts), tuple(c if text else "" for c, text in zip(cells, texts, strict=True))
        )
    if key == "channel":
        names = {c: t(f"codes.channel.{c}") for c in counts}
        return Labels(tuple(names[c] for c in cells), ("",) * len(cells))
    kept, rest = _frequent(counts)
    texts = [c if c in kept else blank if not c else rest for c in cells]
    numeric = all(c.isdecimal() for c in counts if c)
    orders = [_LAST if c not in kept else f"{c:0>9}" if numeric else "" for c in cells]
    return Labels(tuple(texts), tuple(orders))


def _frequent(counts: Counter[str]) -> tuple[set[str], str]:
    """The most frequent values, and the label of all others."""
    values = sorted((c for c in counts if c), key=lambda c: (-counts[c], c))
    if len(values) <= _MOST:
        return set(values), ""
    kept = values[: _MOST - 1]
    return set(kept), t("grouping.rest", n=len(values) - len(kept))


def _themes(facts: Facts) -> Labels:
    names = dict(zip(facts.themes["theme_id"], facts.themes["name"], strict=True))
    unassigned, none = t("codes.unassigned"), t("grouping.no_theme")
    pairs = [
        ("", names.get(theme, unassigned)) if considered else (_LAST, none)
        for theme, considered in zip(
            facts.contacts["theme_id"], facts.contacts["considered"], strict=True
        )
    ]
    return Labels(tuple(text for _, text in pairs), tuple(order for order, _ in pairs))


def _undated() -> tuple[str, str]:
    return _LAST, t("grouping.undated")


def _hour(at: pd.Timestamp) -> tuple[str, str]:
    return _undated() if pd.isna(at) else (f"{at.hour:02}", t("grouping.hour", hour=at.hour))


def _weekday(day: date) -> tuple[str, str]:
    return str(day.weekday()), t(f"codes.weekday.{day.weekday()}")


def _week(day: date) -> tuple[str, str]:
    monday = day - timedelta(day.weekday())
    return monday.isoformat(), f"{monday:%Y/%m/%d}"


def _month(day: date) -> tuple[str, str]:
    return f"{day:%Y%m}", f"{day:%Y/%m}"


def _fiscal(day: date) -> int:
    return day.year if day.month >= _FISCAL_START else day.year - 1


def _quarter(day: date) -> tuple[str, str]:
    year, nth = _fiscal(day), (day.month - _FISCAL_START) % 12 // 3 + 1
    return f"{year}{nth}", t("grouping.quarter", year=year, n=nth)


def _fiscal_year(day: date) -> tuple[str, str]:
    year = _fiscal(day)
    return str(year), t("grouping.fiscal_year", year=year)


_OF_DAY: dict[str, Callable[[date], tuple[str, str]]] = {
    "weekday": _weekday,
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "fiscal_year": _fiscal_year,
}


def _business_day(day: date | None, states: Mapping[date, bool]) -> tuple[str, str]:
    """営業日, 土曜, 日曜, 祝日, or 休業日 of the desk's own calendar."""
    if day is None:
        return _undated()
    kinds = ("open", "saturday", "sunday", "holiday", "closed")
    if is_holiday(day):
        kind = "holiday"
    elif day.weekday() in {_SATURDAY, _SUNDAY}:
        kind = "saturday" if day.weekday() == _SATURDAY else "sunday"
    else:
        kind = "open" if states.get(day, True) else "closed"
    return str(kinds.index(kind)), t(f"grouping.business_day.{kind}")


def _tenure(day: date | None, since: pd.Timestamp) -> tuple[str, str]:
    """The band of whole months from the contract to the contact."""
    if day is None:
        return _undated()
    if pd.isna(since):
        return _LAST, t("grouping.no_contract")
    months = 12 * (day.year - since.year) + day.month - since.month - (day.day < since.day)
    if months < 0:
        return "00", t("grouping.before_contract")
    nth = sum(months >= first for first in _BANDS)
    low = _BANDS[nth - 1]
    if nth == len(_BANDS):
        return f"{nth:02}", t("grouping.months_from", low=low)
    return f"{nth:02}", t("grouping.months", low=low, high=_BANDS[nth] - 1)
