"""CSV and TSV: every cell below the header, whatever surrounds it left as it is."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.delimited import choose_delimiter
from vocli.sources.header import count_known
from vocli.sources.rewrite.cells import Account, Cell, Unit
from vocli.sources.rewrite.charset import Charset, open_lines
from vocli.sources.rewrite.headers import (
    LOOKED_AT,
    Headers,
    find_headers,
    is_kept_header,
    is_sum,
    looks_kept,
)
from vocli.sources.rewrite.records import Record, cut_records, read_field, write_field

_HEAD = 2**20  # characters that decide the delimiter
_LOOKED_AT = 50  # rows that tell a table from a text


def delimiter_of(path: Path, charset: Charset) -> str:
    """Comma, tab or semicolon, as reading would choose it."""
    return choose_delimiter(read_head(path, charset, _HEAD))


def read_head(path: Path, charset: Charset, size: int) -> str:
    """The text at the beginning of a file, without a line that is cut off."""
    with open_lines(path, charset) as stream:
        head = stream.read(size)
    if len(head) == size:
        head = head[: max(head.rfind("\n"), head.rfind("\r")) + 1] or head
    return charset.text(head)


def walk_delimited(path: Path, charset: Charset, account: Account) -> Iterator[Unit]:
    """The records of a file as units."""
    delimiter = delimiter_of(path, charset)
    with open_lines(path, charset) as stream:
        records = cut_records(stream, delimiter)
        first = list(islice(records, LOOKED_AT))
        headers = find_headers([_texts(record, charset) for record in first])
        if not headers.names:
            note = Finding("VOC-F114", Severity.NOTE, t("sources.no_header"), str(path))
            account.findings.append(note)
        heads = {_bare(record) for record in first[headers.start : headers.end]}
        ends = {fields[-1] for fields in heads}
        headed = _Headed(charset, delimiter, headers)
        for i, record in enumerate(chain(first, records)):
            if record.fields[-1] in ends and _bare(record) in heads:
                yield Unit(record.raw)  # the header, once more where files were joined
                continue
            account.rows += i >= headers.end
            yield headed.unit(record, below=i >= headers.end)


class _Headed:
    """Turns records into units."""

    def __init__(self, charset: Charset, delimiter: str, headers: Headers) -> None:
        self._charset = charset
        self._delimiter = delimiter
        self._columns = [(own, any(map(is_kept_header, own))) for own in headers.names]

    def unit(self, record: Record, *, below: bool) -> Unit:
        """One record with its filled cells; above the header cells belong to no column."""
        places: list[int] = []
        cells: list[Cell] = []
        columns = self._columns if below else []
        for i, raw in enumerate(record.fields):
            if not raw or raw.isspace():
                continue
            text = self._charset.text(read_field(raw))
            headers, keeps = columns[i] if i < len(columns) else ((), False)
            if headers and is_sum(text):
                headers, keeps = (), False
            places.append(i)
            cells.append(Cell(text, headers, keeps and looks_kept(text)))
        return Unit(record.raw, cells, partial(self._write, record, places, cells))

    def _write(
        self, record: Record, places: Sequence[int], cells: Sequence[Cell], new: Sequence[str]
    ) -> str:
        fields = list(record.fields)
        for i, cell, text in zip(places, cells, new, strict=True):
            if text != cell.text:
                carrier = self._charset.carry(text, fields[i])
                fields[i] = write_field(carrier, fields[i], self._delimiter)
        return self._delimiter.join(fields) + record.end


def _bare(record: Record) -> tuple[str, ...]:
    """The fields without a byte order mark in front, as it stands inside joined files."""
    first, *rest = record.fields
    return (first.removeprefix("\xef\xbb\xbf").removeprefix("\ufeff"), *rest)


def _texts(record: Record, charset: Charset) -> list[str]:
    return [charset.text(read_field(raw)) for raw in record.fields]


def looks_delimited(text: str) -> bool:
    """True where the beginning of a text is rows of a table under a header that reading knows."""
    lines = io.StringIO(text, newline="")
    records = islice(cut_records(lines, choose_delimiter(text)), _LOOKED_AT)
    rows = [[read_field(raw) for raw in record.fields] for record in records if any(record.fields)]
    widths = Counter(map(len, rows))
    if len(rows) < 2 or max(widths) < 2:
        return False
    known = count_known([name for names in find_headers(rows).names for name in names])
    return known >= 2 and max(widths.values()) >= 0.7 * len(rows)
