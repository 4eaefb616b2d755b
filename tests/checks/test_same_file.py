"""VOC024: what was there last time."""

from __future__ import annotations

import hashlib
from typing import Any

HEAD = "受付番号,受付日時,申出内容\r\n"
TEXT = HEAD + "K-1,2026/11/05 10:00,届きません\r\n"


def known(sha256: str) -> dict[str, Any]:
    return {"made": "2026-11-09", "files": {"calls_11.csv": {"sha256": sha256}}}


def test_new_content_is_good(run_check: Any) -> None:
    assert run_check("VOC024", {"a.csv": TEXT}) == []
    assert run_check("VOC024", {"a.csv": TEXT}, baseline=known("0" * 64)) == []


def test_the_same_content_is_found_under_another_name(run_check: Any) -> None:
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    (found,) = run_check("VOC024", {"a.csv": TEXT}, baseline=known(sha))
    assert found.code == "VOC024"
    assert "calls_11.csv" in found.message
    assert "2026-11-09" in found.message
