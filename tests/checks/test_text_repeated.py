"""VOC068: the same long text in many contacts of one day."""

from __future__ import annotations

from typing import Any

LONG = "配送会社の倉庫が止まり、ボトルの到着が遅れる見込みであることをお伝えした。"


def test_different_texts_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC068", {"a.csv": made.notes(made.plain(300))}) == []


def test_the_same_text_on_different_days_is_good(made: Any, run_check: Any) -> None:
    lines = made.notes([*made.plain(300), *[LONG] * 6]).split("\r\n")
    for i in range(1, 307):
        lines[i] = lines[i].replace("2026/11/05", f"2026/11/{1 + i % 6:02}")
    assert run_check("VOC068", {"a.csv": "\r\n".join(lines)}) == []


def test_a_template_is_told_elsewhere(made: Any, run_check: Any) -> None:
    assert run_check("VOC068", {"a.csv": made.notes([*made.plain(100), *[LONG] * 12])}) == []


def test_a_text_that_stands_six_times_in_a_day_is_found(made: Any, run_check: Any) -> None:
    (found,) = run_check("VOC068", {"a.csv": made.notes([*made.plain(300), *[LONG] * 6])})
    assert (found.row, found.column) == (302, "申出内容")
    assert "11/05に、まったく同じ本文の応対が6件" in found.message
    assert LONG not in found.message


def test_a_double_import_is_one_finding(made: Any, run_check: Any) -> None:
    texts = [f"{text}至急とのこと。" for text in made.plain(40) for _ in range(5)]
    (found,) = run_check("VOC068", {"a.csv": made.notes(texts)})
    assert found.row == 2
    assert "200件あります(40通りの本文、最初は11/05)" in found.message
