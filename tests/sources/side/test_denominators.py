"""What contacts are set against: per day or week, per product, labelled by its header."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from vocli.errors import VocliError
from vocli.sources.side.denominators import name_of, read_denominators

AsCsv = Callable[..., bytes]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["月", "出荷数"], ["11月", 100]], "VOC-E132"),
        ([["日付", "備考"], ["2026/11/9", "x"]], "VOC-E132"),
        ([["日付", "出荷数", "返品数"], ["2026/11/9", 100, 2]], "VOC-E133"),
        ([["日付", "出荷数"], ["2026/11/9", 100], ["2026/11/10", "未集計"]], "VOC-E134"),
        ([["日付", "出荷数"], ["2026/11/9", -3], ["2026/11/10", 1]], "VOC-E134"),
        ([["週", "出荷数"], ["2026-W54", 100]], "VOC-E134"),
        ([["週", "出荷数"], ["先週", 100]], "VOC-E134"),
    ],
)
def test_a_table_that_cannot_be_divided_by(
    rows: list[list[object]], code: str, as_csv: AsCsv
) -> None:
    with pytest.raises(VocliError) as caught:
        read_denominators(as_csv(rows), "per.csv")
    assert caught.value.code == code
    assert caught.value.hint


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("出荷数", ("出荷", "件")),
        ("出荷台数", ("出荷", "台")),
        ("出荷（箱）", ("出荷", "箱")),
        ("会員数(人)", ("会員", "人")),
        ("稼働本数", ("稼働", "本")),
        ("契約件数", ("契約", "件")),
        ("値", ("値", "件")),
        ("数", ("数", "件")),
    ],
)
def test_label_and_unit_come_from_the_header(header: str, expected: tuple[str, str]) -> None:
    assert name_of(header) == expected


def test_days_of_one_product_are_added_up(as_csv: AsCsv) -> None:
    rows = [
        ["日付", "商品", "出荷台数", "備考"],
        ["2026/11/9", "S1", "1,200", ""],
        ["2026/11/9", "S1", "300台", ""],
        ["2026/11/9", "L2", 10, ""],
        ["2026/11/10", "L2", "", "休み"],
    ]
    found, findings = read_denominators(as_csv(rows), "per.csv")
    day = date(2026, 11, 9)
    assert found.days == {"L2": {day: 10.0}, "S1": {day: 1500.0}}
    assert (found.label, found.unit) == ("出荷", "台")
    assert [(f.code, f.message[-2:]) for f in findings] == [("VOC-F131", "備考")]


@pytest.mark.parametrize(
    "week", ["2026/11/09", "2026/11/11", "2026-W46", "2026/11/9-11/15", "2026/11/09(月)〜2026/11/15(日)", "2026年11月9日から"]
)  # fmt: skip
def test_a_week_is_spread_over_its_seven_days(week: str, as_csv: AsCsv) -> None:
    found, _ = read_denominators(as_csv([["週", "出荷数"], [week, 70]], "utf-8"), "per.csv")
    assert found.days == {"": {date(2026, 11, d): 10.0 for d in range(9, 16)}}
