"""Where the columns of a text table stand, and the lines of one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vocli.model.report import Column, Kind
from vocli.render.cells import NUMERIC, heading
from vocli.render.wrap import wrap
from vocli.text import pad, width

GAP = 2
NARROWEST = 12  # a text column is not squeezed further; columns that do not fit go below the row


@dataclass(frozen=True)
class Grid:
    """Columns with the display column where each starts; `spilled` found no place in the line."""

    columns: tuple[Column, ...]
    starts: tuple[int, ...]
    widths: tuple[int, ...]
    limit: int
    spilled: tuple[Column, ...] = ()

    def heading(self) -> list[str]:
        """The line of labels."""
        return self.lines([heading(c) for c in self.columns])

    def lines(self, cells: Sequence[str]) -> list[str]:
        """One row; a long text first runs into free space on its right, then wraps below itself."""
        parts = [self._fit(i, cells) for i in range(len(self.columns))]
        height = max(map(len, parts), default=0)
        return [self._line([p[n] if n < len(p) else "" for p in parts]) for n in range(height)]

    def _fit(self, i: int, cells: Sequence[str]) -> list[str]:
        room = self._room(i, cells)
        return [cells[i]] if width(cells[i]) <= room else wrap(cells[i], self.widths[i])

    def _room(self, i: int, cells: Sequence[str]) -> int:
        if i + 1 == len(self.columns):
            return self.limit - self.starts[i]
        edge = self.starts[i + 1]
        if is_right(self.columns[i + 1]):
            edge += max(0, self.widths[i + 1] - width(cells[i + 1]))
        return max(self.widths[i], edge - GAP - self.starts[i])

    def _line(self, cells: Sequence[str]) -> str:
        out = ""
        for column, start, room, cell in zip(
            self.columns, self.starts, self.widths, cells, strict=True
        ):
            at = start + room - width(cell) if is_right(column) else start
            if cell:
                out = pad(out, at) + cell
        return out.rstrip()


def is_right(column: Column) -> bool:
    """True for columns whose cells stand at the right edge."""
    return column.kind in NUMERIC


def lay_out(columns: Sequence[Column], cells: Sequence[Sequence[str]], limit: int) -> Grid:
    """A grid of at most `limit` display columns for rows of `cells`, one text per column."""
    widths = [_natural(c, [row[i] for row in cells]) for i, c in enumerate(columns)]
    kept = len(columns)
    while kept > 1:
        fitted = _squeeze(columns[:kept], widths[:kept], limit)
        if fitted is not None:
            return _place(columns, fitted, limit)
        kept -= 1
    return _place(columns, [min(w, limit) for w in widths[:1]], limit)


def _natural(column: Column, cells: Sequence[str]) -> int:
    needed = width(heading(column))
    if column.width and not is_right(column):
        return max(column.width, needed)
    return max(column.width, needed, *map(width, cells))


def _squeeze(columns: Sequence[Column], widths: list[int], limit: int) -> list[int] | None:
    """The widths with the widest text columns narrowed until the line fits; None if it cannot."""
    out = list(widths)
    soft = [i for i, c in enumerate(columns) if not is_right(c) and c.kind is not Kind.ID]
    while _total(columns, out) > limit:
        floors = {i: max(NARROWEST, width(heading(columns[i]))) for i in soft}
        wide = [i for i in soft if out[i] > floors[i]]
        if not wide:
            return None
        out[max(wide, key=lambda i: (out[i], -i))] -= 1
    return out


def _total(columns: Sequence[Column], widths: Sequence[int]) -> int:
    return sum(widths) + sum(map(_gap, columns[:-1]))


def _gap(column: Column) -> int:
    return 1 if column.key == "rank" else GAP


def _place(columns: Sequence[Column], widths: Sequence[int], limit: int) -> Grid:
    kept = tuple(columns[: len(widths)])
    starts, at = [], 0
    for column, room in zip(kept, widths, strict=True):
        starts.append(at)
        at += room + _gap(column)
    return Grid(kept, tuple(starts), tuple(widths), limit, tuple(columns[len(widths) :]))
