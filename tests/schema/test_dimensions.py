"""The names of --by: what is understood, and what is near."""

from __future__ import annotations

import pytest

from vocli.messages import has
from vocli.schema.columns import CONTACT_FIELDS
from vocli.schema.dimensions import (
    dimension_named,
    dimension_of_header,
    dimensions,
    field_of,
    is_derived,
    is_personal,
    nearest_dimensions,
)


@pytest.mark.parametrize("name", ["", "会員番号", "通話時間", "氏名", "occurred_at"])
def test_other_columns_are_no_dimension(name: str) -> None:
    assert dimension_named(name) == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("商品", "product"),
        ("PRODUCT", "product"),
        ("ﾁｬﾈﾙ", "channel"),
        ("大分類", "reason1"),
        ("business day", "business_day"),
        ("年 度", "fiscal_year"),
        ("担当", "agent"),
        ("取引先", "account"),
        ("テーマ", "theme"),
    ],
)
def test_names_are_understood_without_width_case_and_spaces(name: str, key: str) -> None:
    assert dimension_named(name) == key


def test_usual_headers_lead_to_their_dimension() -> None:
    assert dimension_of_header("製品名") == "product"
    assert dimension_of_header("会員番号") == ""


def test_every_dimension_has_a_heading_and_a_field_of_its_own() -> None:
    fields = {field.key for field in CONTACT_FIELDS}
    for key in dimensions():
        assert has(f"columns.{key}"), key
        assert is_derived(key) or field_of(key) in fields, key


def test_the_nearest_name_is_told_and_a_header_of_the_file_counts() -> None:
    assert "product" in nearest_dimensions("商品目")
    assert nearest_dimensions("ロット版", ("ロット番",))[0] == "ロット番"
    assert nearest_dimensions("qqqqqq") == ()


def test_age_is_personal_and_a_product_is_not() -> None:
    assert is_personal("年代")
    assert is_personal("Gender")
    assert not is_personal("商品")
