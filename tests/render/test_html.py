"""The page: well formed, closed in itself, deaf to what customers write, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from vocli import messages
from vocli.model.records import Finding, Severity
from vocli.model.report import Column, Insight, Kind, Note, Place, Report
from vocli.render import RENDERERS, SUFFIXES, RenderOptions, render
from vocli.render.charts import draw_bars, draw_columns, draw_divided, draw_line

VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})
NASTY = '<script>alert("1")</script> & "引用" <img src=x onerror=y>'


class Page(HTMLParser):
    """Everything that the tests ask of a page; unbalanced tags are collected, not forgiven."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"open: {tag}" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"closed: {tag}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """What a reader sees."""
        return " ".join("".join(self.words).split())

    def attributes(self, tag: str, name: str) -> list[str]:
        """The values of an attribute, in the order of the page."""
        return [str(a[name]) for t, a in self.tags if t == tag and name in a]


def page_of(report: Report) -> str:
    return render(report, "html", RenderOptions()).decode("utf-8")


def with_insight(report: Report, insight: Insight) -> Report:
    return replace(report, insights=(*report.insights, insight))


def one_quote(text: str) -> Insight:
    table = pd.DataFrame({"quote": [text], "contact_id": [f"K-{text[:9]}"], "voice_kind": ["note"]})
    columns = (
        Column("quote", Kind.QUOTE),
        Column("contact_id", Kind.ID),
        Column("voice_kind", Kind.CODE, Place.DETAIL),
    )
    title = Note("insights.quotes_theme", {"theme": text, "id": "D-1"})
    return Insight("quotes", title, table, columns, layout="quotes")


# --- what must not happen ------------------------------------------------------------------------


def test_a_customers_sentence_is_text_and_never_markup(story: Report) -> None:
    told = with_insight(story, one_quote(NASTY))
    finding = Finding("VOC-N001", Severity.WARNING, NASTY, path=f"exports/{NASTY}.csv", hint=NASTY)
    page = page_of(replace(told, findings=(finding,)))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert f"記録「{NASTY}」" in Page(page).text


def test_a_theme_name_in_a_drawing_is_text(story: Report) -> None:
    drawn = draw_bars([NASTY], [3.0])
    assert "<script" not in drawn
    assert "<img" not in drawn


def test_characters_that_no_page_may_hold_are_left_out(story: Report) -> None:
    page = page_of(with_insight(story, one_quote("a\x00b\x0bc\ud800d")))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", page)
    assert "記録「abc" in Page(page).text


def test_nothing_runs_and_nothing_is_fetched(story: Report) -> None:
    page = Page(page_of(story))
    assert not {"script", "link", "img", "iframe", "object", "embed", "form"} & {
        tag for tag, _ in page.tags
    }
    handlers = [name for _, given in page.tags for name in given if name.startswith("on")]
    places = [
        value
        for _, given in page.tags
        for name, value in given.items()
        if name in ("href", "src", "action", "data", "srcset", "style")
    ]
    assert handlers == []
    assert [place for place in places if not str(place).startswith("#")] == []


def test_the_style_fetches_nothing_either(story: Report) -> None:
    style = re.search(r"<style>(.*?)</style>", page_of(story), re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_policy_lets_in_this_style_and_nothing_else(story: Report) -> None:
    text = page_of(story)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert style
    assert policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]


def test_a_link_to_a_cell_that_the_page_does_not_show_is_no_link(story: Report) -> None:
    value = Note("report.cite_line", {"table": 9, "row": 1, "cell": ("nowhere", 0, "contacts")})
    told = Insight(
        "conclusions",
        None,
        pd.DataFrame([("1", value)], columns=["label", "value"]),
        (Column("label", Kind.TEXT), Column("value", Kind.TEXT)),
        layout="pairs",
    )
    page = Page(page_of(with_insight(story, told)))
    assert "表9 1行目" in page.text
    assert "#nowhere-1-contacts" not in page.attributes("a", "href")


