"""Homework of the last meeting: the block keeps its place without a list, and shows the list where there is one."""

from __future__ import annotations

from datetime import date

from vocli.insights.monthly_homework import homework
from vocli.insights.requests_state import standing
from vocli.model.requests import ImprovementRequest, RequestList


def test_without_a_list_the_block_says_so() -> None:
    block = homework(None)
    assert (block.name, block.table["value"].iloc[0].key) == ("requests", "monthly.no_homework")
    empty = homework(standing(RequestList("requests.csv", ()), date(2026, 10, 31)))
    assert empty.table["value"].iloc[0].key == "monthly.no_homework"


def test_what_was_asked_stands_under_the_name_of_the_meeting() -> None:
    asked = ImprovementRequest(
        "VOC-2026-014", "T01", "届く日の変更を知らせる", "物流", state="waiting"
    )
    block = homework(standing(RequestList("requests.csv", (asked,)), date(2026, 10, 31)))
    assert list(block.table["request"]) == ["VOC-2026-014"]
    assert block.title is not None
    assert block.title.key == "monthly.homework_of"
