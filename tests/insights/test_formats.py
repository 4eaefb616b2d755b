"""`vocli formats`: every known format with the signs that give it away."""

from __future__ import annotations

from vocli.insights import formats
from vocli.model import Note


def test_no_formats_make_an_empty_table() -> None:
    found = formats.build([])
    assert found.table.empty
    assert found.title == Note("insights.formats_title", {"n": 0})


def test_formats_are_listed_by_title_with_their_signs() -> None:
    found = formats.build([("b", "Zの書き出し", ("番号", "件名")), ("a", "Aの書き出し", ("id",))])
    assert found.table.to_dict("records") == [
        {"format_key": "a", "format_title": "Aの書き出し", "signs": "id"},
        {"format_key": "b", "format_title": "Zの書き出し", "signs": "番号 件名"},
    ]
