"""The list of requests that people type: every oddity is told with its row, and no other row is lost to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from vocli.errors import VocliError
from vocli.model.requests import next_number
from vocli.sources.side.requests import read_requests

AsCsv = Callable[..., bytes]
HEAD = ["番号", "テーマID", "件名", "宛先部署", "起票日", "回答希望日"]
HEAD += ["状態", "回答", "実施日", "目的", "お客様への報告"]
GOOD = {"番号": "V-1", "テーマID": "T02", "状態": "実施済み", "実施日": "2026/10/19"}
GOOD |= {"目的": "減らす", "回答希望日": "2026/10/16"}


def row(**more: object) -> list[object]:
    cells: dict[str, object] = {**GOOD, **more}
    return [cells.get(name, "") for name in HEAD]


@pytest.mark.parametrize(
    ("more", "code", "column"),
    [
        ({"実施日": "十月なかば"}, "VOC-F171", "実施日"),
        ({"回答希望日": "10/16"}, "VOC-F171", "回答希望日"),
        ({"状態": "なんとなく済"}, "VOC-F172", "状態"),
        ({"目的": "良くする"}, "VOC-F173", "目的"),
        ({"目的": ""}, "VOC-F173", "目的"),
        ({"番号": ""}, "VOC-F174", "番号"),
        ({"状態": "検討"}, "VOC-F175", "状態"),
        ({"テーマID": ""}, "VOC-F176", "テーマID"),
        ({"実施日": ""}, "VOC-F177", "実施日"),
        ({"状態": "回答待ち", "実施日": "", "回答希望日": ""}, "VOC-F177", "回答希望日"),
    ],
)
def test_what_is_odd_is_told_with_its_row_and_its_cell_is_not_repeated(
    more: dict[str, object], code: str, column: str, as_csv: AsCsv
) -> None:
    other = row(番号="V-9")
    found, findings = read_requests(as_csv([HEAD, other, row(**more)]), "r.csv")
    assert [(f.code, f.row, f.column) for f in findings] == [(code, 3, column)]
    assert findings[0].hint
    assert not any(str(cell) in findings[0].message for cell in more.values() if cell)
    assert len(found.requests) == 2


def test_one_number_twice_is_told_of_both_rows(as_csv: AsCsv) -> None:
    found, findings = read_requests(as_csv([HEAD, row(), row()]), "r.csv")
    assert [(f.code, f.row) for f in findings] == [("VOC-F174", 2), ("VOC-F174", 3)]
    assert len(found.requests) == 2


def test_a_list_without_a_theme_column_is_no_list(as_csv: AsCsv) -> None:
    with pytest.raises(VocliError) as caught:
        read_requests(as_csv([["番号", "状態", "実施日"], ["V-1", "実施済み", ""]]), "r.csv")
    assert caught.value.code == "VOC-E132"


@pytest.mark.parametrize(
    "cell", ["2026/10/19", "2026-10-19", "R8.10.19", "46314", "2026/10/19(月)"]
)
def test_a_date_is_read_as_excel_left_it(cell: str, as_csv: AsCsv) -> None:
    found, findings = read_requests(as_csv([HEAD, row(実施日=cell)]), "r.csv")
    assert found.requests[0].acted_on == date(2026, 10, 19)
    assert findings == ()


def test_a_workbook_is_a_list_too(as_book: Callable[..., bytes]) -> None:
    found, _ = read_requests(as_book([HEAD, row(実施日=datetime(2026, 10, 19))]), "r.xlsx")
    assert found.requests[0].acted_on == date(2026, 10, 19)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_other_columns_are_kept_and_empty_rows_are_none(encoding: str, as_csv: AsCsv) -> None:
    rows = [[*HEAD, "備考"], [*row(), "次の会議"], [""] * (len(HEAD) + 1)]
    found, findings = read_requests(as_csv(rows, encoding), "r.csv")
    assert [r.extra for r in found.requests] == [(("備考", "次の会議"),)]
    assert found.columns[-1] == ("備考", "")
    assert [f.code for f in findings] == ["VOC-F131"]


@pytest.mark.parametrize(
    ("state", "code"), [("実施済", "done"), ("対応済み", "done"), ("検討中", "considering")]
)
def test_a_state_may_be_written_in_usual_ways(state: str, code: str, as_csv: AsCsv) -> None:
    found, _ = read_requests(as_csv([HEAD, row(状態=state)]), "r.csv")
    assert found.requests[0].state == code


def test_only_what_waits_is_overdue_and_a_dropped_request_was_never_acted_on(as_csv: AsCsv) -> None:
    rows = [row(番号="V-1", 状態="見送り"), row(番号="V-2", 状態="依頼", 実施日="")]
    found, _ = read_requests(as_csv([HEAD, *rows, row(番号="V-3")]), "r.csv")
    days = [r.overdue(date(2026, 10, 20)) for r in found.requests]
    assert days == [0, 4, 0]
    assert found.requests[1].overdue(date(2026, 10, 16)) == 0
    assert [r.number for r in found.acted()] == ["V-3"]


@pytest.mark.parametrize(
    ("numbers", "following"),
    [
        ([], "VOC-2026-001"),
        (["VOC-2026-009", "VOC-2026-015"], "VOC-2026-016"),
        (["VOC-2026-999"], "VOC-2026-1000"),
        (["VOC-2025-041"], "VOC-2026-001"),
        (["要-7", "要-12"], "要-13"),
        (["なし"], "VOC-2026-001"),
    ],
)
def test_the_next_number_follows_the_style_of_the_list(numbers: list[str], following: str) -> None:
    assert next_number(numbers, 2026) == following
