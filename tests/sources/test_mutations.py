"""Broken files: a result or an error that says what is wrong; never a crash, never silent nonsense."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from vocli.errors import VocliError
from vocli.model import Records
from vocli.sources import Reading, read

EACH = 24  # files per kind: 312 in all


def load() -> ModuleType:
    """tests/sources/mutations.py, which no test package holds."""
    path = Path(__file__).with_name("mutations.py")
    spec = importlib.util.spec_from_file_location("vocli_tests_mutations", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


mutations = load()


def lost(records: Records) -> int:
    """Texts with a mark for what could not be read."""
    return int(records.turns["text"].str.contains("\ufffd").sum())


@pytest.mark.parametrize("kind", mutations.KINDS)
def test_an_unbroken_file_is_read_without_a_warning(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"whole{mutations.KINDS[kind][0]}"
    path.write_bytes(mutations.whole(kind))
    records = read([path], Reading(agents=("佐藤", "窓口")))
    assert len(records.turns) >= 5
    assert not lost(records)


@pytest.mark.parametrize("kind", mutations.KINDS)
def test_a_broken_file_gives_a_result_or_an_error_of_ours(tmp_path: Path, kind: str) -> None:
    data = mutations.whole(kind)
    outcomes: set[str] = set()
    for seed in range(EACH):
        broken = mutations.mutate(data, kind, seed)
        path = tmp_path / f"m{seed}{broken.suffix}"
        path.write_bytes(broken.data)
        try:
            records = read([path], Reading(date_order="ymd"))
        except VocliError as error:
            assert error.code.startswith("VOC-E") and error.what, (kind, seed, broken.steps)
            outcomes.add(error.code)
            continue
        outcomes.add("read")
        told = {finding.code for finding in records.findings}
        given = "\ufffd".encode() in broken.data
        assert not lost(records) or given or "VOC-F101" in told, (kind, seed, broken.steps)
        assert set(records.turns["contact_id"]) <= set(records.contacts["contact_id"])
    assert len(outcomes) >= 2


def test_a_seed_gives_the_same_file_and_another_one_another() -> None:
    data = mutations.whole("csv_utf8")
    one, same, other = (mutations.mutate(data, "csv_utf8", seed) for seed in (5, 5, 6))
    assert one == same != other
    assert mutations.whole("xlsx") == mutations.whole("xlsx")


def test_an_archive_of_a_version_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """Seed 707 of the zip: the directory claims version 16.4 of the format."""
    broken = mutations.mutate(mutations.whole("zip"), "zip", 707)
    path = tmp_path / f"a{broken.suffix}"
    path.write_bytes(broken.data)
    with pytest.raises(VocliError) as error:
        read([path], Reading(date_order="ymd"))
    assert error.value.code.startswith("VOC-E1")
