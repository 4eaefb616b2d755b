"""What the 明細 tells of a contact's day: weekday, week, quarter, open or not, and whether the customer came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from vocli.messages import t
from vocli.model.side import Calendar
from vocli.stats.calendar import is_holiday

_FISCAL_START = 4  # month
_WEEKEND = ("saturday", "sunday")
_RETURN = 7  # days


def build(contacts: pd.DataFrame, calendar: Calendar | None) -> dict[str, pd.Series]:
    """Columns date, weekday, hour, business_day, week, month, quarter and fiscal_year, rows as in contacts."""
    days = list(contacts["day"])
    known = sorted({day for day in days if day is not None})
    states = calendar.days if calendar else {}
    own = list(zip(days, contacts["channel"], strict=True))
    kinds = {pair: _kind(*pair, states) for pair in dict.fromkeys(own)}
    of_day = {day: _of_day(day) for day in known}
    columns: dict[str, list[Any]] = {
        "date": days,
        "business_day": [kinds[pair] for pair in own],
    }
    for n, key in enumerate(("weekday", "week", "month", "quarter", "fiscal_year")):
        columns[key] = [None if day is None else of_day[day][n] for day in days]
    told = {
        key: pd.Series(cells, index=contacts.index, dtype=object) for key, cells in columns.items()
    }
    return told | {"hour": contacts["occurred_at"].dt.hour}


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(day.weekday())


def returns(contacts: pd.DataFrame) -> pd.Series:
    """Whether the same customer came again about the same theme within 7 days: "yes", "no" or "open".

    "open" where the 7 days are not over yet on the last day of the export; None without a known customer
    or theme. As many are "yes" as contacts are repeated ones.
    """
    known = contacts[(contacts["customer"] != "") & (contacts["theme_id"] != "")]
    known = known[known["occurred_at"].notna()]
    known = known.sort_values(["occurred_at", "contact_id"], kind="stable")
    following = known.groupby(["customer", "theme_id"])["occurred_at"].shift(-1)
    again = (following - known["occurred_at"]) <= pd.Timedelta(days=_RETURN)
    last = contacts["occurred_at"].max()
    unsettled = ~again & (last - known["occurred_at"] < pd.Timedelta(days=_RETURN))
    told = pd.Series("no", index=known.index, dtype=object)
    told = told.mask(again, "yes").mask(unsettled, "open")
    found = pd.Series([None] * len(contacts), index=contacts.index, dtype=object)
    found.loc[told.index] = told
    return found


def _of_day(day: date) -> tuple[str, date, date, str, str]:
    year = day.year if day.month >= _FISCAL_START else day.year - 1
    nth = (day.month - _FISCAL_START) % 12 // 3 + 1
    return (
        str(day.weekday()),
        monday(day),
        day.replace(day=1),
        t("grouping.quarter", year=year, n=nth),
        t("grouping.fiscal_year", year=year),
    )


def _kind(day: date | None, channel: str, states: Mapping[str, Mapping[date, bool]]) -> str:
    """営業日, 土曜, 日曜, 祝日, or 休業日 of the desk's own calendar; "" without a day."""
    if day is None:
        return ""
    if is_holiday(day):
        kind = "holiday"
    elif day.weekday() > 4:
        kind = _WEEKEND[day.weekday() - 5]
    else:
        own = states.get(channel, states.get("", {}))
        kind = "open" if own.get(day, True) else "closed"
    return t(f"grouping.business_day.{kind}")
