"""The label of a voice follows from its scores."""

from __future__ import annotations

import pandas as pd
import pytest

from vocli.signals import SIGNALS, holds, label


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
