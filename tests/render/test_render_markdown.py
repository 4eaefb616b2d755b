"""Markdown tables keep their shape whatever a customer wrote."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from vocli.model.report import Column, Insight, Kind, Report
from vocli.render import RenderOptions, render
from vocli.render.ambiguous import is_ambiguous
from vocli.render.markdown import escape


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", "a\\|b"),
        ("一行\n二行", "一行 二行"),
        ("<script>", "&lt;script\\>"),
        ("*太字* _斜体_ chat_log.csv", "\\*太字\\* \\_斜体\\_ chat_log.csv"),
        ("# 見出し", "\\# 見出し"),
        ("1. 番号", "1\\. 番号"),
        ("- 点", "\\- 点"),
        ("-12.7", "-12.7"),
        ("[x](http://example.jp)", "\\[x\\](http://example.jp)"),
    ],
)
def test_special_characters_lose_their_meaning(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_every_table_row_has_as_many_cells_as_the_heading(story: Report) -> None:
    table = pd.DataFrame({"theme": ["a|b\nc"], "quote": ["|||"], "contacts": [1]})
    columns = (
        Column("theme", Kind.TEXT),
        Column("quote", Kind.QUOTE),
        Column("contacts", Kind.INT),
    )
    report = replace(story, insights=(Insight("x", None, table, columns),))
    lines = render(report, "markdown", RenderOptions()).decode().splitlines()
    assert [line.replace("\\|", "").count("|") for line in lines] == [4, 4, 4]


def test_the_whole_story_is_there(story: Report) -> None:
    text = render(story, "markdown", RenderOptions()).decode()
    assert "- **対象** 782件" in text
    assert "  - 曜日・時間帯: vocli times calls.csv" in text
    assert "| ---: | --- | ---: |" in text
    assert "| ! | 本体が熱い・焦げくさい | 4 | 1.0% |" in text
    assert "記録「更新してから会員番号が違うと出て入れないとのこと」" in text
    assert "- ほか 3テーマ 59件" in text
    assert not any(map(is_ambiguous, text))


def test_detail_columns_stay_out(story: Report) -> None:
    assert "声の出どころ" not in render(story, "markdown", RenderOptions()).decode()
