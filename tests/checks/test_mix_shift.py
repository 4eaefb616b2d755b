"""VOC070: the mix of codes differs from the baseline."""

from __future__ import annotations

from typing import Any


def test_nearly_the_same_mix_is_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=33, 請求=47, 解約=20)}
    assert (
        run_check("VOC070", file, baseline=made.coded_baseline(配送=300, 請求=500, 解約=200)) == []
    )
    assert run_check("VOC070", file) == []


def test_a_small_shift_of_many_contacts_is_good(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=1400, 請求=2600)}
    assert run_check("VOC070", file, baseline=made.coded_baseline(配送=1200, 請求=2800)) == []


def test_few_contacts_are_not_judged(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=9)}
    assert run_check("VOC070", file, baseline=made.coded_baseline(配送=300, 請求=500)) == []


def test_a_code_whose_share_jumped_is_named(made: Any, run_check: Any) -> None:
    file = {"a.csv": made.coded(配送=90, 請求=80, 解約=30)}
    (found,) = run_check("VOC070", file, baseline=made.coded_baseline(配送=120, 請求=680, 解約=200))
    assert found.column == "区分"
    assert "「配送」が12.0%から45.0%" in found.message or "「請求」" in found.message
