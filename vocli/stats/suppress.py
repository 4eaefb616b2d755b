"""Which cells of a cross table of personal attributes are hidden, so that none can be computed back.

Hiding the small cells alone is not enough: with the totals beside them they are found by subtraction.
So each gets company (complementary cell suppression): further cells on a closed path through rows and
columns, along which counts can move up and down by one without changing any total that is shown.

For themes, critical voices, companies and scores nothing is ever hidden; nor for a single attribute.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

K = 5  # counts from 1 to K - 1 are few enough people to be known
# What hiding one more cell costs: a count with people in it, an empty one (a reader may know that it is
# empty, which makes it poor company), a total of a row or column, the total of all.
_CELL, _EMPTY, _TOTAL, _GRAND = 10.0**6, 3 * 10.0**6, 10.0**10, 10.0**13

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


def suppress(counts: Counts, k: int = K) -> Mask:
    """True for each cell to hide of a table that is printed with its totals.

    counts: shape (rows, columns), not negative. Result: shape (rows + 1, columns + 1); the last row and
    column are the totals, hidden only where no cells could be company enough. Each hidden cell can
    hold at least two values as far as a reader can tell from what is shown.
    """
    table = with_totals(counts)
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[:-1, :-1] = (table[:-1, :-1] > 0) & (table[:-1, :-1] < k)
    for row, column in np.argwhere(hidden).tolist():
        path = min(_closed_paths(table, hidden, row, column), default=None)
        # Cells of the cheapest path; none where the hidden ones already make one.
        for cell in path[1] if path else ():
            hidden[cell] = True
    return hidden


def with_totals(counts: Counts) -> Counts:
    """The table with a row and a column of totals, the total of all in the corner."""
    table = np.asarray(counts, dtype=np.int64)
    if table.ndim != 2 or table.size == 0 or (table < 0).any():
        raise ValueError("not a table of counts")
    below = np.vstack([table, table.sum(axis=0)])
    return np.hstack([below, below.sum(axis=1, keepdims=True)])


def _closed_paths(
    table: Counts, hidden: Mask, row: int, column: int
) -> Iterator[tuple[float, tuple[tuple[int, int], ...]]]:
    """(cost, cells) of the cheapest closed path on which the cell rises, and of that on which it falls."""
    rises, falls = _moves(table)
    cost = _costs(table)
    cost[hidden] = 0.0
    cost[row, column] = np.inf  # the way back must be another one
    rows = len(table)
    if rises[row, column]:
        found = _cheapest(rises, falls, cost, rows + column, row)
        if found:
            yield found
    if falls[row, column]:
        found = _cheapest(rises, falls, cost, row, rows + column)
        if found:
            yield found


def _moves(table: Counts) -> tuple[Mask, Mask]:
    """Which cells may go up and down by one in the table whose rows and columns all add up to zero.

    There a total stands with its sign turned: it goes up where the total itself goes down.
    """
    some = table > 0
    total = np.zeros(table.shape, dtype=bool)
    total[-1, :-1] = total[:-1, -1] = True
    return ~total | some, total | some


def _costs(table: Counts) -> NDArray[np.float64]:
    cost = np.where(table > 0, _CELL + table, _EMPTY).astype(float)
    cost[-1, :] = cost[:, -1] = _TOTAL
    cost[-1, -1] = _GRAND
    return cost


def _cheapest(
    rises: Mask, falls: Mask, cost: NDArray[np.float64], start: int, goal: int
) -> tuple[float, tuple[tuple[int, int], ...]] | None:
    """The cheapest way between two nodes (Dijkstra): rows first, then columns, joined by cells.

    From a row to a column a cell rises, from a column to a row one falls.
    """
    rows, columns = cost.shape
    best = {start: 0.0}
    came: dict[int, tuple[int, tuple[int, int]]] = {}
    heap = [(0.0, start)]
    while heap:
        so_far, node = heapq.heappop(heap)
        if node == goal:
            return so_far, _trace(came, start, goal)
        if so_far > best[node]:
            continue
        for other in range(rows, rows + columns) if node < rows else range(rows):
            cell = (node, other - rows) if node < rows else (other, node - rows)
            open_ = rises[cell] if node < rows else falls[cell]
            there = so_far + float(cost[cell])
            if open_ and there < best.get(other, np.inf):
                best[other] = there
                came[other] = (node, cell)
                heapq.heappush(heap, (there, other))
    return None


def _trace(
    came: dict[int, tuple[int, tuple[int, int]]], start: int, goal: int
) -> tuple[tuple[int, int], ...]:
    cells = []
    node = goal
    while node != start:
        node, cell = came[node]
        cells.append(cell)
    return tuple(cells)
