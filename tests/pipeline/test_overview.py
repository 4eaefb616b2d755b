"""One page from one walk: its sentences lead to its cells, its counts are those of the sample's truth."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from vocli.errors import VocliError
from vocli.insights.audience import withhold
from vocli.model import Audience, Needs, Note, Reach, Report
from vocli.pipeline import Question, overview
from vocli.pipeline.analysis import Analysis, analyse
from vocli.render import RenderOptions, render

NAMES = [
    "funnel", "whole", "conclusions", "weeks", "critical", "themes", "plus_themes", "moved",
    "drivers", "expectations", "metrics", "quotes", "act", "act_list", "data_state",
]  # fmt: skip


@pytest.fixture(scope="module")
def found(root: Path) -> Analysis:
    """The one walk of this file: the calls of the sample, without the encoder."""
    calls = str(root / "sample_data" / "calls.csv")
    question = Question(patterns=(calls,), use_encoder=False, needs=overview.page_needs())
    return analyse(question)


def build(of: Analysis) -> Report:
    """The report of an analysis that was made already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overview, "analyse", lambda question, progress: of)
        return overview.overview_report(of.question)[0]


@pytest.fixture(scope="module")
def report(found: Analysis) -> Report:
    """The page of the sample's calls."""
    return build(found)


@pytest.fixture
def truth(root: Path) -> list[dict[str, str]]:
    """The calls in scope, as they were planted."""
    text = (root / "sample_data" / "expected" / "truth.csv").read_text(encoding="utf-8-sig")
    return [
        row
        for row in csv.DictReader(text.splitlines())
        if row["channel"] == "phone" and row["direction"] == "inbound" and not row["out_of_scope"]
    ]


class Links(HTMLParser):
    """Ids with what stands there, and where links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"])[1:])


def tables(report: Report) -> dict[str, Any]:
    return {insight.name: insight.table for insight in report.insights}


def test_without_a_contact_there_is_a_page_all_the_same(found: Analysis) -> None:
    nobody = found.facts.contacts["contact_id"] == "nobody"
    report = build(replace(found, facts=found.facts.of(nobody)))
    assert tables(report)["conclusions"].empty
    assert b"</html>" in render(report, "html", RenderOptions())


def test_a_question_that_lacks_its_columns_becomes_a_note(report: Report) -> None:
    value = tables(report)["drivers"]["value"][0]
    assert isinstance(value, Note)
    assert value.key == "report.lacking"


def test_a_question_that_refuses_becomes_a_note(
    found: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        NEEDS = Needs()

        @staticmethod
        def build(facts: Any, asked: Any) -> Any:
            raise VocliError("VOC-E310", "列がありません")

    monkeypatch.setattr(overview, "load_question", lambda name: Refusing)
    value = tables(build(found))["metrics"]["value"][0]
    assert (value.key, value.values) == ("report.refused", {"what": "列がありません"})


def test_others_than_the_desk_get_no_numbers_of_contacts(found: Analysis) -> None:
    question = replace(found.question, reach=Reach(audience=Audience.COMPANY))
    report = build(replace(found, question=question))
    assert "act_list" not in tables(report)
    numbers = re.compile(r"K-\d{4}-\d{4}")
    assert not numbers.search(render(report, "html", RenderOptions()).decode())
    assert not numbers.search(render(report, "json", RenderOptions()).decode())


def test_the_page_has_its_parts_in_their_order(report: Report) -> None:
    assert [insight.name for insight in report.insights] == NAMES


def test_every_conclusion_leads_to_a_cell_of_the_page(report: Report) -> None:
    page = Links(render(report, "html", RenderOptions()).decode())
    cells = [link for link in page.links if re.search(r"-\d+-\w+$", link)]
    assert set(page.links) <= page.ids
    assert len(cells) >= len(report.data["conclusions"]) > 0


def test_every_conclusion_names_its_cell_in_words(report: Report) -> None:
    text = render(report, "markdown", RenderOptions()).decode()
    block = text[text.index("## 結論") :]
    said = re.findall(r"^- \*\*\d+\*\* .*", block[: block.index("## 表3")], re.MULTILINE)
    assert 0 < len(said) <= 5
    assert all(re.search(r"表\d+ \d+行目", line) for line in said)


def test_programs_get_the_values_of_the_cells(report: Report) -> None:
    data = json.loads(render(report, "json", RenderOptions()))["data"]
    for one in data["conclusions"]:
        for cell in one["cells"]:
            row = data["insights"][cell["insight"]]["rows"][cell["row"]]
            if isinstance(row.get(cell["column"]), int | float):
                assert row[cell["column"]] == cell["value"]


def test_the_weeks_are_those_of_the_sample(report: Report, truth: list[dict[str, str]]) -> None:
    planted = Counter(int(row["week"]) for row in truth)
    assert tables(report)["weeks"]["contacts"].tolist() == [planted[n] for n in range(1, 11)]


def test_the_danger_that_was_planted_stands_in_front_and_must_be_looked_into(
    report: Report, truth: list[dict[str, str]]
) -> None:
    planted = {row["contact_id"] for row in truth if row["theme"] == "T10"}
    listed = tables(report)["act_list"]
    assert report.data["conclusions"][0]["cells"][0]["insight"] == "critical"
    assert tables(report)["critical"]["contacts"].tolist() == [len(planted)]
    assert planted == set(listed["contact_id"][: len(planted)])


def test_the_same_facts_give_the_same_bytes(report: Report, found: Analysis) -> None:
    again = build(found)
    for form in ("table", "html", "json"):
        assert render(report, form, RenderOptions()) == render(again, form, RenderOptions())


def test_the_screen_keeps_to_eighty_columns(report: Report) -> None:
    from vocli.text import width

    text = render(report, "table", RenderOptions()).decode()
    assert max(map(width, text.splitlines())) <= 80


def test_what_the_page_needs_is_what_all_its_questions_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Hungry:
        NEEDS = Needs(
            columns=(("csat",),),
            signals=("leak", "sns"),
            tags=("object",),
            turns=True,
            turn_tags=("operator",),
        )

    monkeypatch.setattr(overview, "load_question", lambda name: Hungry)
    needs = overview.page_needs()
    assert needs.columns == ()
    assert needs.turns
    assert needs.themes
    assert needs.tags == ("object",)
    assert needs.turn_tags == ("operator",)
    assert set(needs.signals) >= {"sns", "unresolved"}
    assert len(needs.signals) == len(set(needs.signals))


@pytest.fixture(scope="module")
def sheets(report: Report) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every sheet of the workbook, as a program reads them."""
    return read_book(report)


