"""CSV, TSV and delimited text: the delimiter by rule, cells as text, the physical line of every row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.encoding import decode
from vocli.sources.grid import Grid
from vocli.sources.options import WHOLE, Origin

_DELIMITERS = (",", "\t", ";")
# Only where none of the others cuts anything: in prose they stand between words.
_RARE = {"|": re.compile(r"[^|\n]*(?:\|[^|\n]*){2,}"), " ": re.compile(r'"[^"]*"(?: +"[^"]*")+\s*')}
_PEEK = 200  # rows that decide the delimiter
_FIELD_LIMIT = 2**31 - 1
_NAMED = 20  # lines that get a finding each


def read_delimited(data: bytes, path: str, origin: Origin = WHOLE) -> Grid:
    """The rows of a delimited file, or of a block of it."""
    decoded = decode(data, path, origin)
    delimiter = choose_delimiter(decoded.text)
    csv.field_size_limit(_FIELD_LIMIT)
    rows, lines, opened = _parse(decoded.text, delimiter)
    if origin.part:
        lines, opened = [*map(origin.line, lines)], [*map(origin.line, opened)]
    return Grid(
        reader="csv",
        rows=rows,
        lines=lines,
        encoding=decoded.encoding,
        newline=decoded.newline,
        delimiter=delimiter,
        guarded='="' in decoded.text or "'" in decoded.text,
        open_end=bool(decoded.text) and decoded.text[-1] not in "\r\n",
        findings=(*decoded.findings, *(_unclosed(path, row) for row in opened[:_NAMED])),
    )


def choose_delimiter(text: str) -> str:
    """The delimiter that cuts most rows into one and the same number of cells, above one.

    Comma, tab or semicolon; a bar, or spaces between cells that are all in quotes, where every line has them.
    """
    csv.field_size_limit(_FIELD_LIMIT)
    scores = {delimiter: _consistency(text, delimiter) for delimiter in _DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    lines = [line for line in text[: 2**16].splitlines()[:_PEEK] if line.strip()]
    for delimiter, form in _RARE.items():
        if lines and all(form.fullmatch(line) for line in lines[:-1] or lines):
            rare = _consistency(text, delimiter)
            if rare > max(1.0, scores[best]):
                return delimiter
    return best if scores[best] > 0 else ","


def _consistency(text: str, delimiter: str) -> float:
    reader = csv.reader(io.StringIO(text[: 2**20], newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    for row, _ in zip(reader, range(_PEEK), strict=False):
        if any(row):
            widths[len(row)] += 1
    several = {width: n for width, n in widths.items() if width > 1}
    if not several:
        return 0.0
    width, rows = max(several.items(), key=lambda item: (item[1], item[0]))
    # Wider rows win over as many narrow ones: a comma in prose gives two cells, a real delimiter more.
    return rows / widths.total() + min(width, 50) / 100


def _unclosed(path: str, row: int) -> Finding:
    return Finding("VOC-F115", Severity.WARNING, t("sources.unclosed_quote", row=row), path, row)


def _parse(text: str, delimiter: str) -> tuple[list[list[str]], list[int], list[int]]:
    """(rows, line of each, lines whose quote is never closed)."""
    source = list(io.StringIO(text, newline=""))
    if '"' in text:
        return _parse_quoted(source, delimiter)
    rows = list(csv.reader(source, delimiter=delimiter))
    return rows, list(range(1, len(rows) + 1)), []


def _parse_quoted(
    source: list[str], delimiter: str
) -> tuple[list[list[str]], list[int], list[int]]:
    """(rows, line of each, lines whose quote is never closed)."""
    rows: list[list[str]] = []
    lines: list[int] = []
    opened: list[int] = []
    start = 0
    while start < len(source):
        base = start
        reader = csv.reader(_feed(source, base), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                rows.append(row)
                lines.append(start + 1)
                start = base + reader.line_num
        except csv.Error:
            width = Counter(map(len, rows[-50:])).most_common(1)[0][0] if rows else 0
            row, used = _mend(source, start, delimiter, width)
            if not used or _ends_open(source[start : start + used], start + used == len(source)):
                opened.append(start + 1)
            rows.append(row)
            lines.append(start + 1)
            start += max(used, 1)
    return rows, lines, opened


def _ends_open(record: list[str], last: bool) -> bool:
    """True if the file ends inside quotation marks: it was cut off while it was being written."""
    return last and sum(line.count('"') for line in record) % 2 == 1


def _feed(source: list[str], start: int) -> Iterator[str]:
    for i in range(start, len(source)):
        yield source[i]


def _mend(source: list[str], start: int, delimiter: str, width: int) -> tuple[list[str], int]:
    """(row, lines it takes) of a record with stray quotes; 0 lines when its quote is never closed.

    A quote that is never closed would swallow the rows behind it: lines inside the record that are
    rows by themselves give it away, and its first line is then read as it stands.
    """
    lenient = csv.reader(_feed(source, start), delimiter=delimiter)
    row = next(lenient)
    inside = source[start + 1 : min(start + lenient.line_num, start + _PEEK)]
    if any(
        len(one) == width > 1
        for one in csv.reader(inside, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    ):
        return source[start].rstrip("\r\n").split(delimiter), 0
    return row, lenient.line_num
