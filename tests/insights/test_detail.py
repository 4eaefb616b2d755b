"""The 明細: a row per voice with what the export tells of its contact, ids and blanks kept as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from vocli.insights import detail
from vocli.model import Facts, Insight, Kind
from vocli.model.side import Calendar, SideTables


def rows(facts: Facts) -> list[dict[str, Any]]:
    return [
        {str(k): v for k, v in row.items()} for row in detail.build(facts).table.to_dict("records")
    ]


def keys(insight: Insight) -> list[str]:
    return [c.key for c in insight.columns]


def one(make_facts: Any, made: Any, day: str = "2026-11-02", **more: Any) -> dict[str, Any]:
    return rows(make_facts([made.contact("K1", day, **more)], [made.voice("K1", "届かない")]))[0]


def test_without_voices_there_are_headings(make_facts: Any, made: Any) -> None:
    insight = detail.build(make_facts([made.contact("K1")], []))
    assert (len(insight.table), keys(insight)[:2]) == (0, ["contact_id", "occurred_at"])


def test_voices_set_aside_are_no_rows(make_facts: Any, made: Any) -> None:
    voices = [
        made.voice("K1", "お世話になります", set_aside="greeting"),
        made.voice("K1", "届かない", voice_id="K1-1"),
    ]
    assert [row["voice_id"] for row in rows(make_facts([made.contact("K1")], voices))] == ["K1-1"]


def test_what_no_contact_tells_has_no_column(make_facts: Any, made: Any) -> None:
    facts = make_facts(
        [made.contact("K1", reason1="配送"), made.contact("K2")], [made.voice("K1", "届かない")]
    )
    told = keys(detail.build(facts))
    assert "reason1" in told
    assert not {"reason2", "team", "csat", "talk_seconds", "callback_due", "reseller"} & {*told}


def test_a_contact_without_a_date_has_blanks(make_facts: Any, made: Any) -> None:
    facts = make_facts(
        [made.contact("K1", ""), made.contact("K2")],
        [made.voice("K1", "届かない"), made.voice("K2", "熱い")],
    )
    row = next(row for row in rows(facts) if row["contact_id"] == "K1")
    assert [row[key] for key in ("date", "weekday", "week", "month", "quarter", "fiscal_year")] == [
        None
    ] * 6
    assert row["business_day"] == ""
    assert pd.isna(row["hour"])


@pytest.mark.parametrize(("day", "kind"), [
    ("2026-11-02", "営業日"), ("2026-11-07", "土曜"), ("2026-11-08", "日曜"), ("2026-11-03", "祝日"),
])  # fmt: skip
def test_the_kind_of_a_day(make_facts: Any, made: Any, day: str, kind: str) -> None:
    assert one(make_facts, made, day)["business_day"] == kind


def test_the_desks_own_calendar_closes_a_day(make_facts: Any, made: Any) -> None:
    facts = make_facts([made.contact("K1")], [made.voice("K1", "届かない")])
    calendar = Calendar("days.csv", {"": {date(2026, 11, 2): False}})
    closed = replace(facts, tables=SideTables(calendar=calendar))
    assert rows(closed)[0]["business_day"] == "休業日"


def test_week_month_quarter_and_fiscal_year(make_facts: Any, made: Any) -> None:
    row = one(make_facts, made, "2027-03-31")
    assert (row["week"], row["month"]) == (date(2027, 3, 29), date(2027, 3, 1))
    assert (row["quarter"], row["fiscal_year"]) == ("2026年度第4四半期", "2026年度")


def test_nothing_and_zero_differ(make_facts: Any, made: Any) -> None:
    contacts = [made.contact("K1", transfers=0.0), made.contact("K2")]
    facts = make_facts(contacts, [made.voice("K1", "届かない"), made.voice("K2", "熱い")])
    first, second = (row["transfers"] for row in rows(facts))
    assert first == 0
    assert pd.isna(second)


def test_scores_are_numbers_and_other_answers_stay(make_facts: Any, made: Any) -> None:
    answers = ("9", "\uff11\uff10", "3.5", "-1", "とても満足", "nan")
    contacts = [made.contact(f"K{n}", nps=answer) for n, answer in enumerate(answers)]
    facts = make_facts(contacts, [made.voice(f"K{n}", "届かない") for n in range(len(answers))])
    assert [row["nps"] for row in rows(facts)] == [9, 10, 3.5, -1, "とても満足", "nan"]
    assert {c.key: c.kind for c in detail.build(facts).columns}["nps"] is Kind.NUMBER


def returning(made: Any, key: str, day: str, **more: Any) -> Any:
    return made.contact(key, day, **{"customer": "C-1", "theme_id": "T1", **more})


def test_who_came_again_within_seven_days(make_facts: Any, made: Any) -> None:
    contacts = [
        returning(made, "K1", "2026-11-02"),
        returning(made, "K2", "2026-11-09", repeat=True),
        returning(made, "K3", "2026-11-17"),
        returning(made, "K4", "2026-11-17", customer="C-2"),
        returning(made, "K5", "2026-11-17", customer=""),
        returning(made, "K6", "2026-11-17", customer="C-3", theme_id="", considered=False),
        made.contact("K7", "2026-11-23", customer="C-9", theme_id="T1"),
    ]
    facts = make_facts(
        contacts, [made.voice(c["contact_id"], "届かない") for c in contacts], [("T1", "届かない")]
    )
    told = {row["contact_id"]: row["repeat_7d"] for row in rows(facts)}
    assert told == {
        "K1": "yes", "K2": "no", "K3": "open", "K4": "open", "K5": None, "K6": None, "K7": "open",
    }  # fmt: skip
    assert list(told.values()).count("yes") == facts.contacts["repeat"].sum()


def test_ids_stay_text_and_sources_lose_their_folder(make_facts: Any, made: Any) -> None:
    facts = make_facts(
        [made.contact("0012")], [made.voice("0012", "届かない", path="C:\\exports\\calls.csv")]
    )
    row = rows(facts)[0]
    assert (row["contact_id"], row["source"]) == ("0012", "calls.csv")
