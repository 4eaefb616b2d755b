"""The ranking of `themes`: what nothing can hide, what decides the order, what the rows say."""

from __future__ import annotations

from typing import Any

import pytest

from vocli.insights import themes
from vocli.insights.changes import Change
from vocli.insights.themes import Ranking, factors
from vocli.render.cells import say


def contacts_of(made: Any, theme_id: str, n: int, **more: Any) -> list[dict[str, Any]]:
    """`n` contacts of one theme."""
    return [made.contact(f"{theme_id}-{i}", theme_id=theme_id, **more) for i in range(n)]


def build(
    make_facts: Any,
    made: Any,
    groups: dict[str, list[dict[str, Any]]],
    ranking: Ranking,
    critical: str = "",
) -> Any:
    """The critical block and the ranking of these groups of contacts."""
    contacts = [row for rows in groups.values() for row in rows]
    voices = [
        made.voice(
            row["contact_id"], "届くと言われた日に荷物が届きません", theme_id=row["theme_id"]
        )
        for row in contacts
    ]
    names = [(key, f"テーマ{key}", key == critical) for key in groups]
    return themes.build(make_facts(contacts, voices, names), ranking, "calls.csv")


def test_what_is_critical_stands_apart_however_small(make_facts: Any, made: Any) -> None:
    groups = {"D-1": contacts_of(made, "D-1", 30), "D-2": contacts_of(made, "D-2", 1)}
    critical, ranked = build(make_facts, made, groups, Ranking(), critical="D-2")
    assert list(critical.table["theme_id"]) == ["D-2"]
    assert list(critical.table["change"]) == ["critical"]
    assert list(ranked.table["theme_id"]) == ["D-1"]


def test_cancellations_weigh_more_than_contacts(make_facts: Any, made: Any) -> None:
    groups = {
        "D-1": contacts_of(made, "D-1", 12),
        "D-2": contacts_of(made, "D-2", 9, churn_threat=True),
    }
    by_priority = build(make_facts, made, groups, Ranking())[1].table
    by_contacts = build(make_facts, made, groups, Ranking(by="contacts"))[1].table
    assert list(by_priority["theme_id"]) == ["D-2", "D-1"]
    assert list(by_contacts["theme_id"]) == ["D-1", "D-2"]
    assert list(by_priority["rank"]) == [1, 2]


def test_working_hours_order_by_hours(make_facts: Any, made: Any) -> None:
    groups = {
        "D-1": contacts_of(made, "D-1", 9, hours=0.1),
        "D-2": contacts_of(made, "D-2", 3, hours=2.0),
    }
    table = build(make_facts, made, groups, Ranking(by="hours"))[1].table
    assert list(table["theme_id"]) == ["D-2", "D-1"]
    assert table["hours"].iloc[0] == pytest.approx(6.0)


def test_equal_themes_are_ordered_by_their_id(make_facts: Any, made: Any) -> None:
    groups = {key: contacts_of(made, key, 5) for key in ("D-9", "D-2", "D-5")}
    for by in ("priority", "contacts", "hours", "change"):
        table = build(make_facts, made, groups, Ranking(by=by))[1].table
        assert list(table["theme_id"]) == ["D-2", "D-5", "D-9"], by


def test_one_loud_account_does_not_take_the_first_place(make_facts: Any, made: Any) -> None:
    loud = contacts_of(made, "D-1", 20, account="しおさい商事")
    calm = contacts_of(made, "D-2", 10)
    table = build(make_facts, made, {"D-1": loud, "D-2": calm}, Ranking())[1].table
    assert list(table["theme_id"]) == ["D-2", "D-1"]
    assert "1社" in say(table["warning"].iloc[1])


def test_the_rest_is_one_line_whose_sum_is_right(make_facts: Any, made: Any) -> None:
    groups = {f"D-{i:02d}": contacts_of(made, f"D-{i:02d}", 20 - i) for i in range(12)}
    ranked = build(make_facts, made, groups, Ranking())[1]
    assert ranked.shown is not None
    assert ranked.shown < len(ranked.table) == 12
    rest = ranked.notes[0]
    hidden = ranked.table["contacts"].iloc[ranked.shown :]
    assert (rest.values["k"], rest.values["n"]) == (len(hidden), hidden.sum())


def test_all_shows_all(make_facts: Any, made: Any) -> None:
    groups = {f"D-{i:02d}": contacts_of(made, f"D-{i:02d}", 20 - i) for i in range(12)}
    ranked = build(make_facts, made, groups, Ranking(show_all=True))[1]
    assert ranked.shown in (None, 12)
    assert not any(note.key == "insights.rest" for note in ranked.notes)


def test_the_formula_is_printed_when_asked(make_facts: Any, made: Any) -> None:
    groups = {"D-1": contacts_of(made, "D-1", 8)}
    assert not any(
        n.key == "insights.formula" for n in build(make_facts, made, groups, Ranking())[1].notes
    )
    explained = build(make_facts, made, groups, Ranking(explain=True))[1]
    assert any(note.key == "insights.formula" for note in explained.notes)


def test_without_customers_or_accounts_the_cells_are_empty(make_facts: Any, made: Any) -> None:
    table = build(make_facts, made, {"D-1": contacts_of(made, "D-1", 8, customer="")}, Ranking())[
        1
    ].table
    row = table.iloc[0]
    assert (row["customers"], row["accounts"], row["repeat_7d"]) == (None, None, None)


def test_without_history_the_windows_are_empty(make_facts: Any, made: Any) -> None:
    row = build(make_facts, made, {"D-1": contacts_of(made, "D-1", 12)}, Ranking())[1].table.iloc[0]
    assert (row["prev_4w"], row["last_4w"], row["change"]) == (None, None, "no_history")


def test_a_theme_without_contacts_is_no_row(make_facts: Any, made: Any) -> None:
    groups: Any = {"D-1": contacts_of(made, "D-1", 8), "D-2": []}
    assert list(build(make_facts, made, groups, Ranking())[1].table["theme_id"]) == ["D-1"]


def test_nothing_at_all_is_an_empty_table_with_its_columns(make_facts: Any, made: Any) -> None:
    critical, ranked = build(make_facts, made, {}, Ranking())
    assert (len(critical.table), len(ranked.table)) == (0, 0)
    assert {"rank", "theme", "contacts", "theme_id"} <= set(ranked.table.columns)


@pytest.mark.parametrize(
    ("before", "recent", "moved"), [(1.0, 2.0, 2**0.5), (2.0, 1.0, 0.5**0.5), (1.0, 9.0, 2**0.5)]
)
def test_a_change_counts_within_bounds(
    make_facts: Any, made: Any, before: float, recent: float, moved: float
) -> None:
    group = make_facts(contacts_of(made, "D-1", 10), []).contacts
    code = "rose" if recent > before else "fell"
    change = Change(10, 10, code, 0.01, before, recent)
    assert factors(group, change).change == pytest.approx(moved, abs=1e-3)
    assert factors(group, Change(10, 10, "same", 0.5, before, recent)).change == 1.0