# --- form ----------------------------------------------------------------------------------------


def test_every_tag_is_closed_where_it_was_opened(story: Report) -> None:
    assert Page(page_of(story)).wrong == []


def test_ids_are_unique_and_every_link_has_its_aim(story: Report) -> None:
    page = Page(page_of(story))
    assert sorted(page.ids) == sorted(set(page.ids))
    assert {link[1:] for link in page.attributes("a", "href")} <= set(page.ids)


def test_a_note_that_names_a_cell_leads_to_it(story: Report) -> None:
    table = next(i for i in story.insights if i.name == "themes")
    value = Note("report.cite_line", {"table": 2, "row": 1, "cell": ("themes", 0, "last_4w")})
    page = page_of(
        replace(story, insights=(*story.insights, replace(table, name="x", notes=(value,))))
    )
    assert '<a href="#themes-1-last_4w">' in page
    assert re.search(r'<td id="themes-1-last_4w"[^>]*>43</td>', page)


def test_tables_have_captions_and_heads_with_scopes(story: Report) -> None:
    page = Page(page_of(story))
    tables = sum(tag == "table" for tag, _ in page.tags)
    assert tables == sum(tag == "caption" for tag, _ in page.tags) > 0
    assert set(page.attributes("th", "scope")) == {"col", "row"}
    assert len(page.attributes("th", "scope")) == sum(tag == "th" for tag, _ in page.tags)


def test_the_page_has_one_headline_and_its_language(story: Report) -> None:
    page = Page(page_of(story))
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert page.attributes("html", "lang") == ["ja"]
    assert page.attributes("meta", "charset") == ["utf-8"]


def test_a_page_in_english_says_so(story: Report) -> None:
    messages.use("en")
    try:
        page = Page(page_of(story))
    finally:
        messages.use("ja")
    assert page.attributes("html", "lang") == ["en"]
    assert "Meaning of the terms" in page.text


def test_drawings_say_in_words_what_they_show(story: Report) -> None:
    page = Page(page_of(story))
    drawn = [given for tag, given in page.tags if tag == "svg" and given.get("role") == "img"]
    assert drawn
    assert all(given.get("aria-label") for given in drawn)


# --- content -------------------------------------------------------------------------------------


def test_numbers_read_as_on_the_screen(story: Report) -> None:
    text = Page(page_of(story)).text
    assert "約束の日に届かない" in text
    assert "15.9%" in text
    assert "記録「届くと言われた日に届かず、3日水がないとのお申し出」" in text


def test_what_only_a_terminal_can_use_is_left_out(story: Report) -> None:
    hint = Note("insights.next_excel", {"files": "calls.csv"}, screen_only=True)
    told = Insight(
        "next",
        None,
        pd.DataFrame([("次に", hint)], columns=["label", "value"]),
        (Column("label", Kind.TEXT), Column("value", Kind.TEXT)),
        layout="pairs",
    )
    assert "-o テーマ.xlsx" not in page_of(replace(story, insights=(told,)))


def test_an_empty_table_says_so(story: Report) -> None:
    table = next(i for i in story.insights if i.name == "themes")
    empty = replace(table, table=table.table[:0], evidence=(), shown=0)
    told = replace(story, insights=tuple(empty if i is table else i for i in story.insights))
    page = Page(page_of(told))
    assert "該当なし" in page.text
    assert page.wrong == []


def test_a_long_table_is_cut_where_it_says_so_and_the_rest_is_counted(story: Report) -> None:
    table = pd.DataFrame({"theme": [f"T{n}" for n in range(80)], "contacts": range(80)})
    columns = (Column("theme", Kind.TEXT), Column("contacts", Kind.INT))
    whole = Insight("long", None, table, columns)
    assert "T79" in page_of(with_insight(story, whole))
    cut = page_of(with_insight(story, replace(whole, shown=5)))
    assert "T5<" not in cut
    assert "ほか 75行" in cut