def read_book(report: Report) -> dict[str, list[tuple[Any, ...]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render(report, "xlsx", RenderOptions())))
    return {
        name: [tuple(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def column(rows: list[tuple[Any, ...]], heading: str) -> list[Any]:
    """The cells under a heading, down to the first empty row."""
    place = rows[0].index(heading)
    body = list(takewhile(lambda row: any(cell != "" for cell in row), rows[1:]))
    return [row[place] for row in body]


def test_the_voices_of_the_workbook_add_up_to_the_funnel(
    report: Report, sheets: dict[str, list[tuple[Any, ...]]]
) -> None:
    funnel, rows = report.data["funnel"], sheets["明細"]
    main = [
        theme
        for theme, one in zip(column(rows, "テーマID"), column(rows, "主な声"), strict=True)
        if one == 1
    ]
    assert len(main) == funnel["with_signal"]
    told: Counter[str] = Counter()
    for name in ("件数は少ないが重大", "不満のテーマ"):
        if name in sheets:
            pairs = zip(column(sheets[name], "テーマID"), column(sheets[name], "応対"), strict=True)
            told |= Counter(dict(pairs))
    assert Counter(theme for theme in main if theme) == told
    assert main.count("") == funnel["unassigned"]


@pytest.mark.parametrize("name", ["推移(週)", "推移(月)", "商品別", "拠点別"])
def test_every_sheet_of_counts_adds_up_to_the_contacts_in_scope(
    report: Report, sheets: dict[str, list[tuple[Any, ...]]], name: str
) -> None:
    funnel = report.data["funnel"]
    first = 1 if name.endswith("別") else 0  # the row of all contacts
    assert sum(column(sheets[name], "応対")[first:]) == funnel["in_scope"]
    assert sum(column(sheets[name], "不満")[first:]) == funnel["with_signal"]


def test_who_came_again_is_counted_alike_by_row_and_by_theme(
    sheets: dict[str, list[tuple[Any, ...]]],
) -> None:
    rows = sheets["明細"]
    again = {
        contact
        for contact, told in zip(column(rows, "受付番号"), column(rows, "再入電(7日)"), strict=True)
        if told == "あり"
    }
    names = [name for name in ("件数は少ないが重大", "不満のテーマ") if name in sheets]
    counted = sum(
        sum(n or 0 for n in column(sheets[name], "再入電"))
        for name in names
        if "再入電" in sheets[name][0]
    )
    assert len(again) == counted


@pytest.mark.parametrize("audience", [Audience.COMPANY, Audience.OUTSIDE])
def test_the_workbook_of_others_names_no_contact_and_no_customer(
    found: Analysis, audience: Audience
) -> None:
    reach = Reach(audience=audience)
    facts = withhold(found.facts, reach)
    question = replace(found.question, reach=reach)
    sheets = read_book(build(replace(found, question=question, facts=facts)))
    assert "連絡が必要なお客様" not in sheets
    cells = {str(cell) for rows in sheets.values() for row in rows for cell in row}
    contacts = found.facts.contacts
    hidden = {*contacts["contact_id"], *found.facts.voices["voice_id"]}
    hidden |= {code[:10] for code in contacts["customer"] if code} | {*contacts["customer"]}
    hidden |= {*contacts["agent"]}
    if audience is Audience.OUTSIDE:
        hidden |= {*contacts["account"], *contacts["reseller"], *contacts["end_user"]}
        assert not {"元ファイル", "行", "取引先", "代理店"} & {*sheets["明細"][0]}
    assert not cells & (hidden - {""})


def test_the_workbook_of_nobody_opens(found: Analysis) -> None:
    nobody = found.facts.contacts["contact_id"] == "nobody"
    sheets = read_book(build(replace(found, facts=found.facts.of(nobody))))
    assert [name for name in ("表紙", "まとめ", "明細", "用語の説明") if name not in sheets] == []
    assert "推移(週)" not in sheets
