"""Week by week and month by month: every contact in one row, a quiet week is a row, themes are those of the ranking."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from vocli import messages
from vocli.insights import trends
from vocli.model import Insight
from vocli.render import cells


def ranked(*themes: tuple[str, str]) -> Insight:
    table = pd.DataFrame(list(themes), columns=["theme_id", "theme"])
    return Insight("themes", None, table, ())


def build(
    make_facts: Any, made: Any, days: list[str], *, of: Insight | None = None, **more: Any
) -> Any:
    contacts = [made.contact(f"K{n:03}", day, **more) for n, day in enumerate(days)]
    return trends.build(make_facts(contacts, []), of or ranked())


def notes(insight: Insight) -> str:
    return " ".join(cells.say(note) for note in insight.notes)


def test_without_a_date_there_is_no_row_and_a_reason(make_facts: Any, made: Any) -> None:
    facts = make_facts([made.contact("a", ""), made.contact("b")], [])
    week, month = trends.build(facts.of(facts.contacts["day"].isna()), ranked())
    assert (len(week.table), len(month.table), week.n_used) == (0, 0, 0)
    assert "計算できません" in notes(week)


def test_without_contacts_nothing_fails(make_facts: Any) -> None:
    assert [len(one.table) for one in trends.build(make_facts([], []), ranked())] == [0, 0]


def test_where_there_are_no_themes_there_are_no_columns_for_them(
    make_facts: Any, made: Any
) -> None:
    frequent = Insight("phrases", None, pd.DataFrame({"phrase": ["届かない"]}), ())
    week, _ = build(make_facts, made, ["2026-11-02"], of=frequent)
    assert not [c.key for c in week.columns if c.key.startswith("theme_")]


def test_contacts_without_a_date_are_left_out_and_counted(make_facts: Any, made: Any) -> None:
    week, month = build(make_facts, made, ["2026-11-02", "", "2026-11-03"])
    assert week.table["contacts"].sum() == month.table["contacts"].sum() == 2
    assert "日付のない応対 1件" in notes(week)


def test_weeks_begin_on_monday_and_a_week_without_contacts_is_a_row(
    make_facts: Any, made: Any
) -> None:
    week, _ = build(make_facts, made, ["2026-11-01", "2026-11-02", "2026-11-16"])
    assert list(week.table["week"]) == [
        date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16),
    ]  # fmt: skip
    assert list(week.table["contacts"]) == [1, 1, 0, 1]
    assert week.table["share"].iloc[2] is None


def test_months_are_calendar_months_over_the_turn_of_the_year(make_facts: Any, made: Any) -> None:
    _, month = build(make_facts, made, ["2026-12-31", "2027-01-01", "2027-02-28"])
    assert list(month.table["month"]) == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert "最初の月は12/31から" in notes(month)
    assert "最後の月" not in notes(month)


def test_a_theme_counts_the_contacts_whose_main_theme_it_is(make_facts: Any, made: Any) -> None:
    contacts = [
        made.contact("a", theme_id="T1"),
        made.contact("b", theme_id="T1"),
        made.contact("c", theme_id="T2", considered=True),
        made.contact("d", considered=False, thanks=True),
        made.contact("e", considered=False, delight=True),
    ]
    facts = make_facts(contacts, [], [("T1", "届かない"), ("T2", "熱い")])
    week, _ = trends.build(facts, ranked(("T2", "熱い"), ("T1", "届かない")))
    row = week.table.iloc[0]
    assert [cells.heading(c) for c in week.columns][-2:] == ["熱い", "届かない"]
    assert (row["theme_1"], row["theme_2"]) == (1, 2)
    assert (row["contacts"], row["complaint"], row["thanks"], row["delight"]) == (5, 3, 2, 1)
    assert row["share"] == pytest.approx(0.6)


def test_no_more_themes_than_a_chart_can_show(make_facts: Any, made: Any) -> None:
    many = ranked(*((f"T{n}", f"テーマ{n}") for n in range(9)))
    week, _ = build(make_facts, made, ["2026-11-02"], of=many)
    assert len([c for c in week.columns if c.key.startswith("theme_")]) == trends.THEMES


def test_small_weeks_are_marked_and_large_ones_have_no_such_column(
    make_facts: Any, made: Any
) -> None:
    small, _ = build(make_facts, made, ["2026-11-02"] * 19)
    large, _ = build(make_facts, made, ["2026-11-02"] * 20)
    assert list(small.table["few"]) == ["少数"]
    assert "few" not in large.table


@pytest.mark.parametrize(("first", "last", "told"), [
    ("2026-11-02", "2026-11-06", ()),  # Monday to Friday
    ("2026-11-03", "2026-11-06", ("最初の週は11/3から",)),
    ("2026-11-02", "2026-11-12", ("最後の週は11/12まで",)),
])  # fmt: skip
def test_weeks_that_the_export_cuts_are_said(
    make_facts: Any, made: Any, first: str, last: str, told: tuple[str, ...]
) -> None:
    week, _ = build(make_facts, made, [first, last])
    assert [
        text for text in ("最初の週は11/3から", "最後の週は11/12まで") if text in notes(week)
    ] == [*told]


def test_the_order_of_the_rows_changes_nothing(make_facts: Any, made: Any) -> None:
    days = ["2026-11-02", "2026-10-05", "2026-11-30", "2026-10-20"]
    one, other = build(make_facts, made, days), build(make_facts, made, days[::-1])
    assert all(a.table.equals(b.table) for a, b in zip(one, other, strict=True))


def test_both_languages_build(make_facts: Any, made: Any) -> None:
    messages.use("en")
    try:
        week, _ = build(make_facts, made, ["2026-11-03"])
        assert cells.say(week.title) == "Week by week"
        assert "first week" in notes(week)
    finally:
        messages.use("ja")
