"""Finding the header among title lines, and giving every column a name of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from vocli.sources.synonyms import is_known

Merge = tuple[int, int, int, int]  # first row and column of merged cells, last row and column

_SEARCHED = 30  # rows
_NAME = 30  # characters of a column's name at most
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


def join_header(
    rows: Sequence[Sequence[str]], found: int | None, merged: Sequence[Merge] = ()
) -> tuple[int, list[str]] | None:
    """(index of the upper row, 「上段 下段」 per column) where the header takes two rows; None where it takes one.

    Merged cells tell it; without them the names must, for a row of short cells may be data. Where only
    the lower name is known, a dot joins the two, behind which the known part is looked for.
    """
    if found is None:
        return None
    for top in (found - 1, found):
        if top < 0 or top + 1 >= len(rows) or _is_data(rows[top]) or _is_data(rows[top + 1]):
            continue
        width = max(len(rows[top]), len(rows[top + 1]))
        upper, lower = (_padded(rows[i], width) for i in (top, top + 1))
        spans = [m for m in merged if m[0] == m[2] == top and m[3] > m[1]]
        if any(m[3] - m[1] + 1 >= width for m in spans):
            continue  # a title over the whole table
        above = _spread(upper, lower, spans)
        if top < found and all(lower) and len(set(lower)) == width:
            continue  # the lower row says it all
        if _belong(above, upper, lower) or (spans and _filled(lower) >= 2):
            names = [_join(one, other) for one, other in zip(above, lower, strict=True)]
            if spans or _known(names) >= max(2, count_known(upper), count_known(lower)):
                return top, names
    return None


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [cell.strip() for cell in row] + [""] * (width - len(row))


def _spread(upper: list[str], lower: list[str], spans: Sequence[Merge]) -> list[str]:
    """The upper cells, each repeated over the columns that it stands above."""
    out = list(upper)
    for span in spans:
        out[span[1] : span[3] + 1] = [upper[span[1]]] * (span[3] - span[1] + 1)
    if spans:
        return out
    for i in range(1, len(out)):
        # A cell with nothing below it belongs to its own column only.
        out[i] = out[i] or (out[i - 1] if lower[i - 1] and lower[i] else "")
    return out


def _belong(above: list[str], upper: list[str], lower: list[str]) -> bool:
    """True if the lower row names just what the upper one leaves open or divides."""
    open_cells = [i for i, cell in enumerate(upper) if not cell]
    return (
        bool(open_cells)
        and _filled(upper) >= 2
        and all(lower[i] and above[i] for i in open_cells)
        and all(len(cell) <= _NAME for cell in lower)
    )


def _join(above: str, below: str) -> str:
    if not above or not below or above == below:
        return above or below
    joined = f"{above} {below}"
    return f"{above}.{below}" if is_known(below) and not is_known(joined) else joined


def _known(names: Sequence[str]) -> int:
    return sum(1 for name in names if "." not in name and is_known(name))


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
