"""What a workbook may not be: larger than the memory. Checked before it is opened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from vocli.errors import VocliError
from vocli.sources import Reading, read
from vocli.sources.bookxml import check_book

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "manifest")
)
FULL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'


def packed(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in members.items():
            box.writestr(name, text)
    return out.getvalue()


def ods(more: str) -> bytes:
    head = "".join(FULL.format("", cell) for cell in ("受付番号", "申出内容"))
    first = "".join(FULL.format("", cell) for cell in ("1", "水が届きません"))
    rows = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in (head, first + BLANK))
    body = f'<office:body><office:spreadsheet><table:table table:name="S">{rows}{more}</table:table></office:spreadsheet></office:body>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            "content.xml": f"<office:document-content {NAMES}>{body}</office:document-content>",
        }
    )


def xlsx(sheet: str) -> bytes:
    return packed({"[Content_Types].xml": "", "xl/worksheets/sheet1.xml": sheet})


@pytest.mark.parametrize(
    "data",
    [
        ods(
            f'<table:table-row table:number-rows-repeated="900000000">{FULL.format("", "x")}</table:table-row>'
        ),
        ods(
            f"<table:table-row>{FULL.format(' table:number-columns-repeated=' + chr(34) + '900000000' + chr(34), 'x')}</table:table-row>"
        ),
        xlsx(
            '<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
        ),
        xlsx('<sheetData><row r="1"><c r="XFD1048576"/></row></sheetData>'),
        xlsx(
            '<sheetData><row r="1048576"><c r="XFD1048576"/></row><row r="2"><c r="A2"/></row></sheetData>'
        ),
        xlsx("<sheetData>" + " " * (60 * 2**20) + "</sheetData>"),
    ],
    ids=["ods rows", "ods columns", "far corner", "far cell", "rows out of order", "bomb"],
)
def test_a_book_that_would_fill_the_memory_is_refused(data: bytes) -> None:
    with pytest.raises(VocliError) as caught:
        check_book(data, "a.xlsx")
    assert caught.value.code == "VOC-E121"


@pytest.mark.parametrize(
    "data",
    [
        ods(f'<table:table-row table:number-rows-repeated="1048574">{BLANK}</table:table-row>'),
        xlsx(
            '<sheetData><row r="1"><c r="XFD1"/></row><row r="900"><c r="A900"/></row></sheetData>'
        ),
        xlsx(
            '<sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="Z1048576"/></row></sheetData>'
        ),
        b"PK\x03\x04 cut off",
        b"no archive at all",
    ],
    ids=["blank rows of an ods", "one wide row", "many narrow rows", "damaged", "text"],
)
def test_an_ordinary_book_passes(data: bytes) -> None:
    assert check_book(data, "a.xlsx") == 0


def test_an_ods_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(ods(""))
    assert read([path], Reading()).turns["text"].tolist() == ["水が届きません"]


def test_formulas_with_an_empty_text_have_a_value() -> None:
    cells = '<c r="A1" t="str"><f>A2</f><v></v></c><c r="A2"><f>A3</f><v>1</v></c><c r="A3"><f>B1</f></c><c r="A4"><f t="shared" si="0"/><v/></c>'
    assert check_book(xlsx(f'<sheetData><row r="1">{cells}</row></sheetData>'), "a.xlsx") == 2
