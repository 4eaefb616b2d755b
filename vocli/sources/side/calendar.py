"""The desk's own calendar: which days are open, for every channel or for each."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding
from vocli.model.side import Calendar
from vocli.sources.side.sheet import bad_cell, open_sheet, place, read_days
from vocli.sources.values import channel_of
from vocli.text import nfkc

_CLOSED = frozenset(
    {
        "休業",
        "休業日",
        "休",
        "休日",
        "休み",
        "定休",
        "定休日",
        "祝日",
        "祝",
        "日曜",
        "閉",
        "×",
        "x",
        "0",
    }
    | {"closed", "close", "holiday", "no", "false", "off", "n", "臨時休業", "年末年始", "受付なし"}
)
_OPEN = frozenset(
    {
        "営業",
        "営業日",
        "開",
        "平日",
        "通常",
        "通常営業",
        "短縮",
        "短縮営業",
        "半日",
        "午前のみ",
        "午後のみ",
    }
    | {"臨時営業", "土曜営業", "○", "〇", "◯", "1", "open", "yes", "true", "on", "y", "受付あり"}
)
_EVERY = frozenset({"", "全", "全て", "すべて", "全体", "共通", "all", "全窓口", "全チャネル"})


def read_calendar(data: bytes, path: str, order: str = "") -> tuple[Calendar, tuple[Finding, ...]]:
    """The days of a table with 日付, 区分 (営業 or 休業) and perhaps チャネル.

    Raises VOC-E132, E133, E134 (a 区分 or チャネル that is neither) and E135 (one day both open and closed).
    """
    sheet = open_sheet(data, path, "calendar", ("day", "state"))
    days = read_days(sheet, "day", order)
    states, channels = sheet.cells("state"), sheet.cells("channel")
    kept: dict[str, dict[date, bool]] = defaultdict(dict)
    line: dict[tuple[str, date], int] = {}
    for i, day in enumerate(days):
        if day is None:
            continue
        word = nfkc(states[i]).strip().casefold()
        if word not in _OPEN | _CLOSED and states[i] not in _OPEN:
            raise bad_cell(sheet, "state", i, "side.no_state")
        channel = "" if nfkc(channels[i]).casefold() in _EVERY else channel_of(channels[i])
        if channel in ("other", "unknown"):
            raise bad_cell(sheet, "channel", i, "side.no_channel")
        is_open = word not in _CLOSED
        row = int(sheet.table.lines[i])
        if kept[channel].setdefault(day, is_open) != is_open:
            raise VocliError(
                "VOC-E135",
                t("side.open_and_closed", day=f"{day:%Y-%m-%d}", first=line[channel, day]),
                where=place(path, row),
                hint=t("side.open_and_closed_hint"),
            )
        line.setdefault((channel, day), row)
    return Calendar(path, {key: kept[key] for key in sorted(kept)}), sheet.findings
