"""VOC065: turns of nobody known."""

from __future__ import annotations

from typing import Any

HEAD = "会話ID,日時,送信者,本文"


def talks(*speakers: tuple[str, ...]) -> str:
    """A chat log: the speakers of each conversation."""
    rows = [HEAD]
    for i, own in enumerate(speakers):
        rows += [
            f"C{i:03},2026-11-05 10:{j:02}:00,{who},{i}の{j}番目の発言です"
            for j, who in enumerate(own)
        ]
    return "\n".join(rows) + "\n"


def test_known_speakers_are_good(run_check: Any) -> None:
    assert run_check("VOC065", {"a.csv": talks(*[("お客様", "オペレーター")] * 10)}) == []


def test_a_rare_unknown_speaker_is_good(run_check: Any) -> None:
    text = talks(
        *[("お客様", "オペレーター")] * 40, ("お客様", "ZZ7"), ("お客様", "ZZ7"), ("お客様", "ZZ7")
    )
    assert run_check("VOC065", {"a.csv": text}) == []


def test_many_unknown_speakers_are_found(run_check: Any) -> None:
    text = talks(*[("お客様", "オペレーター")] * 10, *[("お客様", "ZZ7")] * 5)
    (found,) = run_check("VOC065", {"a.csv": text})
    assert (found.row, found.column) == (23, "送信者")
    assert "5行" in found.message
