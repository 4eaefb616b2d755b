"""VOC030: values that the code list does not know."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,区分,申出内容\r\n"
CODES = {"区分": frozenset({"配送", "料金", "解約"})}


def text_of(*values: str) -> str:
    rows = (f"K-{n},2026/11/05 10:00,{value},届きません\r\n" for n, value in enumerate(values))
    return HEAD + "".join(rows)


def test_known_codes_and_empty_cells_are_good(run_check: Any) -> None:
    text = text_of("配送", "", "料金")
    assert run_check("VOC030", {"a.csv": text}, codes=CODES) == []
    assert run_check("VOC030", {"a.csv": text_of("配走")}) == []
    assert run_check("VOC030", {"a.csv": text_of("配走")}, codes={"商品": frozenset({"S1"})}) == []


def test_an_unknown_code_is_found_with_its_number_and_a_guess(run_check: Any) -> None:
    (found,) = run_check("VOC030", {"a.csv": text_of("配送", "配走", "料金", "配走")}, codes=CODES)
    assert (found.code, found.row, found.column) == ("VOC030", 3, "区分")
    assert "「配走」" in found.message
    assert "2件" in found.message
    assert "「配送」の誤り" in found.message


def test_a_column_may_be_named_by_its_field(run_check: Any) -> None:
    codes = {"category": CODES["区分"]}
    (found,) = run_check("VOC030", {"a.csv": text_of("配送", "その他")}, codes=codes)
    assert found.row == 3


def test_a_long_value_is_not_shown(run_check: Any) -> None:
    words = "何度も電話したのに誰も出ないのはおかしいと思います"
    (found,) = run_check("VOC030", {"a.csv": text_of("配送", words)}, codes=CODES)
    assert words not in found.message
