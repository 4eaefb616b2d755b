"""CSV opens rightly in Excel and runs nothing, wherever it was written to."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocli.errors import VocliError
from vocli.model.report import Column, Insight, Kind, Report
from vocli.render import RenderOptions, render
from vocli.render.csv import main_insight, write_csv

DANGEROUS = ["=1+1", "+81-3", "-5度", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1+1"]
NUMBERS = ["-12", "+81", "-1,234.5", "0012"]


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table_of(texts: list[str]) -> Insight:
    table = pd.DataFrame({"contact_id": texts, "text": texts, "contacts": -1})
    columns = (
        Column("contact_id", Kind.ID),
        Column("text", Kind.QUOTE),
        Column("contacts", Kind.INT),
    )
    return Insight("x", None, table, columns)


def test_a_report_without_a_table_is_refused(story: Report) -> None:
    with pytest.raises(VocliError) as caught:
        render(replace(story, insights=()), "csv", RenderOptions())
    assert caught.value.code == "VOC-E702"


def test_standard_output_has_no_bom_and_plain_line_ends(story: Report) -> None:
    data = render(story, "csv", RenderOptions())
    assert data.startswith(b"rank,theme,contacts,share,")
    assert b"\r" not in data


def test_a_file_has_a_bom_and_windows_line_ends(story: Report) -> None:
    data = render(story, "csv", RenderOptions(for_file=True, header="ja"))
    assert data.startswith("\ufeff順,テーマ,応対,割合,".encode())
    assert data.count(b"\n") == data.count(b"\r\n") == 7


def test_the_main_table_is_the_one_named_like_the_command(story: Report) -> None:
    assert main_insight(story).name == "themes"
    other = replace(story, run=replace(story.run, command="quotes"))
    assert main_insight(other).name == "themes"


def test_all_columns_are_there_and_numbers_stay_numbers(story: Report) -> None:
    head, first, *_ = read(render(story, "csv", RenderOptions()))
    row = dict(zip(head, first, strict=True))
    assert len(head) == len(main_insight(story).columns)
    assert row["share"] == "0.158854"
    assert row["change"] == "rose"
    assert row["quote"] == "届くと言われた日に届かず、3日水がないとのお申し出"
    assert row["voice_kind"] == "note"
    assert row["share_low"] == ""


def test_labels_turn_codes_into_words(story: Report) -> None:
    _, first, *_ = read(render(story, "csv", RenderOptions(header="ja")))
    assert "増えた" in first
    assert "応対記録" in first


def test_contacts_add_up_to_the_funnel(story: Report) -> None:
    head, *rows = read(render(story, "csv", RenderOptions()))
    assert sum(int(row[head.index("contacts")]) for row in rows) == 363 - 59 - 4


@pytest.mark.parametrize("for_file", [True, False])
def test_formulas_are_disarmed_in_every_text_column(for_file: bool) -> None:
    rows = read(write_csv(table_of(DANGEROUS), RenderOptions(for_file=for_file)))[1:]
    harmless = [f"'{text}".replace("\r", "\n") for text in DANGEROUS]
    assert [row[0] for row in rows] == harmless
    assert [row[1] for row in rows] == harmless
    assert {row[2] for row in rows} == {"-1"}


def test_numbers_stay_numbers_also_where_they_are_ids() -> None:
    rows = read(write_csv(table_of(NUMBERS), RenderOptions(for_file=True)))[1:]
    assert [row[0] for row in rows] == NUMBERS


def test_a_heading_cannot_run_either() -> None:
    table = pd.DataFrame({"=1+1": ["a"]})
    written = write_csv(Insight("x", None, table, (Column("=1+1", Kind.TEXT),)), RenderOptions())
    assert read(written)[0] == ["'=1+1"]


def test_every_other_text_is_as_it_is() -> None:
    texts = ['二行\nと"引用"、カンマ,', "a=1", "'=1", " 電源が入らない", ""]
    rows = read(write_csv(table_of(texts), RenderOptions()))[1:]
    assert [row[1] for row in rows] == texts


@given(st.lists(st.text(alphabet="=+-@\t\r\n'\"＝－0123,. aあ|!", max_size=6), max_size=5))
def test_no_cell_starts_a_formula(texts: list[str]) -> None:
    import re

    for row in read(write_csv(table_of(texts), RenderOptions(for_file=True)))[1:]:
        for cell in row[:2]:
            number = re.fullmatch(r"[+-]?[\d,]+(\.\d+)?", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "－"))
