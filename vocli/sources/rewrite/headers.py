"""Which columns a file has, and which of them reading needs as they are: ids and times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from vocli.sources.header import count_known, find_header, join_header
from vocli.sources.synonyms import spellings, synonyms

LOOKED_AT = 300  # rows that decide where the header is
_KEPT_FIELDS = (
    "contact_id",
    "case_id",
    "occurred_at",
    "_time_of_day",
    "at",
    "resolved_at",
    "first_response_at",
    "updated_at",
    "callback_due",
    "churned_at",
    "contract_since",
)
_KEPT = re.compile(r"[0-9A-Za-z０-９_#/.:+, ()\-年月日時分秒令和平成昭元午前後曜火水木金土]{1,60}")
# An id that is written like a telephone number is masked all the same.
_PHONE = re.compile(r"\(?0\d{1,4}[-)]\d{1,4}-\d{3,4}|0[5789]0\d{8}")
_SUMS = frozenset(
    {"合計", "総合計", "総計", "小計", "計", "件数", "total", "subtotal", "sum", "count"}
)
_LONGEST_SUM = 12


@cache
def is_kept_header(header: str) -> bool:
    """True where a header says that its column holds ids of contacts or times."""
    return any(form in _kept_names() for form in spellings(header)) if header else False


def is_kept(header: str, text: str) -> bool:
    """True for an id or a time under such a header."""
    return is_kept_header(header) and looks_kept(text)


def looks_kept(text: str) -> bool:
    """True for what is written like an id or a time; a phone number is none."""
    return bool(_KEPT.fullmatch(text)) and not _PHONE.search(text)


def is_sum(text: str) -> bool:
    """True for what marks a line of totals: such a cell is no person, whatever its column."""
    return len(text) <= _LONGEST_SUM and text.strip().casefold() in _SUMS


class Headers(NamedTuple):
    """Where the header stands (rows `start` to `end`) and the names over each column; nothing without one."""

    start: int = 0
    end: int = 0
    names: tuple[tuple[str, ...], ...] = ()

    def over(self, column: int) -> tuple[str, ...]:
        """The names over a column; a header of two rows gives two."""
        return self.names[column] if column < len(self.names) else ()


def find_headers(rows: Sequence[Sequence[str]]) -> Headers:
    """The header among the first rows of a table."""
    clean = [[cell.lstrip("\ufeff").strip() for cell in row] for row in rows]
    start = find_header(clean)
    if start is None:
        return Headers()
    joined = join_header(clean, start)
    if joined:
        start, end = joined[0], joined[0] + 2
        names = [joined[1], *clean[start:end]]
    else:
        end = start + 1
        while end < len(rows) and end - start < 3 and _is_more(clean[end], clean[start]):
            end += 1
        names = clean[start:end]
    columns = (
        [row[i] for row in names if i < len(row) and row[i]] for i in range(max(map(len, names)))
    )
    return Headers(start, end, tuple(tuple(dict.fromkeys(own)) for own in columns))


def _is_more(row: Sequence[str], above: Sequence[str]) -> bool:
    """True for a second header row: most of what it fills is known as a header."""
    filled = sum(1 for cell in row if cell.strip())
    return count_known(row) >= max(2, 0.6 * filled) and list(row) != list(above)


@cache
def _kept_names() -> frozenset[str]:
    table = synonyms()
    return frozenset(
        name
        for field in _KEPT_FIELDS
        if field in table
        for name in (*table[field].names, *table[field].loose)
    )
