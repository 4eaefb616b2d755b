"""The workbook of the overview: sheets in the order a meeting reads them, charts, shades, links, and its print."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from vocli.model.report import Column, Insight, Kind, Note, Report
from vocli.render import RenderOptions, book_rows, render
from vocli.render.sheet import header

WEEKS = [date(2026, 11, 2), date(2026, 11, 9)]


def book(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(report, "xlsx", RenderOptions())))


def part(report: Report, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(render(report, "xlsx", RenderOptions()))) as archive:
        return archive.read(name).decode("utf-8")


def table(name: str, said: Callable[[str], Note], *columns: Column, **cells: list[Any]) -> Insight:
    title = Note("report.numbered", {"n": 3, "title": said(f"表の題 {name}")})
    return Insight(name, title, pd.DataFrame(cells, dtype=object), columns)


@pytest.fixture
def overview(story: Report, said: Callable[[str], Note]) -> Report:
    """The report of one page with the tables that only its workbook has."""
    label, count = Column("label", Kind.TEXT), Column("contacts", Kind.INT)
    whole = table("whole", said, label, count, label=["対象", "不満"], contacts=[782, 384])
    cites = [
        Note("report.cite", {"table": 3, "row": 2, "column": "応対", "cell": ("whole", 1, "contacts")}),
        Note("report.cite", {"table": 4, "row": 1, "column": "件", "cell": ("by_site", 0, "contacts")}),
    ]  # fmt: skip
    sentence = Note(
        "report.sentence",
        {"sentence": said("不満は384件。" * 12), "cites": Note("report.joined", dict(zip(("first", "second"), cites, strict=True)))},
    )  # fmt: skip
    concluded = Insight(
        "conclusions", Note("report.conclusions"),
        pd.DataFrame([("1", sentence), ("2", said("もとのない文"))], columns=["label", "value"]),
        (label, Column("value", Kind.TEXT)), layout="pairs",
    )  # fmt: skip
    trend = replace(
        table(
            "trend_week", said, Column("week", Kind.DATE), count, Column("complaint", Kind.INT),
            Column("share", Kind.SHARE), Column("thanks", Kind.INT), Column("theme_1", Kind.INT, label="届かない"),
            week=WEEKS, contacts=[20, 30], complaint=[5, 0], share=[0.25, None], thanks=[1, 2], theme_1=[3, 4],
        ),
        layout="trend",
    )  # fmt: skip
    month = replace(
        table("trend_month", said, Column("month", Kind.DATE), count, month=[date(2026, 11, 1)], contacts=[50]),
        layout="trend",
    )  # fmt: skip
    site = table(
        "by_site", said, label, count, Column("diff", Kind.POINTS), label=["那覇"], contacts=[5], diff=[-12.71]
    )  # fmt: skip
    times = table(
        "times", said, Column("weekday", Kind.CODE), Column("h9", Kind.NUMBER), Column("h10", Kind.NUMBER),
        weekday=["0", "1"], h9=[1.0, 4.0], h10=[2.0, None], **{"h9*": [False, True]},
    )  # fmt: skip
    others = [
        table(name, said, label, label=["甲"])
        for name in ("act_list", "metrics", "moved", "weeks", "plus_themes")
    ]
    funnel, critical, themes, _ = story.insights
    return replace(
        story,
        run=replace(story.run, command="report", options=(*story.run.options, ("audience", "desk"), ("company", "あさひ & 子"))),
        insights=(funnel, whole, concluded, critical, themes, *others),
        sheets=(trend, month, site, times),
        span=(date(2026, 11, 2), date(2026, 11, 15)),
    )  # fmt: skip


def test_sheets_stand_in_the_order_of_a_meeting(overview: Report) -> None:
    assert book(overview).sheetnames == [
        "表紙", "まとめ", "件数は少ないが重大", "不満のテーマ", "良い声", "推移(週)", "推移(月)", "拠点別",
        "曜日・時間帯", "指標", "増減", "連絡が必要なお客様", "明細", "用語の説明",
    ]  # fmt: skip


def test_no_sheet_stands_for_what_is_not_there(overview: Report) -> None:
    bare = replace(overview, insights=overview.insights[:1], sheets=(), detail=None)
    assert book(bare).sheetnames == ["表紙", "用語の説明"]


def test_two_renderings_are_the_same_bytes(overview: Report) -> None:
    once = render(overview, "xlsx", RenderOptions())
    assert once == render(overview, "xlsx", RenderOptions())


def test_one_font_everywhere_in_charts_as_well(overview: Report) -> None:
    fonts = {c.font.name for page in book(overview) for row in page.iter_rows() for c in row}
    assert fonts == {"游ゴシック"}
    chart = part(overview, "xl/charts/chart1.xml")
    assert chart.count('typeface="游ゴシック"') >= 4


def test_a_trend_has_dates_and_lines_that_print_in_grey(overview: Report) -> None:
    page = book(overview)["推移(週)"]
    assert [page["A2"].value, page["A2"].number_format] == [datetime(2026, 11, 2), "yyyy/mm/dd"]
    assert (page["C3"].value, page["D3"].value) == (0, None)
    counts, themes = page._charts  # openpyxl has no public name for them
    assert [type(one).__name__ for one in (counts, themes)] == ["LineChart", "LineChart"]
    assert [one.val.numRef.f for one in counts.series] == [
        f"'推移(週)'!${letter}$2:${letter}$3" for letter in "BCE"
    ]
    assert [one.val.numRef.f for one in themes.series] == ["'推移(週)'!$F$2:$F$3"]
    dashes = {one.graphicalProperties.line.prstDash for one in counts.series}
    marks = {one.marker.symbol for one in counts.series}
    assert len(dashes) == len(marks) == 3
    assert counts.anchor._from.col > 6  # beside the table
    colours = {one.graphicalProperties.line.solidFill.srgbClr for one in counts.series}
    assert all(_is_no_red_or_green(colour) for colour in colours)


def _is_no_red_or_green(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return max(red, green) <= blue


def test_one_month_is_no_line(overview: Report) -> None:
    page = book(overview)["推移(月)"]
    assert page._charts == []
    assert page["A2"].number_format == "yyyy/mm"


def test_hours_are_shaded_in_one_hue_and_the_busy_ones_are_marked_without_colour(
    overview: Report,
) -> None:
    page = book(overview)["曜日・時間帯"]
    (area,) = page.conditional_formatting
    (rule,) = area.rules
    assert str(area.sqref) == "B2:C3"
    assert rule.type == "colorScale"
    assert [c.rgb[-6:] for c in rule.colorScale.color] == ["FFFFFF", "9DB2D3"]
    assert (page["B3"].value, page["B3"].number_format) == (4, '#,##0.0"*"')
    assert page["B2"].number_format == "#,##0.0"


def test_a_negative_difference_has_a_minus(overview: Report) -> None:
    cell = book(overview)["拠点別"]["C2"]
    assert (cell.value, cell.number_format) == (-12.71, "+0.0;-0.0;0.0")


def test_a_conclusion_leads_to_its_cells(overview: Report) -> None:
    pages = book(overview)
    page = pages["まとめ"]
    assert page["B2"].value == "不満は384件。" * 12
    first, second = page["J2"], page["K2"]
    assert (first.value, second.value) == ("もとの表: まとめ B8", "もとの表: 拠点別 B2")
    assert second.hyperlink.location == "'拠点別'!B2"
    assert page["B8"].value == 384
    assert pages["拠点別"]["B2"].value == 5
    assert page.row_dimensions[2].height > 19
    assert page["B3"].value == "もとのない文"
    assert page["J3"].value is None


def test_a_table_says_below_it_what_it_is(overview: Report) -> None:
    column = [c.value for c in book(overview)["拠点別"]["A"]]
    assert column[-1] == "表の題 by_site"


def test_the_cover_lists_the_sheets_with_links(overview: Report) -> None:
    pages = book(overview)
    told = {row[0].value: row for row in reversed([*pages["表紙"].iter_rows()])}
    for name in pages.sheetnames[1:]:
        assert told[name][0].hyperlink.location == f"'{name}'!A1"
    assert told["拠点別"][1].value == "表の題 by_site"
    assert "画面では" in told["良い声"][1].value
    assert told["明細"][1].value.startswith("1行に1つの声")


def test_every_page_prints_period_and_audience(overview: Report) -> None:
    for page in book(overview):
        assert page.oddHeader.center.text == "2026/11/02 - 2026/11/15"
        assert page.oddHeader.right.text == "共有範囲: 窓口内 あさひ && 子"
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in ((1, 0), (None, 0))
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_header_is_never_longer_than_excel_takes() -> None:
    for texts in (("&" * 300,) * 3, ("あ&" * 99, "", "い"), ("題", "&" * 29 + "あ", "&" * 71)):
        text = header(*texts)
        assert len(text) <= 255
        codes = 2 * sum(map(bool, texts))  # where it stands, and its font
        assert text.replace("&&", "").count("&") == codes


def test_the_label_of_the_house_is_printed_on_every_page(overview: Report) -> None:
    data = render(overview, "xlsx", RenderOptions(label="社外秘"))
    heads = {page.oddHeader.right.text for page in openpyxl.load_workbook(io.BytesIO(data))}
    assert heads == {"社外秘 共有範囲: 窓口内 あさひ && 子"}


def test_the_rows_of_the_detail_are_read_by_other_programs_as_well(overview: Report) -> None:
    data = render(overview, "xlsx", RenderOptions())
    own = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("明細").to_python()
    assert own[1][:3] == ["0012", "v1", datetime(2026, 11, 9, 14, 20)]
    assert own[2][-1] == "@会員ページが開かない"
    assert 'ref="A1:H3"' in part(overview, "xl/worksheets/sheet13.xml")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" 前後に空白 ", " 前後に空白 "),
        ("2行\nの声", "2行\nの声"),
        ("<b>&amp;\"'", "<b>&amp;\"'"),
    ],
)
def test_a_voice_arrives_as_it_is(overview: Report, text: str, kept: str) -> None:
    detail = Insight("detail", None, pd.DataFrame({"text": [text]}), (Column("text", Kind.QUOTE),))
    assert book(replace(overview, detail=detail))["明細"]["A2"].value == kept


def test_what_looks_like_a_code_of_a_character_is_none(overview: Report) -> None:
    detail = Insight(
        "detail", None, pd.DataFrame({"text": ["_x0041_"]}), (Column("text", Kind.QUOTE),)
    )
    xml = part(replace(overview, detail=detail), "xl/worksheets/sheet13.xml")
    assert "<t>_x005F_x0041_</t>" in xml  # as the format asks


def test_rows_go_nowhere_but_under_a_lonely_heading(overview: Report) -> None:
    data = render(overview, "xlsx", RenderOptions())
    rows = book_rows.Rows(overview.detail.columns, overview.detail.table)  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="heading"):
        book_rows.fill_sheets(data, {13: rows})
    with pytest.raises(ValueError, match="sheet99"):
        book_rows.fill_sheets(data, {99: rows})
