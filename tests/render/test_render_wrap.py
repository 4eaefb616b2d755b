"""Lines break where Japanese allows it, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.render.wrap import flow, wrap
from vocli.text import width


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("あいうえお、かき", 10, ["あいうえ", "お、かき"]),
        ("あいう「えお」か", 8, ["あいう", "「えお」", "か"]),
        ("vocli themes calls.csv", 12, ["vocli themes", "calls.csv"]),
        ("二つの  空白", 14, ["二つの  空白"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("あ", 1, ["あ"]),
    ],
)
def test_lines_break_by_the_rules(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(st.text(alphabet="あ、」「aB 漢ッー(9)", max_size=60), st.integers(4, 20))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_piece_moves_on_whole() -> None:
    assert flow(["解約の意向 6", "", "上席の要求 5", "再入電 17"], 27) == [
        "解約の意向 6  上席の要求 5",
        "再入電 17",
    ]
