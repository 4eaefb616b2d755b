"""The monthly page from a real history of some sixty contacts: what it counts, compares, and leaves empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from vocli.history import State, open_store
from vocli.model import Insight, Note, Report
from vocli.model.page import PageSpan
from vocli.model.side import Calendar, SideTables
from vocli.pipeline.keeping import take_in
from vocli.pipeline.monthly import monthly
from vocli.pipeline.question import Question
from vocli.pipeline.recording import record_themes

_LATE = "配達の約束の日に水が届かない"
_THANKS = "訪問スタッフの方がとても丁寧で助かりました、ありがとう"
# month -> days with a late delivery, days with thanks
_STORY: dict[str, tuple[Sequence[int], Sequence[int]]] = {
    "2025/10": (range(1, 8), (9, 10)),
    "2026/05": ((11, 12, 13), ()),
    "2026/08": ((5, 12), (6,)),
    "2026/09": ((2, 9, 16), (3,)),
    "2026/10": ([*range(1, 25)], (26, 27)),
}
Page = tuple[Report, PageSpan]


def export(path: Path) -> Path:
    lines = ["受付番号,受付日時,チャネル,会員番号,商品,申出内容"]
    for month, (late, thanks) in _STORY.items():
        for text, days in ((_LATE, late), (_THANKS, thanks)):
            for day in days:
                number = f"K{month[2:4]}{month[5:]}{day:02d}{'T' if text == _THANKS else 'L'}"
                lines.append(f"{number},{month}/{day:02d} 10:00,電話,M{day:03d},卓上型S1,{text}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _weekdays() -> dict[date, bool]:
    """Monday to Friday open, two years long."""
    days = (date(2025, 4, 1) + timedelta(n) for n in range(700))
    return {day: day.weekday() < 5 for day in days}


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory, dictionary_cache: Path, root: Path) -> Any:
    """An open history of the story, its question and state."""
    from vocli.pipeline.codebooks import open_codebook

    book = root / "sample_data" / "extra" / "codebook.toml"
    lock = book.with_suffix(".lock").read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("monthly")
    question = Question(
        patterns=(str(export(folder / "calls.csv")),),
        cache_dir=dictionary_cache,
        use_encoder=False,
        key=b"the key of every test",
        side=SideTables(calendar=Calendar("calendar.csv", {"": _weekdays()})),
        codebook=open_codebook(book.name, book.read_text(encoding="utf-8"), lock),
    )
    with open_store(folder / "voc.db", create=True) as store:
        take_in(store, question, "monthly", "2026-11-02T06:00:00+09:00")
        yield store, question, record_themes(store, question)


@pytest.fixture(scope="module")
def make(history: Any) -> Any:
    """`make("2026-10", 20)`: the page of a month, each made once."""
    made: dict[tuple[str, int], Page] = {}

    def go(month: str, closing: int = 0) -> Page:
        store, question, state = history
        maker = monthly(closing)
        if (month, closing) not in made:
            start = maker.start(store, month, date(2026, 11, 24))
            made[month, closing] = maker.make(store, question, start, state, lambda *_: None)
        return made[month, closing]

    return go


def table(page: Page, name: str) -> Insight:
    return next(one for one in page[0].insights if one.name == name)


def row(page: Page, name: str, key: str, value: str) -> dict[str, Any]:
    records = table(page, name).table.to_dict("records")
    return {str(k): v for k, v in next(r for r in records if r[key] == value).items()}


def test_a_first_month_is_compared_with_nothing(make: Any) -> None:
    first = make("2025-10")
    assert row(first, "themes", "theme_id", "T01")["change"] == "no_history"
    assert row(first, "themes", "theme_id", "T01")["rate_before"] is None
    whole = row(first, "whole", "item", "in_scope")
    assert (whole["this_month"], whole["last_month"], whole["same_month_last_year"]) == (
        9,
        None,
        None,
    )


def test_the_newest_month_that_is_over_is_taken(history: Any) -> None:
    store, _, _ = history
    maker = monthly()
    assert maker.start(store, "", date(2026, 11, 24)) == date(2026, 10, 1)
    assert maker.start(store, "", date(2026, 10, 31)) == date(2026, 9, 1)
    assert maker.name(date(2026, 10, 1)) == "2026-10"


def test_months_years_and_means_are_counted_by_hand(make: Any) -> None:
    page = make("2026-10")
    whole = row(page, "whole", "item", "in_scope")
    assert (whole["this_month"], whole["last_month"]) == (26, 4)
    assert whole["mean_3m"] == pytest.approx((0 + 3 + 4) / 3)
    assert whole["same_month_last_year"] == 9
    assert whole["fiscal_to_date"] == 3 + 3 + 4 + 26
    assert whole["fiscal_to_date_before"] is None  # the history begins within that year
    theme = row(page, "themes", "theme_id", "T01")
    assert (theme["this_month"], theme["last_month"]) == (24, 3)
    assert (theme["same_month_last_year"], theme["fiscal_to_date"]) == (7, 3 + 2 + 3 + 24)
    praise = table(page, "plus_themes").table.iloc[0]
    assert (praise["this_month"], praise["same_month_last_year"]) == (2, 2)


def test_a_rise_is_a_topic_with_its_owner(make: Any) -> None:
    page = make("2026-10")
    theme = row(page, "themes", "theme_id", "T01")
    assert theme["change"] == "rose"
    assert theme["rate_before"] == round(3 / 22, 2)
    assert theme["rate"] == round(24 / 19, 2)  # the data end on 10/27: later days are not open yet
    topic = table(page, "topic_1")
    assert topic.notes[0].key == "monthly.because.rose"
    assert topic.notes[-1].values["owner"] == ("物流",)


def test_the_page_follows_the_meeting(make: Any) -> None:
    names = [one.name for one in make("2026-10")[0].insights if one.name != "audience"]
    assert names[:6] == ["funnel", "requests", "conclusions", "whole", "months", "topic_1"]
    assert names[-5:] == ["plus_themes", "themes", "metrics", "quotes", "data_state"]


@pytest.mark.parametrize("name", ["whole", "themes", "plus_themes"])
def test_counts_are_their_evidence(make: Any, name: str) -> None:
    insight = table(make("2026-10"), name)
    pairs = zip(insight.table["this_month"], insight.evidence, strict=True)
    counted = [
        (n, len(ids)) for n, ids in pairs if not isinstance(n, Note)
    ]  # shares and rates aside
    assert counted
    assert all(n == of for n, of in counted)


def test_a_closing_day_moves_the_month(make: Any) -> None:
    report, page = make("2026-10", 20)
    assert (page.start, page.end) == (date(2026, 9, 21), date(2026, 10, 20))
    assert row((report, page), "whole", "item", "in_scope")["this_month"] == 20
    assert ("closing_day", "20") in report.run.options


def test_a_page_is_the_same_whenever_it_is_made(history: Any, make: Any) -> None:
    from vocli.render import RenderOptions, render

    store, question, state = history
    then, _ = monthly().make(
        store, question, date(2026, 10, 1), State(1, state.book), lambda *_: None
    )
    first = render(make("2026-10")[0], "json", RenderOptions())
    assert render(then, "json", RenderOptions()) == first
