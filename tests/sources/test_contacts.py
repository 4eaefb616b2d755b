"""Contact cells: hashes as everywhere else, extras as JSON."""

from __future__ import annotations

import pandas as pd

from vocli.sources.contacts import Clock, build_contacts, digest_all, hash_cells
from vocli.text import digest


def test_hashes_are_those_of_the_house() -> None:
    assert digest_all(["水", "", "a\ud800"]) == [digest("水"), digest(""), digest("a\ud800")]


def test_cells_do_not_run_into_one_another() -> None:
    one = hash_cells({"a": ["xy"], "b": ["z"]}, 1)
    two = hash_cells({"a": ["x"], "b": ["yz"]}, 1)
    other = hash_cells({"a": ["xy"], "c": ["z"]}, 1)
    assert len({*one, *two, *other}) == 3


def test_without_cells_there_is_one_empty_string_per_row() -> None:
    assert hash_cells({}, 2) == ["", ""]


def test_columns_without_cells_do_not_share_what_is_filled_in_later() -> None:
    ids = ["a", "b"]
    cells = {"contact_id": ids, "content_hash": ids, "extra": ["{}", "{}"]}
    frame, _, _ = build_contacts(cells, {}, Clock("", "a.csv", [2, 3]), "phone")
    time = pd.Timestamp("2026-11-02 10:00", tz="Asia/Tokyo")
    frame.loc[0, "occurred_at"], frame.loc[0, "product"] = time, "卓上型S1"
    first = frame.loc[0]
    assert list(first.index[first == time]) == ["occurred_at"]
    assert list(first.index[first == "卓上型S1"]) == ["product"]
