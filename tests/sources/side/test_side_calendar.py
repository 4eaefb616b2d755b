"""The desk's own days: open or closed per channel, never both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from vocli.errors import VocliError
from vocli.sources.side.calendar import read_calendar

AsCsv = Callable[..., bytes]
HEAD = ["日付", "区分", "チャネル"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["2026/11/9", "たぶん", ""], "区分"),
        (["2026/11/9", "", ""], "区分"),
        (["2026/11/9", "営業", "狼煙"], "チャネル"),
        (["月曜", "営業", ""], "日付"),
    ],
)
def test_a_cell_that_means_nothing_is_named(row: list[str], column: str, as_csv: AsCsv) -> None:
    with pytest.raises(VocliError) as caught:
        read_calendar(as_csv([HEAD, ["2026/11/8", "休業", ""], row]), "cal.csv")
    assert (caught.value.code, caught.value.where) == ("VOC-E134", "cal.csv 3行")
    assert column in caught.value.what


def test_one_day_cannot_be_both(as_csv: AsCsv) -> None:
    rows = [HEAD, ["2026/11/9", "営業", ""], ["2026/11/10", "営業", ""], ["2026/11/9", "休業", ""]]
    with pytest.raises(VocliError) as caught:
        read_calendar(as_csv(rows), "cal.csv")
    assert (caught.value.code, caught.value.where) == ("VOC-E135", "cal.csv 4行")
    assert "2行" in caught.value.what


def test_channels_have_days_of_their_own(as_csv: AsCsv) -> None:
    rows = [
        HEAD,
        ["2026/11/8", "休", "電話"],
        ["2026/11/8", "○", "チャット"],
        ["2026/11/8", "休業", "全体"],
    ]
    found, _ = read_calendar(as_csv(rows), "cal.csv")
    day = date(2026, 11, 8)
    assert found.days == {"": {day: False}, "chat": {day: True}, "phone": {day: False}}


def test_a_day_said_twice_in_the_same_way_is_no_error(as_csv: AsCsv) -> None:
    rows = [["日付", "区分"], ["2026/11/9", "営業"], ["2026/11/9", "営業日"]]
    found, findings = read_calendar(as_csv(rows), "cal.csv")
    assert (found.days, findings) == ({"": {date(2026, 11, 9): True}}, ())


def test_the_sample_has_55_open_days(root: object) -> None:
    data = (root / "sample_data" / "extra" / "calendar.csv").read_bytes()  # type: ignore[operator]
    found, _ = read_calendar(data, "calendar.csv")
    assert (sum(found.days[""].values()), len(found.days[""])) == (55, 70)
