"""The yardsticks themselves."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "measures.py"
_SPEC = importlib.util.spec_from_file_location("vocli_benchmarks_measures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
measures = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(measures)


def test_a_method_gains_nothing_by_leaving_rows_out() -> None:
    labels = ["a"] * 10 + ["b"] * 10
    whole = ["1"] * 10 + ["2"] * 10
    given_up = ["1"] * 5 + [""] * 10 + ["2"] * 5
    assert measures.agreement(labels, whole) == pytest.approx(1.0)
    assert measures.agreement(labels, given_up) < 0.7
    assert measures.unassigned_share(given_up) == 0.5


def test_labellings_of_different_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        measures.agreement(["a"], ["1", "2"])


def test_splitting_a_theme_is_lost_in_one_direction_only() -> None:
    whole = {"a": "1", "b": "1", "c": "1", "d": "1"}
    split = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert measures.pairs_kept(whole, split) == (pytest.approx(2 / 6), 1.0)
    assert measures.pairs_kept(split, whole) == (1.0, pytest.approx(2 / 6))


def test_rows_that_fall_out_of_every_theme_are_not_kept_together() -> None:
    before = {"a": "1", "b": "1", "c": ""}
    after = {"a": "", "b": "", "c": ""}
    assert measures.pairs_kept(before, after) == (0.0, 0.0)


def test_rows_of_one_run_only_do_not_count() -> None:
    before = {"a": "1", "b": "1", "dropped": "1"}
    assert measures.pairs_kept(before, {"a": "x", "b": "x"}) == (1.0, 1.0)


def test_an_empty_label_is_no_theme() -> None:
    assert measures.count_themes(["", "1", "1", "2"]) == 2
