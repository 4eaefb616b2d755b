"""What an XLSX says about itself before it is opened: sizes that would fill the memory, formulas without value."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from vocli.errors import VocliError
from vocli.messages import t
from vocli.sources.archive import DAMAGE, ZIP_STARTS, check_size

MAX_CELLS = 150_000_000  # of a sheet's whole rectangle, blank cells too: calamine keeps them all
_SCANNED = 256 * 2**20  # bytes of a sheet that are looked through for formulas
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"')
_LONG = re.compile(rb'<c\b[^>]*?\br="([A-Z]{3})\d')
_FAR = re.compile(rb'\br="[A-Z]{0,3}(\d{6,7})"')
_ODS = "content.xml"
_REPEATED = re.compile(
    rb'<table:(?:table-)?(row|cell)\b[^>]*?number-(?:rows|columns)-repeated="(\d{4,10})"'
)
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d')
_FORMULA = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(<v\s*/>|<v></v>)?\s*</c>")


def check_book(data: bytes, path: str) -> int:
    """How many cells of an XLSX hold a formula but no value; programs that never calculate write such books.

    Raises VOC-E121 for a book that unpacks to more than any export, or has a cell far out of the way.
    """
    if not data.startswith(ZIP_STARTS):
        return 0
    count = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            infos = box.infolist()
            check_size([(info.file_size, info.compress_size) for info in infos], path)
            for name, xml in _sheets(box):
                cells = _repeated(xml) if name == _ODS else _cells(xml)
                if cells > MAX_CELLS:
                    raise VocliError(
                        "VOC-E121",
                        t("sources.far_cell"),
                        where=path,
                        hint=t("sources.far_cell_hint"),
                    )
                count += _without_value(xml) if b"<f" in xml else 0
    except (*DAMAGE, NotImplementedError, RuntimeError):
        return 0  # calamine has the last word on damage
    return count


def _sheets(box: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for info in box.infolist():
        name = info.filename.casefold()
        inside = name.startswith("xl/worksheets/") and name.endswith(".xml")
        if (inside or name == _ODS) and info.file_size <= _SCANNED:
            yield name, box.read(info)


def _cells(xml: bytes) -> int:
    """An upper bound of the sheet's rectangle; exact only where the bound is large."""
    last = xml.rfind(b"<row")
    found = _ROW.match(xml, last) if last >= 0 else None
    rows = int(found[1]) if found else 1
    if rows < 100_000 and _FAR.search(xml):
        rows = max(rows, *map(int, _FAR.findall(xml)))
    if rows * 26**2 <= MAX_CELLS and not (rows * 16_384 > MAX_CELLS and _LONG.search(xml)):
        return 0
    names = set(_COLUMN.findall(xml))
    return rows * max((_number(name) for name in names), default=1)


def _repeated(xml: bytes) -> int:
    """How many cells the filled cells and rows of an ODS stand for; blank ones at the end cost nothing."""
    total = 0
    for match in _REPEATED.finditer(xml):
        tag = xml[match.start() : xml.find(b">", match.end()) + 1]
        end = xml.find(b"</table:table-row>", match.end())
        inside = xml[match.end() : end if end >= 0 else len(xml)] if match[1] == b"row" else tag
        if b"office:value" in inside or b"<text:p" in inside or not tag.endswith(b"/>"):
            total += int(match[2])
    return total


def _number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _without_value(xml: bytes) -> int:
    # An empty text is a value as well: t="str" with an empty <v>.
    return sum(1 for cell in _FORMULA.finditer(xml) if not (cell[2] and b't="str"' in cell[1]))
