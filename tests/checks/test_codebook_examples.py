"""VOC093: sentences of the codebook that lie where they must not."""

from __future__ import annotations

from typing import Any

from vocli.model import Codebook, Side, Theme, Trial, Tried

FILES = {"calls.csv": "受付番号,申出内容\r\nK1,届きません\r\n"}
WORDS = "箱がつぶれていた"
BOOK = Codebook("codebook.toml", (Theme("T01", "届かない", line=7),), (), "")


def tried(*failed: Trial) -> Tried:
    return Tried(BOOK, failed)


def test_without_failing_sentences_nothing_is_said(run_check: Any) -> None:
    assert run_check("VOC093", FILES) == []
    assert run_check("VOC093", FILES, codebook=tried()) == []
    assert BOOK.themes[0].side is Side.COMPLAINT


def test_every_sentence_is_told_at_the_line_of_its_theme_without_its_words(run_check: Any) -> None:
    found = run_check(
        "VOC093",
        FILES,
        codebook=tried(
            Trial("T01", True, 2, WORDS, "T07", 0.8),
            Trial("T01", True, 3, WORDS, "", 0.0),
            Trial("T01", False, 1, WORDS, "T01", 0.9),
        ),
    )
    assert {(one.path, one.row) for one in found} == {("codebook.toml", 7)}
    assert [one.message for one in found] == [
        "T01の例文の2番目が T07 に入ります。",
        "T01の例文の3番目が、どのテーマにも入りません。",
        "T01の counter_examples の1番目が、そのテーマに入ります。",
    ]
    assert WORDS not in "".join(one.message + one.hint for one in found)
