"""CSV, TSV and delimited text: the delimiter by rule, cells as text, the physical line of every row."""

from __future__ import annotations

import csv
import io
from collections import Counter

from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.encoding import decode
from vocli.sources.grid import Grid

_DELIMITERS = (",", "\t", ";")
_PEEK = 200  # rows that decide the delimiter
_FIELD_LIMIT = 2**31 - 1
_RECOVERIES = 20


def read_delimited(data: bytes, path: str) -> Grid:
    """The rows of a delimited file."""
    decoded = decode(data, path)
    delimiter = choose_delimiter(decoded.text)
    csv.field_size_limit(_FIELD_LIMIT)
    rows, lines, findings = _parse(decoded.text, delimiter, path)
    return Grid(
        reader="csv",
        rows=rows,
        lines=lines,
        encoding=decoded.encoding,
        newline=decoded.newline,
        guarded='="' in decoded.text or "'" in decoded.text,
        open_end=bool(decoded.text) and decoded.text[-1] not in "\r\n",
        findings=(*decoded.findings, *findings),
    )


def choose_delimiter(text: str) -> str:
    """Comma, tab or semicolon: the one that cuts most rows into one and the same number of cells, above one."""
    csv.field_size_limit(_FIELD_LIMIT)
    scores = {delimiter: _consistency(text, delimiter) for delimiter in _DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
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


def _parse(
    text: str, delimiter: str, path: str
) -> tuple[list[list[str]], list[int], tuple[Finding, ...]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    findings: list[Finding] = []
    offset = 0  # lines before the piece that is being read
    rest = text
    for _ in range(_RECOVERIES):
        if '"' not in rest:
            plain = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter)
            rows.extend(plain)
            lines.extend(range(offset + 1, offset + plain.line_num + 1))
            break
        reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter)
        start = 0
        for row in reader:
            rows.append(row)
            lines.append(offset + start + 1)
            start = reader.line_num
        tail = _unclosed(rest, lines[-1] - offset if lines else 1, start)
        if tail is None:
            break
        # A quote that is never closed would swallow the rest of the file: its line is read as it stands.
        rows.pop()
        opened = lines.pop()
        first, rest = _split_line(tail)
        rows.extend(csv.reader([first], delimiter=delimiter, quoting=csv.QUOTE_NONE))
        lines.append(opened)
        message = t("sources.unclosed_quote", row=opened)
        findings.append(Finding("VOC-F115", Severity.WARNING, message, path, opened))
        offset = opened
    return rows, lines, tuple(findings)


def _unclosed(text: str, first: int, last: int) -> str | None:
    """The text from line `first` on if the record that begins there is open at the end of the file."""
    if last <= first:
        return None
    stream = io.StringIO(text, newline="")
    for _ in range(first - 1):
        stream.readline()
    tail = stream.read()
    return tail if tail.count('"') % 2 else None


def _split_line(text: str) -> tuple[str, str]:
    stream = io.StringIO(text, newline="")
    return stream.readline().rstrip("\r\n"), stream.read()
