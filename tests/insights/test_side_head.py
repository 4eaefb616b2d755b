"""What side tables say in the head, and how they change the verdicts; nothing where there is no table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from vocli.insights import beside, funnel, themes
from vocli.insights.changes import judge
from vocli.insights.themes import Ranking
from vocli.model import Period
from vocli.model.side import Calls, Contracts, Linked, OpenDays, Rate, SideFacts
from vocli.render.cells import say

START = date(2026, 9, 14)
DAYS = [START + timedelta(i) for i in range(56)]
EARLIER, RECENT = DAYS[:28], DAYS[28:]
PERIOD = Period(RECENT[0], RECENT[-1], EARLIER[0], EARLIER[-1], 28, 28)


def calls(**more: Any) -> Calls:
    values: dict[str, Any] = {
        "path": "acd.csv",
        "start": date(2026, 11, 9),
        "end": date(2026, 11, 14),
        "days": 6,
        "offered": 98,
        "answered": 89,
        "abandoned": 9,
        "recorded": 85,
        "in_scope": 84,
    }
    return Calls(**(values | more))


def told(side: SideFacts) -> list[str]:
    return [say(note) for _, note in beside.lines(side)]


def test_without_tables_the_head_is_as_it_was(
    make_facts: Any, make_source: Any, plan: Any, period: Period, made: Any
) -> None:
    facts = make_facts([made.contact("1")], [made.voice("1", "あ")], period=period)
    before = funnel.build(facts, [make_source()], plan).table
    assert beside.lines(facts.side) == beside.comparison(facts) == []
    assert beside.payload(facts.side) == {}
    assert not before["label"].str.startswith("side.").any()


def test_the_answer_rate_and_the_calls_that_nobody_recorded() -> None:
    head, recorded = told(SideFacts(calls=calls()))
    assert "着信 98件、応答 89件(応答率 90.8%)、放棄 9件(9.2%)" in head
    assert recorded.startswith("95.5%")
    assert "(うち対象 84件、94.4%)" in recorded
    assert recorded.endswith("記録のない応答 4件")


def test_more_records_than_calls_are_said_as_such() -> None:
    _, recorded = told(SideFacts(calls=calls(recorded=95, in_scope=95)))
    assert recorded.startswith("106.7%")
    assert recorded.endswith("記録のほうが 6件多い")
    assert "対象" not in recorded


def test_everything_recorded_and_nothing_abandoned_known() -> None:
    head, recorded = told(SideFacts(calls=calls(abandoned=None, recorded=89, in_scope=89)))
    assert "放棄" not in head
    assert recorded.startswith("100.0%")
    assert "記録のない" not in recorded


def test_less_than_half_linked_is_partial() -> None:
    (line,) = told(SideFacts(linked=(Linked("phone", 100, 91), Linked("line", 50, 19))))
    assert "電話 91.0%、LINE 38.0%" in line
    assert "部分的" in line
    assert "(LINE)" in line


def test_half_linked_is_not_partial_and_a_handful_says_nothing() -> None:
    (line,) = told(SideFacts(linked=(Linked("phone", 100, 50), Linked("survey", 4, 0))))
    assert line == "電話 50.0%"


def test_contracts_say_what_was_not_found() -> None:
    contracts = Contracts("a/customers.csv", 4200, 100, 80, 3, 17)
    (line,) = told(SideFacts(contracts=contracts))
    assert line == (
        "customers.csv 4,200人。対象のうち 80件(80.0%)に契約の情報。一覧にない番号 3件、番号なし 17件"
    )


def test_open_days_of_channels(make_facts: Any, made: Any) -> None:
    facts = make_facts([made.contact("1")], [], period=replace(PERIOD, recent_days=25.1))
    days = (OpenDays("phone", 0.6, 20, 23, True), OpenDays("chat", 0.4, 28, 28, False))
    facts = replace(facts, side=SideFacts(calendar=days))
    ((_, line),) = beside.comparison(facts)
    assert (
        say(line)
        == "電話 23日(前4週 20日)、チャット 28日(前4週 28日、応対の日から)。応対の割合で重み付け"
    )
    assert (beside.days(25.1), beside.days(28), beside.days(28.0)) == ("25.1", "28", "28")


# --- verdicts ------------------------------------------------------------------------------------


def theme(before: int, recent: int) -> pd.DataFrame:
    days = [EARLIER[i * 28 // before] for i in range(before)]
    days += [RECENT[i * 28 // recent] for i in range(recent)]
    return pd.DataFrame({"day": pd.Series(days, dtype=object), "account": ""})


def rate(before: float, recent: float, *, judged: bool = True) -> Rate:
    values = [(day, before) for day in EARLIER] + [(day, recent) for day in RECENT]
    return Rate(
        path="per.csv",
        label="出荷",
        unit="台",
        start=DAYS[0],
        end=DAYS[-1],
        total=28 * (before + recent),
        judged=judged,
        before=28 * before,
        recent=28 * recent,
        values=tuple(values),
    )


def verdict(contacts: pd.DataFrame, side: SideFacts) -> Any:
    return judge([contacts], PERIOD, DAYS, side)[0]


def test_twice_the_contacts_of_twice_the_shipments_is_no_rise() -> None:
    doubled = theme(40, 80)
    assert verdict(doubled, SideFacts()).code == "rose"
    change = verdict(doubled, SideFacts(rate=rate(100, 200)))
    assert (change.code, change.before_rate, change.recent_rate) == ("same", 14.29, 14.29)


def test_the_same_contacts_of_half_the_shipments_are_a_rise() -> None:
    even = theme(60, 60)
    assert verdict(even, SideFacts()).code == "same"
    assert verdict(even, SideFacts(rate=rate(200, 100))).code == "rose"


def test_a_denominator_that_does_not_cover_the_weeks_judges_nothing() -> None:
    assert verdict(theme(60, 60), SideFacts(rate=rate(200, 100, judged=False))).code == "same"


def test_weights_of_one_are_the_same_as_none() -> None:
    plain = verdict(theme(40, 80), SideFacts())
    assert verdict(theme(40, 80), SideFacts(weights=(1.0,) * 56)) == plain


@pytest.mark.parametrize(("recent_days", "code"), [(28, "rose"), (40, "same")])
def test_more_open_days_explain_more_contacts(recent_days: float, code: str) -> None:
    change = judge([theme(40, 66)], replace(PERIOD, recent_days=recent_days), DAYS)[0]
    assert change.code == code


# --- the column ----------------------------------------------------------------------------------


@pytest.fixture
def shown(make_facts: Any, made: Any) -> Callable[[SideFacts], Any]:
    """The ranked table of one theme with five contacts."""

    def go(side: SideFacts) -> Any:
        rows = [made.contact(f"{i}", "2026-10-20", theme_id="D-1") for i in range(5)]
        said = [made.voice(f"{i}", "届かない", theme_id="D-1") for i in range(5)]
        facts = make_facts(rows, said, [("D-1", "届かない")])
        return themes.build(replace(facts, side=side), Ranking(), "calls.csv")[1]

    return go


def test_contacts_per_thousand_are_named_after_the_header(
    shown: Callable[[SideFacts], Any],
) -> None:
    found = shown(SideFacts(rate=rate(100, 200)))
    (column,) = [c for c in found.columns if c.key == "per_1000"]
    assert column.label == "出荷1,000台あたり"
    assert found.table["per_1000"].tolist() == [pytest.approx(5 / 8.4, abs=1e-4)]


def test_without_denominators_there_is_no_such_column(shown: Callable[[SideFacts], Any]) -> None:
    assert "per_1000" not in shown(SideFacts()).table.columns


def test_contacts_on_days_without_a_number_do_not_count(shown: Callable[[SideFacts], Any]) -> None:
    other = replace(rate(100, 200), values=((date(2026, 1, 5), 1000.0),), total=1000.0)
    assert shown(SideFacts(rate=other)).table["per_1000"].tolist() == [0.0]


def test_programs_get_the_numbers_without_the_days() -> None:
    found = beside.payload(SideFacts(calls=calls(), rate=rate(1, 2), weights=(1.0,)))
    assert sorted(found) == ["calls", "rate"]
    assert "values" not in found["rate"]  # type: ignore[operator]
