"""Cells that hold answers: what counts as a number, and what no mean may hold."""

from __future__ import annotations

import pytest

from vocli.stats.answers import (
    Scale,
    answers_of,
    find_scale,
    is_answer,
    number_in,
    settle_scale,
    yes_or_no,
)


@pytest.mark.parametrize("cell", ["", "-", "未回答", "無回答", "N/A", "わからない", " スキップ "])
def test_no_answer_is_none(cell: str) -> None:
    assert not is_answer(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("7 まあまあ薦める", 7.0),
        ("10点", 10.0),
        ("５ とても満足", 5.0),
        ("★★★☆☆", 3.0),
        ("-1", -1.0),
        ("3.5", 3.5),
        ("11", 11.0),
        ("満足", None),
    ],
)
def test_the_number_in_a_cell(cell: str, number: float | None) -> None:
    assert number_in(cell) == number


@pytest.mark.parametrize("number", [11.0, -1.0, 3.5])
def test_the_nps_scale_holds_whole_numbers_from_0_to_10_only(number: float) -> None:
    scale = settle_scale("nps", answers_of({"9": 3, "0": 1}))
    assert scale == Scale(0.0, 10.0)
    assert not scale.holds(number)
    assert scale.holds(10.0)


def test_a_few_strays_do_not_widen_a_scale() -> None:
    answers = answers_of({"5": 40, "1": 30, "11": 2})
    assert find_scale("csat", answers) == (1.0, 5.0)
    assert find_scale("csat", answers_of({"5": 40, "9": 30})) == (1.0, 10.0)


def test_a_form_that_begins_with_the_best_answer_is_turned() -> None:
    turned = settle_scale("csat", answers_of({"1 とても満足": 5, "5 とても不満": 3, "2 満足": 9}))
    assert turned == Scale(1.0, 5.0, turned=True)
    assert turned.value(1.0) == 5.0
    usual = settle_scale("csat", answers_of({"5 とても満足": 5, "1 とても不満": 3}))
    assert usual == Scale(1.0, 5.0)


def test_the_label_of_the_best_answer_ends_the_scale() -> None:
    assert settle_scale("csat", answers_of({"4 大変満足": 9, "1 大変不満": 2})) == Scale(1.0, 4.0)


@pytest.mark.parametrize(
    ("cell", "said"),
    [("はい", True), ("いいえ", False), ("解決していない", False), ("Yes", True), ("たぶん", None)],
)
def test_yes_or_no(cell: str, said: bool | None) -> None:
    assert yes_or_no(cell) is said
