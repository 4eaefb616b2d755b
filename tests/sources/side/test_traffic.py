"""Calls offered, answered, abandoned: summed per day and channel, nothing counted twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from vocli.errors import VocliError
from vocli.model.side import CallCount
from vocli.sources.side.traffic import read_traffic

AsCsv = Callable[..., bytes]
HEAD = ["日付", "時間帯", "着信", "応答", "放棄"]
DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["13月5日", "9:00", 1, 1, 0], "日付"),
        (["2026/11/5", "9:00", "多数", 1, 0], "着信"),
        (["2026/11/5", "9:00", 1, -1, 0], "応答"),
        (["2026/11/5", "9:00", 2.5, 1, 0], "着信"),
        (["3日前", "9:00", 1, 1, 0], "日付"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column_and_not_repeated(
    row: list[object], column: str, as_csv: AsCsv
) -> None:
    data = as_csv([HEAD, ["2026/11/4", "9:00", 1, 1, 0], row])
    with pytest.raises(VocliError) as caught:
        read_traffic(data, "acd.csv")
    error = caught.value
    assert (error.code, error.where) == ("VOC-E134", "acd.csv 3行")
    assert column in error.what
    assert error.hint
    assert "多数" not in error.what + error.where + error.hint


def test_days_and_months_that_cannot_be_told_apart_are_asked_about(as_csv: AsCsv) -> None:
    data = as_csv([HEAD, ["03/04/2026", "9:00", 1, 1, 0]])
    with pytest.raises(VocliError) as caught:
        read_traffic(data, "acd.csv")
    assert caught.value.code == "VOC-E114"
    traffic, _ = read_traffic(data, "acd.csv", "mdy")
    assert traffic.counts[0].day == date(2026, 3, 4)


def test_more_answered_than_offered_is_a_warning_and_kept(as_csv: AsCsv) -> None:
    traffic, findings = read_traffic(as_csv([HEAD, ["2026/11/5", "9:00", 3, 4, 0]]), "acd.csv")
    assert [f.code for f in findings] == ["VOC-F132"]
    assert traffic.counts[0].answered == 4


def test_overflow_that_is_neither_answered_nor_abandoned_is_said(as_csv: AsCsv) -> None:
    rows = [HEAD, ["2026/11/5", "9:00", 9, 4, 3], ["2026/11/5", "10:00", 4, 4, 0]]
    _, findings = read_traffic(as_csv(rows), "acd.csv")
    assert [(f.code, f.row) for f in findings] == [("VOC-F133", 2)]


def test_the_same_row_twice_counts_once_and_two_intervals_count_both(as_csv: AsCsv) -> None:
    one = ["2026/11/5", "9:00", 5, 4, 1]
    traffic, findings = read_traffic(
        as_csv([HEAD, one, one, ["2026/11/5", "9:30", 5, 4, 1]]), "acd.csv"
    )
    assert traffic.counts == (CallCount(DAY, "phone", 10, 8, 2),)
    assert [f.code for f in findings] == ["VOC-F134"]


def test_an_orderly_table_has_no_findings(as_csv: AsCsv) -> None:
    rows = [HEAD, *[["2026/11/5", f"{h}:00-{h + 1}:00", 6, 5, 1] for h in range(9, 18)]]
    traffic, findings = read_traffic(as_csv(rows), "acd.csv")
    assert traffic.counts == (CallCount(DAY, "phone", 54, 45, 9),)
    assert findings == ()


def test_channels_are_kept_apart_and_a_queue_is_the_telephones(as_csv: AsCsv) -> None:
    head = ["日付", "窓口", "入電数", "受電数"]
    rows = [["R8.11.5", "電話", 5, 4], ["R8.11.5", "受付A", 2, 2], ["R8.11.5", "チャット", 7, 7]]
    traffic, _ = read_traffic(as_csv([head, *rows]), "acd.csv")
    assert traffic.counts == (
        CallCount(DAY, "chat", 7, 7, None),
        CallCount(DAY, "phone", 7, 6, None),
    )


def test_empty_and_dashed_cells_count_nothing(as_csv: AsCsv) -> None:
    rows = [HEAD, ["2026/11/5", "9:00", "", "-", ""], ["", "", "", "", "x"]]
    traffic, _ = read_traffic(as_csv(rows[:2]), "acd.csv")
    assert traffic.counts == (CallCount(DAY, "phone", 0, 0, 0),)


def test_the_order_of_the_rows_does_not_matter(as_csv: AsCsv) -> None:
    rows = [[f"2026/11/{d}", f"{h}:00", d + h, d, h] for d in range(2, 9) for h in range(9, 18)]
    before = read_traffic(as_csv([HEAD, *rows]), "x")[0]
    random.Random(3).shuffle(rows)
    assert read_traffic(as_csv([HEAD, *rows]), "x")[0] == before


def test_the_sample_holds_the_outage(root: object) -> None:
    data = (root / "sample_data" / "extra" / "acd.csv").read_bytes()  # type: ignore[operator]
    traffic, findings = read_traffic(data, "acd.csv")
    assert CallCount(DAY, "phone", 61, 24, 37) in traffic.counts
    assert (len(traffic.counts), findings) == (55, ())


@pytest.mark.parametrize("slot", ["夜間", "24:00", "", "-"])
def test_a_slot_that_tells_no_hour_counts_for_its_day_only(slot: str, as_csv: AsCsv) -> None:
    data = as_csv([HEAD, ["2026/11/5", slot, 4, 3, 1], ["2026/11/5", "9:00", 2, 2, 0]])
    traffic, _ = read_traffic(data, "acd.csv")
    assert traffic.counts == (CallCount(DAY, "phone", 6, 5, 1),)
    assert traffic.slots == (CallCount(DAY, "phone", 2, 2, 0, 9),)


@pytest.mark.parametrize(
    ("slot", "hour"),
    [
        ("9:00-10:00", 9),
        ("09:30", 9),
        ("9時台", 9),
        ("0930", 9),
        ("1030-1100", 10),
        ("17", 17),
        ("９：００～１０：００", 9),
        ("2026/11/05 13:00", 13),
    ],
)
def test_the_hour_in_which_an_interval_begins(slot: str, hour: int, as_csv: AsCsv) -> None:
    traffic, _ = read_traffic(as_csv([HEAD, ["2026/11/5", slot, 1, 1, 0]]), "acd.csv")
    assert [count.hour for count in traffic.slots] == [hour]


def test_half_hours_add_up_to_their_hour_and_hours_to_their_day(as_csv: AsCsv) -> None:
    rows = [["2026/11/5", f"{h}:{m}", h, h - 1, 1] for h in (9, 10) for m in ("00", "30")]
    traffic, _ = read_traffic(as_csv([HEAD, *rows]), "acd.csv")
    assert traffic.slots == (
        CallCount(DAY, "phone", 18, 16, 2, 9),
        CallCount(DAY, "phone", 20, 18, 2, 10),
    )
    assert traffic.counts == (CallCount(DAY, "phone", 38, 34, 4),)


def test_without_a_slot_the_time_behind_the_day_tells_the_hour(as_csv: AsCsv) -> None:
    head = ["日時", "着信", "応答"]
    traffic, _ = read_traffic(as_csv([head, ["2026/11/5 9:00", 2, 1]]), "acd.csv")
    assert traffic.slots == (CallCount(DAY, "phone", 2, 1, None, 9),)
    traffic, _ = read_traffic(as_csv([["日付", "着信", "応答"], ["2026/11/5", 2, 1]]), "acd.csv")
    assert traffic.slots == ()
