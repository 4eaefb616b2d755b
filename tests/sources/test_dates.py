"""Japanese dates in every spelling; what is no date is never taken for one."""

from __future__ import annotations

import pandas as pd
import pytest

from vocli.sources.dates import is_clock, is_date, order_of, parse_times


def at(cell: str, order: str = "") -> str:
    value = parse_times([cell], order).values.iloc[0]
    return "" if pd.isna(value) else value.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("令和8年11月1日 9時05分", "2026-11-01 09:05:00"),
        ("令和８年１１月１日（日）午前９時５分", "2026-11-01 09:05:00"),
        ("R8.11.1", "2026-11-01 00:00:00"),
        ("R8/11/2 10:30", "2026-11-02 10:30:00"),
        ("H31.4.30", "2019-04-30 00:00:00"),
        ("令和元年5月1日", "2019-05-01 00:00:00"),
        ("昭和64年1月7日", "1989-01-07 00:00:00"),
        ("2026年11月1日", "2026-11-01 00:00:00"),
        ("２０２６/１１/０１", "2026-11-01 00:00:00"),
        ("2026/11/1 9:05", "2026-11-01 09:05:00"),
        ("2026/11/01(日) 9:05", "2026-11-01 09:05:00"),
        ("2026-11-01T09:05:33.250", "2026-11-01 09:05:33"),
        ("2026/11/1 午後3時5分", "2026-11-01 15:05:00"),
        ("2026/11/1 12:10 午後", "2026-11-01 12:10:00"),
        ("2026/11/1 12:00:05 午前", "2026-11-01 00:00:05"),
        ("2026/11/19 9:05:33 午前 GMT+9", "2026-11-19 09:05:33"),
        ("2026/11/1 24:00", "2026-11-02 00:00:00"),
        ("2026/12/31 25:30", "2027-01-01 01:30:00"),
        ("2026-10-31T15:30Z", "2026-11-01 00:30:00"),
        ("2026-11-01 09:05:33 +0900", "2026-11-01 09:05:33"),
        ("2026-11-01T00:05:33+00:00", "2026-11-01 09:05:33"),
        ("1793491200", "2026-11-01 09:00:00"),
        ("1793491200000", "2026-11-01 09:00:00"),
        ("1452988121.000015", "2016-01-17 08:48:41"),
        ("46327", "2026-11-01 00:00:00"),
        ("46327.5", "2026-11-01 12:00:00"),
        ("03-Nov-2026 9:05 PM", "2026-11-03 21:05:00"),
        ("Nov 3, 2026, 9:05 AM", "2026-11-03 09:05:00"),
        ("Sun, 01 Nov 2026 09:05:33 +0900", "2026-11-01 09:05:33"),
        ("20261101", "2026-11-01 00:00:00"),
        ("20261101093015", "2026-11-01 09:30:15"),
        ("26/11/01", "2026-11-01 00:00:00"),
        ("令和八年十一月一日 九時五分", "2026-11-01 09:05:00"),
        ("二〇二六年十一月二十一日", "2026-11-21 00:00:00"),
        ("令和元年五月一日 正午", "2019-05-01 12:00:00"),
        ("㋿8年11月1日 9時半", "2026-11-01 09:30:00"),
        ("R8-11-01 午後11:59", "2026-11-01 23:59:00"),
        ("２０２６年１１月１日（日）２５：３０", "2026-11-02 01:30:00"),
        ("2026/11/01\u300009：05", "2026-11-01 09:05:00"),
        ("2026-11-01T24:00:00", "2026-11-02 00:00:00"),
        ("20261101T000533Z", "2026-11-01 09:05:33"),
        ("20261101 0905", "2026-11-01 09:05:00"),
        ("2026110109", "2026-11-01 09:00:00"),
        ("1793491200000000", "2026-11-01 09:00:00"),
        ("46329.5", "2026-11-03 12:00:00"),
        ("46329.999999", "2026-11-04 00:00:00"),
        ("2026-11-01 00:05:33.000 +0000", "2026-11-01 09:05:33"),
        ("2026-11-01T09:05:33.123456+09:00", "2026-11-01 09:05:33"),
        ("2026-11-01T00:05Z[UTC]", "2026-11-01 09:05:00"),
        ("Sun, 01 Nov 2026 00:05:33 GMT", "2026-11-01 09:05:33"),
        ("Sun Nov 01 2026 09:05:33 GMT+0900 (日本標準時)", "2026-11-01 09:05:33"),
        ("Sunday, November 1, 2026 at 9:05 AM", "2026-11-01 09:05:00"),
        ("2024/2/29", "2024-02-29 00:00:00"),
    ],
)
def test_dates_are_read(cell: str, expected: str) -> None:
    assert at(cell, "ymd" if cell.startswith("26") else "") == expected


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "２０２３年ごろから継続",
        "11/3",
        "3日前",
        "0000-00-00",
        "令和8年2月30日",
        "2026/13/1",
        "2026/11/31",
        "昨日",
        "2026/11/1 9:75",
        "12",
        "令和0年1月1日",
        "abc",
        "11月3日",
        "2026年11月",
        "2026-11",
        "2026",
        "2026/2/29",
        "0000-00-00 00:00:00",
        "令和八年二月三十日",
        "2026/11/1 36:00",
        "2026/11/1 13:05 PM",
        "2026/11/1 9:05頃",
        "約2026/11/1",
        "99999",
        "1.79e9",
        "1793491200000.5",
        "十月",
        "先週の月曜日",
        "2026/11/1〜11/3",
        "3 days ago",
    ],
)
def test_what_is_no_date_is_none(cell: str) -> None:
    assert at(cell) == ""


