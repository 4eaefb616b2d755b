"""The rows of a long table, put into a finished workbook as the XML that the format wants.

XlsxWriter keeps every cell as an object, which a 明細 of many columns cannot afford. So it makes the sheet
with its heading alone, and the rows follow here: strings inline, numbers and dates as numbers.
Source of the form: ECMA-376, part 1, 18.3 (worksheets).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pandas as pd

from vocli.model.report import Column
from vocli.render.sheet import letter, typed_value

_BATCH = 2_000  # rows that are text at a time
_DAY_ZERO = datetime(1899, 12, 30)
_SECONDS = 86_400
_END = "</sheetData>"
_STYLE = re.compile(r'<col min="(\d+)" max="(\d+)"([^>]*)/>')
_OWN_STYLE = re.compile(r'style="(\d+)"')
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")  # what would be read as a character
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Rows:
    """The rows of one sheet: their columns, and the table that holds them."""

    columns: Sequence[Column]
    table: pd.DataFrame


def fill_sheets(book: bytes, rows: Mapping[int, Rows]) -> bytes:
    """The workbook with rows under the headings of its sheets; keys count the sheets from 1.

    ValueError where a sheet is not what it is to be: a heading in row 1 and nothing below.
    """
    if not rows:
        return book
    wanted = {f"xl/worksheets/sheet{n}.xml": own for n, own in rows.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in given.infolist():
            own = wanted.pop(info.filename, None)
            content = given.read(info)
            if own is None:
                made.writestr(info, content)
                continue
            # The size is not known before; 64 bit only where a sheet might need them.
            with made.open(_plain(info), "w", force_zip64=len(own.table) > 200_000) as part:
                for chunk in _sheet(content.decode("utf-8"), own):
                    part.write(chunk.encode("utf-8"))
    if wanted:
        raise ValueError(f"no sheet {sorted(wanted)}")
    return out.getvalue()


def _plain(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same entry for other content."""
    own = zipfile.ZipInfo(info.filename, info.date_time)
    own.compress_type = zipfile.ZIP_DEFLATED
    own.external_attr = info.external_attr
    return own


def _sheet(xml: str, own: Rows) -> Iterator[str]:
    """The XML of a sheet, its rows in batches."""
    head, end, tail = xml.partition(_END)
    if not end or '<row r="2"' in head:
        raise ValueError("no heading that rows could follow")
    last = f"{letter(len(own.columns) - 1)}{len(own.table) + 1}"
    yield re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', head, count=1)
    styles = _styles(head)
    letters = [f'<c r="{letter(i)}' for i in range(len(own.columns))]
    for first in range(0, len(own.table), _BATCH):
        part = own.table.iloc[first : first + _BATCH]
        made = [
            _made(part[c.key], c, styles.get(i, "")) for i, c in enumerate(own.columns, start=1)
        ]
        yield "".join(_rows(made, letters, first + 2))
    yield end + tail


def _rows(made: Sequence[Sequence[str]], letters: Sequence[str], first: int) -> Iterator[str]:
    """One <row> per row; `made` are the columns' cells behind their addresses, "" for an empty one."""
    for n, cells in enumerate(zip(*made, strict=True), start=first):
        inner = "".join(
            [f'{start}{n}"{cell}' for start, cell in zip(letters, cells, strict=True) if cell]
        )
        yield f'<row r="{n}">{inner}</row>'


def _made(values: pd.Series, column: Column, style: str) -> list[str]:
    """The cells of some values, without their addresses; what comes more than once is made once."""
    try:
        places, different = pd.factorize(values)
    except TypeError:  # a note cannot be told from another
        return [_cell(typed_value(value, column), style) for value in values]
    cells = [_cell(typed_value(value, column), style) for value in different]
    cells.append("")  # where a value is missing, its place is -1
    return [cells[place] for place in places]


def _cell(value: datetime | int | float | str | None, style: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = _CONTROL.sub(_coded, _ESCAPED.sub(r"_x005F\1", value))
        kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'{style} t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'
    if isinstance(value, datetime):
        value = (value - _DAY_ZERO).total_seconds() / _SECONDS
    return f"{style}><v>{value:.16G}</v></c>"


def _coded(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _styles(head: str) -> dict[int, str]:
    """The attribute of each column's style, columns counted from 1."""
    styles = {}
    for first, last, rest in _STYLE.findall(head):
        own = _OWN_STYLE.search(rest)
        for n in range(int(first), int(last) + 1):
            styles[n] = f' s="{own[1]}"' if own else ""
    return styles
