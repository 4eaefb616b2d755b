"""The workbook holds real dates and numbers, ids as text, and nothing of the day it was made."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vocli.model.report import Column, Insight, Kind, Report
from vocli.render import RenderOptions, render, sheet

SHEETS = ["表紙", "件数は少ないが重大", "不満のテーマ", "明細", "用語の説明"]


def book(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(report, "xlsx", RenderOptions())))


def with_detail(report: Report, table: pd.DataFrame, kind: Kind = Kind.QUOTE) -> Report:
    columns = tuple(Column(key, kind) for key in table.columns)
    return replace(report, detail=Insight("detail", None, table, columns))


def test_two_renderings_are_the_same_bytes(story: Report) -> None:
    data = render(story, "xlsx", RenderOptions())
    assert data == render(story, "xlsx", RenderOptions())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-11-15T00:00:00Z") == 2


def test_a_folder_name_does_not_reach_the_workbook(story: Report) -> None:
    moved = replace(story, run=replace(story.run, sources=(("/elsewhere/calls.csv", "ab" * 32),)))
    assert render(moved, "xlsx", RenderOptions()) == render(story, "xlsx", RenderOptions())


def test_sheets_stand_in_reading_order(story: Report) -> None:
    assert book(story).sheetnames == SHEETS


def test_the_cover_tells_conditions_funnel_and_notes(story: Report) -> None:
    told = [[c.value for c in row] for row in book(story)["表紙"].iter_rows()]
    assert ["基準日", "2026-11-15"] in told
    assert ["声の種類", "不満"] in told
    assert ["対象の応対", 782] in told
    assert [None, "1件の日時が読めません"] in told


def test_the_detail_sheet_has_real_types_and_the_raw_words(story: Report) -> None:
    page = book(story)["明細"]
    assert [c.value for c in page[1]] == [
        "受付番号", "声の番号", "受付日時", "受付日", "応対", "声の出どころ", "当てはまり", "本文(伏せ字済み)",
    ]  # fmt: skip
    assert [c.value for c in page[2]] == [
        "0012", "v1", datetime(2026, 11, 9, 14, 20), datetime(2026, 11, 9), 1, "応対記録", 0.5, "=1+1 と出て入れない",
    ]  # fmt: skip
    assert page["H2"].data_type == "s"
    assert page["C3"].value is None
    assert page["G3"].value is None
    assert (page["A2"].number_format, page["C2"].number_format) == ("@", "yyyy/mm/dd hh:mm")


def test_the_detail_sheet_filters_freezes_and_prints(story: Report) -> None:
    page = book(story)["明細"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:H3"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0  # as many pages as needed below each other
    assert page.oddFooter.center.text == "&P / &N"


def test_numbers_of_a_theme_are_numbers(story: Report) -> None:
    page = book(story)["不満のテーマ"]
    heading = {c.value: i for i, c in enumerate(page[1])}
    first = page[2]
    assert first[heading["応対"]].value == 61
    assert first[heading["割合"]].value == pytest.approx(61 / 384)
    assert first[heading["割合"]].number_format == "0.0%"
    assert first[heading["増減"]].value == "増えた"
    assert sum(page.cell(n, heading["応対"] + 1).value for n in range(2, 8)) == 300


def test_one_font_everywhere(story: Report) -> None:
    fonts = {c.font.name for page in book(story) for row in page.iter_rows() for c in row}
    assert fonts == {"游ゴシック"}


def test_columns_are_as_wide_as_japanese_needs_and_never_wider_than_60(story: Report) -> None:
    page = book(story)["不満のテーマ"]
    assert 28 <= page.column_dimensions["B"].width <= 32
    assert all(d.width <= 61 for d in page.column_dimensions.values())


def test_the_terms_explain_the_columns_in_use(story: Report) -> None:
    terms = [row[0].value for row in book(story)["用語の説明"].iter_rows(min_row=2)]
    assert terms[:3] == ["順", "テーマ", "応対"]
    assert "声の出どころ" in terms


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "http://example.jp", "007", "\x01\x1b", "\uffff"]
)
def test_no_text_becomes_a_formula_a_link_or_a_number(story: Report, text: str) -> None:
    cell = book(with_detail(story, pd.DataFrame({"text": [text]})))["明細"]["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(alphabet="=+-@\t\r{}'\"HYPERLINK(),:/.01あ", max_size=12), max_size=4))
def test_no_sheet_holds_a_formula(story: Report, texts: list[str]) -> None:
    columns = tuple(Column(k, Kind.TEXT) for k in ("text", "theme"))
    table = pd.DataFrame({"text": texts, "theme": [f"={text}" for text in texts]})
    report = replace(story, detail=Insight("detail", None, table, columns))
    with zipfile.ZipFile(io.BytesIO(render(report, "xlsx", RenderOptions()))) as parts:
        sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 2
    assert not any(b"<f" in content for content in sheets)


@pytest.mark.parametrize("letter", ["あ", "😊"])
def test_a_text_that_excel_refuses_is_cut_and_says_so(story: Report, letter: str) -> None:
    cell = book(with_detail(story, pd.DataFrame({"text": [letter * 40_000]})))["明細"]["A2"]
    assert cell.value.endswith(letter + "(以下省略)")
    assert len(cell.value.encode("utf-16-le")) // 2 in {32_766, 32_767}


def test_a_full_sheet_continues_on_the_next(story: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "ROW_LIMIT", 2)
    report = with_detail(story, pd.DataFrame({"text": list("あいうえお")}))
    pages = book(report)
    assert pages.sheetnames[3:6] == ["明細", "明細(2)", "明細(3)"]
    assert [pages[n].max_row for n in pages.sheetnames[3:6]] == [3, 3, 2]
    assert any("3枚" in str(c.value) for c in pages["表紙"]["B"])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("[表]: a/b\\c*d?", "表 abcd"),
        ("'引用'", "引用"),
        ("あ" * 40, "あ" * 31),
        ("😊" * 20, "😊" * 15),
        ("\x01", "Sheet"),
        ("History", "History_"),
        ("", "Sheet"),
        ("推移(週)", "推移(週)"),
        ("改善要望票  新規 1  回答待ち 1(期限超過 1)", "改善要望票"),
        ("不満のテーマ(件数順。1応対を主なテーマに1回)", "不満のテーマ"),
        ("期日までに発信の記録がないもの 4件", "期日までに発信の記録がないもの"),
        ("12", "12"),
    ],
)
def test_a_title_becomes_a_name_that_excel_accepts(title: str, name: str) -> None:
    assert sheet.sheet_name(title) == name


def test_equal_titles_get_numbers(story: Report) -> None:
    first = story.insights[2]
    twins = tuple(replace(first, name=f"x{n}") for n in range(3))
    names = book(replace(story, insights=twins)).sheetnames
    assert names[1:4] == ["不満のテーマ", "不満のテーマ(2)", "不満のテーマ(3)"]


def test_an_empty_table_keeps_its_heading(story: Report) -> None:
    page = book(with_detail(story, pd.DataFrame({"text": []})))["明細"]
    assert (page["A1"].value, page.max_row) == ("本文(伏せ字済み)", 1)