def test_day_and_month_are_decided_by_the_whole_column() -> None:
    assert order_of(["03/04/2026", "26/04/2026"]) == "dmy"
    assert order_of(["03/04/2026", "04/26/2026"]) == "mdy"
    assert order_of(["03/04/2026", "05/06/2026"]) == "?"
    assert order_of(["05/05/2026"]) == ""
    assert order_of(["2026/03/04"]) == ""
    assert order_of(["26/11/01", "26/12/24"]) == "ymd"
    assert order_of(["10/11/01", "11/12/02"]) == "?"


def test_the_order_is_applied() -> None:
    assert at("03/04/2026", "dmy") == "2026-04-03 00:00:00"
    assert at("03/04/2026 9:05 PM", "mdy") == "2026-03-04 21:05:00"
    assert at("03/04/2026") == ""


def test_the_fast_and_the_careful_way_agree() -> None:
    cells = [f"2026/{1 + i % 12}/{1 + i % 28} {i % 24}:{i % 60:02}" for i in range(200)]
    many = parse_times([*cells, "令和8年1月1日", "2026/1/1 25:00", "1899/1/1 0:00"])
    single = [at(cell) for cell in cells]
    assert many.values.iloc[:200].dt.strftime("%Y-%m-%d %H:%M:%S").tolist() == single
    assert many.values.iloc[201].strftime("%Y-%m-%d %H") == "2026-01-02 01"
    assert (many.unread, many.first_unread) == (1, 202)


def test_unread_cells_are_counted_with_the_first() -> None:
    times = parse_times(["2026/11/1", "", "不明", "不明"])
    assert (times.unread, times.first_unread) == (2, 2)


def test_zone_is_assumed_only_when_none_is_named() -> None:
    assert parse_times(["2026/11/1 9:00"]).zone_assumed
    assert not parse_times(["2026-11-01T09:00:00Z", ""]).zone_assumed
    assert not parse_times(["1793491200"]).zone_assumed
    assert parse_times(["2026-11-01T09:00:00Z", "2026-11-01 10:00"]).zone_assumed
    assert not parse_times([""]).zone_assumed


def test_type_is_tokyo_time_in_nanoseconds() -> None:
    assert str(parse_times(["2026/11/1"]).values.dtype) == "datetime64[ns, Asia/Tokyo]"
    assert str(parse_times([""]).values.dtype) == "datetime64[ns, Asia/Tokyo]"


def test_clock_and_date_are_told_apart() -> None:
    assert is_clock("9:05") and is_clock("午後3時5分") and not is_clock("2026/11/1 9:05")
    assert is_date("2026/11/1") and not is_date("9:05") and not is_date("46327")


def test_a_month_first_time_as_american_programs_write_it() -> None:
    assert order_of(["10/2/2026, 9:05 AM", "10/31/2026, 9:05 PM"]) == "mdy"
    assert at("10/2/2026, 9:05 AM", "mdy") == "2026-10-02 09:05:00"
    assert at("10/2/2026, 12:05 AM", "mdy") == "2026-10-02 00:05:00"


def test_microseconds_are_kept() -> None:
    assert parse_times(["1452988121.000015"]).values.iloc[0].microsecond == 15


def test_a_number_is_a_date_only_where_its_column_is_known_to_hold_times() -> None:
    assert not is_date("1793491200.5") and not is_date("46329.999999")
    assert is_date("202611010905")


@pytest.mark.parametrize("piece", ["一", "1", "十", " ", "2026/11/1 ", "午前"])
def test_a_long_text_is_refused_at_once(piece: str) -> None:
    assert at(piece * 100_000) == ""
    assert not is_date(piece * 100_000) and not is_clock(piece * 100_000)
