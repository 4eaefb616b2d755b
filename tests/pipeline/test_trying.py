"""What the checks learn of a codebook: only what they ask for, on a sample that rows in any order make the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vocli.pipeline import Question, trying
from vocli.pipeline.codebooks import build_codebook
from vocli.pipeline.trying import COVERAGE, EXAMPLES, try_codebook
from vocli.themes import parse_codebook

BOOK = """\
[[theme]]
id = "T01"
name = "届かない"
terms = {"荷物" = 1.0, "配達" = 1.0, "届かない" = 1.0}
examples = ["荷物の配達が遅れて困っています", "全然ちがう話で困っています"]
"""
ROWS = [
    *(
        f"K{i:02},2026/11/02 10:{i:02},荷物の配達が{i}日も遅れて届かず困っています"
        for i in range(12)
    ),
    *(f"L{i:02},2026/11/03 10:{i:02},音が{i}時間もうるさくて困っています" for i in range(12)),
]


def asked(folder: Path, rows: list[str]) -> Question:
    path = folder / "calls.csv"
    path.write_text("\n".join(["受付番号,受付日時,お問い合わせ内容", *rows]) + "\n", "utf-8")
    question = Question(patterns=(str(path),), use_encoder=False)
    book = parse_codebook(BOOK, "codebook.toml")
    return replace(question, codebook=replace(book, lock=build_codebook(book, None, question)))


def test_without_a_codebook_there_is_nothing_to_try(tmp_path: Path) -> None:
    question = replace(asked(tmp_path, ROWS), codebook=None)
    assert try_codebook(question, {COVERAGE, EXAMPLES}) is None


def test_sentences_and_coverage_are_tried_where_they_are_asked_for(tmp_path: Path) -> None:
    question = asked(tmp_path, ROWS)
    nothing = try_codebook(question, ())
    assert nothing is not None
    assert (nothing.failed, nothing.contacts) == ((), 0)
    both = try_codebook(question, {COVERAGE, EXAMPLES})
    assert both is not None
    assert [(trial.theme_id, trial.number) for trial in both.failed] == [("T01", 2)]
    assert (both.complaints, both.covered, both.sampled, both.contacts) == (24, 12, 24, 24)


def test_a_stale_codebook_is_not_tried_on_its_sentences(tmp_path: Path) -> None:
    question = asked(tmp_path, ROWS)
    assert question.codebook is not None
    stale = replace(question, codebook=replace(question.codebook, stale=True))
    tried = try_codebook(stale, {EXAMPLES})
    assert tried is not None
    assert tried.failed == ()


def test_a_large_export_is_judged_on_a_sample_that_no_order_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "SAMPLE", 10)
    one, other = (try_codebook(asked(tmp_path, rows), {COVERAGE}) for rows in (ROWS, ROWS[::-1]))
    assert one is not None
    assert other is not None
    assert (one.sampled, one.contacts) == (10, 24)
    assert (one.complaints, one.covered) == (other.complaints, other.covered)
    assert 0 < one.covered < one.complaints == 10
