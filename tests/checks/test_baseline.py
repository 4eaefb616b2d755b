"""The baseline: counts and codes only, in a stable order, one figure a line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vocli.checks.baseline import Census, file_name, is_baseline, write_baseline
from vocli.sources import Exhibits, Reading

HEAD = "受付番号,受付日時,チャネル,区分,申出内容\n"


def line(i: int, kind: str = "配送", channel: str = "電話") -> str:
    return f"K{i:03d},2026/10/{i % 28 + 1:02d} 10:00,{channel},{kind},荷物{i}が届かず困っています\n"


def census(folder: Path, files: dict[str, str], personal: str = "@") -> dict[str, Any]:
    paths = []
    for name, text in files.items():
        (folder / name).write_text(HEAD + text, encoding="utf-8")
        paths.append(folder / name)
    own = Census()
    for block in Exhibits(paths, Reading()).blocks():
        own.look(block)
    return own.result(
        date(2026, 11, 9), lambda texts: [{"x": 1} if personal in t else {} for t in texts]
    )


@pytest.mark.parametrize(
    "content",
    [None, [], {}, {"vocli_baseline": 2}, {"vocli_baseline": 1, "files": {}, "channels": []}],
)
def test_other_json_is_no_baseline(content: object) -> None:
    assert not is_baseline(content)


def test_what_looks_personal_and_what_customers_said_stays_out(tmp_path: Path) -> None:
    rows = "".join(line(i) for i in range(20)) + line(20, "a@example.jp")
    text = write_baseline(census(tmp_path, {"a.csv": rows}))
    assert "example.jp" not in text
    assert "困って" not in text
    assert "K001" not in text
    assert '"配送": 20' in text


def test_contacts_are_counted_by_channel_and_day(tmp_path: Path) -> None:
    rows = "".join(line(i) for i in range(29)) + line(30, channel="チャット")
    found = census(tmp_path, {"a.csv": rows})
    assert found["channels"]["phone"]["contacts"] == 29
    assert found["channels"]["phone"]["days"]["2026-10-01"] == 2
    assert found["channels"]["chat"]["days"] == {"2026-10-03": 1}
    about = found["files"]["a.csv"]
    assert (about["rows"], about["contacts"]) == (30, 30)
    assert (about["first_day"], about["last_day"]) == ("2026-10-01", "2026-10-28")
    assert about["header"][0] == "受付番号"
    assert found["texts"]["verbatim" if "verbatim" in found["texts"] else "note"]["n"] == 30


def test_the_order_of_rows_and_files_does_not_show(tmp_path: Path) -> None:
    one, two = [line(i) for i in range(30)], [line(i, "請求") for i in range(50, 70)]
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    first = census(tmp_path / "x", {"a.csv": "".join(one), "b.csv": "".join(two)})
    second = census(tmp_path / "y", {"b.csv": "".join(two[::-1]), "a.csv": "".join(one[::-1])})
    for found in (first, second):
        for about in found["files"].values():
            about["sha256"] = ""
    assert write_baseline(first) == write_baseline(second)


def test_it_reads_well_in_a_diff(tmp_path: Path) -> None:
    rows = [line(i) for i in range(30)]
    before = write_baseline(census(tmp_path, {"a.csv": "".join(rows)}))
    assert json.loads(before)["vocli_baseline"] == 1
    assert is_baseline(json.loads(before))
    after = write_baseline(census(tmp_path, {"a.csv": "".join([*rows, line(30)])}))
    changed = [b for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(changed) <= 10
    assert max(map(len, before.splitlines())) < 900


@pytest.mark.parametrize(
    ("path", "name"), [("a.csv", "a.csv"), ("x/y/a.csv", "a.csv"), ("x\\a.csv", "a.csv")]
)
def test_files_go_by_their_name(path: str, name: str) -> None:
    assert file_name(path) == name
