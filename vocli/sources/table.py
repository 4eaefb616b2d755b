"""From raw rows to a table: header, ragged rows, totals, blank rows, Excel's guards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from vocli.errors import VocliError
from vocli.messages import t
from vocli.model import Finding, Severity
from vocli.sources.grid import Grid, Table
from vocli.sources.header import find_header, join_header, name_columns
from vocli.sources.synonyms import spellings, synonyms

_REPORT = 4  # columns from which a line of one cell is no row
_NAMED = 20  # ragged rows that get a finding each
_FOOTER = re.compile(
    r"(?:総?合計|総計|小計|計|総?件数|合計件数|(?:grand )?totals?|subtotal|count|sum)"
    r"(?:\s*[(:].*)?|以上|confidential.*|copyright.*|(?:出力|印刷|作成)(?:日時?|者)\s*[:].*|※.*",
    re.IGNORECASE | re.DOTALL,
)
_FOOTER_WORDS = (
    "総",
    "合計",
    "小計",
    "計",
    "件数",
    "以上",
    "出力",
    "印刷",
    "作成",
    "※",
    "grand",
    "total",
    "sub",
    "count",
    "sum",
    "conf",
    "copy",
)
_FOOTER_STARTS = frozenset("総合小計件以出印作※GgTtSsCc")
_NUMERIC = re.compile(r"[-+△▲¥\\]?[\d,.:%件円分秒\s-]*")
_GUARDS = frozenset("'=")
_GUARD = re.compile(r'="((?:[^"]|"")*)"')


def build_table(
    grid: Grid, path: str, given: Collection[str] = (), header_at: int | None = None
) -> Table:
    """The table in a grid; `header_at` is the header's index where it is known.

    Raises VOC-E104 when the file holds no cell at all.
    """
    if not any(any(row) for row in grid.rows):
        raise VocliError("VOC-E104", t("sources.empty"), where=path, hint=t("sources.empty_hint"))
    found = find_header(grid.rows, given) if header_at is None else header_at
    findings: list[Finding] = []
    heads: list[list[str]] = [grid.rows[found]] if found is not None else []
    joined = join_header(grid.rows, found, grid.merged) if header_at is None else None
    if joined:
        found, names = joined
        heads = grid.rows[found : found + 2]
        grid = _with_header(grid, found, names)
        findings.append(Finding("VOC-F157", Severity.NOTE, t("sources.joined_header"), path))
    start = 0 if found is None else found + 1
    if found is None:
        width = Counter(len(row) for row in grid.rows if any(row)).most_common(1)[0][0]
        header: Sequence[str] = [""] * width
        findings.append(Finding("VOC-F114", Severity.NOTE, t("sources.no_header"), path))
    else:
        header = _trim(grid, found)
    rows = _Rows(grid, path, header)
    rows.collect(start, heads)
    columns = _columns(rows.kept, len(header), guarded=grid.guarded)
    return Table(
        header=name_columns(header),
        columns=columns,
        lines=rows.lines,
        header_row=0 if found is None else grid.lines[found],
        rows_read=rows.read,
        grid=grid,
        rest=rows.rest,
        preamble=" ".join(cell for row in grid.rows[: found or 0] for cell in row if cell),
        skipped=dict(rows.skipped),
        findings=(*grid.findings, *findings, *rows.findings()),
    )


def _with_header(grid: Grid, top: int, names: list[str]) -> Grid:
    """The grid with one header row in the place of two."""
    rows = [*grid.rows[:top], names, *grid.rows[top + 2 :]]
    return replace(grid, rows=rows, lines=[*grid.lines[: top + 1], *grid.lines[top + 2 :]])


class _Rows:
    """The data rows, all of one width, and an account of those that were not."""

    def __init__(self, grid: Grid, path: str, header: Sequence[str]) -> None:
        self.grid, self.path, self.width = grid, path, len(header)
        self.kept: list[list[str]] = []
        self.lines: list[int] = []
        self.rest: dict[int, str] = {}
        self.skipped: Counter[str] = Counter()
        self.read = 0
        self._short: list[int] = []
        self._long: list[int] = []
        self._half = 0
        self._joined: list[int] = []
        self._ended = False  # a total was seen: what single cells follow is the footer's
        self._prose = bool(header) and _is_text(header[-1])

    def collect(self, start: int, heads: Sequence[list[str]]) -> None:
        rows, width = self.grid.rows, self.width
        end = len(rows)
        while end > start and not "".join(rows[end - 1]).strip():
            end -= 1
        end = self._before_footer(start, end)
        # A row that begins with one of these, or is of another width, is looked at; all others are data.
        stops = _FOOTER_STARTS | {"", " ", "\u3000", "\t"} | {head[0][:1] for head in heads if head}
        odd = [i for i in range(start, end) if len(rows[i]) != width or rows[i][0][:1] in stops]
        done = start
        for i in odd:
            self._take(done, i)
            self._look_at(i, heads)
            done = i + 1
        self._take(done, end)
        self.read = len(self.kept) + self.skipped.total()

    def _before_footer(self, start: int, end: int) -> int:
        """Where a report's footer begins: lines of one cell at the end, one of which is plainly no record."""
        rows, first = self.grid.rows, end
        while first > start and sum(map(bool, map(str.strip, rows[first - 1]))) <= 1:
            first -= 1
        block = [row for row in rows[first:end] if "".join(row).strip()]
        if self.width < _REPORT or not any(_is_footer(row, self.width) for row in block):
            return end
        self.skipped["total"] += len(block)
        return first

    def _take(self, start: int, end: int) -> None:
        self.kept.extend(self.grid.rows[start:end])
        self.lines.extend(self.grid.lines[start:end])

    def _look_at(self, i: int, heads: Sequence[list[str]]) -> None:
        row, line = self.grid.rows[i], self.grid.lines[i]
        if not row:
            return
        reason = self._reason(row, heads)
        if reason:
            self.skipped[reason] += 1
            return
        if len(row) != self.width:
            row = self._fit(row, line, last=i == len(self.grid.rows) - 1)
        self.kept.append(row)
        self.lines.append(line)

    def _reason(self, row: list[str], heads: Sequence[list[str]]) -> str:
        first = row[0].strip() or next(filter(str.strip, row), "")
        if not first:
            return "blank"
        if first.casefold().startswith(_FOOTER_WORDS) and _is_footer(row, self.width):
            self._ended = True
            return "total"
        if self._ended and self.width > 1 and sum(1 for cell in row if cell.strip()) == 1:
            return "total"
        self._ended = False
        # Exports that were joined one behind the other repeat the header.
        return "header" if row in heads else ""

    def _fit(self, row: list[str], line: int, *, last: bool) -> list[str]:
        width = self.width
        if len(row) < width:
            if last and self.grid.open_end:
                self._half = line
            else:
                self._short.append(line)
            return row + [""] * (width - len(row))
        if width == 1:  # commas in a list of sentences are no delimiters
            return [",".join(row)]
        if self._prose and any(cell.strip() for cell in row[width:]):
            # Programs that never quote leave the commas of the last column, the text, as they are.
            self._joined.append(line)
            return [*row[: width - 1], self.grid.delimiter.join(row[width - 1 :])]
        extra = [cell for cell in row[width:] if cell.strip()]
        if extra:
            self._long.append(line)
            self.rest[len(self.kept)] = ",".join(extra)
        return row[:width]

    def findings(self) -> list[Finding]:
        out = [
            *_ragged("VOC-F103", "sources.short_row", self._short, self.path),
            *_ragged("VOC-F104", "sources.long_row", self._long, self.path),
        ]
        if self._joined:
            row = self._joined[0]
            message = t("sources.joined_text", row=row, count=len(self._joined))
            out.append(Finding("VOC-F159", Severity.NOTE, message, self.path, row))
        if self._half:
            out.append(
                Finding(
                    "VOC-F105",
                    Severity.WARNING,
                    t("sources.half_row", row=self._half),
                    self.path,
                    self._half,
                    hint=t("sources.half_row_hint"),
                )
            )
        return out


