"""What the second walk leaves: one theme per contact, facts that add up, any shape of input."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from vocli.pipeline.apply import apply
from vocli.pipeline.question import Scope
from vocli.privacy import COUNTED, pseudonym


def contact_of(facts: Any, key: str) -> Any:
    return facts.contacts.set_index("contact_id").loc[key]


def theme_of(facts: Any, text: str) -> str:
    """The theme of the voices that hold a text."""
    (theme,) = set(facts.voices["theme_id"][facts.voices["text"].str.contains(text)])
    return str(theme)


# Any shape of input


def test_no_contacts(desk: Any, walk: Any) -> None:
    plan, prepared, facts = walk(desk)
    assert (len(facts.contacts), len(facts.voices), len(prepared.frame)) == (0, 0, 0)
    assert (plan.profiles, facts.period, facts.open_days) == ((), None, ())
    assert (facts.funnel.read, facts.funnel.in_scope, facts.funnel.with_signal) == (0, 0, 0)


def test_contacts_without_a_word(desk: Any, walk: Any) -> None:
    desk.add("1").add("2", "").add("3", "よろしくお願いいたします。")
    _, _, facts = walk(desk)
    assert facts.funnel.in_scope == 3
    assert facts.funnel.with_signal == 0
    assert not facts.contacts["considered"].any()
    assert not facts.voices["main"].any()


def test_one_contact(desk: Any, walk: Any) -> None:
    _, _, facts = walk(desk.add("1", "電話がつながらない。"))
    assert facts.voices["main"].tolist() == [True]
    assert (facts.funnel.with_signal, facts.funnel.unassigned) == (1, 1)
    assert facts.period is None


def test_contacts_without_times(busy: Any, desk: Any, walk: Any) -> None:
    for i in range(5):
        desk.add(f"x{i}", f"窓口の電話が{i}回つながらない", day="")
    _, _, facts = walk(desk)
    undated = facts.contacts[facts.contacts["contact_id"].str.startswith("x")]
    assert undated["day"].tolist() == [None] * 5
    assert undated["theme_id"].nunique() == 1
    assert set(facts.voices["day"]) == {"", "2026-11-02"}


def test_no_contact_has_a_time(desk: Any, walk: Any) -> None:
    for i in range(3):
        desk.add(str(i), "電話がつながらない", day="", customer_id="same")
    _, _, facts = walk(desk)
    assert (facts.period, facts.open_days) == (None, ())
    assert not facts.contacts["repeat"].any()
    assert facts.funnel.with_signal == 3


def test_an_as_of_day_before_all_contacts(desk: Any, walk: Any) -> None:
    _, _, facts = walk(desk.add("1", "電話がつながらない"), as_of=date(2026, 1, 1))
    assert (facts.period, facts.open_days) == (None, ())


def test_operators_and_events_are_no_voices(desk: Any, walk: Any) -> None:
    desk.add("1", "電話がつながらない")
    desk.turn("1", "申し訳ございません、請求が間違っていました", turn=1.0, speaker="agent")
    desk.turn("1", "ボトルが届かない", turn=2.0, speaker="unknown")
    desk.turn("1", "ランプが消えない", turn=3.0, kind="note")
    _, _, facts = walk(desk, signal="any")
    assert facts.voices["text"].tolist() == ["電話がつながらない"]


# One main voice per contact


def test_one_main_voice_per_contact_with_considered_voices(busy: Any, walk: Any) -> None:
    busy.add("two", "窓口の電話がつながらない。注文したボトルが届かない。")
    busy.add("calm", "次回の配達は水曜日です。").add("thanks", "ありがとうございました。")
    _, _, facts = walk(busy)
    main = facts.voices[facts.voices["main"]]
    assert main["contact_id"].is_unique
    assert main["considered"].all()
    assert set(main["contact_id"]) == set(
        facts.contacts["contact_id"][facts.contacts["considered"]]
    )
    assert not {"calm", "thanks"} & set(main["contact_id"])
    assert len(main) == facts.funnel.with_signal == 61
    themes = main.set_index("contact_id")["theme_id"].to_dict()
    told = (
        facts.contacts[facts.contacts["considered"]].set_index("contact_id")["theme_id"].to_dict()
    )
    assert themes == told


def test_the_best_placed_voice_gives_the_contact_s_theme(busy: Any, walk: Any) -> None:
    busy.add("both", "どうしようもなくひどい。注文したボトルがまだ届かない。")
    _, _, facts = walk(busy)
    own = facts.voices[facts.voices["contact_id"] == "both"]
    best = own.sort_values("theme_score", ascending=False, kind="stable").iloc[0]
    assert bool(best["main"])
    assert own["main"].sum() == 1
    assert contact_of(facts, "both")["theme_id"] == theme_of(facts, "ボトルがいつまでも")


def test_a_voice_that_hardly_complains_does_not_stand_for_its_contact(busy: Any, walk: Any) -> None:
    busy.add("both", "窓口の電話がつながらない。", "注文したボトルが届かない。")
    plan, prepared, facts = walk(busy)
    own = facts.voices[facts.voices["contact_id"] == "both"]
    (first,) = own.index[own["main"]]
    prepared.scores.loc[first, "complaint"] = 0.5  # just enough to be one
    again = apply(busy.scoped(), prepared, plan, busy.records.sources, None).voices.loc[own.index]
    assert again["considered"].all()
    assert again.index[again["main"]].tolist() == [i for i in own.index if i != first]


def test_a_placed_voice_goes_before_one_in_no_theme(busy: Any, walk: Any) -> None:
    busy.add("1", "対応がひどい。対応がひどい。", "窓口の電話がつながらない。")
    _, _, facts = walk(busy)
    assert contact_of(facts, "1")["theme_id"] == theme_of(facts, "電話がいつまでも")


def test_themes_and_counts_are_those_of_the_plan(busy: Any, walk: Any) -> None:
    plan, _, facts = walk(busy)
    assert facts.themes["theme_id"].tolist() == [p.theme_id for p in plan.profiles]
    assert facts.themes["name"].tolist() == [p.name for p in plan.profiles]
    known = {"", *facts.themes["theme_id"]}
    assert set(facts.contacts["theme_id"]) <= known
    assert set(facts.voices["theme_id"]) <= known
    assert (facts.voices["theme_id"][~facts.voices["considered"]] == "").all()


# Critical voices


@pytest.fixture
def hot(busy: Any) -> Any:
    """Two contacts about danger, one of them mostly about something else."""
    busy.add("smoke", "コンセントから煙が出た。")
    return busy.add("mixed", "注文したボトルがまだ届かない。本体から火花が出ました。")


def test_a_critical_voice_gives_its_contact_s_theme(hot: Any, walk: Any) -> None:
    plan, _, facts = walk(hot)
    (critical,) = (p for p in plan.profiles if p.critical)
    inside = facts.contacts["contact_id"][facts.contacts["theme_id"] == critical.theme_id]
    assert set(inside) == {"smoke", "mixed"}
    main = facts.voices[facts.voices["main"]].set_index("contact_id")["text"]
    assert main["mixed"].startswith("本体から火花")
    assert facts.themes.set_index("theme_id")["critical"][critical.theme_id]


def test_no_other_voice_joins_the_critical_theme_by_likeness(hot: Any, walk: Any) -> None:
    hot.add("plug", "コンセントの位置が合わない。")
    plan, _, facts = walk(hot)
    (critical,) = (p for p in plan.profiles if p.critical)
    inside = facts.voices[facts.voices["theme_id"] == critical.theme_id]
    assert (inside["safety"] >= 0.5).all()
    assert len(inside) == 2


@pytest.mark.parametrize("signal", ["any", "question"])
def test_other_signals_know_no_critical_theme(hot: Any, walk: Any, signal: str) -> None:
    plan, _, facts = walk(hot, signal=signal)
    assert not [p for p in plan.profiles if p.critical]
    assert not facts.themes["critical"].any()
    assert contact_of(facts, "smoke")["safety"]  # the flag stays


def test_danger_alone_still_makes_a_critical_theme(desk: Any, walk: Any) -> None:
    plan, _, facts = walk(desk.add("1", "コンセントから煙が出た。"))
    (critical,) = plan.profiles
    assert critical.critical
    assert critical.name
    assert not critical.name.startswith("D-")
    assert (facts.funnel.in_theme, facts.funnel.unassigned) == (1, 0)


# Contacts


def repeats(desk: Any, walk: Any, *days: str, **more: Any) -> list[bool]:
    """Whether each contact about the phone on these days is a repeat; beside sixty others."""
    for i, day in enumerate(days):
        desk.add(
            f"r{i}", f"窓口の電話が{day}もつながらない", day=day, **({"customer_id": "K-1"} | more)
        )
    _, _, facts = walk(desk)
    own = facts.contacts.set_index("contact_id")["repeat"]
    assert own.drop([f"r{i}" for i in range(len(days))]).sum() == 0
    return [bool(own[f"r{i}"]) for i in range(len(days))]


def test_the_same_customer_and_theme_within_seven_days_is_a_repeat(busy: Any, walk: Any) -> None:
    found = repeats(busy, walk, "2026-11-20", "2026-11-02", "2026-11-09", "2026-11-09T10:31", "")
    assert found == [False, False, True, True, False]


def test_eight_days_later_is_none(busy: Any, walk: Any) -> None:
    assert repeats(busy, walk, "2026-11-02", "2026-11-10") == [False, False]


def test_nobody_and_somebody_else_repeat_nothing(busy: Any, walk: Any) -> None:
    busy.add("other", "窓口の電話がつながらない", customer_id="K-2")
    assert repeats(busy, walk, "2026-11-02", "2026-11-03", customer_id="") == [False, False]


def test_another_theme_is_no_repeat(busy: Any, walk: Any) -> None:
    busy.add("bottle", "注文したボトルがまだ届かない", day="2026-11-01", customer_id="K-1")
    assert repeats(busy, walk, "2026-11-02", "2026-11-03") == [False, True]


def test_customers_are_pseudonyms(busy: Any, walk: Any) -> None:
    busy.add("a", "電話がつながらない", customer_id="0012").add("b", "電話がつながらない")
    _, _, facts = walk(busy)
    assert contact_of(facts, "a")["customer"] == pseudonym("0012", "C", b"", COUNTED)
    assert contact_of(facts, "b")["customer"] == ""
    assert not facts.contacts["customer"].str.contains("0012").any()


def test_hours_are_those_worked(desk: Any, walk: Any) -> None:
    desk.add("parts", "a", talk_seconds=600.0, wrap_seconds=1200.0, handle_seconds=9.0)
    desk.add("whole", "b", handle_seconds=3600.0).add("unknown", "c")
    _, _, facts = walk(desk)
    hours = facts.contacts.set_index("contact_id")["hours"]
    assert (hours["parts"], hours["whole"]) == (0.5, 1.0)
    assert pd.isna(hours["unknown"])


def test_flags_are_those_of_any_voice(desk: Any, walk: Any) -> None:
    desk.add("1", "ボトルが届かない。", "もう解約します。", "責任者を出してください。")
    desk.add("2", "次回の配達は水曜日です。")
    _, _, facts = walk(desk)
    flags = ["churn_threat", "escalation_request", "safety"]
    assert [bool(contact_of(facts, "1")[flag]) for flag in flags] == [True, True, False]
    assert not any(contact_of(facts, "2")[flag] for flag in flags)


def test_voices_tell_where_they_stand(desk: Any, walk: Any) -> None:
    desk.add("1").turn("1", "電話がつながらない", source_row=17.0)
    _, _, facts = walk(desk)
    (voice,) = facts.voices.to_dict("records")
    assert (voice["path"], voice["row"], voice["day"]) == ("calls.csv", 17, "2026-11-02")
    assert voice["signal"] == "complaint"


# The account


def test_the_funnel_adds_up(busy: Any, walk: Any) -> None:
    busy.add("old", "電話がつながらない", day="2026-01-05").add("fax", "a", channel="fax")
    busy.add("out", "b", direction="outbound").add("silent", "c", out_of_scope="silent")
    busy.add("calm", "次回の配達は水曜日です。").add("odd", "対応がひどい。")
    _, _, facts = walk(busy, scope=Scope(since=date(2026, 10, 1), channels=("phone",)))
    f = facts.funnel
    assert (f.out_of_period, f.filtered, f.outbound, f.out_of_scope) == (1, 1, 1, 1)
    assert (f.read, f.in_scope, f.with_signal) == (66, 62, 61)
    assert f.read == f.out_of_period + f.filtered + f.outbound + f.out_of_scope + f.in_scope
    assert f.with_signal == f.in_theme + f.unassigned
    assert f.in_theme == int((facts.contacts["theme_id"] != "").sum())


def test_two_windows_need_eight_weeks(desk: Any, walk: Any) -> None:
    desk.add("new", "電話がつながらない", day="2026-11-15")
    _, _, short = walk(desk.add("mid", "電話がつながらない", day="2026-10-01"))
    assert short.period is None
    _, _, long = walk(desk.add("old", "電話がつながらない", day="2026-09-20"))
    period = long.period
    assert (period.recent_from, period.recent_to) == (date(2026, 10, 19), date(2026, 11, 15))
    assert (period.before_from, period.before_to) == (date(2026, 9, 21), date(2026, 10, 18))
