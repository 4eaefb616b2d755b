"""XLSX: cells, comments and what is drawn from them are masked; the rest stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest

from vocli.errors import VocliError
from vocli.sources.rewrite.sheet import SheetCell, walk_sheet

SECRET, MASK = "ひみつ", "〔電話番号〕"


def make_book() -> bytes:
    """A workbook with everything that may hold a person's data."""
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "応対"
    sheet.append(["応対の一覧"])
    sheet.append([])
    sheet.append(["受付番号", "受付日時", "氏名", "電話番号", "申出内容", "件数", "式"])
    when = datetime(2026, 11, 1, 10, 0)
    sheet.append(["K1", when, "大空翼", 312345678, "ひみつ <&> です", 1, '=C4&"ひみつ"'])
    sheet.append(["K2", when, "青木", None, "大空翼", 2.5, "=F4+F5"])
    sheet.append(["K3", when, "大空翼", "-", "水が出ない", 3, True])
    sheet["C4"].font = Font(bold=True, color="FF0000")
    sheet["E5"].comment = Comment("ひみつ へ電話", "担当 青木")
    sheet["E6"].hyperlink = "mailto:ひみつ@example.jp"
    rule = DataValidation(type="list", formula1='"ひみつ,なし"', prompt="ひみつ")
    sheet.add_data_validation(rule)
    rule.add("F4")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=3, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, "J2")
    hidden = book.create_sheet("裏")
    hidden.append(["メモ"])
    hidden.append(["ひみつ"])
    hidden.sheet_state = "hidden"
    book.properties.creator = "青木"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_shared_book() -> bytes:
    """A workbook with a table of strings, runs in one text, kana over another, and a chart of the names."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("応対")
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["受付番号", "氏名", "申出内容", "式"])
    sheet.write_row(1, 0, ["K1", "大空翼", "ひみつです"])
    sheet.write_row(2, 0, ["K2", "青木", "大空翼"])
    sheet.write_row(3, 0, ["K3", "大空翼", "水が出ない"])
    sheet.write_rich_string(4, 2, "水が出", bold, "ひ", "みつ ")
    sheet.write_formula(1, 3, '=B2&"様"', None, "大空翼ひみつ")
    sheet.write_formula(2, 3, "=1+1", None, 2)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": ["応対", 1, 1, 3, 1],
            "values": ["応対", 1, 0, 3, 0],
            "categories_data": ["大空翼", "青木", "大空翼"],
            "name": "ひみつの数",
        }
    )
    sheet.insert_chart("F2", chart)
    book.close()
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for other, data in {**parts(content), name: part}.items():
            package.writestr(other, data)
    return out.getvalue()


@pytest.fixture(scope="module")
def book() -> bytes:
    return make_book()


@pytest.fixture(scope="module")
def shared_book() -> bytes:
    return make_shared_book()


def test_a_masker_that_finds_nothing_leaves_every_cell(rewrite: Any, book: bytes) -> None:
    same, rewriting = rewrite("same.xlsx", book)
    assert rewriting.kind == "workbook"
    before, after = parts(book), parts(same)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"docProps/core.xml", "xl/comments/comment1.xml"}  # the authors' names


def test_cells_comments_and_formulas(rewrite: Any, replacing: Any, book: bytes) -> None:
    from openpyxl import load_workbook

    masked, rewriting = rewrite("book.xlsx", book, replacing(SECRET, MASK))
    read = load_workbook(io.BytesIO(masked))
    sheet = read["応対"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    when = datetime(2026, 11, 1, 10, 0)
    assert rows == [
        ["受付番号", "受付日時", "氏名", "電話番号", "申出内容", "件数", "式"],
        ["K1", when, "〔氏名〕", "〔電話番号〕", f"{MASK} <&> です", 1, f'=C4&"{MASK}"'],
        ["K2", when, "〔氏名〕", None, "大空翼", 2.5, "=F4+F5"],
        ["K3", when, "〔氏名〕", "〔電話番号〕", "水が出ない", 3, True],
    ]
    assert sheet["C4"].font.bold
    assert sheet["E5"].comment.text == f"{MASK} へ電話"
    assert sheet["E5"].comment.author == "〔氏名〕"
    assert read["裏"]["A2"].value == MASK
    assert read["裏"].sheet_state == "hidden"
    assert read.properties.creator == "〔氏名〕"
    assert sheet.data_validations.dataValidation[0].formula1 == f'"{MASK},なし"'
    assert len(sheet._charts) == 1
    assert rewriting.account.rows == 4


def test_nothing_of_the_secret_is_left_in_any_part(
    rewrite: Any, replacing: Any, book: bytes
) -> None:
    masked, _ = rewrite("left.xlsx", book, replacing(SECRET, MASK))
    for name, part in parts(masked).items():
        text = part.decode("utf-8", "replace")
        assert SECRET not in text, name
        assert "青木" not in text, name
        assert "312345678" not in text, name
    assert "%E3%80%94" in parts(masked)["xl/worksheets/_rels/sheet1.xml.rels"].decode()


def test_masking_twice_is_masking_once(rewrite: Any, replacing: Any, book: bytes) -> None:
    once, _ = rewrite("once.xlsx", book, replacing(SECRET, MASK))
    twice, _ = rewrite("once.xlsx", once, replacing(SECRET, MASK))
    assert twice == once


def test_charts_styles_and_unknown_parts_stay(rewrite: Any, replacing: Any, book: bytes) -> None:
    odd = with_part(book, "xl/media/image1.png", b"\x89PNG\x00ab")
    masked, rewriting = rewrite("odd.xlsx", odd, replacing(SECRET, MASK))
    before, after = parts(odd), parts(masked)
    kept = ["xl/media/image1.png", "xl/styles.xml", "xl/charts/chart1.xml", "[Content_Types].xml"]
    assert {name: before[name] for name in kept} == {name: after[name] for name in kept}
    assert rewriting.account.remarks == ["sources.mask_unseen"]


def test_a_table_of_strings_is_masked_by_the_columns_that_use_it(
    rewrite: Any, replacing: Any, shared_book: bytes
) -> None:
    from openpyxl import load_workbook

    masked, _ = rewrite("shared.xlsx", shared_book, replacing(SECRET, MASK))
    rows = list(load_workbook(io.BytesIO(masked), data_only=True)["応対"].values)
    assert rows == [
        ("受付番号", "氏名", "申出内容", "式"),
        ("K1", "〔氏名〕", f"{MASK}です", f"大空翼{MASK}"),
        ("K2", "〔氏名〕", "大空翼", 2),
        ("K3", "〔氏名〕", "水が出ない", None),
        (None, None, f"水が出{MASK} ", None),
    ]
    formulas = load_workbook(io.BytesIO(masked))["応対"]
    assert [formulas["D2"].value, formulas["D3"].value] == ['=B2&"様"', "=1+1"]
    assert rewrite("shared.xlsx", masked, replacing(SECRET, MASK))[0] == masked


def test_a_header_stays_and_the_same_words_below_do_not(rewrite: Any, replacing: Any) -> None:
    import xlsxwriter
    from openpyxl import load_workbook

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["受付番号", "申出内容", "ひみつの欄"])
        sheet.write_row(1, 0, ["K1", "ひみつの欄", "水が出ない"])
    masked, _ = rewrite("header.xlsx", out.getvalue(), replacing(SECRET, MASK))
    assert list(load_workbook(io.BytesIO(masked)).active.values) == [
        ("受付番号", "申出内容", "ひみつの欄"),
        ("K1", f"{MASK}の欄", "水が出ない"),
    ]


def test_strings_that_no_cell_shows_are_not_left_behind(rewrite: Any, shared_book: bytes) -> None:
    name = "xl/sharedStrings.xml"
    strings = parts(shared_book)[name].replace(
        b"</sst>", "<si><t>消したはずの名前</t></si></sst>".encode()
    )
    same, _ = rewrite("orphan.xlsx", with_part(shared_book, name, strings))
    assert "消した" not in parts(same)[name].decode()
    assert parts(same)[name].count(b"<si>") == strings.count(b"<si>")


def test_only_the_parts_with_a_secret_change(
    rewrite: Any, replacing: Any, shared_book: bytes
) -> None:
    before = parts(shared_book)
    assert parts(rewrite("shared.xlsx", shared_book)[0]) == before
    after = parts(rewrite("shared.xlsx", shared_book, replacing(SECRET, MASK))[0])
    changed = sorted(name for name in before if before[name] != after[name])
    assert changed == ["xl/charts/chart1.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
    chart = after["xl/charts/chart1.xml"].decode()
    assert "青木" not in chart
    assert f"{MASK}の数" in chart
    assert "<f>B2&amp;" in after["xl/worksheets/sheet1.xml"].decode()


def test_runs_keep_the_first_ones_look_and_kana_over_a_name_go(
    rewrite: Any, replacing: Any, shared_book: bytes
) -> None:
    name = "xl/sharedStrings.xml"
    strings = parts(shared_book)[name].decode()
    kana = '<si><t>ひみつです</t><rPh sb="0" eb="3"><t>カナ</t></rPh></si>'
    odd = strings.replace("<si><t>ひみつです</t></si>", kana)
    assert odd != strings
    masked, _ = rewrite(
        "rich.xlsx", with_part(shared_book, name, odd.encode()), replacing(SECRET, MASK)
    )
    text = parts(masked)[name].decode()
    assert f'<si><t>{MASK}です</t><rPh sb="0" eb="3"><t></t></rPh></si>' in text
    assert f'<t xml:space="preserve">水が出{MASK} </t></r>' in text
    assert "カナ" not in text


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_cells_over_the_edges_of_pieces(size: int) -> None:
    text = (
        '<worksheet><cols><col min="1"/></cols><sheetData><row r="2"><c r="B2" s="1" t="s"><v>3</v></c>'
        '<c><v>4</v></c><c r="D2"/></row><row><c t="inlineStr"><is><t>a&amp;b</t></is></c></row>'
        "</sheetData><colBreaks/></worksheet>"
    )
    items = list(walk_sheet(text[i : i + size] for i in range(0, len(text), size)))
    joined = "".join(item if isinstance(item, str) else item.raw for item in items)
    cells = [(c.row, c.column, c.kind, c.value) for c in items if isinstance(c, SheetCell)]
    assert joined == text
    assert cells == [
        (2, 2, "s", "3"),
        (2, 3, "n", "4"),
        (2, 4, "n", ""),
        (3, 1, "inlineStr", "a&b"),
    ]


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.zip", zipped(calls=b"a,b"), "VOC-E331"),
        ("a.xlsb", zipped(**{"xl/workbook.bin": b""}), "VOC-E332"),
        ("a.ods", zipped(**{"content.xml": b""}), "VOC-E332"),
        ("a.xls", OLE, "VOC-E332"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "VOC-E333"),
        ("a.xlsx", zipped(**{"xl/workbook.xml": b"<a/>"})[:-30], "VOC-E334"),
        ("a.csv", "声\r\n水が出ない\r\n".encode("iso2022_jp"), "VOC-E338"),
        ("a.csv", b"", "VOC-E104"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "VOC-E103"),
    ],
)
def test_what_cannot_be_masked_is_refused_with_a_remedy(
    rewrite: Any, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(VocliError) as caught:
        rewrite(name, content)
    assert caught.value.code == code
    assert caught.value.hint


@pytest.mark.parametrize(
    "part",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><sst><si><t>&b;</t></si></sst>",
        b"<sst><si><t>a</t></si",
        b"\xff\xfe<",
        b"<sst></sst>",
    ],
)
def test_a_part_that_is_not_as_it_should_be_ends_it(
    rewrite: Any, shared_book: bytes, part: bytes
) -> None:
    with pytest.raises(VocliError) as caught:
        rewrite("bad.xlsx", with_part(shared_book, "xl/sharedStrings.xml", part))
    assert caught.value.code == "VOC-E334"


def test_a_workbook_that_unfolds_without_measure_is_refused(rewrite: Any, book: bytes) -> None:
    bomb = zipped(**{"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 30_000_000})
    with pytest.raises(VocliError) as caught:
        rewrite("bomb.xlsx", bomb)
    assert caught.value.code == "VOC-E334"
