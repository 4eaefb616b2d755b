"""A superior and the second line are told apart, and a promise is no record."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vocli.insights import escalation
from vocli.insights.escalation_states import escalation_states
from vocli.model import Asked, Facts, Insight, Report

ROOT = Path(__file__).resolve().parents[2]
TAGS = ("superior", "superior_promised", "second_line")


def said(contact: str, desk: str, *tags: str) -> dict[str, Any]:
    row = {"contact_id": contact, "turn": 1, "speaker": "agent", "kind": "note", "text": desk}
    return {**row, "desk": desk, **{tag: tag in tags for tag in TAGS}}


@pytest.fixture
def facts(make_facts: Callable[..., Facts], made: Any) -> Facts:
    """Asked and done at once, asked and done three days later, asked and promised, and two handed on."""
    ask = {"escalation_request": True}
    contacts = [
        made.contact("a", theme_id="T1", **ask),
        made.contact("b", theme_id="T1", customer="C-1", **ask),
        made.contact("b2", "2026-11-05", customer="C-1", theme_id="T1"),
        made.contact("c", theme_id="T2", **ask),
        made.contact("d", outcome="二次対応", transfers=2.0),
        made.contact("e"),
        made.contact("f", customer="", **ask),
    ]
    voices = [made.voice(row["contact_id"], "上の人に替わってください。", escalation_request=0.9)
              for row in contacts if row["escalation_request"]]  # fmt: skip
    desk = pd.DataFrame([
        said("a", "責任者に交代。", "superior"),
        said("b2", "上席より架電済。", "superior"),
        said("c", "SVより明日までに折返しと案内。", "superior_promised"),
        said("e", "技術へ引継ぎ。", "second_line"),
    ])  # fmt: skip
    return make_facts(
        contacts,
        voices,
        [("T1", "遅い"), ("T2", "高い")],
        marked=("escalation_request",),
        said=desk,
    )


def named(insights: tuple[Insight, ...], name: str) -> Insight:
    return next(insight for insight in insights if insight.name == name)


def test_nothing_at_all_is_no_error(make_facts: Callable[..., Facts]) -> None:
    assert all(insight.table.empty for insight in escalation.build(make_facts([], []), Asked()))


def test_where_nobody_asked_nothing_is_claimed(make_facts: Callable[..., Facts], made: Any) -> None:
    calm = make_facts([made.contact("a", escalated="なし")], [made.voice("a", "届きません。")])
    assert all(insight.table.empty for insight in escalation.build(calm, Asked()))


def test_a_promise_is_no_record(facts: Facts) -> None:
    states = escalation_states(facts).set_index("contact_id")
    assert states["done"].to_dict() == {
        "a": True, "b": True, "b2": True, "c": False, "d": False, "e": False, "f": False
    }  # fmt: skip
    assert states.at["c", "promised"]
    assert states.at["c", "promise"] == "SVより明日までに折返しと案内"


def test_the_time_until_a_superior_came_is_taken_from_the_same_customer(facts: Facts) -> None:
    states = escalation_states(facts).set_index("contact_id")
    assert states.at["a", "hours"] == 0
    assert states.at["b", "hours"] == pytest.approx(72)
    late = facts.contacts.assign(
        occurred_at=facts.contacts["occurred_at"].mask(
            facts.contacts["contact_id"] == "b2", pd.Timestamp("2026-12-05 10:00", tz="Asia/Tokyo")
        )
    )
    after = escalation_states(Facts(**{**facts.__dict__, "contacts": late}))
    assert not after.set_index("contact_id").at["b", "done"]


def test_the_two_kinds_are_never_added(facts: Facts) -> None:
    insights = escalation.build(facts, Asked())
    superior, second = named(insights, "superior"), named(insights, "second_line")
    assert superior.table["contacts"].tolist()[0] == 4
    assert second.table["contacts"].tolist()[0] == 2
    assert second.evidence[0] == ("d", "e")
    (whole, *_) = second.table[["by_outcome", "by_record", "by_transfer"]].to_numpy().tolist()
    assert whole == [1, 1, 1]


def test_every_count_equals_its_evidence(facts: Facts) -> None:
    for insight in escalation.build(facts, Asked()):
        if "contacts" in insight.table:
            assert [len(ids) for ids in insight.evidence] == list(insight.table["contacts"])
    superior = escalation.build(facts, Asked())[0].table
    assert superior["contacts"].tolist()[1:] == [2, 1, 1]
    assert (superior["done"] + superior["no_record"]).tolist() == superior["contacts"].tolist()


def test_the_list_names_who_asked_without_a_record_and_the_call_that_followed(facts: Facts) -> None:
    calls = pd.DataFrame(
        {
            "contact_id": ["x"],
            "occurred_at": [pd.Timestamp("2026-11-04 09:00", tz="Asia/Tokyo")],
            "channel": ["phone"],
            "customer": ["C-c"],
            "case_id": [""],
        }
    )
    rows = named(
        escalation.build(Facts(**{**facts.__dict__, "calls_back": calls}), Asked()), "unanswered"
    )
    assert rows.table["contact_id"].tolist() == ["c", "f"]
    assert str(rows.table["called_back"].iloc[0]) == "2026-11-04"
    assert rows.table["called_back"].iloc[1] is None
    assert rows.table["quote"].iloc[0] == "上の人に替わってください"


def test_claims_are_counted_by_fact(make_facts: Callable[..., Facts], made: Any) -> None:
    from vocli.signals.tagging import mark_tags

    texts = [
        "全額返金してください。",
        "返金はいつされますか。",
        "書面で回答してください。",
        "契約書を書面で送ってください。",
    ]
    marks = mark_tags("demands", texts, ["verbatim"] * 4)
    assert marks == ["refund", "", "document", ""]
    contacts = [made.contact(f"c{i}", talk_seconds=4000.0 if i == 1 else 60.0) for i in range(4)]
    voices = [made.voice(f"c{i}", text, demands=marks[i]) for i, text in enumerate(texts)]
    table = named(escalation.build(make_facts(contacts, voices), Asked()), "claims")
    assert dict(zip(table.table["claim"], table.evidence, strict=True)) == {
        "refund": ("c0",), "document": ("c2",), "long_call": ("c1",)
    }  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], Report]:
    """The calls of the sample in which a superior is asked for, and sixty others."""
    from vocli.pipeline import Question, answer

    with (ROOT / "sample_data/expected/truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["contact_id"] for row in csv.DictReader(file) if row["escalation"] == "1"}
    text = (ROOT / "sample_data/calls.csv").read_bytes().decode("cp932")
    header, *rows = list(csv.reader(io.StringIO(text)))[3:]
    kept = [row for row in rows if row[0] in truth] + [row for row in rows if row[0] not in truth][
        :60
    ]
    path = tmp_path_factory.mktemp("calls") / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])
    return truth, answer("escalation", Question((str(path),), use_encoder=False), {})[0]


def test_the_sample_asks_for_superiors_and_records_none(sample: tuple[set[str], Report]) -> None:
    truth, report = sample
    unanswered = named(report.insights, "unanswered")
    assert set(unanswered.table["contact_id"]) == truth
    assert named(report.insights, "superior").table["contacts"].iloc[0] == len(truth) == 17
    assert named(report.insights, "second_line").table["contacts"].iloc[0] >= 17


@pytest.mark.parametrize("language", ["ja", "en"])
def test_both_languages_have_every_text(sample: tuple[set[str], Report], language: str) -> None:
    from vocli.messages import catalogue

    used = {
        note.key
        for i in sample[1].insights
        for note in i.notes
        if note.key.startswith("escalation.")
    }
    assert {key.removeprefix("escalation.") for key in used} <= set(
        catalogue(language, "escalation")
    )
