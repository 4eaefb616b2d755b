"""The metrics against values counted by hand; what is missing is said, what is odd is not averaged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli import messages
from vocli.insights import metrics
from vocli.model import Asked, Facts, Insight
from vocli.model.asked import Window
from vocli.model.side import CallCount, Calls, Customers, SideFacts, SideTables, Traffic
from vocli.render.cells import say

ROOT = Path(__file__).resolve().parents[2]
END = date(2026, 11, 15)
Make = Callable[[list[dict[str, Any]]], Facts]


@pytest.fixture
def make(make_facts: Any, made: Any) -> Make:
    """Facts of contacts given by what differs from the usual one."""

    def go(rows: list[dict[str, Any]]) -> Facts:
        contacts = [made.contact(f"K-{i:04d}", **row) for i, row in enumerate(rows)]
        return make_facts(contacts, [])

    return go


def table(facts: Facts, **options: Any) -> dict[str, dict[str, Any]]:
    """The rows of the main table by metric."""
    return {r["metric"]: r for r in main(facts, **options).table.to_dict("records")}


def main(facts: Facts, **options: Any) -> Insight:
    return metrics.build(facts, Asked(options=options, as_of=END))[0]


def answers(score: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{score: cell} for cell, n in counts.items() for _ in range(n)]


# --- what is missing ------------------------------------------------------------------------------


def test_no_contacts_give_rows_that_cannot_be_computed(make: Make) -> None:
    rows = table(make([]))
    assert {row["state"] for row in rows.values()} == {"impossible"}


def test_an_export_without_any_of_the_columns_says_which_and_how_they_are_called(
    make: Make,
) -> None:
    rows = table(make([{}] * 3))
    for metric in (
        "csat",
        "ces",
        "ease",
        "nps",
        "aht",
        "solving_time",
        "done_at_first",
        "said_solved",
    ):
        assert rows[metric]["state"] == "impossible", metric
        assert say(rows[metric]["figure"]) == "計算できない"
    assert "推奨度、おすすめ度、NPS" in say(rows["nps"]["basis"])


def test_without_a_customer_list_churn_has_no_denominator(make: Make) -> None:
    row = table(make([{"churned_at": pd.Timestamp("2026-11-02", tz="Asia/Tokyo")}] * 3))[
        "churn_rate"
    ]
    assert row["state"] == "impossible"
    assert row["value"] is None
    assert "分母" in say(row["basis"])
    assert "--customers" in say(row["basis"])


def test_without_the_telephone_systems_table_there_is_no_answer_rate(make: Make) -> None:
    row = table(make([{}] * 3))["answer_rate"]
    assert row["state"] == "impossible"
    assert "--traffic" in say(row["basis"])


# --- scores ---------------------------------------------------------------------------------------


def test_11_and_minus_1_and_3_5_are_told_and_not_averaged(make: Make) -> None:
    rows = answers(
        "nps", {"9": 30, "10 とても薦めたい": 10, "11": 3, "-1": 2, "3.5": 1, "たぶん": 4}
    )
    found = metrics.build(make(rows), Asked(as_of=END))
    row = next(r for r in found[0].table.to_dict("records") if r["metric"] == "nps")
    assert (row["value"], row["counted"]) == (100.0, 40)
    odd = found[1].table
    assert odd["contacts"].tolist() == [2, 3, 1, 4]
    assert [say(cell) for cell in odd["answer"]] == ["-1", "11", "3.5", "(数字のない答え)"]
    assert odd["contact_id"].tolist()[0] == "K-0043  K-0044"
    assert [len(ids) for ids in found[1].evidence] == [2, 3, 1, 4]
    assert "たぶん" not in str(odd)


# 推奨 25, 中立 53, 批判 40: (25 - 40) / 118 = -12.7 points, 26.5 points wide: not printed.
def test_nps_by_hand_is_not_printed_where_its_interval_is_too_wide(make: Make) -> None:
    rows = answers("nps", {"10": 12, "9": 13, "8": 30, "7": 23, "6": 20, "0": 20})
    row = table(make(rows))["nps"]
    assert row["value"] == pytest.approx(-12.7119, abs=1e-4)
    assert say(row["figure"]) == "判断できない"
    assert "推奨 25 / 中立 53 / 批判 40" in say(row["basis"])
    assert say(row["interval"]) == "-26 から 1 の間"
    assert row["missing"] == 90
    printed = table(make(rows * 2))["nps"]
    assert say(printed["figure"]) == "-12.7"


# 5 x 60, 4 x 50, 3 x 50, 2 x 20, 1 x 20: (300 + 200 + 150 + 40 + 20) / 200 = 3.55.
def test_csat_by_hand_with_both_shares(make: Make) -> None:
    rows = answers("csat", {"5 とても満足": 60, "4 満足": 50, "3": 50, "2": 20, "1": 20})
    found = table(make(rows), asked=1000)
    assert say(found["csat"]["figure"]) == "3.55"
    assert found["satisfied"]["value"] == pytest.approx(0.55)
    assert found["dissatisfied"]["value"] == pytest.approx(0.2)
    assert "回答率 20.0%" in say(found["csat"]["basis"])
    assert "回答率は分母不明" in say(table(make(rows))["csat"]["basis"])


def test_a_form_whose_1_is_the_best_answer_is_turned(make: Make) -> None:
    row = table(make(answers("csat", {"1 とても満足": 30, "5 とても不満": 10})))["csat"]
    assert row["value"] == pytest.approx(4.0)


def test_channels_on_different_scales_have_no_mean(make: Make) -> None:
    rows = [{"csat": "5"}] * 30 + [{"csat": "9", "channel": "chat"}] * 30
    row = table(make(rows))["csat"]
    assert row["state"] == "impossible"


def test_ease_stands_under_its_own_name_and_effort_on_seven_points_is_named(make: Make) -> None:
    rows = [{"ease": "4", "ces": str(2 + i % 6)} for i in range(60)]
    found = table(make(rows))
    assert found["ease"]["value"] == 4.0
    assert found["ces"]["value"] == pytest.approx(4.5)
    assert "1から7の尺度" in say(found["ces"]["basis"])


def test_effort_that_rises_with_satisfaction_is_warned_of(make: Make) -> None:
    same = [{"csat": str(n), "ces": str(n)} for n in (1, 2, 3, 4, 5)] * 10
    opposite = [{"csat": str(n), "ces": str(6 - n)} for n in (1, 2, 3, 4, 5)] * 10
    assert any(note.key == "metrics.direction" for note in main(make(same)).notes)
    assert not any(note.key == "metrics.direction" for note in main(make(opposite)).notes)


def test_fewer_than_20_answers_are_never_printed(make: Make) -> None:
    row = table(make(answers("nps", {"10": 12})))["nps"]
    assert (row["state"], row["missing"]) == ("undecided", 8)


def test_the_customers_own_yes_is_a_share_of_its_own(make: Make) -> None:
    rows = answers("said_solved", {"はい": 3, "いいえ": 1, "どちらとも": 2})
    row = table(make(rows))["said_solved"]
    assert (row["value"], row["counted"]) == (0.75, 4)


def test_words_without_numbers_have_no_mean(make: Make) -> None:
    row = table(make(answers("csat", {"満足": 30, "不満": 9})))["csat"]
    assert row["state"] == "impossible"
    assert row["value"] is None


# --- calls ----------------------------------------------------------------------------------------


# talk 100, 200, 300 + hold 20 each, wrap 60, 60, 120: ATT 220, ACW 80, AHT 300.
def test_handling_times_are_those_of_calls_only(make: Make) -> None:
    calls = [
        {"talk_seconds": talk, "hold_seconds": 20.0, "wrap_seconds": wrap}
        for talk, wrap in ((100.0, 60.0), (200.0, 60.0), (300.0, 120.0)) * 10
    ]
    chats = [{"channel": "chat", "handle_seconds": 9000.0}] * 5
    facts = make(calls + chats)
    found = table(facts)
    assert (found["att"]["value"], found["acw"]["value"]) == (pytest.approx(220), pytest.approx(80))
    assert found["aht"]["value"] == pytest.approx(300)
    assert say(found["aht"]["figure"]) == "5分00秒"
    assert "中央値 4分40秒" in say(found["aht"]["basis"])
    assert any(note.key == "metrics.other_times" for note in main(facts).notes)


def test_times_of_chats_alone_are_not_averaged(make: Make) -> None:
    row = table(make([{"channel": "chat", "handle_seconds": 60.0}] * 30))["aht"]
    assert row["state"] == "impossible"


def test_a_handling_time_that_is_not_the_sum_of_its_parts_is_told(make: Make) -> None:
    own = {
        "talk_seconds": 100.0,
        "hold_seconds": 0.0,
        "wrap_seconds": 50.0,
        "handle_seconds": 152.0,
    }
    assert "通話+保留+後処理と違う応対 30件" in say(table(make([own] * 30))["aht"]["basis"])


def test_hours_of_work_are_summed(make: Make) -> None:
    row = table(make([{"hours": 0.5}] * 21 + [{"hours": float("nan")}] * 4))["effort_hours"]
    assert (row["value"], row["counted"]) == (10.5, 21)
    assert "時間のない応対 4件" in say(row["basis"])


def with_calls(facts: Facts, *days: tuple[date, int, int, int]) -> Facts:
    counts = tuple(CallCount(day, "phone", *own) for day, *own in days)
    sums = [sum(own[i] for own in days) for i in (1, 2, 3)]  # type: ignore[misc]
    calls = Calls("acd.csv", days[0][0], days[-1][0], len(days), *sums, 84, 80)
    tables = replace(facts.tables, traffic=Traffic("acd.csv", counts))
    return replace(facts, tables=tables, side=SideFacts(calls=calls))


# W10: 98 calls, 89 answered; 84 of them recorded.
def test_answer_abandon_and_record_rate_by_hand(make: Make) -> None:
    facts = with_calls(
        make([{}] * 3), (date(2026, 11, 9), 60, 53, 7), (date(2026, 11, 10), 38, 36, 2)
    )
    found = table(facts)
    assert say(found["answer_rate"]["figure"]) == "90.8%"
    assert say(found["abandon_rate"]["figure"]) == "9.2%"
    assert found["record_rate"]["value"] == pytest.approx(84 / 89)


# --- solved ---------------------------------------------------------------------------------------


def at(day: str, hour: int = 10) -> pd.Timestamp:
    return pd.Timestamp(f"{day}T{hour:02d}:30", tz="Asia/Tokyo")


def test_unsolved_contacts_are_shown_with_the_longest_wait(make: Make) -> None:
    solved = [{"day": "2026-11-02", "resolved_at": at("2026-11-02", 12)}] * 15
    late = [{"day": "2026-11-02", "resolved_at": at("2026-11-04")}] * 5
    waiting = [{"day": "2026-11-05"}] * 3
    elsewhere = [{"channel": "chat"}] * 9
    row = table(make(solved + late + waiting + elsewhere))["solving_time"]
    assert (row["value"], row["counted"]) == (2.0, 20)
    assert "未解決 3件(最長 10日)" in say(row["basis"])


def test_completed_by_the_first_desk_without_transfer_second_line_or_call_back(make: Make) -> None:
    rows = [
        *[{"outcome": "完結"}] * 15,
        {"outcome": "完結", "transfers": 1.0},
        {"outcome": "完結", "callback_due": at("2026-11-09")},
        {"outcome": "完結", "escalated": "あり"},
        {"outcome": "二次対応"},
        {"outcome": "折り返し"},
        {"outcome": "未完了"},
        {"outcome": "ほげ"},
        {},
    ]
    row = table(make(rows))["done_at_first"]
    assert (row["value"], row["counted"]) == (pytest.approx(15 / 21), 21)
    assert "読み取れない対応結果 1件" in say(row["basis"])


def test_first_contacts_came_back_within_n_days_about_the_same_matter(make: Make) -> None:
    def own(customer: str, day: str, **more: Any) -> dict[str, Any]:
        return {"customer": customer, "day": day, **more}

    rows = [
        own("C-1", "2026-11-01"),  # came back on the 5th: not solved; the 5th is no first contact
        own("C-1", "2026-11-05", channel="chat"),
        own("C-2", "2026-11-01"),  # another matter: solved
        own("C-2", "2026-11-02", category="アプリ"),
        own("C-3", "2026-11-01"),  # after more than 7 days: solved, and 11/9 is not final
        own("C-3", "2026-11-09"),
        own("C-4", "2026-11-08"),  # final on the very last day
        own("", "2026-11-01"),
    ]
    row = table(make(rows))["solved_first"]
    assert (row["value"], row["counted"]) == (pytest.approx(4 / 5), 5)
    basis = say(row["basis"])
    assert "確定前 1件(11/22に確定)" in basis
    assert "お客様か用件の分からない1件" in basis
    assert table(make(rows), repeat_days=3)["solved_first"]["value"] == 1.0


def test_all_contacts_of_the_last_days_are_not_final(make: Make) -> None:
    row = table(make([{"day": "2026-11-12"}] * 3))["solved_first"]
    assert row["state"] == "impossible"


# --- churn ----------------------------------------------------------------------------------------


def customer_list(**columns: list[Any]) -> SideTables:
    frame = pd.DataFrame(columns)
    for key in ("contract_since", "churned_at"):
        if key in frame:
            frame[key] = pd.to_datetime(frame[key]).dt.tz_localize("Asia/Tokyo")
    return SideTables(customers=Customers("customers.csv", frame))


# The period is 11/2 to 11/15. At its start: 5 (one left before, one joined later); 2 of them leave in it.
def test_churn_by_customers_companies_and_fees(make: Make) -> None:
    tables = customer_list(
        contract_since=["2025-01-01"] * 6 + ["2026-11-03", "2026-11-04"],
        churned_at=[
            "2026-10-31",
            "2026-11-02",
            "2026-11-15",
            "2026-11-16",
            None,
            None,
            "2026-11-09",
            None,
        ],
        account_id=["", "甲", "甲", "乙", "乙", "丙", "丁", ""],
        monthly_fee=[100.0, 100.0, 300.0, 100.0, 200.0, 300.0, 900.0, 900.0],
    )
    found = table(replace(make([{}]), tables=tables))
    assert (found["churn_rate"]["value"], found["churn_rate"]["counted"]) == (0.4, 5)
    assert "期間中に契約して解約した 1人は別" in say(found["churn_rate"]["basis"])
    assert say(found["churned_customers"]["figure"]) == "2人"
    assert found["retention"]["value"] == 0.6
    assert found["churn_accounts"]["value"] == pytest.approx(1 / 3)
    assert found["churn_fees"]["value"] == pytest.approx(400 / 1000)


def test_a_list_without_churn_dates_says_so(make: Make) -> None:
    facts = replace(make([{}]), tables=customer_list(contract_since=["2025-01-01"]))
    assert "解約日" in say(table(facts)["churn_rate"]["basis"])


def test_the_share_of_contacts_about_leaving_is_not_called_churn_rate(make: Make) -> None:
    row = table(make([{"churn_threat": n < 3} for n in range(150)]))["churn_voices"]
    assert say(row["figure"]) == "2.0%"
    assert messages.t("codes.metric.churn_voices") == "解約の声の割合"
    insight = main(make([{"churn_threat": n < 3} for n in range(150)]))
    at_row = insight.table["metric"].tolist().index("churn_voices")
    assert insight.evidence[at_row] == ("K-0000", "K-0001", "K-0002")
    assert table(make([{}] * 9), no_voices=True)["churn_voices"]["state"] == "impossible"


# --- split, compared, over time -------------------------------------------------------------------


def test_a_label_that_differs_from_the_others_is_told_and_equal_ones_are_not(make: Make) -> None:
    def of(site: str, cells: dict[str, int]) -> list[dict[str, Any]]:
        return [row | {"by": site} for row in answers("csat", cells)]

    usual = {"5": 20, "4": 20, "3": 10, "2": 5}
    rows = of("仙台", usual) + of("那覇", usual) + of("札幌", {"5": 5, "2": 20, "1": 20})
    insight = metrics.build(make(rows), Asked(by="拠点", as_of=END))[0]
    own = insight.table[insight.table["metric"] == "csat"].set_index("by")
    assert own.loc["札幌", "difference"] == "lower"
    null = metrics.build(make(of("仙台", usual) + of("那覇", usual)), Asked(by="拠点", as_of=END))[
        0
    ]
    assert {c for c in null.table["difference"] if isinstance(c, str)} <= {"same"}
    churn = insight.table[insight.table["metric"] == "churn_rate"]
    assert churn.empty


def test_agents_are_not_ranked_by_time(make: Make) -> None:
    rows = [{"by": "A-1", "talk_seconds": 60.0, "wrap_seconds": 9.0}] * 30
    found = metrics.build(make(rows), Asked(by="agent", as_of=END))[0].table["metric"].tolist()
    assert not {"aht", "att", "acw", "effort_hours"} & {*found}


def test_a_small_cell_of_two_attributes_is_not_told(make: Make) -> None:
    sizes = {"60代": 30, "50代": 20, "20代": 3}
    rows = [
        {"by": f"{age} / 女性", "by_2": "女性", "csat": "4"}
        for age, n in sizes.items()
        for _ in range(n)
    ]
    found = metrics.build(make(rows), Asked(by="年代,性別", as_of=END))[0]
    # The one small cell would follow from the total: the next one goes with it.
    assert set(found.table.loc[found.table["metric"] == "csat", "by"]) == {"60代 / 女性"}


def test_the_options_settle_what_is_read() -> None:
    from vocli.pipeline import needs_of

    assert needs_of("metrics", {"no_voices": True}).voices is False
    assert needs_of("metrics", {"by_theme": True}).themes is True
    assert needs_of("metrics", {"by_theme": False}).themes is False


def test_windows_are_compared_by_their_own_tests(make: Make) -> None:
    now = make(answers("csat", {"5": 20, "1": 60}) + [{"nps": "9"}] * 30 + [{"ease": "3"}] * 30)
    before = make(answers("csat", {"5": 60, "1": 20}) + [{"nps": "9"}] * 30)
    window = Window((date(2026, 11, 1), END), (date(2026, 10, 1), date(2026, 10, 31)), 10, 20)
    asked = Asked(earlier=before, window=window, as_of=END)
    insight = metrics.build(now, asked)[0]
    rows = {r["metric"]: r for r in insight.table.to_dict("records")}
    assert rows["csat"]["change"] == "fell"
    assert rows["dissatisfied"]["change"] == "rose"
    assert rows["nps"]["change"] == "same"
    assert rows["ease"]["change"] == "undecided"  # asked for the first time
    assert rows["csat"]["earlier_value"] == 4.0
    assert any("2026/10/01から2026/10/31" in say(note) for note in insight.notes)


def test_the_trend_has_one_row_per_week_after_the_whole(make: Make) -> None:
    rows = [{"day": f"2026-11-{d:02d}", "csat": "5"} for d in range(2, 16)] * 2
    found = main(make(rows), trend="week").table
    own = found[found["metric"] == "csat"]
    assert [p if isinstance(p, str) else "全体" for p in own["period"]] == [
        "全体",
        "2026/11/02",
        "2026/11/09",
    ]
    assert own["counted"].tolist() == [28, 14, 14]


def test_counts_equal_their_evidence(make: Make) -> None:
    rows = [
        {
            "csat": str(1 + i % 5),
            "nps": str(i % 11),
            "outcome": ("完結", "転送")[i % 2],
            "talk_seconds": 9.0,
        }
        for i in range(60)
    ]
    insight = main(make(rows))
    own = {r["metric"]: r for r in insight.table.to_dict("records")}
    assert [r["contacts"] or 0 for r in own.values()] == [len({*ids}) for ids in insight.evidence]
    assert (own["csat"]["contacts"], own["done_at_first"]["contacts"]) == (60, 30)
    assert own["satisfied"]["contacts"] == 24


def test_a_trend_beside_labels_is_declined_with_what_to_type(make: Make) -> None:
    facts = make([{"by": "仙台", "csat": "4"}] * 20)
    insight = metrics.build(facts, Asked(by="拠点", options={"trend": "week"}, as_of=END))[0]
    assert any("--by 拠点,週" in say(note) for note in insight.notes)


def test_the_order_of_the_rows_changes_nothing(make: Make, made: Any, make_facts: Any) -> None:
    rows = [
        made.contact(f"K-{i}", csat=str(1 + i % 5), outcome="完結", talk_seconds=i / 7)
        for i in range(60)
    ]
    one, other = (
        metrics.build(make_facts(own, []), Asked(as_of=END))[0] for own in (rows, rows[::-1])
    )
    assert one.evidence == other.evidence
    pd.testing.assert_frame_equal(
        one.table.drop(columns=["figure", "basis", "interval"]),
        other.table.drop(columns=["figure", "basis", "interval"]),
    )


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_both_languages_say_every_row(make: Make, language: str) -> None:
    facts = with_calls(
        make([*answers("csat", {"5": 30, "11": 1}), {"outcome": "完結"}]),
        (date(2026, 11, 9), 9, 8, 0),
    )
    messages.use(language)
    try:
        insight = main(facts)
        for row in insight.table.to_dict("records"):
            assert say(row["figure"])
            assert say(row["basis"])
        assert say(insight.title)
    finally:
        messages.use(messages.DEFAULT)


# --- the sample -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> Insight:
    """`vocli metrics sample_data --compare 4w --no-voices --traffic acd.csv`, without the command line."""
    from vocli.pipeline import answer
    from vocli.pipeline.question import Question
    from vocli.sources.side import read_side

    files = {"traffic": ("acd.csv", (ROOT / "sample_data" / "extra" / "acd.csv").read_bytes())}
    patterns = tuple(
        str(ROOT / "sample_data" / f"{n}.csv") for n in ("calls", "chat_log", "survey")
    )
    question = Question(patterns, side=read_side(files))
    report, _ = answer("metrics", question, {"compare": "4w", "no_voices": True, "repeat_days": 7})
    return next(i for i in report.insights if i.name == "metrics")


def test_the_story_of_the_sample(sample: Insight) -> None:
    rows = {r["metric"]: r for r in sample.table.to_dict("records")}
    csat, ces = rows["csat"], rows["ces"]
    assert (round(csat["value"], 2), csat["counted"]) == (3.41, 58)
    assert (round(csat["earlier_value"], 2), csat["earlier_counted"]) == (3.79, 61)
    assert csat["change"] == "same"
    assert round(rows["satisfied"]["value"], 3) == 0.517
    assert round(rows["dissatisfied"]["value"], 3) == 0.241
    assert (round(ces["value"], 2), ces["counted"]) == (2.68, 47)
    assert (round(ces["earlier_value"], 2), ces["earlier_counted"]) == (2.32, 50)
    assert "応答 344/着信 402" in say(rows["answer_rate"]["basis"])  # 78 + 82 ... of weeks 7 to 10
    assert rows["answer_rate"]["change"] == "same"  # one day without the payment system
    assert rows["churn_rate"]["state"] == "impossible"
    assert any(note.key == "metrics.direction" for note in sample.notes)
