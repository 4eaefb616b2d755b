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
            for xml in _sheets(box):
                if _cells(xml) > MAX_CELLS:
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


def _sheets(box: zipfile.ZipFile) -> Iterator[bytes]:
    for info in box.infolist():
        name = info.filename.casefold()
        inside = name.startswith("xl/worksheets/") and name.endswith(".xml")
        if inside and info.file_size <= _SCANNED:
            yield box.read(info)


def _cells(xml: bytes) -> int:
    """An upper bound of the sheet's rectangle; exact only where the bound is large."""
    last = xml.rfind(b"<row")
    found = _ROW.match(xml, last) if last >= 0 else None
    rows = int(found[1]) if found else 1
    if rows * 26**2 <= MAX_CELLS and not (rows * 16_384 > MAX_CELLS and _LONG.search(xml)):
        return 0
    names = set(_COLUMN.findall(xml))
    return rows * max((_number(name) for name in names), default=1)


def _number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _without_value(xml: bytes) -> int:
    # An empty text is a value as well: t="str" with an empty <v>.
    return sum(1 for cell in _FORMULA.finditer(xml) if not (cell[2] and b't="str"' in cell[1]))
