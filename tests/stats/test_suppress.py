"""No hidden count of a cross table can be computed from what is shown."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from vocli.stats.suppress import K, suppress, with_totals

Table = NDArray[np.int64]

TABLES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(
            st.one_of(st.integers(0, 7), st.integers(0, 60)), min_size=columns, max_size=columns
        ),
        min_size=1,
        max_size=5,
    )
)


def interval(full: Table, hidden: NDArray[np.bool_], cell: tuple[int, int]) -> tuple[int, int]:
    """The least and the greatest value that the cell may have, by linear programming.

    Unknown are the inner cells that are hidden; each total that is shown is an equation.
    """
    rows, columns = full.shape[0] - 1, full.shape[1] - 1
    inner = np.zeros(full.shape, dtype=bool)
    inner[:-1, :-1] = True
    equations, sums = [], []
    for i, j in product(range(rows + 1), range(columns + 1)):
        if hidden[i, j]:
            continue
        own = np.zeros((rows, columns))
        own[slice(None) if i == rows else i, slice(None) if j == columns else j] = 1
        equations.append(own.ravel())
        sums.append(full[i, j])
    aim = np.zeros((rows, columns))
    row, column = cell
    aim[slice(None) if row == rows else row, slice(None) if column == columns else column] = 1
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * aim.ravel(), A_eq=equations or None, b_eq=sums or None, bounds=(0, 200)
        )
        assert found.success
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]


@settings(max_examples=120, deadline=None)
@given(TABLES)
def test_every_hidden_cell_may_hold_two_values_or_more(rows: list[list[int]]) -> None:
    counts = np.array(rows)
    full, hidden = with_totals(counts), suppress(counts)
    small = (counts > 0) & (counts < K)
    assert hidden[:-1, :-1][small].all()
    for cell in map(tuple, np.argwhere(hidden).tolist()):
        low, high = interval(full, hidden, cell)
        assert low < high, (rows, cell)


@settings(max_examples=120, deadline=None)
@given(TABLES)
def test_nothing_is_hidden_where_nothing_is_small(rows: list[list[int]]) -> None:
    counts = np.array(rows)
    large = np.where((counts > 0) & (counts < K), K, counts)
    assert not suppress(large).any()


def test_hiding_the_small_cell_alone_would_not_do() -> None:
    counts = np.array([[2, 30, 40], [20, 30, 40], [20, 30, 40]])
    alone = np.zeros((4, 4), dtype=bool)
    alone[0, 0] = True
    assert interval(with_totals(counts), alone, (0, 0)) == (2, 2)
    hidden = suppress(counts)
    assert hidden.sum() == 4
    assert not hidden[-1].any()
    assert not hidden[:, -1].any()


def test_two_small_cells_of_one_row_keep_each_other_company_by_another_row_only() -> None:
    counts = np.array([[2, 3, 40], [20, 30, 40]])
    hidden = suppress(counts)
    # Columns would tell both: each needs a second hidden cell in its column as well.
    assert hidden[0, :2].all()
    assert hidden[1, :2].all()
    assert not hidden[:, 2:].any()


def test_an_empty_cell_is_hidden_only_where_no_other_is_at_hand() -> None:
    full = np.array([[2, 30, 0], [20, 30, 0], [9, 9, 9]])
    assert not suppress(full)[:, 2].any()
    sparse = np.array([[3, 0], [0, 9]])
    assert suppress(sparse)[:2, :2].sum() == 4


def test_totals_that_tell_everything_are_hidden_as_well() -> None:
    hidden = suppress(np.array([[1, 0], [0, 0]]))
    assert hidden[:2, :2].any()
    assert hidden[2].any() or hidden[:, 2].any()
    assert suppress(np.array([[1]])).all()


def test_the_threshold_is_the_callers() -> None:
    counts = np.array([[7, 30], [20, 30]])
    assert not suppress(counts).any()
    assert suppress(counts, k=10)[0, 0]


def test_equal_tables_give_equal_masks() -> None:
    counts = np.array([[1, 9, 9], [9, 2, 9], [9, 9, 3], [9, 9, 9]])
    assert (suppress(counts) == suppress(counts.copy())).all()


@pytest.mark.parametrize("wrong", [np.zeros((0, 2)), np.array([1, 2]), np.array([[-1, 2]])])
def test_what_is_no_table_of_counts_is_refused(wrong: Table) -> None:
    with pytest.raises(ValueError, match="table of counts"):
        suppress(wrong)
