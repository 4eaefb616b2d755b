"""The label of a voice follows from its scores."""

from __future__ import annotations

import pandas as pd
import pytest

from vocli.signals import SIGNALS, holds, label, with_companions


def frame(*rows: dict[str, float]) -> pd.DataFrame:
    table = [{signal: row.get(signal, 0.01) for signal in SIGNALS} for row in rows]
    return pd.DataFrame(table, columns=list(SIGNALS)).astype("float32")


def test_an_unknown_signal_is_refused() -> None:
    with pytest.raises(KeyError):
        holds(frame({}), "anger")


def test_nothing_near_the_threshold_is_none_and_nearly_is_unsure() -> None:
    assert label(frame({}, {"request": 0.34}, {"request": 0.4})).tolist() == [
        "none",
        "none",
        "unsure",
    ]


def test_the_strongest_signal_gives_the_label() -> None:
    assert label(frame({"complaint": 0.7, "safety": 0.9})).tolist() == ["safety"]
    assert label(frame({"complaint": 0.9, "safety": 0.9})).tolist() == ["complaint"]


def test_delight_displaces_thanks() -> None:
    assert label(frame({"thanks": 0.95, "delight": 0.6})).tolist() == ["delight"]
    assert label(frame({"thanks": 0.95, "delight": 0.4})).tolist() == ["thanks"]


def test_any_holds_for_all_and_a_signal_from_its_threshold() -> None:
    scores = frame({"question": 0.5}, {"question": 0.4999})
    assert holds(scores, "any").tolist() == [True, True]
    assert holds(scores, "question").tolist() == [True, False]


def test_no_rows_give_no_labels() -> None:
    assert label(frame()).tolist() == []
    assert holds(frame(), "any").tolist() == []


def test_threats_and_superiors_name_a_voice_only_where_nothing_else_does() -> None:
    rows = (
        {"complaint": 0.6, "churn_threat": 0.99, "escalation_request": 0.9},
        {"complaint": 0.4, "churn_threat": 0.6},
        {"request": 0.45, "escalation_request": 0.7},
    )
    assert label(frame(*rows)).tolist() == ["complaint", "churn_threat", "escalation_request"]
    assert holds(frame(*rows), "churn_threat").tolist() == [True, True, False]


def test_later_signals_stand_behind_the_first_seven() -> None:
    first = ("complaint", "request", "errand", "question", "thanks", "delight", "safety")
    assert SIGNALS[:7] == first
    assert SIGNALS[7:9] == ("churn_threat", "escalation_request")


def test_the_core_signals_follow_from_their_own_scores_alone() -> None:
    rows = frame({"expectation_missed": 0.9, "distrust": 0.9, "unresolved": 0.9}, {"delight": 0.6})
    assert holds(rows, "complaint").tolist() == [False, False]
    assert holds(rows, "delight").tolist() == [False, True]


def test_delight_does_not_bring_satisfaction_but_a_kept_promise_does() -> None:
    rows = frame(
        {"delight": 0.9},
        {"expectation_met": 0.8},
        {"expectation_exceeded": 0.8},
        {"expectation_exceeded": 0.8, "delight": 0.8},
        {"staff_praise": 0.8},
        {"staff_praise": 0.8, "thanks": 0.8},
    )
    assert holds(rows, "satisfaction").tolist() == [False, True, True, False, True, False]


def test_of_two_opposites_the_stronger_one_is_meant() -> None:
    rows = frame({"resolved": 0.7, "unresolved": 0.9}, {"settled": 0.9, "unsettled": 0.6})
    assert holds(rows, "resolved").tolist() == [False, False]
    assert holds(rows, "unresolved").tolist() == [True, False]
    assert holds(rows, "settled").tolist() == [False, True]
    assert holds(rows, "unsettled").tolist() == [False, False]


def test_what_is_not_as_expected_missed_an_expectation() -> None:
    rows = frame({"not_as_expected": 0.9}, {"not_as_expected": 0.9, "expectation_met": 0.95})
    assert holds(rows, "expectation_missed").tolist() == [True, True]


def test_a_signal_whose_companions_were_not_marked_stands_alone() -> None:
    alone = frame({"satisfaction": 0.4, "expectation_met": 0.9})[["satisfaction"]]
    assert holds(alone, "satisfaction").tolist() == [False]


def test_a_signal_brings_along_all_that_its_verdict_looks_at() -> None:
    assert with_companions(["howto"]) == {"howto"}
    assert with_companions(["settled"]) == {"settled", "unsettled"}
    wanted = with_companions(["satisfaction"])
    assert {"expectation_met", "expectation_missed", "staff_praise", "not_as_expected"} <= wanted
    assert "resolved" not in wanted