def _is_text(header: str) -> bool:
    names = synonyms()["text"]
    return any(form in names.names or form in names.loose for form in spellings(header))


def _ragged(code: str, key: str, lines: list[int], path: str) -> list[Finding]:
    out = [Finding(code, Severity.WARNING, t(key, row=line), path, line) for line in lines[:_NAMED]]
    if len(lines) > _NAMED:
        message = t(key + "s", row=lines[_NAMED], count=len(lines) - _NAMED)
        out.append(Finding(code, Severity.WARNING, message, path, lines[_NAMED]))
    return out


def _is_footer(row: list[str], width: int) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    if not _FOOTER.fullmatch(filled[0].replace("（", "(").replace("：", ":")):
        return False
    if width == 1:
        return len(filled) == 1 and len(filled[0]) <= 12
    return all(_NUMERIC.fullmatch(cell) for cell in filled[1:])


def _trim(grid: Grid, found: int) -> list[str]:
    """The header's cells up to the last one that it or any row fills."""
    header = grid.rows[found]
    if header and header[-1].strip():
        return header
    reach = max((_reach(row) for row in grid.rows[found:]), default=1)
    return header[: max(1, reach)]


def _reach(row: Sequence[str]) -> int:
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def _columns(rows: list[list[str]], width: int, *, guarded: bool) -> tuple[list[str], ...]:
    if not rows:
        return tuple([] for _ in range(width))
    return tuple(_clean(column, guarded=guarded) for column in zip(*rows, strict=True))


def _clean(column: Sequence[str], *, guarded: bool) -> list[str]:
    cells = list(map(str.strip, column))
    if not guarded or _GUARDS.isdisjoint({cell[:1] for cell in cells}):
        return cells
    return [_unguard(cell) if cell[:1] in _GUARDS else cell for cell in cells]


def _unguard(cell: str) -> str:
    """A cell without what keeps Excel from reading it as a number: ="0012", '0012."""
    guarded = _GUARD.fullmatch(cell)
    if guarded:
        return guarded.group(1).replace('""', '"')
    if cell[0] == "'" and "'" not in cell[1:]:
        return cell[1:]
    return cell
