"""What contacts are set against (出荷数, 会員数): a number per day or week, perhaps per product."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

import numpy as np

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.model.side import Denominators
from vocli.sources.dates import parse_times
from vocli.sources.side.sheet import (
    Sheet,
    bad_cell,
    header_names,
    is_nothing,
    open_sheet,
    read_days,
)
from vocli.sources.values import number_of
from vocli.text import nfkc

_WEEK = 7
_ISO_WEEK = re.compile(r"(\d{4})\s*-?\s*w\s*(\d{1,2})", re.IGNORECASE)
_FROM = re.compile(
    r"^(.*?\d日?)\s*(?:[(（][月火水木金土日][)）])?\s*(?:~|〜|から|-(?=\s*\d{1,2}/|\s*\d{4}[/-])).*$"
)
_BRACKET = re.compile(r"[(（]([^()（）]{1,4})[)）]$")
_PIECES = "台件本個人名枚通箱口社便"
_COUNTER = re.compile(rf"([{_PIECES}])?数(?:量)?$")
_UNIT = re.compile(rf"[{_PIECES}]$")


def read_denominators(
    data: bytes, path: str, order: str = ""
) -> tuple[Denominators, tuple[Finding, ...]]:
    """The numbers of a table with 日付 or 週, one column of numbers and perhaps 商品.

    The label comes from the header of the numbers: 出荷台数 and 出荷(台) are 出荷 in 台. Numbers of one day
    and product are added up; a week's is spread over its seven days (Monday to Sunday). Raises VOC-E132 to
    E134.
    """
    sheet = open_sheet(data, path, "per", ())
    weekly = not sheet.has("day")
    if weekly and not sheet.has("week"):
        names = header_names("per")
        hint = t(
            "side.missing_columns_hint",
            names=t("side.comma").join([names["day"][0], names["week"][0]]),
            header=t("side.comma").join(sheet.table.header),
        )
        raise VocliError("VOC-E132", t("side.no_day_or_week"), where=path, hint=hint)
    column = _value_column(sheet)
    days = _weeks(sheet, order) if weekly else read_days(sheet, "day", order)
    values = _numbers(sheet, column)
    sums: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for product, day, value in zip(sheet.cells("product"), days, values, strict=True):
        if day is None or np.isnan(value):
            continue
        for i in range(_WEEK if weekly else 1):
            sums[product][day + timedelta(i)] += value / (_WEEK if weekly else 1)
    label, unit = name_of(column)
    kept = {product: dict(sorted(sums[product].items())) for product in sorted(sums)}
    return Denominators(path, label, unit, kept), _others(sheet, column)


def name_of(header: str) -> tuple[str, str]:
    """(label, unit) of a header: 出荷台数 -> 出荷, 台; 会員数 -> 会員, 件; 出荷(箱) -> 出荷, 箱."""
    text = nfkc(header).strip()
    bracket = _BRACKET.search(text)
    unit = bracket[1] if bracket else ""
    text = _BRACKET.sub("", text).strip()
    counter = _COUNTER.search(text)
    if counter and counter.start():
        return text[: counter.start()], unit or counter[1] or t("side.pieces")
    return text, unit or t("side.pieces")


def _value_column(sheet: Sheet) -> str:
    """The one column of numbers. Raises VOC-E132 for none and VOC-E133 for several."""
    taken = {name for key, own in sheet.columns.items() if key != "value" for name in own}
    found = [name for name in sheet.table.header if name not in taken and _is_numeric(sheet, name)]
    if len(found) == 1:
        return found[0]
    if not found:
        hint = t("side.no_values_hint")
        raise VocliError("VOC-E132", t("side.no_values"), where=sheet.path, hint=hint)
    text = t(
        "side.two_columns", columns=t("side.comma").join(found), key=header_names("per")["value"][0]
    )
    raise VocliError("VOC-E133", text, where=sheet.path, hint=t("side.two_columns_hint"))


def _is_numeric(sheet: Sheet, name: str) -> bool:
    filled = [cell for cell in sheet.table.column(name) if not is_nothing(cell)]
    numbers = sum(1 for cell in filled if not np.isnan(_number(cell)))
    return bool(filled) and numbers >= 0.5 * len(filled)


def _number(cell: str) -> float:
    return number_of(_UNIT.sub("", nfkc(cell).strip()))


def _numbers(sheet: Sheet, column: str) -> list[float]:
    """The numbers, NaN for an empty cell. Raises VOC-E134 for what is none."""
    as_value = Sheet(sheet.path, sheet.table, {"value": (column,)})
    out = []
    for i, cell in enumerate(as_value.cells("value")):
        value = _number(cell)
        if not is_nothing(cell) and not value >= 0:
            raise bad_cell(as_value, "value", i, "side.no_number")
        out.append(value)
    return out


def _weeks(sheet: Sheet, order: str) -> list[date | None]:
    """The Monday of every week: of a date in it, of its first day (11/9-11/15), of 2026-W46."""
    cells = [_FROM.sub(r"\1", nfkc(cell)) for cell in sheet.cells("week")]
    stamps = parse_times(cells, order).values
    out: list[date | None] = []
    for i, (cell, stamp, unread) in enumerate(zip(cells, stamps, stamps.isna(), strict=True)):
        iso = _ISO_WEEK.fullmatch(cell.strip())
        if iso:
            out.append(_iso_monday(sheet, i, int(iso[1]), int(iso[2])))
        elif is_nothing(cell):
            out.append(None)
        elif unread:
            raise bad_cell(sheet, "week", i, "side.no_week")
        else:
            out.append(stamp.date() - timedelta(stamp.weekday()))
    return out


def _iso_monday(sheet: Sheet, i: int, year: int, week: int) -> date:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        raise bad_cell(sheet, "week", i, "side.no_week") from None


def _others(sheet: Sheet, column: str) -> tuple[Finding, ...]:
    """The sheet's findings, the value column no longer among the unknown ones."""
    known = {name for own in sheet.columns.values() for name in own} | {column}
    unknown = [name for name in sheet.table.header if name not in known]
    own = [finding for finding in sheet.findings if finding.code != "VOC-F131"]
    if unknown:
        text = t("side.unknown_columns", columns=t("side.comma").join(unknown))
        own.append(Finding("VOC-F131", Severity.NOTE, text, sheet.path))
    return tuple(own)
