"""The customer list: one row per number, the latest contract, and nothing guessed from a bad cell."""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
import pytest

from vocli.errors import VocliError
from vocli.sources.side.customers import read_customers

AsCsv = Callable[..., bytes]
HEAD = ["会員番号", "契約日", "解約日", "プラン", "月額(円)", "代理店", "連絡不可"]


def test_a_list_without_numbers_is_refused(as_csv: AsCsv) -> None:
    with pytest.raises(VocliError) as caught:
        read_customers(as_csv([HEAD[1:], ["2026/1/1", "", "", "", "", ""]]), "c.csv")
    assert caught.value.code == "VOC-E132"
    assert "会員番号" in caught.value.what


def test_a_cell_that_is_no_date_or_number_is_empty_and_said(as_csv: AsCsv) -> None:
    rows = [
        HEAD,
        ["1", "去年の春", "", "", "三千円", "", ""],
        ["2", "2026/1/1", "", "", 3300, "", ""],
    ]
    found, findings = read_customers(as_csv(rows), "c.csv")
    assert [(f.code, f.row, f.column) for f in findings] == [
        ("VOC-F138", 2, "契約日"),
        ("VOC-F138", 2, "月額(円)"),
    ]
    assert pd.isna(found.rows.loc["member:1", "contract_since"])
    assert found.rows.loc["member:2", "monthly_fee"] == 3300


def test_of_several_contracts_the_latest_counts_whatever_the_order(as_csv: AsCsv) -> None:
    rows = [
        ["７", "2024/5/1", "2025/5/1", "旧", "", "", ""],
        ["7", "2026/2/1", "", "新", "", "", ""],
        ["7", "", "", "不明な契約", "", "", ""],
        ["8", "2026/2/1", "", "A", "", "", ""],
        ["8", "2026/2/1", "", "A", "", "", ""],
    ]
    before, findings = read_customers(as_csv([HEAD, *rows]), "c.csv")
    assert before.rows["plan"].to_dict() == {"member:7": "新", "member:8": "A"}
    assert [f.code for f in findings] == ["VOC-F139"]
    assert "1人" in findings[0].message
    for seed in range(6):
        random.Random(seed).shuffle(rows)
        pd.testing.assert_frame_equal(
            read_customers(as_csv([HEAD, *rows]), "c")[0].rows, before.rows
        )


def test_rows_without_a_number_are_counted(as_csv: AsCsv) -> None:
    found, findings = read_customers(
        as_csv([HEAD, ["", "2026/1/1", "", "", "", "", ""], ["不明", *[""] * 6], ["1", *[""] * 6]]),
        "c.csv",
    )
    assert list(found.rows.index) == ["member:1"]
    assert [(f.code, "2行" in f.message) for f in findings] == [("VOC-F140", True)]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("", ""), ("0", ""), ("可", ""), ("FALSE", ""), ("1", "1"), ("連絡不可", "連絡不可")],
)
def test_who_may_not_be_contacted(cell: str, kept: str, as_csv: AsCsv) -> None:
    found, _ = read_customers(as_csv([HEAD, ["1", *[""] * 5, cell]]), "c.csv")
    assert found.rows.loc["member:1", "do_not_contact"] == kept


def test_a_workbook_holds_dates_as_dates(as_book: Callable[..., bytes]) -> None:
    from datetime import datetime

    found, findings = read_customers(
        as_book([HEAD, ["00410077", datetime(2026, 3, 9), "", "おうち", 3300, "", ""]]), "c.xlsx"
    )
    row = found.rows.loc["member:00410077"]
    assert (str(row["contract_since"])[:10], row["monthly_fee"], findings) == (
        "2026-03-09",
        3300,
        (),
    )


def test_the_sample_holds_4200_customers(root: object) -> None:
    data = (root / "sample_data" / "extra" / "customers.csv").read_bytes()  # type: ignore[operator]
    found, findings = read_customers(data, "customers.csv")
    assert len(found.rows) == 4200
    assert [f.code for f in findings] == ["VOC-F131"]
    assert found.rows["contract_since"].notna().all()
