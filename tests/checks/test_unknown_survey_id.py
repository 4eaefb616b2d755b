"""VOC029: answers without a contact."""

from __future__ import annotations

from typing import Any

CALLS = "受付番号,受付日時,申出内容\r\n" + "".join(
    f"K-{n},2026/11/05 10:0{n},届きません\r\n" for n in range(1, 5)
)


def survey(*ids: str, name: str = "受付番号") -> str:
    rows = (f"2026/11/06 10:0{n},{one},4 満足,よかった\r\n" for n, one in enumerate(ids))
    return f"回答日時,{name},満足度,自由記述\r\n" + "".join(rows)


def test_answers_to_known_contacts_are_good(run_check: Any) -> None:
    files = {"calls.csv": CALLS, "survey.csv": survey("K-1", "K-3", "", "K-1")}
    assert run_check("VOC029", files) == []


def test_a_survey_alone_points_nowhere(run_check: Any) -> None:
    assert run_check("VOC029", {"survey.csv": survey("K-8", "K-9")}) == []


def test_unknown_ids_are_counted_with_their_lines(run_check: Any) -> None:
    files = {"calls.csv": CALLS, "survey.csv": survey("K-1", "K-8", "K-3", "K-9")}
    (found,) = run_check("VOC029", files)
    assert (found.code, found.row, found.column) == ("VOC029", 3, "受付番号")
    assert "2件あります(3、5行)" in found.message


def test_contacts_may_be_read_behind_the_survey(run_check: Any) -> None:
    files = {"a_survey.csv": survey("K-1", "K-9"), "b_calls.csv": CALLS}
    (found,) = run_check("VOC029", files)
    assert found.row == 3
