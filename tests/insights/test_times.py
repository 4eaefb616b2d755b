"""When contacts come: per open day, holidays apart, and nothing called busy that is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.insights import times
from vocli.insights.times_grid import Event, cells, columns, grid, slots_of
from vocli.messages import use
from vocli.model import Asked, Facts, Insight
from vocli.model.asked import Window
from vocli.model.side import Calendar, CallCount, SideTables, Traffic
from vocli.render.cells import code, heading, say, show

Made = Callable[..., Facts]
MONDAY = date(2026, 10, 5)  # of a week without a holiday; Monday 2026-10-12 is one
NONE: frozenset[date] = frozenset()


def events(days: range, hours: range, n: int = 1) -> list[Event]:
    """`n` things in every hour of every day from MONDAY on."""
    return [Event(MONDAY + timedelta(d), h, n, f"{d}-{h}") for d in days for h in hours]


def facts_of(make_facts: Made, made: Any, happened: list[Event], **more: Any) -> Facts:
    rows = []
    for i, event in enumerate(happened):
        row = made.contact(f"K{i}", event.day.isoformat())
        rows.append(row | {"occurred_at": row["occurred_at"].replace(hour=event.hour)})
    facts = make_facts(rows, [])
    opened = tuple(sorted({e.day for e in happened}))
    return replace(facts, open_days=opened, **more)


def by_kind(insight: Insight) -> dict[str, dict[str, Any]]:
    return {str(row["weekday"]): row for row in insight.table.to_dict("records")}


def test_no_contacts_make_an_empty_table(make_facts: Made) -> None:
    main = times.build(make_facts([], []), Asked())[0]
    assert main.table.empty
    assert main.title is not None
    assert main.title.key == "times.title_empty"


def test_undated_contacts_are_told_not_counted(make_facts: Made, made: Any) -> None:
    facts = make_facts([made.contact("a"), made.contact("b", "")], [])
    main = times.build(facts, Asked())[0]
    assert main.table["contacts"].tolist() == [1]
    assert [n.values for n in main.notes if n.key == "times.undated"] == [{"n": 1}]


def test_even_contacts_make_no_hour_busy(make_facts: Made, made: Any) -> None:
    happened = events(range(5), range(9, 18), 1) * 12
    main = times.build(facts_of(make_facts, made, happened), Asked())[0]
    assert not [key for key in main.table if key.endswith("*")]
    assert "times.busy" not in {note.key for note in main.notes}


def test_few_contacts_make_no_hour_busy() -> None:
    happened = [*events(range(5), range(9, 18)), *[Event(MONDAY, 9)] * 8]
    rows = grid(happened, [], NONE)
    assert rows[0].hours[9] == 9
    assert not [key for key in cells(rows, slots_of(happened)) if key.endswith("*")]


def test_a_busy_hour_is_marked_in_its_row_only() -> None:
    happened = [*events(range(5), range(9, 18), 10), Event(MONDAY, 9, 20)]
    rows = grid(happened, [], NONE)
    table = cells(rows, slots_of(happened))
    assert [key for key in table if key.endswith("*")] == ["h9*"]
    assert table["h9*"].tolist() == [True, False, False, False, False]


def test_per_open_day_not_per_day_of_the_calendar(make_facts: Made, made: Any) -> None:
    """Two Mondays, one of them a holiday: the mean is that of the open one."""
    happened = [e for e in events(range(12), range(9, 11)) if e.day != date(2026, 10, 12)]
    happened = [e for e in happened if e.day.weekday() < 5]
    rows = by_kind(times.build(facts_of(make_facts, made, happened), Asked())[0])
    assert (rows["0"]["contacts"], rows["0"]["days"], rows["0"]["h9"]) == (2, 1, 1.0)
    assert (rows["1"]["contacts"], rows["1"]["days"], rows["1"]["h9"]) == (4, 2, 1.0)
    assert (rows["closed"]["contacts"], rows["closed"]["days"]) == (0, 1)
    assert rows["closed"]["h9"] is None
    assert "6" not in rows


def test_contacts_of_a_holiday_stand_in_its_row(make_facts: Made, made: Any) -> None:
    happened = [e for e in events(range(12), range(9, 10)) if e.day.weekday() < 5]
    rows = by_kind(times.build(facts_of(make_facts, made, happened), Asked())[0])
    assert rows["0"]["contacts"] == 1
    assert (rows["holiday"]["contacts"], rows["holiday"]["per_business_day"]) == (1, 1.0)


def test_a_closed_day_of_the_own_calendar_is_no_weekday(make_facts: Made, made: Any) -> None:
    calendar = Calendar("calendar.csv", {"": {MONDAY + timedelta(1): False}})
    tables = SideTables(calendar=calendar)
    happened = [e for e in events(range(5), range(9, 10)) if e.day != MONDAY + timedelta(1)]
    more = events(range(8, 9), range(9, 10))  # the next Tuesday
    facts = facts_of(make_facts, made, happened + more, tables=tables)
    rows = by_kind(times.build(facts, Asked())[0])
    assert rows["1"]["days"] == 1
    assert rows["closed"]["days"] == 2  # with 10/12


def test_counts_equal_their_evidence(make_facts: Made, made: Any) -> None:
    main = times.build(facts_of(make_facts, made, events(range(9), range(9, 12))), Asked())[0]
    assert [len(set(ids)) for ids in main.evidence] == main.table["contacts"].tolist()


def test_a_desk_that_never_closes_gets_wider_columns() -> None:
    slots = slots_of(events(range(1), range(24)))
    assert len(slots) <= 10
    assert [hour for slot in slots for hour in slot] == list(range(24))


def test_a_weekday_that_doubled_is_found_and_the_others_are_not(
    make_facts: Made, made: Any
) -> None:
    weeks = [MONDAY + timedelta(7 * w) for w in range(-4, 4)]
    days = [
        m + timedelta(d) for m in weeks for d in range(5) if m + timedelta(d) != date(2026, 10, 12)
    ]
    before = [Event(d, 9) for d in days if d < MONDAY for _ in range(8)]
    now = [Event(d, 9) for d in days if d >= MONDAY for _ in range(20 if d.weekday() == 4 else 8)]
    span = ((MONDAY, weeks[-1] + timedelta(6)), (weeks[0], MONDAY - timedelta(1)))
    asked = Asked(earlier=facts_of(make_facts, made, before), window=Window(*span, 19, 20))
    rows = by_kind(times.build(facts_of(make_facts, made, now), asked)[0])
    changes = {kind: row["change"] for kind, row in rows.items() if kind.isdigit()}
    assert changes == {"0": "same", "1": "same", "2": "same", "3": "same", "4": "rose"}
    assert rows["0"]["earlier"] == 24  # without 9/21, a holiday


def calls(hours: bool, abandoned: bool = True) -> Traffic:
    slots = tuple(
        CallCount(MONDAY + timedelta(d), "phone", 10, 8, 2 if abandoned else None, h)
        for d in range(5)
        for h in range(9, 12)
    )
    sums = tuple(
        CallCount(MONDAY + timedelta(d), "phone", 30, 24, 6 if abandoned else None)
        for d in range(5)
    )
    return Traffic("acd.csv", sums, slots if hours else ())


def test_calls_and_lost_calls_have_grids_of_their_own(make_facts: Made, made: Any) -> None:
    tables = SideTables(traffic=calls(hours=True))
    facts = facts_of(make_facts, made, events(range(5), range(9, 12)), tables=tables)
    main, offered, lost = times.build(facts, Asked(files="calls.csv"))
    assert "times.no_traffic" not in {note.key for note in main.notes}
    assert offered.table["offered"].tolist() == [30] * 5
    assert offered.table["h9"].tolist() == [10.0] * 5
    assert lost.table["share"].tolist() == [0.2] * 5
    assert lost.table["share_low"].iloc[0] < 0.2 < lost.table["share_high"].iloc[0]


def test_a_table_of_calls_without_hours_gives_sums_and_says_so(make_facts: Made, made: Any) -> None:
    tables = SideTables(traffic=calls(hours=False, abandoned=False))
    facts = facts_of(make_facts, made, events(range(5), range(9, 12)), tables=tables)
    insights = times.build(facts, Asked())
    assert [x.name for x in insights] == ["times", "times_offered"]
    assert insights[1].table["offered"].tolist() == [30] * 5
    assert "times.no_slots" in {note.key for note in insights[1].notes}


def test_calls_of_other_weeks_are_left_out(make_facts: Made, made: Any) -> None:
    tables = SideTables(traffic=calls(hours=True))
    facts = facts_of(make_facts, made, events(range(14, 19), range(9, 12)), tables=tables)
    assert [x.name for x in times.build(facts, Asked())] == ["times"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_text_is_there_in_both_languages(make_facts: Made, made: Any, language: str) -> None:
    use(language)
    try:
        tables = SideTables(traffic=calls(hours=True))
        facts = facts_of(make_facts, made, events(range(9), range(9, 12)), tables=tables)
        for insight in times.build(facts, Asked(files="a.csv")):
            assert say(insight.title)
            assert all(say(note) for note in insight.notes)
            assert all("times." not in heading(c) for c in insight.columns)
            assert code("closed", "weekday") != "closed"
    finally:
        use("ja")


def test_a_marked_number_has_a_star_and_its_neighbours_room_for_one() -> None:
    column = columns(((9,),))[1]
    assert show(2.5, column, {"h9": 2.5, "h9*": True}) == "2.5*"
    assert show(1.2, column, {"h9": 1.2, "h9*": False}) == "1.2 "
    assert show(1.2, column, {"h9": 1.2}) == "1.2"


@pytest.fixture(scope="module")
def sample(root: Path) -> tuple[Insight, ...]:
    """`vocli times` on the sample's calls and its table of calls."""
    from vocli.pipeline import Question, answer
    from vocli.sources.side import read_side

    calls_file = root / "sample_data" / "extra" / "acd.csv"
    side = read_side({"traffic": (str(calls_file), calls_file.read_bytes())}, "")
    question = Question((str(root / "sample_data" / "calls.csv"),), side=side, use_encoder=False)
    return answer("times", question, {})[0].insights[1:]


def test_the_sample_has_its_holidays_apart_and_its_busy_mornings(
    sample: tuple[Insight, ...],
) -> None:
    rows = by_kind(sample[0])
    assert rows["closed"]["days"] == 5
    assert sum(row["contacts"] for row in rows.values()) == 782
    assert rows["0"]["h10*"] is True
    assert max(rows.values(), key=lambda row: row["per_business_day"] or 0)["weekday"] == "0"


def test_the_sample_loses_calls_on_the_thursday_of_the_failure(
    sample: tuple[Insight, ...],
) -> None:
    lost = by_kind(sample[2])
    assert max(lost.values(), key=lambda row: row["share"] or 0)["weekday"] == "3"
    assert pd.isna(lost["closed"]["share"])
