"""VOC070: the mix of codes differs from the baseline."""

from __future__ import annotations

from typing import Any

HEAD = "受付番号,受付日時,区分,申出内容"


def coded(**counts: int) -> str:
    """A file with some contacts of each code."""
    rows = [HEAD]
    for code, n in counts.items():
        rows += [f"K{len(rows) + i:04},2026/11/05 10:00,{code},届かない{code}{i}" for i in range(n)]
    return "\r\n".join(rows) + "\r\n"


def baseline(**counts: int) -> dict[str, Any]:
    """What was known of the codes."""
    return {"files": {}, "channels": {}, "values": {"category": counts}, "texts": {}}


def test_nearly_the_same_mix_is_good(run_check: Any) -> None:
    file = {"a.csv": coded(配送=33, 請求=47, 解約=20)}
    assert run_check("VOC070", file, baseline=baseline(配送=300, 請求=500, 解約=200)) == []
    assert run_check("VOC070", file) == []


def test_a_small_shift_of_many_contacts_is_good(run_check: Any) -> None:
    file = {"a.csv": coded(配送=1400, 請求=2600)}
    assert run_check("VOC070", file, baseline=baseline(配送=1200, 請求=2800)) == []


def test_few_contacts_are_not_judged(run_check: Any) -> None:
    file = {"a.csv": coded(配送=9)}
    assert run_check("VOC070", file, baseline=baseline(配送=300, 請求=500)) == []


def test_a_code_whose_share_jumped_is_named(run_check: Any) -> None:
    file = {"a.csv": coded(配送=90, 請求=80, 解約=30)}
    (found,) = run_check("VOC070", file, baseline=baseline(配送=120, 請求=680, 解約=200))
    assert found.column == "区分"
    assert "「配送」が12.0%から45.0%" in found.message or "「請求」" in found.message
