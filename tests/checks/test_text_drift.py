"""VOC072: texts of another length or with other characters than in the baseline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from vocli.checks.baseline import Census
from vocli.sources import Exhibits, Reading

HEAD = "受付番号,受付日時,申出内容"
PIECES = (
    "ボトルが",
    "届かない",
    "とのこと。",
    "請求書の",
    "宛名が違う",
    "解約したい",
    "いつ届くのか",
    "ランプが消えない",
)


def notes(n: int, pieces: tuple[str, ...] = PIECES, length: int = 6, step: int = 7) -> str:
    """Notes of pieces in changing order."""
    rows = [HEAD]
    for i in range(n):
        own = [pieces[(i * step + j * (1 + i % 5)) % len(pieces)] for j in range(length + i % 3)]
        rows.append(f"K{i:04},2026/11/05 10:00,{''.join(own)}{i}")
    return "\r\n".join(rows) + "\r\n"


def learn(folder: Path, text: str) -> dict[str, Any]:
    """The baseline of a file."""
    path = folder / "before.csv"
    path.write_text(text, encoding="utf-8")
    census = Census()
    for block in Exhibits([path], Reading()).blocks():
        census.look(block)
    return census.result(date(2026, 11, 9), lambda texts: [{} for _ in texts])


def test_notes_of_the_same_kind_are_good(run_check: Any, tmp_path: Path) -> None:
    base = learn(tmp_path, notes(300))
    assert run_check("VOC072", {"a.csv": notes(250, step=3)}, baseline=base) == []
    assert run_check("VOC072", {"a.csv": notes(250, step=3)}) == []


def test_few_notes_are_not_judged(run_check: Any, tmp_path: Path) -> None:
    base = learn(tmp_path, notes(300))
    assert run_check("VOC072", {"a.csv": notes(50, length=1)}, baseline=base) == []


def test_short_notes_are_found(run_check: Any, tmp_path: Path) -> None:
    base = learn(tmp_path, notes(300))
    found = run_check("VOC072", {"a.csv": notes(250, length=2)}, baseline=base)
    assert any("長さが基準と違います" in f.message for f in found)


def test_other_characters_are_found(run_check: Any, tmp_path: Path) -> None:
    base = learn(tmp_path, notes(300))
    strange = ("縺ゅ", "繧九", "繝懊ヨ", "縺ｫ縺ｯ", "螻翫°縺", "隗邏", "逋ｺ騾", "莠育ｴ")
    found = run_check("VOC072", {"a.csv": notes(250, strange)}, baseline=base)
    assert any("文字の使われ方" in f.message for f in found)
