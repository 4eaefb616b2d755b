"""VOC065: turns of nobody known."""

from __future__ import annotations

from typing import Any


def test_known_speakers_are_good(made: Any, run_check: Any) -> None:
    assert run_check("VOC065", {"a.csv": made.talks(*[("お客様", "オペレーター")] * 10)}) == []


def test_a_rare_unknown_speaker_is_good(made: Any, run_check: Any) -> None:
    text = made.talks(
        *[("お客様", "オペレーター")] * 40, ("お客様", "ZZ7"), ("お客様", "ZZ7"), ("お客様", "ZZ7")
    )
    assert run_check("VOC065", {"a.csv": text}) == []


def test_many_unknown_speakers_are_found(made: Any, run_check: Any) -> None:
    text = made.talks(*[("お客様", "オペレーター")] * 10, *[("お客様", "ZZ7")] * 5)
    (found,) = run_check("VOC065", {"a.csv": text})
    assert (found.row, found.column) == (23, "送信者")
    assert "5行" in found.message
