"""VOC006: bytes that stand for no character."""

from __future__ import annotations

from typing import Any

from vocli import messages

HEAD = "受付番号,受付日時,申出内容\r\n"
ROWS = "".join(f"K-{n:04d},2026/11/05 10:00,届きません\r\n" for n in range(20))


def test_every_good_encoding_is_good(run_check: Any) -> None:
    for codec in ("utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"):
        assert run_check("VOC006", {"a.csv": (HEAD + ROWS).encode(codec)}) == [], codec


def test_a_character_cut_in_two_is_found_with_its_offset(run_check: Any) -> None:
    data = (HEAD + ROWS).encode("utf-8")
    at = data.index("届".encode()) + 1
    (found,) = run_check("VOC006", {"a.csv": data[:at] + data[at + 1 :]})
    assert (found.code, found.row) == ("VOC006", 2)
    assert f"({at:,}バイト目)" in found.message


def test_the_offset_is_told_in_english_as_well(run_check: Any) -> None:
    data = (HEAD + ROWS).encode("utf-8")
    at = data.index("届".encode()) + 1
    messages.use("en")
    try:
        (found,) = run_check("VOC006", {"a.csv": data[:at] + data[at + 1 :]})
    finally:
        messages.use("ja")
    assert f"byte {at:,}" in found.message
