"""Side tables written in the test itself, as CSV bytes or as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import pytest

Rows = Sequence[Sequence[object]]


@pytest.fixture
def as_csv() -> Callable[..., bytes]:
    """`as_csv(rows)`: CRLF, CP932 unless told otherwise."""

    def go(rows: Rows, encoding: str = "cp932") -> bytes:
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\r\n").writerows(rows)
        return stream.getvalue().encode(encoding)

    return go


@pytest.fixture
def as_book() -> Callable[[Rows], bytes]:
    """`as_book(rows)`: a workbook with one sheet, values typed as given."""

    def go(rows: Rows) -> bytes:
        import xlsxwriter

        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy/m/d"})
        sheet = book.add_worksheet()
        for n, row in enumerate(rows):
            for k, value in enumerate(row):
                sheet.write(n, k, value)
        book.close()
        return stream.getvalue()

    return go
