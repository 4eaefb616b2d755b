"""VOC091: too few complaints lie in a theme of the codebook."""

from __future__ import annotations

from typing import Any

from vocli.model import Codebook, Tried

BOOK = Codebook("codebook.toml", (), (), "")
FILES = {"calls.csv": "受付番号,申出内容\r\nK1,届きません\r\n"}


def tried(complaints: int, covered: int, contacts: int = 900) -> Tried:
    return Tried(BOOK, (), complaints, covered, 900, contacts)


def test_without_a_codebook_nothing_is_said(run_check: Any) -> None:
    assert run_check("VOC091", FILES) == []
    assert run_check("VOC091", FILES, codebook=Tried(BOOK)) == []


def test_four_of_five_are_enough(run_check: Any) -> None:
    assert run_check("VOC091", FILES, codebook=tried(400, 320)) == []


def test_fewer_are_told_at_the_codebook(run_check: Any) -> None:
    (found,) = run_check("VOC091", FILES, codebook=tried(400, 260))
    assert (found.path, found.row) == ("codebook.toml", None)
    assert "400件" in found.message
    assert "260件(65.0%)" in found.message
    assert "標本" not in found.message


def test_a_sample_is_said(run_check: Any) -> None:
    (found,) = run_check("VOC091", FILES, codebook=tried(400, 260, 50_000))
    assert "標本 900件" in found.message


def test_of_a_few_complaints_no_share_is_judged(run_check: Any) -> None:
    assert run_check("VOC091", FILES, codebook=tried(29, 0)) == []


def test_the_team_sets_what_it_expects(run_check: Any) -> None:
    own = {"codebook_coverage": {"share": 0.6, "complaints": 5}}
    assert run_check("VOC091", FILES, codebook=tried(400, 260), thresholds=own) == []
    assert len(run_check("VOC091", FILES, codebook=tried(6, 2), thresholds=own)) == 1
