"""Every layout reads a file in the documented shape exactly: contacts, turns, roles, times, scores.

A golden file lies in tests/data/layouts and is named `<key>.<suffix>` or `<key>.<quirk>.<suffix>`; what it
must become stands in the file of the same name that ends in `.expected.json`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.messages import t
from vocli.model import Records
from vocli.sources import Reading, read
from vocli.sources.layout_toml import layouts

FOLDER = Path(__file__).parent.parent / "data" / "layouts"
END = ".expected.json"
GOLDEN = sorted(path for path in FOLDER.iterdir() if not path.name.endswith((END, ".options.json")))
_LEFT_OUT = ("source_id", "source_row", "content_hash", "extra", "channel_raw")
_HASH = re.compile(r"[0-9a-f]{16}")


def expected_of(path: Path) -> Path:
    """The file that says what a golden file must become."""
    return path.with_name(path.stem + END)


def told(records: Records) -> dict[str, Any]:
    """What was read, without what differs between files and releases; ids made of hashes are numbered."""
    ids = records.contacts["contact_id"].tolist()
    short = {one: f"(hash {i})" for i, one in enumerate(ids) if _HASH.fullmatch(one)}
    contacts = [_plain(row, short) for row in records.contacts.to_dict("records")]
    turns = [_plain(row, short) for row in records.turns.to_dict("records")]
    return {
        "layouts": sorted({source.layout for source in records.sources}),
        "contacts": contacts,
        "turns": turns,
        "skipped": [[*pair] for source in records.sources for pair in source.skipped],
        "findings": [finding.code for finding in records.findings],
    }


def _plain(row: dict[Any, Any], short: dict[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in row.items():
        if key in _LEFT_OUT or value == "" or pd.isna(value):
            continue
        plain = value.isoformat() if isinstance(value, pd.Timestamp) else value
        out[str(key)] = short.get(plain, plain) if isinstance(plain, str) else plain
    return out


@pytest.mark.parametrize("key", [layout.key for layout in layouts()])
def test_every_layout_has_a_golden_file(key: str) -> None:
    assert [path.name for path in GOLDEN if path.name.split(".")[0] == key]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_a_golden_file_reads_as_expected(path: Path) -> None:
    expected = json.loads(expected_of(path).read_text(encoding="utf-8"))
    seen = told(read([path], Reading()))
    assert seen["layouts"] == [path.name.split(".")[0]]
    for part in ("contacts", "turns", "skipped", "findings", "layouts"):
        assert seen[part] == expected[part], part


def test_every_reason_to_skip_has_its_words() -> None:
    rules = [rule for one in layouts() for rule in (*one.skips, *one.turn_skips)]
    lacking = {r.name for r in rules if t(f"insights.skip_{r.name}", n=1).startswith("insights.")}
    assert lacking == set()
