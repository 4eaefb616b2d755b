"""Finding the header among title lines, and giving every column a name of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from vocli.sources.synonyms import is_known

_SEARCHED = 30  # rows
_DATA = re.compile(
    r"[-+]?[\d０-９][\d０-９,.:/\-\s年月日時分秒]*|.*[。！？!]|.{41,}|\S+@\S+", re.DOTALL
)


def count_known(row: Sequence[str], given: Collection[str] = ()) -> int:
    """How many cells of a row are headers that some field knows, or that the user named."""
    return sum(1 for cell in row if cell.strip() and (cell.strip() in given or is_known(cell)))


def find_header(rows: Sequence[Sequence[str]], given: Collection[str] = ()) -> int | None:
    """The index of the header row; None when the rows carry no header at all.

    The first row with (nearly) as many known names as the best one; without any known name the first
    row that is as wide as the data, unless it looks like data itself.
    """
    usual = _usual_width(rows)
    candidates = [i for i, row in enumerate(rows[: 2 * _SEARCHED]) if _filled(row)][:_SEARCHED]
    if not candidates:
        return None
    for i in candidates:
        if any(cell.strip() in given for cell in rows[i]):
            return i
    wide = [i for i in candidates if _filled(rows[i]) >= 0.5 * usual] or candidates
    known = {i: count_known(rows[i]) for i in wide}
    best = max(known.values())
    if best >= 2 or (best == 1 and usual <= 3):
        found = next(i for i in wide if known[i] >= 0.6 * best)
        if not _is_data(rows[found]) or known[found] >= 0.5 * _filled(rows[found]):
            return found
    first = next((i for i in wide if _filled(rows[i]) >= 0.8 * usual), wide[0])
    return None if _is_data(rows[first]) else first


def name_columns(header: Sequence[str]) -> tuple[str, ...]:
    """The header's cells, blank ones named by position, repeated ones numbered."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for i, cell in enumerate(header):
        name = re.sub(r"\s+", " ", cell).strip() or f"列{i + 1}"
        seen[name] += 1
        while seen[name] > 1 or name in names:
            name = f"{name}({seen[name]})"
            seen[name] += 1
        names.append(name)
    return tuple(names)


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(n for n in map(_filled, rows[:300]) if n)
    if not widths:
        return 0
    # Rows of data leave cells empty, so a wide row that is not rare says more than the commonest width.
    common = max(widths.items(), key=lambda item: (item[1], item[0]))[1]
    return max(width for width, n in widths.items() if n >= 0.3 * common)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell and not cell.isspace())


def _is_data(row: Sequence[str]) -> bool:
    return any(_DATA.fullmatch(cell.strip()) for cell in row if cell.strip())