def test_a_series_is_drawn_though_a_screen_does_not_show_it(story: Report) -> None:
    table = pd.DataFrame({"theme": ["T"], "trend": [(1, 2, 3)]})
    columns = (Column("theme", Kind.TEXT), Column("trend", Kind.SPARK, Place.DETAIL))
    page = page_of(with_insight(story, Insight("x", None, table, columns)))
    assert 'aria-label="1 2 3"' in page


def test_the_mark_of_others_is_named_where_it_is_used_and_only_there(story: Report) -> None:
    assert "Bain" not in page_of(story)
    columns = (Column("metric", Kind.TEXT), Column("value", Kind.TEXT))
    table = pd.DataFrame([("推奨度(NPS)", "-12.7")], columns=["metric", "value"])
    assert "Bain" in page_of(with_insight(story, Insight("metrics", None, table, columns)))


def test_findings_stand_at_the_end_worst_first(story: Report) -> None:
    told = (
        Finding("VOC-N001", Severity.NOTE, "あとの話"),
        Finding("VOC-F001", Severity.ERROR, "先の話", path="exports/calls.csv", row=7),
    )
    text = Page(page_of(replace(story, findings=told))).text
    assert text.index("先の話") < text.index("あとの話")
    assert "calls.csv 7行" in text


def test_terms_of_the_columns_are_explained(story: Report) -> None:
    text = Page(page_of(story)).text
    assert text.index("用語の説明") < text.index(messages.t("render.terms.last_4w"))


# --- the registry --------------------------------------------------------------------------------


def test_a_page_is_asked_for_by_its_name_or_its_files_name() -> None:
    assert "html" in RENDERERS
    assert SUFFIXES[".html"] == SUFFIXES[".htm"] == "html"


def test_equal_reports_give_equal_pages(story: Report) -> None:
    assert page_of(story) == page_of(story)


@pytest.mark.parametrize(
    ("funnel", "told"),
    [
        ({"in_theme": 5, "with_signal": 6}, ["テーマに入った応対 5", "未分類の応対 1"]),
        ({"in_theme": 0, "with_signal": 6}, ["求めた声のある応対 6", "ほかの応対 2"]),
        ({"in_theme": 0, "with_signal": 0}, ["対象の応対 8"]),
    ],
)
def test_the_flow_tells_only_what_was_asked(
    story: Report, funnel: dict[str, int], told: list[str]
) -> None:
    data = {"funnel": {"read": 10, "in_scope": 8, **funnel}}
    text = Page(page_of(replace(story, data=data))).text
    assert all(words in text for words in (*told, "除外した応対 2"))
    assert ("未分類の応対" in text) is bool(funnel["in_theme"])


# --- drawings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: draw_columns([], []),
        lambda: draw_bars([], []),
        lambda: draw_line([]),
        lambda: draw_line([0.0, 0.0]),
        lambda: draw_divided([("bar", "なし", 0.0)]),
        lambda: draw_columns(["a"], [0.0], [0.0]),
    ],
)
def test_nothing_to_draw_is_drawn_as_nothing(drawn: object) -> None:
    assert callable(drawn)
    text = str(drawn())
    assert Page(text).wrong == []
    assert "nan" not in text


def test_the_highest_column_has_the_whole_height_and_a_part_its_share() -> None:
    heights = re.findall(
        r'class="(bar|part)"[^/]*height="([0-9.]+)"',
        str(draw_columns(["a", "b"], [40, 20], [10, 0])),
    )
    assert heights == [("bar", "120"), ("part", "30"), ("bar", "60"), ("part", "0")]


def test_the_pieces_of_a_divided_bar_fill_it() -> None:
    places = re.findall(r'x="([0-9.]+)"', str(draw_divided([("a", "A", 1.0), ("b", "B", 3.0)])))
    assert places == ["0", "250"]


def test_two_tables_of_one_name_have_two_places(story: Report) -> None:
    table = next(i for i in story.insights if i.name == "themes")
    page = Page(page_of(with_insight(story, table)))
    assert sorted(page.ids) == sorted(set(page.ids))
